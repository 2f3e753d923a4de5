import { isCanonicalJson } from './canonical-json.ts'

/** SHA-256 of the text's UTF-8 bytes in lower-case hexadecimal. An argument, because the core computes no hashes itself. */
export type Hash = (text: string) => string

/** What the first entry of every ledger follows. */
export const GENESIS_HASH = '0'.repeat(64)

/**
 * One entry as it is stored and exported. Anybody can check it without a key: the personal part is sealed, and the chain covers the sealed
 * bytes, so it holds also when the key to them has been destroyed.
 */
export type ChainedEntry = {
  tenantId: string
  /** 1, 2, 3 ... per tenant, without gaps. */
  sequence: number
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  at: number
  kind: string
  /** Keyed pseudonym of the person whom it is about; null when it is about nobody. */
  person: string | null
  /** What everybody with the ledger may read: canonical JSON. */
  facts: string
  /** The personal part, encrypted with this person's own key: base64; null when there is none. */
  sealed: string | null
  prevHash: string
  hash: string
}

/** Up to where a chain has been checked. */
export type ChainPosition = { sequence: number; hash: string }
export const CHAIN_START: ChainPosition = { sequence: 0, hash: GENESIS_HASH }

/** `entries` and `head` name the last entry of the chain; `entry` is the first one with which something is wrong. */
export type ChainVerdict = { ok: true; entries: number; head: string } | { ok: false; entry: number; problem: string }

/**
 * The rule of the chain: hash = H(the hash before + every field of the entry, the personal part represented by the hash of its sealed form).
 * The fields are written in one fixed order, so that no two entries have the same text.
 */
export function hashOfEntry(entry: Omit<ChainedEntry, 'hash'>, hash: Hash): string {
  const { tenantId, sequence, at, kind, person, facts, sealed, prevHash } = entry
  const sealedHash = sealed === null ? 'null' : `"${hash(sealed)}"`
  const named = `"kind":${JSON.stringify(kind)},"person":${JSON.stringify(person)},"sealedHash":${sealedHash}`
  return hash(`${prevHash}{"at":${at},"facts":${facts},${named},"sequence":${sequence},"tenantId":${JSON.stringify(tenantId)}}`)
}

/**
 * Checks entries in their order, going on from where an earlier check has stopped. Finds any change of any field, a missing entry, an entry
 * too many and a changed order, and names the entry. It cannot see that the newest entries were cut off: compare `head` with one noted elsewhere.
 */
export function verifyChain(entries: Iterable<ChainedEntry>, hash: Hash, from: ChainPosition = CHAIN_START): ChainVerdict {
  let { sequence, hash: head } = from
  let tenantId: string | null = null
  for (const entry of entries) {
    const problem = problemOf(entry, { sequence, hash: head }, tenantId, hash)
    if (problem !== null) return { ok: false, entry: sequence + 1, problem }
    sequence = entry.sequence
    head = entry.hash
    tenantId = entry.tenantId
  }
  return { ok: true, entries: sequence, head }
}

function problemOf(entry: ChainedEntry, before: ChainPosition, tenantId: string | null, hash: Hash): string | null {
  if (entry.sequence !== before.sequence + 1) return `entry ${before.sequence + 1} is missing: entry ${entry.sequence} stands in its place`
  if (tenantId !== null && entry.tenantId !== tenantId) return 'the entry belongs to another business'
  if (entry.prevHash !== before.hash) return 'the entry does not follow the one before it'
  // Facts in any other spelling could hide a second reading of the same hashed text.
  if (!isCanonicalJson(entry.facts)) return 'the facts are not as they were written'
  return hashOfEntry(entry, hash) === entry.hash ? null : 'the entry is not as it was written'
}
