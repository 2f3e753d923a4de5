import { newConversation, type Conversation } from '#core/conversation/conversation.ts'
import type { EventCircumstances } from '#core/replay/decide-event.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'

/** A conversation in which nothing has happened yet, except that an opt-out may have outlived an erasure. */
export function startOfConversation(key: string, keptStop: EventCircumstances['keptStop']): Conversation {
  const fresh = newConversation(key, parsePhoneNumber(key))
  if (keptStop === null) return fresh
  return { ...fresh, contact: { ...fresh.contact, suppressedAt: keptStop.since, suppressedRule: keptStop.rule } }
}
