import { newConversation, type Conversation } from '#core/conversation/conversation.ts'
import { startOfConversation } from '#core/replay/start-of-conversation.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import type { KeptSuppression } from '#ports/ledger.ts'
import type { TenantTransaction } from '#ports/store.ts'

/**
 * The conversation with this key, or a new one. Somebody whose data was erased is new to us in everything but one: an opt-out that they
 * had said is still there, under a keyed hash of the number.
 */
export async function conversationOf(
  tx: TenantTransaction,
  key: string,
): Promise<{ conversation: Conversation; keptStop: KeptSuppression | null }> {
  const found = await tx.conversations.find(key)
  // What an older version stored lacks the fields that came later.
  if (found !== null) return { conversation: { ...newConversation(key, found.phone), ...found }, keptStop: null }
  const phone = parsePhoneNumber(key)
  const keptStop = phone === null ? null : await tx.people.suppression(phone)
  return { conversation: startOfConversation(key, keptStop), keptStop }
}
