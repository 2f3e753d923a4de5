import type { Lead } from '#core/conversation/conversation.ts'

/** What became of a lead, in a person's word. */
export type LeadOutcome = {
  state: 'open' | 'booked' | 'won' | 'lost' | 'not_a_lead'
  /** In cents, only ever what a person said. */
  amountCents: number | null
  /** Who looks after it. */
  acknowledgedBy: string | null
}

/** The one place that screens and charts ask what people made of a lead. */
export function outcomeOf(lead: Lead): LeadOutcome {
  return { state: lead.status === 'booked' ? 'booked' : 'open', amountCents: null, acknowledgedBy: lead.intake.acceptedBy }
}
