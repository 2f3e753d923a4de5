import { instant, type Instant } from '#core/values/instant.ts'
import type { RetentionRepository } from '#ports/retention.ts'
import { sql } from 'kysely'
import type { TenantScope } from '../query-scope.ts'
import type { Schema } from '../schema.ts'

/** Tables whose rows are found by their age, through an index that begins with tenant and time. */
const AGED = [
  { table: 'inbox', time: 'at', id: 'id' },
  { table: 'decisions', time: 'at', id: 'id' },
  { table: 'messages', time: 'created_at', id: 'id' },
  { table: 'calls', time: 'started_at', id: 'call_sid' },
  { table: 'alerts', time: 'at', id: 'id' },
  { table: 'corrections', time: 'at', id: 'id' },
] as const satisfies readonly { table: keyof Schema; time: string; id: string }[]

export class SqlRetention implements RetentionRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async removeOlder(before: Instant, limit: number): Promise<number> {
    let removed = await this.#removeMedia(before, limit)
    for (const aged of AGED) removed += await this.#removeFrom(aged, before, limit)
    return removed
  }

  async page(afterKey: string, limit: number): Promise<{ key: string; updatedAt: Instant }[]> {
    const rows = await this.#scope.db
      .selectFrom('conversations')
      .select(['conversation_key', 'updated_at'])
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('conversation_key', '>', afterKey)
      .orderBy('conversation_key')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ key: row.conversation_key, updatedAt: instant(row.updated_at) }))
  }

  async #removeFrom({ table, time, id }: (typeof AGED)[number], before: Instant, limit: number): Promise<number> {
    const { db, tenantId } = this.#scope
    const isOld = sql`tenant_id = ${tenantId} and ${sql.ref(time)} < ${before}`
    const oldest = sql`select ${sql.ref(id)} from ${sql.table(table)} where ${isOld} order by ${sql.ref(time)} limit ${limit}`
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ${isOld} and ${sql.ref(id)} in (${oldest})`.execute(db)
    return Number(numAffectedRows ?? 0)
  }

  /** A row whose file may still be there stays: it is what the file is found by. */
  async #removeMedia(before: Instant, limit: number): Promise<number> {
    const { numDeletedRows } = await this.#scope.db
      .deleteFrom('media')
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('media as old')
          .select('old.id')
          .where('old.tenant_id', '=', this.#scope.tenantId)
          .where('old.at', '<', before)
          .where('old.state', 'in', ['expired', 'refused'])
          .orderBy('old.at')
          .limit(limit),
      )
      .executeTakeFirstOrThrow()
    return Number(numDeletedRows)
  }
}
