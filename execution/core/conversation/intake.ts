import type { Asked, Intent, Language, PreferredTime, Urgency } from '#core/qualification/reading.ts'
import type { Instant } from '#core/values/instant.ts'

/** A captured field with the words it came from. */
export type Captured<Value> = {
  value: Value
  /** The customer's own words, a substring of the text `messageSid`; null when a person entered it. */
  words: string | null
  messageSid: string | null
  at: Instant
}

export type IntakeSlots = {
  problem: Captured<string> | null
  service: Captured<string> | null
  name: Captured<string> | null
  street: Captured<string> | null
  city: Captured<string> | null
  zip: Captured<string> | null
  callbackPhone: Captured<string> | null
  preferredTime: Captured<PreferredTime> | null
}

/** `open`: still asking. `qualified`: passed to the owner. `handed_over`: a person takes it. `closed`: politely over, nobody paged. */
export type IntakeStatus = 'open' | 'qualified' | 'handed_over' | 'closed'

/** What the conversation with one customer about one need has found out so far. Plain data, stored as it is. */
export type Intake = {
  status: IntakeStatus
  language: Language
  intent: Intent | null
  urgency: Urgency
  safety: boolean
  slots: IntakeSlots
  asked: Asked | null
  /** How often each thing was asked, so that nothing is asked a third time. */
  timesAsked: Partial<Record<Asked, number>>
  /** Replies of the assistant so far. */
  replies: number
  /** The owner was paged for an emergency at this instant. */
  pagedAt: Instant | null
  /** A person accepted; only then may a text say that somebody is coming. */
  acceptedBy: string | null
}
