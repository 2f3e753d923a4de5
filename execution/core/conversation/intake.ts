import type { BookingState, Interval } from '#core/booking/booking.ts'
import type { Act } from '#core/conversation/act.ts'
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

export type SlotName = keyof IntakeSlots

/** `open`: still asking. `qualified`: passed to the owner. `handed_over`: a person takes it. `closed`: politely over, nobody paged. */
export type IntakeStatus = 'open' | 'qualified' | 'handed_over' | 'closed'

/** Why a person takes over. `incomplete`: we asked enough and still lack something. `no-progress`: several turns brought nothing new. `not-texted`: they asked through a form and may not be texted. */
export type HandOverWhy =
  | 'human-please'
  | 'complaint'
  | 'existing-job'
  | 'reschedule'
  | 'cancel'
  | 'crisis'
  | 'incomplete'
  | 'no-progress'
  | 'went-quiet'
  | 'not-texted'
  | 'not-offered'

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
  /** The owner was given this lead at this instant, as qualified or to take over. */
  toldOwnerAt: Instant | null
  /** The lead became complete at this instant; it is given to the owner as such only once. */
  qualifiedAt: Instant | null
  /** Each reason for which a person was asked to take over, in order; the same one is not given twice. */
  handedOver: HandOverWhy[]
  /** Questions that only the owner can answer and remarks beside our questions, oldest first, at most `NOTES_KEPT`. */
  notes: Captured<string>[]
  /** The customer's latest words that were more than noise. */
  lastWords: Captured<string> | null
  /** How often each act was said, so that nothing is said for ever. */
  timesSaid: Partial<Record<Act, number>>
  /** Turns in a row in which we learnt nothing new. */
  turnsWithoutNews: number
  /** Whether the place is where the business works; null or left out: unknown, or it works everywhere. */
  area?: 'in' | 'out' | null
  /** Where the customer last asked through a form, as the owner is told. */
  via?: string
  /** The service that they want and the business does not offer; null or left out: none that we know of. */
  notOffered?: string | null
  /** Slots that the customer was offered and has not answered. */
  offer?: Interval[]
  timesOffered?: number
  /** The visit that the customer agreed to. */
  visit?: Visit
  /** Further things that the customer wants done, oldest first, at most `ALSO_KEPT`; the words are among `notes`. */
  also?: string[]
  /** The language that they asked for; no street of another language changes it. */
  wishedLanguage?: Language
  /** They would rather not say who they are. */
  keepsName?: true
  /** Any time suits the customer, as they said. */
  anyTime?: true
  /** Pictures that the customer sent, oldest first, at most `PHOTOS_KEPT`; the ids of their media. */
  photos?: string[]
}

export type Visit = Interval & {
  state: Extract<BookingState, 'held' | 'confirmed'>
  /** When the customer, or the owner after a talk, said yes to this time. */
  agreedAt: Instant
}

export const NOTES_KEPT = 5
export const ALSO_KEPT = 3
export const PHOTOS_KEPT = 20
