import type { FieldCorrection } from '#core/conversation/correct-field.ts'
import type { Reading } from '#core/qualification/reading.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'

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

/** One text of the customer as an engine read it. */
export type ReadText = { messageSid: string; body: string; receivedAt: Instant; reading: Reading }

/** What the business does to the visit of a lead. */
export type VisitEvent =
  /** The owner says yes or no to the slot that the customer chose. */
  | { kind: 'visit-answered'; accepted: boolean; by: string }
  /** The owner agreed on a time with the customer. */
  | { kind: 'visit-set'; start: Instant; end: Instant; by: string }
  | { kind: 'visit-canceled'; by: string }

/** Everything that can happen to one conversation. Events are past; they are stored before they are acted on. */
export type ConversationEvent =
  | CallEvent
  | SmsReceived
  | { kind: 'timer-due'; timer: Timer }
  | { kind: 'caller-looked-up'; lineType: LineType }
  | { kind: 'texts-read'; texts: ReadText[]; engine: string }
  /** The carrier's delivery report named a fault that says something about the number (see `core/compliance` for what each code means). */
  | { kind: 'sms-failed'; effectId: string; errorCode: number }
  /** An outsider (the API, the dashboard) asks for a text to be sent. */
  | { kind: 'sms-asked'; to: PhoneNumber; body: string; smsKind: SmsKind }
  | { kind: 'person-took-over'; until: Instant | null }
  | { kind: 'person-released' }
  | VisitEvent
  | ({ kind: 'person-corrected' } & FieldCorrection)

/** The kinds of text, as in the decision table of the compliance rules. */
export type SmsKind =
  | 'instant_reply'
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
