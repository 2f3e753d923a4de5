import type { Reply } from '#core/reply.ts'
import type { InboxRepository, InboxRow } from '#ports/store.ts'
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
    })
  }
}

const FIND = hot<{ tenant_id: string; id: string }>()((db, param) =>
  db.selectFrom('inbox').select('reply').where('tenant_id', '=', param.tenant_id).where('id', '=', param.id),
)

const ADD = hot<Schema['inbox']>()((db, param) =>
  db.insertInto('inbox').values({
    tenant_id: param.tenant_id,
    id: param.id,
    at: param.at,
    conversation_key: param.conversation_key,
    event: param.event,
    reply: param.reply,
  }),
)
