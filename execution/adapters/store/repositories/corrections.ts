import { instant } from '#core/values/instant.ts'
import type { CorrectionRepository, CorrectionRow } from '#ports/results.ts'
import type { Page, PageQuery } from '#ports/store.ts'
import { fromJson } from '../column-values.ts'
import { pageOf, startOf } from '../page.ts'
import type { TenantScope } from '../query-scope.ts'
import type { CorrectionsTable } from '../schema.ts'

/** What people corrected: labelled cases for the engine that read it wrong. */
export class SqlCorrections implements CorrectionRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async add(row: CorrectionRow): Promise<void> {
    await this.#scope.db
      .insertInto('corrections')
      .values({
        tenant_id: this.#scope.tenantId,
        at: row.at,
        id: row.id,
        conversation_key: row.conversationKey,
        lead_id: row.leadId,
        field: row.field,
        was: toJson(row.was),
        words: row.words,
        value: toJson(row.value),
        body: row.body,
        by_name: row.byName,
      })
      .execute()
  }

  async list(query: PageQuery): Promise<Page<CorrectionRow>> {
    const { limit, after } = startOf(query)
    const rows = await this.#scope.db
      .selectFrom('corrections')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .$if(after !== null, (select) => select.where((eb) => eb(eb.refTuple('at', 'id'), '<', eb.tuple(after?.at ?? 0, after?.id ?? ''))))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    return pageOf(rows, limit, toCorrection, (row) => ({ at: row.at, id: row.id }))
  }
}

function toCorrection(row: CorrectionsTable): CorrectionRow {
  return {
    id: row.id,
    at: instant(row.at),
    conversationKey: row.conversation_key,
    leadId: row.lead_id,
    field: row.field,
    was: row.was === null ? null : fromJson(row.was),
    words: row.words,
    value: row.value === null ? null : fromJson(row.value),
    body: row.body,
    byName: row.by_name,
  }
}

function toJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
