import { instant } from '#core/values/instant.ts'
import type { AuditRepository, AuditRow } from '#ports/access.ts'
import type { Page, PageQuery } from '#ports/store.ts'
import { pageOf, startOf } from '../page.ts'
import type { QueryScope } from '../query-scope.ts'
import type { AuditTable } from '../schema.ts'

/** Who looked at what and who did what, over all tenants. */
export class SqlAudit implements AuditRepository {
  readonly #scope: QueryScope

  constructor(scope: QueryScope) {
    this.#scope = scope
  }

  async add({ tenantId, ...row }: AuditRow): Promise<void> {
    await this.#scope.db
      .insertInto('audit')
      .values({ ...row, tenant_id: tenantId })
      .execute()
  }

  async list(query: PageQuery): Promise<Page<AuditRow>> {
    const { limit, after } = startOf(query)
    const rows = await this.#scope.db
      .selectFrom('audit')
      .selectAll()
      .$if(after !== null, (select) => select.where((eb) => eb(eb.refTuple('at', 'id'), '<', eb.tuple(after?.at ?? 0, after?.id ?? ''))))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    return pageOf(rows, limit, toAudit, (row) => ({ at: row.at, id: row.id }))
  }
}

function toAudit({ tenant_id: tenantId, at, ...row }: AuditTable): AuditRow {
  return { ...row, tenantId, at: instant(at) }
}
