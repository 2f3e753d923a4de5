import type { Conversation, Lead } from '#core/conversation/conversation.ts'
import type { Outcome } from '#core/owner/lead-act.ts'
import type { PreferredTime } from '#core/qualification/reading.ts'
import { outcomeOf } from '#core/results/lead-outcome.ts'
import type { Instant } from '#core/values/instant.ts'

/**
 * What slow processes outside may hear of. Few, because each name is a promise:
 *
 *   lead.captured         somebody needs something: the lead was seen for the first time
 *   lead.qualified        problem and place are known; the owner has it as such
 *   lead.emergency        it is one, by the caller's words or key
 *   lead.booked           a visit is agreed, or a person says so
 *   lead.outcome_changed  a person says won, lost, no lead, or open again
 *   caller.opted_out      this number is texted no more, and no other system should
 */
export const DOMAIN_EVENT_TYPES = [
  'lead.captured',
  'lead.qualified',
  'lead.emergency',
  'lead.booked',
  'lead.outcome_changed',
  'caller.opted_out',
] as const

export type DomainEventType = (typeof DOMAIN_EVENT_TYPES)[number]

/** As it was in the moment of the decision; what was said in texts is not in it. */
export type LeadFacts = {
  id: string
  phone: string | null
  status: Lead['status']
  intent: string | null
  urgency: string
  safety: boolean
  service: string | null
  name: string | null
  street: string | null
  city: string | null
  zip: string | null
  preferredTime: PreferredTime | null
  source: string
  /** Epoch milliseconds. */
  createdAt: Instant
  outcome: Outcome
  amountCents: number | null
}

export type DomainEvent =
  | { type: Exclude<DomainEventType, 'lead.outcome_changed' | 'caller.opted_out'>; at: Instant; lead: LeadFacts }
  /** `lead` is null for one that a newer lead of the same customer has replaced. */
  | { type: 'lead.outcome_changed'; at: Instant; leadId: string; outcome: Outcome; amountCents: number | null; lead: LeadFacts | null }
  | { type: 'caller.opted_out'; at: Instant; phone: string; leadId: string | null }

export function leadFacts({ phone }: Pick<Conversation, 'phone'>, lead: Lead): LeadFacts {
  const { intent, urgency, safety, slots } = lead.intake
  const { state, amountCents } = outcomeOf(lead)
  return {
    id: lead.id,
    phone: phone ?? slots.callbackPhone?.value ?? null,
    status: lead.status,
    intent,
    urgency,
    safety,
    service: slots.service?.value ?? null,
    name: slots.name?.value ?? null,
    street: slots.street?.value ?? null,
    city: slots.city?.value ?? null,
    zip: slots.zip?.value ?? null,
    preferredTime: slots.preferredTime?.value ?? null,
    source: lead.label ?? lead.source,
    createdAt: lead.createdAt,
    outcome: state,
    amountCents,
  }
}
