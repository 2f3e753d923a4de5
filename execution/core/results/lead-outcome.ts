import { handlingOf } from '#core/owner/handling.ts'
import type { Outcome } from '#core/owner/lead-act.ts'
import type { Lead } from '#core/conversation/conversation.ts'

/** What became of a lead, in a person's word. */
export type LeadOutcome = {
  state: Outcome
  /** In cents, only ever what a person said. */
  amountCents: number | null
  /** Who looks after it. */
  acknowledgedBy: string | null
}

/** The one place that screens and charts ask what people made of a lead. */
export function outcomeOf(lead: Lead): LeadOutcome {
  const { outcome, amountCents, acknowledgedBy } = handlingOf(lead)
  // A visit that was agreed in the conversation is booked before anybody says so.
  const state = outcome === 'open' && lead.status === 'booked' ? 'booked' : outcome
  return { state, amountCents, acknowledgedBy: acknowledgedBy ?? lead.intake.acceptedBy }
}
