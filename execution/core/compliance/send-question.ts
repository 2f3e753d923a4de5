import type { LineType } from '#core/event.ts'
import type { Instant } from '#core/values/instant.ts'
import type { Jurisdiction } from './recipient-place.ts'

/** The kinds of text of the decision table (facts 6.2). */
export const SEND_KINDS = [
  'instant_reply',
  'inquiry_reply',
  'ai_reply',
  'keyword_reply',
  'owner_alert',
  'appointment_confirm',
  'appointment_reminder',
  'followup',
  'review_request',
  'marketing_blast',
] as const
export type SendKind = (typeof SEND_KINDS)[number]

/** Consent classes (facts 6.1): nothing, called, called and heard the announcement, conversation, express, express written, purchase. */
export const CONSENT_CLASSES = ['C0', 'C1', 'C1D', 'C2', 'C3', 'C4', 'P'] as const
export type ConsentClass = (typeof CONSENT_CLASSES)[number]

/** One text that somebody wants to send, with every fact that permission rests on. Data only; nothing is looked up. */
export type SendQuestion = {
  /** The recipient as given, E.164 if all is well. */
  to: string
  at: Instant
  /** One of `SEND_KINDS`; any other text is refused as unknown. */
  kind: string
  /** The exact text, or null to ask before it is written: then the content gate is left out. */
  body: string | null
  /** The runtime's zone-data release. */
  tzdata: string
  sender: SenderFacts
  contact: ContactStanding
  history: SendHistory
  /** For the two appointment kinds: the visit; null when there is none. */
  booking: BookingFacts | null
  /** For `keyword_reply`: the keyword that is answered; null when there is none. */
  keyword: KeywordFacts | null
}

export type SenderFacts = {
  /** The brand that a text must name; null leaves the question out. */
  businessName: string | null
  mailingAddress: string | null
  businessPhone: string | null
  timezone: string | null
  country: 'US' | 'CA' | null
  region: string | null
  /** The sending number belongs to an approved campaign, or the operator vouches for it. */
  registered: boolean
  ownNumbers: readonly string[]
  /** A narrower window of the business's own for proactive texts, in minutes of the recipient's clock; it can never widen one. */
  narrowTo?: { start: number; end: number } | null
  /** The business wants its own zone added to the recipient's: a stricter rule. */
  addOwnZone?: boolean
  /** Dates without proactive texts besides the federal holidays, `YYYY-MM-DD` (Louisiana's and Utah's extra days). */
  extraHolidays?: readonly string[]
}

/** The dated facts from which the consent classes follow. */
export type ContactStanding = {
  suppressed: boolean
  /** It is unclear whether they asked to be left alone: automated texts rest. */
  doubtful: boolean
  callAt: Instant | null
  /** The sentence that announces a text was played to its end. */
  disclosurePlayed: boolean
  /** Pressed 9 on the last call. */
  declinedText: boolean
  lastInboundAt: Instant | null
  /** The last text, voicemail or key press that asked about the service. */
  inquiryAt: Instant | null
  expressAt: Instant | null
  /** When they last sent a form or the like and agreed to be texted about it; absent as null: never. */
  requestedAt?: Instant | null
  writtenAt: Instant | null
  purchaseAt: Instant | null
  zip: string | null
  region: string | null
  /** The lead has replied to us at least once. */
  engaged: boolean
  lineType: LineType
  /** For `owner_alert`: the staff member opted in and verified the number by code. */
  staffVerified: boolean
  /** The lead is open and nobody booked, closed, won or lost it. */
  conversationOpen: boolean
  /** A person writes to this lead now. */
  takenOver: boolean
  /** An open complaint or dispute. */
  complaintOpen: boolean
  /** The lead asked about an offer or a price reduction, so an answer may speak of it. */
  askedForOffer: boolean
}

export type SendHistory = {
  lastInstantReplyAt: Instant | null
  /** Accepted proactive texts to this number from this tenant of the last 90 days, in any order. */
  proactiveSentAt: readonly Instant[]
  /** Accepted automated texts of the last day that were not direct replies to inbound texts. */
  automatedSentAt: readonly Instant[]
  /** AI replies to this lead in the last 24 hours. */
  aiRepliesInDay: number
  /** Our texts since the lead's last one. */
  unansweredReplies: number
  /** This reply corrects an error of the one before. */
  correctsReply: boolean
  /** A text of this kind has left for the same booking change, visit, inquiry, call or job. */
  sentForSameSubject: boolean
  /** The last text that named the business, the automation, and how to stop. */
  introducedAt: Instant | null
}

export type BookingFacts = {
  /** The lead agreed to it. */
  agreed: boolean
  /** The lead's own last step: the confirmation follows it at once. */
  stepAt: Instant
  /** `not_asked` leaves the question of the reminder's time out; live callers give the instant. */
  visitAt: Instant | 'not_asked'
}

export type KeywordFacts = {
  keyword: 'STOP' | 'HELP' | 'START'
  receivedAt: Instant
  /** The carrier has answered it already (`OptOutType`, or its own default keywords). */
  answeredByCarrier: boolean
  /** Our own confirmation has left already. */
  confirmed: boolean
}

/** The answer, with all that a decision record needs (facts 6.5, step 12). */
export type Permission = {
  /** `wait`: ask again at `until`; `never`: drop it and log the reasons. */
  kind: 'send' | 'wait' | 'never'
  until: Instant | null
  /** Codes in order of evaluation: what allowed it (`consent_c1`, `send`), or what stopped it. */
  reasons: readonly string[]
  evidence: {
    /** The classes that carried a send; empty before that step was reached. */
    classes: readonly ConsentClass[]
    zones: readonly string[]
    /** `2026-11-22 20:14` in each of the zones. */
    localTimes: readonly string[]
    jurisdictions: readonly Jurisdiction[]
    ruleVersion: string
  }
}
