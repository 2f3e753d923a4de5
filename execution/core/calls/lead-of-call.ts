import type { CallState, Conversation, Lead } from '#core/conversation/conversation.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import type { Urgency } from '#core/qualification/reading.ts'
import { DAY_MS, type Instant } from '#core/values/instant.ts'

/** A lead that nobody touched for this long is a matter of the past: the next call starts a new one. Chosen: two working weeks. */
export const LEAD_STALE_MS = 14 * DAY_MS

/** One lead per caller and tenant while it is open. */
export function isOpen(lead: Lead | null, at: Instant): lead is Lead {
  return lead !== null && ['open', 'qualified', 'handed_over'].includes(lead.status) && at - lead.createdAt < LEAD_STALE_MS
}

/** The assistant ended it politely (a wrong number, a seller): more words from them belong to it and are no new lead each. */
export function wasSentOff(lead: Lead | null, at: Instant): lead is Lead {
  return lead !== null && lead.status === 'closed' && lead.intake.status === 'closed' && at - lead.createdAt < LEAD_STALE_MS
}

/** The conversation with a lead for this missed call: a new one, or the open one with the call added and its urgency raised. */
export function withMissedCall(conversation: Conversation, call: CallState, at: Instant): Conversation {
  const { lead } = conversation
  if (!isOpen(lead, at)) return { ...conversation, lead: newLead(`ld_${call.callSid}`, 'call', conversation, at, 1) }
  const intake = { ...lead.intake, urgency: raised(lead.intake.urgency) }
  return { ...conversation, lead: { ...lead, missedCalls: lead.missedCalls + 1, intake } }
}

export function newLead(id: string, source: Lead['source'], conversation: Conversation, at: Instant, missedCalls: number): Lead {
  return { id, status: 'open', source, createdAt: at, missedCalls, intake: newIntake(conversation.language) }
}

/** Who rings again is in more of a hurry than it seemed; only words or key 1 make an emergency. */
function raised(urgency: Urgency): Urgency {
  return urgency === 'routine' || urgency === 'none' ? 'urgent' : urgency
}
