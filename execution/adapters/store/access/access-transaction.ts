import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { AccessTransaction, Membership } from '#ports/access.ts'
import { fromJson } from '../column-values.ts'
import type { QueryScope } from '../query-scope.ts'
import { SqlAudit } from './audit.ts'
import { SqlCodes } from './codes.ts'
import { SqlOperator } from './operator.ts'
import { SqlPasskeys } from './passkeys.ts'
import { SqlSessions } from './sessions.ts'

/** All repositories of the installation in one transaction. */
export function accessTransaction(scope: QueryScope): AccessTransaction {
  return {
    sessions: new SqlSessions(scope),
    codes: new SqlCodes(scope),
    passkeys: new SqlPasskeys(scope),
    operator: new SqlOperator(scope),
    audit: new SqlAudit(scope),
    membershipsOf: (phone) => membershipsOf(scope, phone),
  }
}

/** Somebody may be the owner of one business and staff of another; of one business the owner's role counts. */
async function membershipsOf(scope: QueryScope, phone: PhoneNumber): Promise<Membership[]> {
  const rows = await scope.db
    .selectFrom('members')
    .innerJoin('tenants', 'tenants.tenant_id', 'members.tenant_id')
    .select(['members.tenant_id', 'members.role', 'members.name', 'tenants.policy'])
    .where('members.phone', '=', phone)
    .where('members.verified', '=', 1)
    .execute()
  const memberships = new Map<string, Membership>()
  for (const row of rows) {
    if (row.role !== 'owner' && memberships.has(row.tenant_id)) continue
    // Only `TenantScope.tenantId` is ever written to this column.
    const tenantId = row.tenant_id as TenantId
    memberships.set(tenantId, { tenantId, tenantName: fromJson<TenantPolicy>(row.policy).name, role: row.role, name: row.name })
  }
  return [...memberships.values()].toSorted((a, b) => a.tenantName.localeCompare(b.tenantName))
}
