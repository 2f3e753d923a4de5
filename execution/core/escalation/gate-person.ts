import type { Conversation, Lead } from '#core/conversation/conversation.ts'
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

/** Somebody has it, or has decided on it. */
export function isLookedAfter(lead: Lead): boolean {
  const { acknowledgedAt, outcome } = handlingOf(lead)
  return acknowledgedAt !== null || outcome !== 'open'
}

/** Why this phone must not ring now, or null when it may. Asked in the moment of ringing: the acknowledgement may have come a second ago. */
export function whyNotCall(effect: Effect & { kind: 'call-person' }, conversation: Conversation): Reason | null {
  const { lead } = conversation
  // With others to speak of the phone rings all the same; what is settled is passed over on the call.
  if (effect.why === 'leads' && (effect.rest ?? []).length > 0) return null
  if (lead === null || lead.id !== effect.leadId) return { code: 'lead_replaced' }
  if (effect.why === 'leads' && isLookedAfter(lead)) return { code: 'acknowledged_already' }
  if (effect.why === 'emergency' && !isUnaccepted(lead)) return { code: 'acknowledged_already' }
  return null
}
