import type { Lead } from '#core/conversation/conversation.ts'
import type { Escalation } from '#core/escalation/ladder.ts'
import type { Instant } from '#core/values/instant.ts'
import type { Outcome } from './lead-act.ts'

/** What people have done about a lead. Every field is a dated fact or null. */
export type Handling = {
  acknowledgedAt: Instant | null
  acknowledgedBy: string | null
  outcome: Outcome
  /** In cents; null while nobody said. */
  amountCents: number | null
  outcomeAt: Instant | null
  /** What the owner wrote about the time of a booking, or the customer's wish. */
  bookedFor: string | null
  /** One of the business's people was last rung to be connected. */
  calledAt: Instant | null
  snoozedUntil: Instant | null
  escalation: Escalation | null
}

const UNTOUCHED: Handling = {
  acknowledgedAt: null,
  acknowledgedBy: null,
  outcome: 'open',
  amountCents: null,
  outcomeAt: null,
  bookedFor: null,
  calledAt: null,
  snoozedUntil: null,
  escalation: null,
}

export function handlingOf(lead: Lead): Handling {
  return lead.handling ?? UNTOUCHED
}

export function withHandling(lead: Lead, change: Partial<Handling>): Lead {
  return { ...lead, handling: { ...handlingOf(lead), ...change } }
}
