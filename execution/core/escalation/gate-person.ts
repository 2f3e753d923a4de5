import type { Conversation } from '#core/conversation/conversation.ts'
import type { Effect } from '#core/effect.ts'
import type { Reason } from '#core/decision.ts'
import { handlingOf } from '#core/owner/handling.ts'
import { isUnaccepted } from './climb.ts'

/** True when a page of this emergency is on its way to a phone although a person has answered meanwhile. */
export function isSettledEmergency(effect: Effect & { kind: 'text-staff' }, conversation: Conversation): boolean {
  const { lead } = conversation
  if (effect.alert !== 'emergency' || effect.covers.length === 0 || lead === null || lead.id !== effect.leadId) return false
  const state = handlingOf(lead).escalation?.state
  return state === 'accepted' || state === 'dropped'
}

/** Why this phone must not ring now, or null when it may. Asked in the moment of ringing: the acknowledgement may have come a second ago. */
export function whyNotCall(effect: Effect & { kind: 'call-person' }, conversation: Conversation): Reason | null {
  const { lead } = conversation
  if (lead === null || lead.id !== effect.leadId) return { code: 'lead_replaced' }
  if (effect.why === 'emergency' && !isUnaccepted(lead)) return { code: 'acknowledged_already' }
  return null
}
