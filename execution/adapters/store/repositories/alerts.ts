import { instant } from '#core/values/instant.ts'
import type { AlertRepository, AlertRow } from '#ports/outbox.ts'
import type { Page, PageQuery } from '#ports/store.ts'
import { pageOf, startOf } from '../page.ts'
import type { TenantScope } from '../query-scope.ts'
import type { Schema } from '../schema.ts'

/** What the owner was told, and whether it reached a phone. */
export class SqlAlerts implements AlertRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async add(row: AlertRow): Promise<void> {
    const { id, at, kind, body, leadId, status, onceKey } = row
    await this.#scope.db
      .insertInto('alerts')
      .values({ tenant_id: this.#scope.tenantId, id, at, kind, body, lead_id: leadId, status, once_key: onceKey })
      .execute()
    this.#scope.changed('alert', leadId)
  }

  async change(id: string, status: AlertRow['status']): Promise<void> {
    await this.#scope.db.updateTable('alerts').set({ status }).where('tenant_id', '=', this.#scope.tenantId).where('id', '=', id).execute()
    this.#scope.changed('alert')
  }

  async list(query: PageQuery): Promise<Page<AlertRow>> {
    const { limit, after } = startOf(query)
    const rows = await this.#scope.db
      .selectFrom('alerts')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .$if(after !== null, (select) => select.where((eb) => eb(eb.refTuple('at', 'id'), '<', eb.tuple(after?.at ?? 0, after?.id ?? ''))))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    return pageOf(rows, limit, toAlert, (row) => ({ at: row.at, id: row.id }))
  }
}

function toAlert(row: Schema['alerts']): AlertRow {
  const { id, kind, body, status } = row
  return { id, at: instant(row.at), kind, body, leadId: row.lead_id, status, onceKey: row.once_key }
}
