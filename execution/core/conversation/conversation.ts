import type { Exchange } from '#core/conversation/bot-loop.ts'
import type { Intake } from '#core/conversation/intake.ts'
import type { InquiryDoubt } from '#core/inquiries/inquiry.ts'
import type { Desk } from '#core/owner/desk.ts'
import type { Handling } from '#core/owner/handling.ts'
import type { LineType } from '#core/event.ts'
import type { Language } from '#core/qualification/reading.ts'
import { type Instant, instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'

/**
 * The stages of one call:
 *
 *   ringing  -> screening (a phone was picked up, key 1 is awaited) -> accepted (key 1) -> connected (ended after a bridge)
 *   ringing | screening | accepted -> missed (no bridge with a person)
 *   missed   -> missed (message, voicemail and keys change facts, not the stage), or -> accepted (night emergency rings on-call)
 */
export type CallStage = 'ringing' | 'screening' | 'accepted' | 'connected' | 'missed'

export type CallState = {
  callSid: string
  /** Our number that was called. */
  to: PhoneNumber | null
  stage: CallStage
  mode: 'day' | 'evening' | 'night'
  startedAt: Instant
  missedAt: Instant | null
  endedAt: Instant | null
  /** The announcement of a text was part of the message that was started. */
  announced: boolean
  /** It was played to its end. */
  disclosurePlayedAt: Instant | null
  /** Key 9: no text for this call. */
  declinedTextAt: Instant | null
  /** Key 1 at night. */
  emergencyAt: Instant | null
  recordingSid: string | null
}

export type LeadStatus = 'open' | 'qualified' | 'handed_over' | 'opted_out' | 'booked' | 'closed'

/** One need of one customer, from the first missed call until it is booked or closed. One is open per caller and tenant. */
export type Lead = {
  id: string
  status: LeadStatus
  source: 'call' | 'sms' | 'api' | 'form'
  /** Of an inquiry: where they asked, such as `website` or `angi`; lists show it as the source. */
  label?: string
  createdAt: Instant
  missedCalls: number
  intake: Intake
  /** The first lead of the same household, when there is another one. */
  group?: string | null
  /** What people have done about it; absent until somebody did or had to. */
  handling?: Handling
  /** The owner was told of it while we still asked for more; absent when they were not. */
  toldEarlyAt?: Instant
}

/** What permission to text rests on; every field is a dated fact. */
export type ContactFacts = {
  suppressedAt: Instant | null
  suppressedRule: string | null
  /** In doubt whether the customer wants no more texts: automated texts rest until a person decides. */
  doubtAt: Instant | null
  callAt: Instant | null
  disclosurePlayedAt: Instant | null
  declinedTextAt: Instant | null
  lastInboundAt: Instant | null
  inquiryAt: Instant | null
  expressAt: Instant | null
  /** When they last asked through a form and agreed to be texted about it; absent until they did. */
  requestedAt?: Instant
  /** Signed, and bought: what only staff can enter. Absent until somebody has. */
  writtenAt?: Instant
  purchaseAt?: Instant
  /** `US-IL` or `CA-QC`, as staff know it; absent when only number and ZIP tell. */
  region?: string
}

export type SendingHistory = {
  firstTextAt: Instant | null
  /** A text with name, automation notice, HELP and STOP went out. */
  introducedAt: Instant | null
  stopConfirmedAt: Instant | null
  lastReplyAt: Instant | null
  /** Instants of automated texts of the last 90 days, newest last, at most `SENT_KEPT`. */
  automatedAt: Instant[]
  /** Of those, the ones that nobody waited for: reminders, follow-ups, requests. */
  proactiveAt: Instant[]
}

export type PendingText = { messageSid: string; body: string; receivedAt: Instant }

/** What somebody sent through a form and nobody has read yet. */
export type WaitingInquiry = {
  id: string
  label: string
  receivedAt: Instant
  /** Why no text will answer it, as far as that was known when it came. */
  refused: string | null
  /** Why it may come from a machine. */
  doubt: InquiryDoubt | null
  /** In the order in which they are read; the last one has the id of the inquiry. */
  texts: PendingText[]
}

/** Everything known of one customer of one tenant. The unit that an event changes. */
export type Conversation = {
  /** The customer's number, or `call:<CallSid>` when the caller withheld it. */
  key: string
  phone: PhoneNumber | null
  /** Our number that the customer used last: answers leave from it. */
  ourNumber: PhoneNumber | null
  language: Language
  lineType: LineType
  lineTypeAskedAt: Instant | null
  /** The carrier answered, perhaps with `unknown`, or we gave up. */
  lineTypeSettledAt: Instant | null
  /** Newest last, at most `CALLS_KEPT`. */
  calls: CallState[]
  contact: ContactFacts
  history: SendingHistory
  /** The open lead, or the last one. */
  lead: Lead | null
  /** Texts of the customer not yet answered, oldest first, at most `PENDING_KEPT`. */
  pending: PendingText[]
  /** Left out while none waits. */
  inquiry?: WaitingInquiry
  /** Earliest instant for automated texts, as the tenant's rate gave it to the last request; null: the queue was full. */
  textSlot: Instant | null
  /** A person has the conversation: the assistant is silent until then (`null` until = until released). */
  takenOver: { at: Instant; until: Instant | null } | null
  /** Who says what how fast; left out before the first answer. */
  exchange?: Exchange
  /** How many events have been decided: the place of the next one. */
  events: number
  /** Only in the conversation `DESK_KEY`: what lies before the owner. */
  desk?: Desk
}

export const CALLS_KEPT = 5
export const PENDING_KEPT = 20
export const SENT_KEPT = 40

export function newConversation(key: string, phone: PhoneNumber | null): Conversation {
  return {
    key,
    phone,
    ourNumber: null,
    language: 'en',
    lineType: 'unknown',
    lineTypeAskedAt: null,
    lineTypeSettledAt: null,
    calls: [],
    contact: {
      suppressedAt: null,
      suppressedRule: null,
      doubtAt: null,
      callAt: null,
      disclosurePlayedAt: null,
      declinedTextAt: null,
      lastInboundAt: null,
      inquiryAt: null,
      expressAt: null,
    },
    history: { firstTextAt: null, introducedAt: null, stopConfirmedAt: null, lastReplyAt: null, automatedAt: [], proactiveAt: [] },
    lead: null,
    pending: [],
    textSlot: instant(0),
    takenOver: null,
    events: 0,
  }
}
