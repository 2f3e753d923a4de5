import type { SmsKind, Timer } from '#core/event.ts'
import type { Asked } from '#core/qualification/reading.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'

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
    }
  | { kind: 'tell-owner'; alert: AlertKind; body: string; leadId: string | null }
  /** A sign-in code; its digits follow from the key of the installation, the phone and `madeAt`, and are stored nowhere. */
  | { kind: 'send-code'; to: PhoneNumber; madeAt: Instant }
  | { kind: 'look-up-caller'; phone: PhoneNumber }
  | { kind: 'read-texts'; texts: { messageSid: string; body: string; receivedAt: Instant }[]; asked: Asked | null }
  | { kind: 'start-timer'; timer: Timer }
  /** Reads another calendar of the business, again and again until it is taken away. */
  | { kind: 'read-calendar'; calendarId: string }

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
}

/** What became of one deed. `unknown`: it may have happened, so ask the carrier and never repeat blindly. */
export type Outcome<Value> =
  | { kind: 'done'; value: Value }
  | { kind: 'retry'; afterMs: number; reason: string; code: number | null }
  | { kind: 'refused'; reason: string; code: number | null }
  | { kind: 'unknown'; reason: string }
