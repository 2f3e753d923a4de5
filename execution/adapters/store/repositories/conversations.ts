import type { Conversation } from '#core/conversation/conversation.ts'
import type { Instant } from '#core/values/instant.ts'
import type { ConversationRepository } from '#ports/store.ts'
import { fromJson } from '../column-values.ts'
import { hot } from '../hot-query.ts'
import type { TenantScope } from '../query-scope.ts'
import type { Schema } from '../schema.ts'
import { saveLead } from './leads.ts'

/** The state of each customer, whole, as the core made it. The lead's row is projected out of it when it is saved. */
export class SqlConversations implements ConversationRepository {
  readonly #scope: TenantScope

  constructor(scope: TenantScope) {
    this.#scope = scope
  }

  async find(key: string): Promise<Conversation | null> {
    const row = await this.#scope.first(FIND, { tenant_id: this.#scope.tenantId, conversation_key: key })
    return row && fromJson<Conversation>(row.conversation)
  }

  async keyOfCall(callSid: string): Promise<string | null> {
    const row = await this.#scope.first(KEY_OF_CALL, { tenant_id: this.#scope.tenantId, call_sid: callSid })
    return row?.conversation_key ?? null
  }

  async save(conversation: Conversation, at: Instant, before?: Conversation): Promise<void> {
    const { key, lead } = conversation
    await this.#scope.run(SAVE, {
      tenant_id: this.#scope.tenantId,
      conversation_key: key,
      conversation: JSON.stringify(conversation),
      updated_at: at,
    })
    if (lead && lead !== before?.lead) await saveLead(this.#scope, conversation, lead)
  }
}

const FIND = hot<{ tenant_id: string; conversation_key: string }>()((db, param) =>
  db
    .selectFrom('conversations')
    .select('conversation')
    .where('tenant_id', '=', param.tenant_id)
    .where('conversation_key', '=', param.conversation_key),
)

const KEY_OF_CALL = hot<{ tenant_id: string; call_sid: string }>()((db, param) =>
  db.selectFrom('calls').select('conversation_key').where('tenant_id', '=', param.tenant_id).where('call_sid', '=', param.call_sid),
)

const SAVE = hot<Schema['conversations']>()((db, param) =>
  db
    .insertInto('conversations')
    .values({
      tenant_id: param.tenant_id,
      conversation_key: param.conversation_key,
      conversation: param.conversation,
      updated_at: param.updated_at,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'conversation_key']).doUpdateSet((eb) => ({
        conversation: eb.ref('excluded.conversation'),
        updated_at: eb.ref('excluded.updated_at'),
      })),
    ),
)
