import type { ConversationEvent } from '#core/event.ts'
import type { EventContext } from '#core/replay/decide-event.ts'
import type { Reply } from '#core/reply.ts'
import { instant } from '#core/values/instant.ts'
import type { InboxRepository, InboxRow, RecordedRow } from '#ports/inbox.ts'
import { fromJson } from '../column-values.ts'
import { hot } from '../hot-query.ts'
import type { TenantScope } from '../query-scope.ts'
import type { Schema } from '../schema.ts'

/** Every event that was ever accepted, under the carrier's own id, with the answer that it was given. */
export class SqlInbox implements InboxRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async find(id: string): Promise<{ reply: Reply } | null> {
    const row = await this.#scope.first(FIND, { tenant_id: this.#scope.tenantId, id })
    return row && { reply: fromJson<Reply>(row.reply) }
  }

  async add(row: InboxRow): Promise<void> {
    await this.#scope.run(ADD, {
      tenant_id: this.#scope.tenantId,
      id: row.id,
      at: row.at,
      conversation_key: row.conversationKey,
      event: JSON.stringify(row.event),
      reply: JSON.stringify(row.reply),
      context: row.context === null ? null : JSON.stringify(row.context),
    })
  }

  async page(afterId: string, limit: number): Promise<{ id: string; conversationKey: string }[]> {
    const rows = await this.#scope.rows(PAGE, { tenant_id: this.#scope.tenantId, after: afterId, limit })
    return rows.map((row) => ({ id: row.id, conversationKey: row.conversation_key }))
  }

  async recorded(id: string): Promise<RecordedRow | null> {
    const row = await this.#scope.first(RECORDED, { tenant_id: this.#scope.tenantId, id })
    if (row === null) return null
    return {
      id: row.id,
      at: instant(row.at),
      conversationKey: row.conversation_key,
      event: row.event === BLANKED ? null : fromJson<ConversationEvent>(row.event),
      context: row.context === null ? null : fromJson<EventContext>(row.context),
    }
  }
}

/** What an erasure leaves of an event. */
const BLANKED = '{}'

const FIND = hot<{ tenant_id: string; id: string }>()((db, param) =>
  db.selectFrom('inbox').select('reply').where('tenant_id', '=', param.tenant_id).where('id', '=', param.id),
)

const PAGE = hot<{ tenant_id: string; after: string; limit: number }>()((db, param) =>
  db
    .selectFrom('inbox')
    .select(['id', 'conversation_key'])
    .where('tenant_id', '=', param.tenant_id)
    .where('id', '>', param.after)
    .orderBy('id')
    .limit(param.limit),
)

const RECORDED = hot<{ tenant_id: string; id: string }>()((db, param) =>
  db
    .selectFrom('inbox')
    .select(['id', 'at', 'conversation_key', 'event', 'context'])
    .where('tenant_id', '=', param.tenant_id)
    .where('id', '=', param.id),
)

const ADD = hot<Schema['inbox']>()((db, param) =>
  db.insertInto('inbox').values({
    tenant_id: param.tenant_id,
    id: param.id,
    at: param.at,
    conversation_key: param.conversation_key,
    event: param.event,
    reply: param.reply,
    context: param.context,
  }),
)
