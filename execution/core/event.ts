import type { LeadAct, Outcome } from '#core/owner/lead-act.ts'
import type { AlertLead } from '#core/owner/desk.ts'
import type { DigestFigures } from '#core/owner/digest.ts'
import type { CallReason, Person, StaffRole } from '#core/owner/staff.ts'
import type { InquiryEvent } from '#core/inquiries/inquiry.ts'
import type { FieldCorrection } from '#core/conversation/correct-field.ts'
import type { Reading } from '#core/qualification/reading.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { AlertKind } from './effect.ts'

/** How a ring ended, in the carrier's words. */
export type RingStatus = 'completed' | 'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled'

/** How the caller's own leg ended. */
export type CallStatus = 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled'

export type LineType = 'mobile' | 'landline' | 'voip' | 'toll-free' | 'unknown'

/** Every call event repeats who rang whom, so that it can be understood when an earlier one was lost. */
type OfCall = { callSid: string; from: string; to: string }

export type CallEvent =
  | ({ kind: 'call-received'; forwardedFrom: string | null } & OfCall)
  /** Somebody, or something, picked up the phone that we ring: we ask for key 1. */
  | ({ kind: 'ring-picked-up'; legSid: string } & OfCall)
  | ({ kind: 'ring-key-pressed'; legSid: string; digits: string } & OfCall)
  | ({ kind: 'ring-ended'; status: RingStatus; bridged: boolean | null } & OfCall)
  /** The whole spoken message was played. */
  | ({ kind: 'message-played' } & OfCall)
  | ({ kind: 'caller-key-pressed'; digits: string } & OfCall)
  | ({ kind: 'voicemail-recorded'; recordingSid: string; recordingUrl: string; durationSeconds: number } & OfCall)
  /** What was said in a voicemail; null: nobody could make it out. */
  | ({ kind: 'voicemail-transcribed'; recordingSid: string; text: string | null } & OfCall)
  /** `startedAt` when the carrier's own list told us of a call whose webhooks never came. */
  | ({ kind: 'call-ended'; status: CallStatus; durationSeconds: number; startedAt?: Instant } & OfCall)

export type Media = { url: string; contentType: string }

/** What the carrier has already answered by itself. */
export type OptOutType = 'STOP' | 'START' | 'HELP'

export type SmsReceived = {
  kind: 'sms-received'
  messageSid: string
  from: string
  to: string
  body: string
  media: Media[]
  optOutType: OptOutType | null
  /** When the carrier got it, where its own list told us of a text whose webhook never came. */
  sentAt?: Instant
}

/** Why a timer was set; it comes back as an event when its time has come. */
export type Timer =
  /** Nobody told us how the ring ended. */
  | { kind: 'call-overdue'; callSid: string }
  /** The customer has paused typing: answer the burst. */
  | { kind: 'turn-due' }
  /** The customer stopped answering half-way: the owner gets what is known. */
  | { kind: 'customer-quiet' }
  /** The line type did not come back in time: decide without it. */
  | { kind: 'look-up-overdue'; callSid: string }
  /** A chosen slot was held long enough; `visitStart` in epoch milliseconds names the visit. */
  | { kind: 'hold-over'; visitStart: number }
  | { kind: 'visit-reminder'; visitStart: number }
  /** Nobody has accepted this emergency yet: the next step of the ladder. */
  | { kind: 'escalation'; leadId: string; step: number }
  /** The owner said "later", and later is now. */
  | { kind: 'alert-again'; leadId: string }
  /** Alerts that were held back may leave as one text. */
  | { kind: 'bundle-due' }
  /** The hour at which the owner wants the day in one text. */
  | { kind: 'digest' }

export type SmsStatus =
  | 'queued'
  | 'accepted'
  | 'scheduled'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled'
  | 'read'

/** Why a reading is the embedded engine's alone although a model is configured. */
export type Fallback = 'timeout' | 'error' | 'open-circuit' | 'busy' | 'budget'

/** One text of the customer as an engine read it. */
export type ReadText = { messageSid: string; body: string; receivedAt: Instant; reading: Reading }

/** What the business does to the visit of a lead. */
export type VisitEvent =
  /** The owner says yes or no to the slot that the customer chose. */
  | { kind: 'visit-answered'; accepted: boolean; by: string }
  /** The owner agreed on a time with the customer. */
  | { kind: 'visit-set'; start: Instant; end: Instant; by: string }
  | { kind: 'visit-canceled'; by: string }

/** A model's wording for one text of ours, to be verified where it is used. */
export type Wording = { draft: string; text: string }

