import type { Conversation, Lead } from '#core/conversation/conversation.ts'
import type { Decision } from '#core/decision.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { InboxEvent } from '#core/event.ts'
import { DESK_KEY } from '#core/owner/desk.ts'
import type { Outcome } from '#core/owner/lead-act.ts'
import { staffOf } from '#core/owner/staff.ts'
import { planned } from '#core/planning.ts'
import { outcomeOf } from '#core/results/lead-outcome.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { leadFacts, type DomainEvent } from './domain-event.ts'

/** The decision with an effect for each event that slow processes outside should hear of, after all others so that their ids stay what they were. */
export function withDomainEvents(decision: Decision, before: Conversation, { at, event }: InboxEvent, policy: TenantPolicy): Decision {
  const after = decision.next
  if (after.key === DESK_KEY) return decision
  const effects = [...eventsOfLead(before, after, at), ...eventsOfOlderLead(event, after, at), ...eventsOfCaller(before, after, at, policy)]
  return effects.length === 0 ? decision : { ...decision, effects: [...decision.effects, ...effects] }
}

/** A lead is captured, qualified and an emergency once, whatever the conversation goes through afterwards. */
function eventsOfLead(before: Conversation, after: Conversation, at: InboxEvent['at']): PlannedEffect[] {
  const { lead } = after
  if (lead === null || lead === before.lead) return []
  const known = before.lead?.id === lead.id ? before.lead : null
  const facts = leadFacts(after, lead)
  const once = (type: 'lead.captured' | 'lead.qualified' | 'lead.emergency') => tell({ type, at, lead: facts }, `${type}:${lead.id}`)
  return [
    ...(known === null ? [once('lead.captured')] : []),
    ...(isQualified(lead) && (known === null || !isQualified(known)) ? [once('lead.qualified')] : []),
    ...(isEmergency(lead) && (known === null || !isEmergency(known)) ? [once('lead.emergency')] : []),
    ...outcomeChange(known === null ? 'open' : outcomeOf(known).state, lead, after, at),
  ]
}

function isQualified({ intake }: Lead): boolean {
  return intake.qualifiedAt !== null
}

function isEmergency({ intake }: Lead): boolean {
  return intake.urgency === 'emergency' || intake.pagedAt !== null
}

function outcomeChange(was: Outcome, lead: Lead, after: Conversation, at: InboxEvent['at']): PlannedEffect[] {
  const { state, amountCents } = outcomeOf(lead)
  if (state === was) return []
  const facts = leadFacts(after, lead)
  if (state === 'booked') return [tell({ type: 'lead.booked', at, lead: facts })]
  return [tell({ type: 'lead.outcome_changed', at, leadId: lead.id, outcome: state, amountCents, lead: facts })]
}

/** Only the row of a lead that a newer one has replaced knows of this; see `writeOlderOutcome`. */
function eventsOfOlderLead(event: InboxEvent['event'], after: Conversation, at: InboxEvent['at']): PlannedEffect[] {
  if (event.kind !== 'person-acted' || event.act.kind !== 'outcome' || after.lead?.id === event.leadId) return []
  const { outcome, amountCents } = event.act
  return [tell({ type: 'lead.outcome_changed', at, leadId: event.leadId, outcome, amountCents, lead: null })]
}

/** The business's own people are no callers. */
function eventsOfCaller(before: Conversation, after: Conversation, at: InboxEvent['at'], policy: TenantPolicy): PlannedEffect[] {
  const { phone, contact, lead } = after
  const optsOut = contact.suppressedAt !== null && before.contact.suppressedAt === null
  if (phone === null || !optsOut || staffOf(policy, phone) !== null) return []
  return [tell({ type: 'caller.opted_out', at, phone, leadId: lead?.id ?? null })]
}

function tell(event: DomainEvent, onceKey: string | null = null): PlannedEffect {
  return planned({ kind: 'run-workflow', event }, { onceKey })
}
