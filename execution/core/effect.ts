import type { SmsKind, Timer } from '#core/event.ts'
import type { CallReason, StaffRole } from '#core/owner/staff.ts'
import type { Asked } from '#core/qualification/reading.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { DomainEvent } from '#core/workflows/domain-event.ts'

/** Why the owner hears from us. */
export type AlertKind =
  | 'emergency'
  | 'lead-qualified'
  | 'hand-over'
  | 'voicemail'
  | 'missed-untextable'
  | 'rate-limited'
  | 'number-faulty'
  | 'text-problem'
  | 'opt-out-doubt'
  | 'bot-loop'
  /** Somebody asked through a form; a text to them is on its way. */
  | 'inquiry'
  /** Somebody asked through a form and gets no text of ours. */
  | 'inquiry-to-call'

/**
 * Everything we may do to the world. Effects are imperative, they are rows before they are deeds, and each is asked
 * again (`gate`) in the moment of doing it.
 */
export type Effect =
  | {
      kind: 'send-sms'
      smsKind: SmsKind
      to: PhoneNumber
      from: PhoneNumber | null
      body: string
      leadId: string | null
      callSid: string | null
      /** For a `keyword_reply`: the keyword that it answers. */
      keyword?: 'STOP' | 'HELP' | 'START'
      /** When that was written, where we heard of it late. */
      askedAt?: Instant
      /** For a code to a phone of staff: when it was made. Its digits are put in as it leaves. */
      code?: { madeAt: Instant }
      /** A person wrote it or caused it, so that a taken-over conversation does not hold it back. */
      byPerson?: true
    }
  /** Raises an alert; the owner's desk decides when and together with what it becomes a text. `to` is the owner unless it says otherwise. */
  | { kind: 'tell-owner'; alert: AlertKind; body: string; leadId: string | null; to?: StaffRole }
  /** A text to one of the business's own people. `covers` are the alerts that it brings; `alert` null = an answer or a digest. */
  | {
      kind: 'text-staff'
      to: PhoneNumber
      from: PhoneNumber | null
      body: string
      alert: AlertKind | null
      leadId: string | null
      covers: string[]
    }
  /** Rings one of the business's own people about a lead; a key press accepts. Never repeated blindly: the next step of the ladder is the repetition. */
  | {
      kind: 'call-person'
      why: CallReason
      who: StaffRole
      to: PhoneNumber
      leadId: string
      /** Further leads that are spoken of on the same call. */
      rest?: string[]
      /** The alerts that it brings. */
      covers?: string[]
    }
  /** A sign-in code; its digits follow from the key of the installation, the phone and `madeAt`, and are stored nowhere. */
  | { kind: 'send-code'; to: PhoneNumber; madeAt: Instant }
  | { kind: 'look-up-caller'; phone: PhoneNumber }
  /** `voicemail`: the words were spoken, and these are the carrier's of them. */
  | { kind: 'read-texts'; texts: { messageSid: string; body: string; receivedAt: Instant }[]; asked: Asked | null; voicemail?: true }
  /** Fetches a voicemail or a picture from the carrier and keeps it. `subject` is its call or text; `source` as in `MediaRow`. */
  | { kind: 'fetch-media'; mediaId: string; media: 'voicemail' | 'photo'; subject: string; source: string }
  /** Takes files of media away, after their rows have gone. */
  | { kind: 'remove-media'; mediaIds: string[] }
  | { kind: 'start-timer'; timer: Timer }
  /** Reads another calendar of the business, again and again until it is taken away. */
  | { kind: 'read-calendar'; calendarId: string }
  /** Tells slow processes outside; only planned while there is one to tell. */
  | { kind: 'run-workflow'; event: DomainEvent }

export type PlannedEffect = {
  effect: Effect
  /** Not before this instant; null = at once. */
  notBefore: Instant | null
  /** Effects of one conversation with this key can be cancelled together while they wait; null = never cancelled. */
  cancelKey: string | null
  /** At most one effect with this key is ever made for the tenant; null = no such limit. */
  onceKey: string | null
  /** Effects of one lane are done one after another, in order; null = as they come. */
  lane: string | null
  /** The conversation that the row is filed under, when it is another than the one that decided it. */
  filedUnder?: string
}

/** What became of one deed. `unknown`: it may have happened, so ask the carrier and never repeat blindly. */
export type Outcome<Value> =
  | { kind: 'done'; value: Value }
  | { kind: 'retry'; afterMs: number; reason: string; code: number | null }
  | { kind: 'refused'; reason: string; code: number | null }
  | { kind: 'unknown'; reason: string }
