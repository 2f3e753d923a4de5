import type { VoiceName } from '#core/calls/message-settings.ts'
import type { CallReason, StaffRole } from '#core/owner/staff.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'

/** What is spoken to a person. The core chooses, the adapter words it in the carrier's language. */
export type Spoken = {
  text: string
  language: 'en-US' | 'es-US' | 'fr-CA'
  audioUrl: string | null
  /** Left out: the standard voice of the language. */
  voice?: VoiceName
}

/** The answer to a webhook, as data. The core never sees TwiML. */
export type Reply =
  /** Nothing to say: an empty document for a call, an empty answer for a text or a report. */
  | { kind: 'nothing' }
  | { kind: 'hang-up' }
  /** Ring these phones at once; whoever presses 1 first is connected. `callerId` null = show the caller's own number. */
  | { kind: 'ring'; phones: PhoneNumber[]; timeoutSeconds: number; callerId: PhoneNumber | null; first: Spoken | null }
  /** On the rung phone: say who rings and ask for key 1. */
  | { kind: 'ask-to-accept'; spoken: Spoken; timeoutSeconds: number }
  /** On the phone of one of the business's people whom we rang: say why, twice, and ask for a key. */
  | { kind: 'ask-person'; spoken: Spoken; timeoutSeconds: number; leadId: string; who: StaffRole; why: CallReason; rest?: string[] }
  /** On the same phone: say, then go on to the first of these leads, whose own conversation says what is known. */
  | { kind: 'next-lead'; spoken: Spoken | null; leads: string[]; who: StaffRole; why: CallReason }
  /** Say, then ring the customer with one of our numbers shown, and join the two. */
  | { kind: 'dial-customer'; spoken: Spoken; phone: PhoneNumber; callerId: PhoneNumber | null; timeoutSeconds: number }
  /** On the rung phone: key 1 was pressed, join the two legs. */
  | { kind: 'connect' }
  /** Speak to the caller; keys in `keys` interrupt; when it was played to the end we are asked again (`message-played`). */
  | { kind: 'message'; spoken: Spoken; keys: boolean }
  /** Say, then record a voicemail. `keys`: a key pressed while we speak is heard. */
  | { kind: 'record'; spoken: Spoken | null; maxSeconds: number; keys?: true }
  /** Say, then end the call. */
  | { kind: 'say-and-hang-up'; spoken: Spoken }
