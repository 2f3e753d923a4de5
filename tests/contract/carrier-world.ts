import type { CallStatus, LineType } from '#core/event.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { Carrier, CarrierAccount } from '#ports/carrier.ts'

/** What the next request meets at the carrier. */
export type Fate =
  /** Too many requests; with the carrier's advice when to come back. */
  | { kind: 'busy'; retryAfterSeconds: number | null }
  | { kind: 'opted-out' }
  | { kind: 'wrong-credentials' }
  | { kind: 'server-error' }
  /** The connection dies after the request arrived; it was or was not acted upon. */
  | { kind: 'lost'; acted: boolean }
  /** The carrier is silent for longer than the limit. */
  | { kind: 'silent' }
  /** Success, said in a way that cannot be read. */
  | { kind: 'garbage' }
  | { kind: 'endless' }

/** The carrier's side, as a test moves it. Every adapter that is a `Carrier` brings one. */
export type CarrierWorld = {
  carrier: Carrier
  account: CarrierAccount
  next: (fate: Fate) => void
  /** Texts that the carrier took from us, oldest first. */
  taken: () => { carrierId: string; to: string; body: string }[]
  /** Puts texts into the carrier's list, as if sent or received then; answers with their ids. */
  put: (text: { direction: 'inbound' | 'outbound'; from: string; to: string; body: string; at: Instant; pictures?: number }) => string
  ring: (call: { from: string; to: string; at: Instant; status: CallStatus; seconds: number; isLeg?: boolean }) => string
  setLineType: (phone: PhoneNumber, lineType: LineType) => void
  /** From now on nobody listens. */
  vanish: () => Promise<void>
  close: () => Promise<void>
}
