import type { CarrierEvent } from '#core/registration/carrier-event.ts'
import type { CallStatus, ConversationEvent, LineType, SmsStatus } from '#core/event.ts'
import type { Outcome } from '#core/effect.ts'
import type { Reply } from '#core/reply.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { TenantId } from '#core/values/tenant-id.ts'

/** One account at the carrier: the tenant's own, else the parent account. Never read from the environment by the adapter. */
export type CarrierAccount = { accountSid: string; authToken: string }

export type TextToSend = {
  to: PhoneNumber
  /** Exactly one of `from` and `messagingServiceSid` is set. */
  from: PhoneNumber | null
  messagingServiceSid: string | null
  body: string
  /** Absolute address for delivery reports. */
  statusCallbackUrl: string
  /** After this time the carrier drops the text instead of delivering it late. */
  validitySeconds: number
}

export type SentText = { carrierId: string; segments: number | null; status: SmsStatus }

export type CallToPlace = {
  to: PhoneNumber
  from: PhoneNumber
  /** Absolute address of the page that says what is said to whoever picks up. */
  url: string
  /** Absolute address that hears how the call ended. */
  statusCallbackUrl: string
  ringSeconds: number
}

export type FoundText = { kind: 'found'; carrierId: string; status: SmsStatus } | { kind: 'absent' } | { kind: 'unknown'; reason: string }

export type ListedCall = { callSid: string; from: string; to: string; status: CallStatus; startedAt: Instant; durationSeconds: number }

/**
 * What we may ask of the carrier. Every call has its own time limit and answers with one of the four outcomes; only bugs throw.
 * `sendText` must never be called twice for one effect without `findText` in between when the first outcome was `unknown`.
 */
/** What of the carrier is to be fetched: the sound of a recording, or a picture at an address that came with its text. */
export type MediaSource = { kind: 'voicemail'; recordingSid: string } | { kind: 'photo'; url: string }

export interface Carrier {
  sendText(account: CarrierAccount, text: TextToSend): Promise<Outcome<SentText>>
  /** Looks in the carrier's own list for a text that may have been sent: same receiver and body, made at or after `since`, not one of `knownIds`. */
  findText(
    account: CarrierAccount,
    text: { to: PhoneNumber; body: string; since: Instant; knownIds: readonly string[] },
  ): Promise<FoundText>
  /** Rings somebody. Must not be called again for one effect when the outcome was `unknown`: the phone may have rung. */
  placeCall(account: CarrierAccount, call: CallToPlace): Promise<Outcome<{ callSid: string }>>
  /** The bytes of a voicemail or picture; more than `bytesMax` is refused. May be asked as often as wished. */
  fetchMedia(account: CarrierAccount, source: MediaSource, bytesMax: number): Promise<Outcome<Uint8Array>>
  lookUpLineType(account: CarrierAccount, phone: PhoneNumber): Promise<Outcome<LineType>>
  /** Calls that came to `to` and started at or after `since`, newest first; used to find lost webhooks. May be called as often as wished. */
  listCalls(account: CarrierAccount, query: { to: PhoneNumber; since: Instant }): Promise<Outcome<ListedCall[]>>
  /** Texts that came to `to` at or after `since`, as events; used to find lost webhooks. */
  listReceivedTexts(
    account: CarrierAccount,
    query: { to: PhoneNumber; since: Instant },
  ): Promise<Outcome<{ id: string; event: ConversationEvent }[]>>
}

/** A webhook as it arrived, before anything is believed of it. */
export type WebhookRequest = {
  /** `PUBLIC_URL` + raw path and query, exactly as the carrier asked for it. */
  url: string
  contentType: string | null
  /** The raw body. */
  body: string
  signature: string | null
}

/** Which of our addresses was asked; decides how the fields are understood. */
export type WebhookStep =
  | 'voice'
  | 'whisper'
  | 'accept'
  | 'rung'
  | 'played'
  | 'key'
  | 'recorded'
  | 'recording'
  | 'transcribed'
  | 'voice-status'
  | 'person'
  | 'person-key'
  | 'person-status'
  | 'sms'
  | 'sms-status'
  /** Events and status callbacks about the registration with the carriers. */
  | 'registration'
  /** Our own question whether this address is reached; nothing follows from it. */
  | 'self-test'

export type ParsedWebhook =
  /** `id` is the inbox key: the carrier's own id plus the kind of event (for reports: plus the status). */
  | { kind: 'event'; id: string; accountSid: string | null; event: ConversationEvent }
  | {
      kind: 'sms-report'
      id: string
      accountSid: string | null
      effectId: string | null
      carrierId: string
      status: SmsStatus
      errorCode: number | null
    }
  | { kind: 'registration-events'; accountSid: string | null; events: CarrierEvent[] }
  /** Rightly signed, of no meaning to us (an unknown status, a page that only needs an empty answer). */
  | { kind: 'ignored'; accountSid: string | null; reason: string }
  /** A needed field is missing or broken; `problem` names it. */
  | { kind: 'malformed'; problem: string }

export interface CarrierWebhooks {
  /** True when the request was signed with one of the tokens. Never throws, whatever the request holds. */
  verify(request: WebhookRequest, authTokens: readonly string[]): boolean
  parse(step: WebhookStep, request: WebhookRequest): ParsedWebhook
  /** The document for a call. `base` is `PUBLIC_URL/twilio/{tenantId}`; `callSid` is the parent call. */
  render(reply: Reply, links: { base: string; callSid: string }): { contentType: string; body: string }
}

/** The addresses of one tenant that go into the carrier's console. */
export type WebhookAddresses = { voice: string; voiceStatus: string; sms: string; smsStatus: string }

export type WebhookAddressesOf = (publicUrl: string, tenantId: TenantId) => WebhookAddresses
