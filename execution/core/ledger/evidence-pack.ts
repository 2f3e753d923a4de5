import type { TenantPolicy } from '#core/tenant-policy.ts'
import { instant, toIso, type Instant } from '#core/values/instant.ts'
import type { Json, JsonObject } from './canonical-json.ts'
import type { ChainedEntry, ChainVerdict } from './chain.ts'
import { changesOf, factsOf } from './entry-facts.ts'

/** An entry with its personal part: null when it has none, `destroyed` when the person was erased. */
type Opened = ChainedEntry & { personal: JsonObject | 'destroyed' | null }

export type PackEntry = {
  sequence: number
  at: string
  kind: string
  facts: JsonObject
  personal: Json
  prevHash: string
  hash: string
}

/** Everything that one business's ledger has about one number. */
export type EvidencePack = {
  title: string
  business: { id: string; name: string; mailingAddress: string | null; phone: string | null }
  number: string
  madeAt: string
  /** The person's pseudonym in the ledger; null when nothing is known of the number. */
  person: string | null
  ledger: ChainVerdict
  summary: {
    consents: number
    revocations: number
    sent: number
    notSent: number
    /** Since when the number has opted out; null when it has not. */
    optedOutSince: string | null
    /** When personal data was erased; null when it was not. */
    erasedAt: string | null
  }
  entries: PackEntry[]
  notes: string[]
}

/** What a reader must know to weigh it. Said with every pack, because it will be read far away from our documents. */
const NOTES = [
  'This is a tamper-evident record: each entry carries the hash of the one before it, so a later change of any entry shows when the ledger is checked.',
  'It shows what the system recorded and when. It does not show that a record is true, nor that a text was read, and it is no opinion on the law.',
  'Whoever operates the system and holds its keys could make the whole chain anew. Compare the hash of the newest entry with one that was noted elsewhere at the time.',
]

/** Puts a pack together; `entries` are those of the number, in their order. */
export function evidencePack(given: {
  policy: TenantPolicy
  number: string
  verdict: ChainVerdict
  entries: readonly Opened[]
  madeAt: Instant
}): EvidencePack {
  const { policy, number, verdict, madeAt } = given
  const entries = given.entries.map((entry) => packEntry(entry))
  const { tenantId, name, mailingAddress, businessPhone } = policy
  return {
    title: 'Evidence pack',
    business: { id: tenantId, name, mailingAddress, phone: businessPhone },
    number,
    madeAt: toIso(madeAt),
    person: given.entries.at(0)?.person ?? null,
    ledger: verdict,
    summary: summaryOf(entries),
    entries,
    notes: NOTES,
  }
}

function packEntry({ sequence, at, kind, facts, personal, prevHash, hash }: Opened): PackEntry {
  return { sequence, at: toIso(instant(at)), kind, facts: factsOf(facts), personal, prevHash, hash }
}

function summaryOf(entries: readonly PackEntry[]): EvidencePack['summary'] {
  const count = (kind: string): number => entries.filter((entry) => entry.kind === kind).length
  const erasedAt = entries.findLast((entry) => entry.kind === 'erasure')?.at ?? null
  return {
    consents: count('consent'),
    revocations: count('revocation'),
    sent: count('send'),
    notSent: entries.filter((entry) => entry.kind === 'decision' && entry.facts['answer'] === 'never').length,
    optedOutSince: optedOutSince(entries),
    erasedAt,
  }
}

function optedOutSince(entries: readonly PackEntry[]): string | null {
  let since: string | null = null
  for (const entry of entries) {
    const changes = changesOf(entry.facts)
    if (changes.includes('opted_out')) since ??= entry.at
    if (changes.includes('opted_in_again')) since = null
  }
  return since
}