/** Everything that can happen to one conversation. Events are past; they are stored before they are acted on. */
export type ConversationEvent =
  | CallEvent
  | SmsReceived
  | { kind: 'timer-due'; timer: Timer }
  | { kind: 'caller-looked-up'; lineType: LineType }
  /** `fallback` only where a model is configured: why its word is missing, or null when it is in. `wording`: another one for the reply. */
  | { kind: 'texts-read'; texts: ReadText[]; engine: string; fallback?: Fallback | null; wording?: Wording }
  /** The engine has read what was said in a voicemail. */
  | { kind: 'voicemail-read'; recordingSid: string; text: ReadText; engine: string; fallback?: Fallback | null }
  /** A model's answer that came too late for the reply. */
  | { kind: 'reading-refined'; leadId: string; texts: ReadText[]; engine: string }
  /**
   * The carrier's delivery report named a fault that says something about the number (see `core/compliance` for what each code means). `NEVER_LEFT` where
   * the text never left us; `smsKind` then says what it was.
   */
  | { kind: 'sms-failed'; effectId: string; errorCode: number; smsKind?: SmsKind }
  /** An outsider (the API, the dashboard) asks for a text to be sent. */
  | { kind: 'sms-asked'; to: PhoneNumber; body: string; smsKind: SmsKind; by?: Person }
  | { kind: 'person-took-over'; until: Instant | null; by?: Person }
  | { kind: 'person-released'; by?: Person }
  /** One of the business's people did something about a lead: by text, by key press or in the dashboard. */
  | { kind: 'person-acted'; leadId: string; act: LeadAct; by: Person }
  | InquiryEvent
  | VisitEvent
  | ({ kind: 'person-corrected' } & FieldCorrection)
  | StaffEvent
  | PersonCallEvent
  | DeskEvent

/** Classes that staff can enter, with where the evidence is from. */
export const RECORDED_CLASSES = ['C2', 'C3', 'C4', 'P'] as const
export const RECORDED_SOURCES = ['oral', 'web', 'staff', 'call', 'sms'] as const

/** What a person of the business enters about a customer. `by` names that person; null where only the operator is known. */
export type StaffEvent =
  /** The customer said to a person that they want no more texts. */
  | { kind: 'opt-out-recorded'; words: string; by: string | null }
  /** An opt-out that was a mistake; `reason` is what the operator wrote. */
  | { kind: 'opt-out-undone'; reason: string; by: string | null }
  /** The customer has agreed, asked or bought, with the evidence of facts 6.7. */
  | {
      kind: 'consent-recorded'
      consentClass: (typeof RECORDED_CLASSES)[number]
      occurredAt: Instant
      source: (typeof RECORDED_SOURCES)[number]
      exactWords: string
      audioRef: string | null
      scriptVersion: string | null
      ip: string | null
      userAgent: string | null
      /** Where the customer is, `US-IL` or `CA-QC`, when known. */
      region: string | null
      by: string | null
    }

/** Steps of a call that we made to one of the business's people. */
export type PersonCallEvent =
  | ({ kind: 'person-picked-up' } & OfPersonCall)
  | ({ kind: 'person-key-pressed'; digits: string } & OfPersonCall)
  | ({ kind: 'person-call-ended'; status: CallStatus } & OfPersonCall)

/** `rest`: leads that are spoken of after this one. */
type OfPersonCall = { legSid: string; leadId: string; who: StaffRole; why: CallReason; rest?: string[] }

/** What reaches the owner's desk, beside texts from the business's own people. */
export type DeskEvent =
  | { kind: 'alert-raised'; alertId: string; alert: AlertKind; body: string; lead: AlertLead | null; to: StaffRole }
  /** A lead that the desk knows was decided on. */
  | { kind: 'lead-settled'; leadId: string; outcome: Outcome }
  /** A customer whom the desk may know chose a time that waits for a yes; `when` is how the owner reads it. */
  | { kind: 'visit-chosen'; leadId: string; when: string }
  | { kind: 'digest-due'; figures: DigestFigures }

/** The kinds of text, as in the decision table of the compliance rules. */
export type SmsKind =
  | 'instant_reply'
  /** The first text to somebody who asked for help through a form and agreed to be texted. */
  | 'inquiry_reply'
  | 'ai_reply'
  | 'keyword_reply'
  | 'owner_alert'
  | 'appointment_confirm'
  | 'appointment_reminder'
  | 'followup'
  | 'review_request'
  | 'marketing_blast'

/** An event with its place in the inbox: `id` is unique per tenant and made of the carrier's own id and the kind of event. */
export type InboxEvent = { id: string; at: Instant; event: ConversationEvent }
