import { newConversation, type Conversation } from '#core/conversation/conversation.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import type { TenantTransaction } from '#ports/store.ts'

/**
 * The conversation with this key, or a new one. Somebody whose data was erased is new to us in everything but one: an opt-out that they
 * had said is still there, under a keyed hash of the number.
 */
export async function conversationOf(tx: TenantTransaction, key: string): Promise<Conversation> {
  const found = await tx.conversations.find(key)
  if (found !== null) return found
  const phone = parsePhoneNumber(key)
  const fresh = newConversation(key, phone)
  const kept = phone === null ? null : await tx.people.suppression(phone)
  if (kept === null) return fresh
  return { ...fresh, contact: { ...fresh.contact, suppressedAt: kept.since, suppressedRule: kept.rule } }
}
