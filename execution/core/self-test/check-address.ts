import { DAY_MS, HOUR_MS, type Instant } from '#core/values/instant.ts'
import { finding, type Finding, type FindingCode } from './finding.ts'

/** What became of a signed request to our public address. `code` is the stable code of a refusal of ours, null when there was none. */
export type Reached =
  | { kind: 'answered'; status: number; code: string | null }
  | { kind: 'failed'; why: 'name' | 'certificate' | 'refused' | 'timeout' | 'broken'; words: string }

/** A request of the carrier's own that arrived so lately shows that our address can be reached from outside. */
const SHOWN_BY_CARRIER_MS = DAY_MS + 2 * HOUR_MS

/** The answer of our own address for a request that changes nothing. */
const NO_CONTENT = 204

type AddressFacts = {
  publicUrl: string
  reached: Reached
  at: Instant
  /** When the carrier last brought us a call; null: never. */
  carrierCameAt: Instant | null
  /** What the try before this one found about the address. */
  before: FindingCode | null
}

/**
 * Does our public address reach us, and do signatures hold? One failed connection is no proof: it counts when a second try fails too. Some networks let
 * nobody inside use the outer address; where the carrier did reach us within a day, that is no fault.
 */
export function checkAddress({ publicUrl, reached, at, carrierCameAt, before }: AddressFacts): Finding {
  const subject = publicUrl
  if (reached.kind === 'answered') {
    if (reached.status === NO_CONTENT) return finding('address_reached')
    if (reached.code === 'bad_signature') return finding('address_unsigned', { subject })
    return finding('address_strange', { subject, detail: `it answers ${reached.status}` })
  }
  const about = { subject, detail: reached.words }
  const wasHere = carrierCameAt !== null && at - carrierCameAt <= SHOWN_BY_CARRIER_MS
  if (wasHere && (reached.why === 'timeout' || reached.why === 'refused')) return finding('address_from_outside', about)
  const isConfirmed = before === 'address_doubtful' || before === 'address_silent'
  return finding(isConfirmed ? 'address_silent' : 'address_doubtful', about)
}
