import type { TenantPolicy } from '#core/tenant-policy.ts'
import { instant, type Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { Member, MemberRepository } from '#ports/access.ts'
import type { TenantScope } from '../query-scope.ts'
import type { Schema } from '../schema.ts'

/** The owner's name when the business gave none. */
const NAMELESS_OWNER = 'Owner'

/** Who belongs to a tenant. The row of the owner is a projection of the policy, written by `saveOwner`. */
export class SqlMembers implements MemberRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async list(): Promise<Member[]> {
    const rows = await this.#scope.db
      .selectFrom('members')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .orderBy('role')
      .orderBy('phone')
      .execute()
    return rows.map(toMember)
  }

  async saveStaff({ phone, name }: { phone: PhoneNumber; name: string }, at: Instant): Promise<void> {
    await this.#scope.db
      .insertInto('members')
      .values({ tenant_id: this.#scope.tenantId, phone, role: 'staff', name, verified: 1, created_at: at })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'role', 'phone']).doUpdateSet({ name }))
      .execute()
  }

  async removeStaff(phone: PhoneNumber): Promise<boolean> {
    const { numDeletedRows } = await this.#scope.db
      .deleteFrom('members')
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('role', '=', 'staff')
      .where('phone', '=', phone)
      .executeTakeFirstOrThrow()
    return numDeletedRows > 0n
  }
}

/** The owner is whoever the policy names: a changed phone takes the access of the old one away. */
export async function saveOwner(scope: TenantScope, policy: TenantPolicy, at: Instant): Promise<void> {
  const tenantId = scope.tenantId
  await scope.db.deleteFrom('members').where('tenant_id', '=', tenantId).where('role', '=', 'owner').execute()
  const { ownerPhone, ownerName, ownerPhoneVerified } = policy
  // A policy that a test or an old row left without the field has no owner either.
  if (!ownerPhone) return
  await scope.db
    .insertInto('members')
    .values({
      tenant_id: tenantId,
      phone: ownerPhone,
      role: 'owner',
      name: ownerName ?? NAMELESS_OWNER,
      verified: ownerPhoneVerified ? 1 : 0,
      created_at: at,
    })
    .execute()
}

function toMember(row: Schema['members']): Member {
  return {
    // Written by the two functions above, from a `PhoneNumber`.
    phone: row.phone as PhoneNumber,
    role: row.role,
    name: row.name,
    verified: row.verified === 1,
    createdAt: instant(row.created_at),
  }
}
