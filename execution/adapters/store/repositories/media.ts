import { instant, type Instant } from '#core/values/instant.ts'
import type { MediaType } from '#core/media/media-type.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { MediaRepository, MediaRow } from '#ports/media.ts'
import type { TenantScope } from '../query-scope.ts'
import type { MediaTable } from '../schema.ts'

/** Voicemails and pictures. What they hold lies in files; what was said in them lies here. */
export class SqlMedia implements MediaRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async add(row: Parameters<MediaRepository['add']>[0]): Promise<void> {
    await this.#scope.db
      .insertInto('media')
      .values({
        tenant_id: this.#scope.tenantId,
        id: row.id,
        conversation_key: row.conversationKey,
        subject: row.subject,
        kind: row.kind,
        source: row.source,
        state: 'waiting',
        content_type: null,
        bytes: null,
        reason: null,
        at: row.at,
        transcript: null,
      })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
      .execute()
  }

  async find(id: string): Promise<MediaRow | null> {
    const row = await this.#scope.db
      .selectFrom('media')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('id', '=', id)
      .executeTakeFirst()
    return row === undefined ? null : toMedia(row)
  }

  async ofSubjects(subjects: readonly string[]): Promise<MediaRow[]> {
    if (subjects.length === 0) return []
    const rows = await this.#scope.db
      .selectFrom('media')
      .selectAll()
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('subject', 'in', subjects)
      .orderBy('at')
      .orderBy('id')
      .execute()
    return rows.map(toMedia)
  }

  async keep(id: string, kept: { contentType: MediaType; bytes: number }): Promise<boolean> {
    const { numUpdatedRows } = await this.#scope.db
      .updateTable('media')
      .set({ state: 'kept', content_type: kept.contentType, bytes: kept.bytes, reason: null })
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('id', '=', id)
      .where('state', 'in', ['waiting', 'kept'])
      .executeTakeFirstOrThrow()
    this.#scope.changed('message')
    return numUpdatedRows > 0n
  }

  async refuse(id: string, reason: string): Promise<void> {
    await this.#scope.db
      .updateTable('media')
      .set({ state: 'refused', reason })
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute()
    this.#scope.changed('message')
  }

  async saveTranscript(id: string, transcript: string): Promise<void> {
    await this.#scope.db
      .updateTable('media')
      .set({ transcript })
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('id', '=', id)
      .where('state', '!=', 'expired')
      .execute()
    this.#scope.changed('call')
  }

  async expire(kind: MediaRow['kind'], before: Instant, limit: number): Promise<string[]> {
    const old = await this.#scope.db
      .selectFrom('media')
      .select('id')
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('at', '<', before)
      .where('kind', '=', kind)
      .where('state', '!=', 'expired')
      .orderBy('at')
      .limit(limit)
      .execute()
    const ids = old.map(({ id }) => id)
    if (ids.length === 0) return ids
    await this.#scope.db
      .updateTable('media')
      .set({ state: 'expired', transcript: null, source: '' })
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('id', 'in', ids)
      .execute()
    return ids
  }

  async forget(phone: PhoneNumber): Promise<string[]> {
    const removed = await this.#scope.db
      .deleteFrom('media')
      .where('tenant_id', '=', this.#scope.tenantId)
      .where('conversation_key', '=', phone)
      .returning('id')
      .execute()
    return removed.map(({ id }) => id)
  }
}

function toMedia(row: MediaTable): MediaRow {
  return {
    id: row.id,
    conversationKey: row.conversation_key,
    subject: row.subject,
    kind: row.kind,
    source: row.source,
    state: row.state,
    contentType: row.content_type,
    bytes: row.bytes,
    reason: row.reason,
    at: instant(row.at),
    transcript: row.transcript,
  }
}
