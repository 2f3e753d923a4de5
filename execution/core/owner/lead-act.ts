import type { Instant } from '#core/values/instant.ts'

/** What became of a lead, in a person's word. Money is only ever counted from `booked` and `won`. */
export const OUTCOMES = ['open', 'booked', 'won', 'lost', 'not_a_lead'] as const
export type Outcome = (typeof OUTCOMES)[number]

/**
 * What one of the business's people does about a lead. The same acts whether they come by text, by key press or from the dashboard.
 * `when` of `book` is what the owner wrote about the time, unread; a calendar that offers times takes this act up.
 */
export type LeadAct =
  /** "I've got it": somebody looks after it. */
  | { kind: 'acknowledge' }
  /** Rings the person, and after key 1 the customer. */
  | { kind: 'call' }
  | { kind: 'book'; when: string | null }
  | { kind: 'outcome'; outcome: Outcome; amountCents: number | null }
  /** The alert comes once more at `until`. */
  | { kind: 'later'; until: Instant }
