import { canonicalJson, isCanonicalJson, type Json, type JsonObject } from './canonical-json.ts'
import { CHAIN_START, type ChainedEntry, type ChainVerdict, type Hash, verifyChain } from './chain.ts'

/** Of `ChainedEntry`. */
const FIELDS = 9
const HASH_TEXT = /^[0-9a-f]{64}$/

/** One entry as a line of an export, without the line's end: canonical JSON, so that every byte of it matters. */
export function exportLine(entry: ChainedEntry): string {
  // The store holds facts that `canonicalJson` wrote.
  return canonicalJson({ ...entry, facts: JSON.parse(entry.facts) as Json })
}

/** Reads a line that `exportLine` made; null when it is anything else, by as little as a blank. */
export function readExportLine(line: string): ChainedEntry | null {
  if (!line.startsWith('{') || !isCanonicalJson(line)) return null
  // JSON that begins with a brace is an object.
  const fields = JSON.parse(line) as JsonObject
  if (Object.keys(fields).length !== FIELDS) return null
  const { tenantId, sequence, at, kind, person, facts, sealed, prevHash, hash } = fields
  if (typeof tenantId !== 'string' || typeof kind !== 'string' || !isTextOrNull(person) || !isTextOrNull(sealed)) return null
  if (!Number.isInteger(sequence) || typeof sequence !== 'number' || !Number.isInteger(at) || typeof at !== 'number') return null
  if (typeof prevHash !== 'string' || typeof hash !== 'string' || !HASH_TEXT.test(prevHash) || !HASH_TEXT.test(hash)) return null
  if (facts === undefined) return null
  return { tenantId, sequence, at, kind, person, facts: canonicalJson(facts), sealed, prevHash, hash }
}

/**
 * Checks an export alone, without keys and without the store. `noted` is an entry's number and hash that somebody wrote down earlier: the
 * export must still hold it, which is what shows that the chain was not made anew since.
 */
export function verifyExport(lines: Iterable<string>, hash: Hash, noted: { sequence: number; hash: string } | null = null): ChainVerdict {
  let position = CHAIN_START
  let before: ChainedEntry | null = null
  for (const line of lines) {
    const place = position.sequence + 1
    const entry = readExportLine(line)
    if (entry === null) return { ok: false, entry: place, problem: 'the line is not as it was exported' }
    if (before !== null && before.tenantId !== entry.tenantId)
      return { ok: false, entry: place, problem: 'the entry belongs to another business' }
    const verdict = verifyChain([entry], hash, position)
    if (!verdict.ok) return verdict
    position = { sequence: verdict.entries, hash: verdict.head }
    if (noted?.sequence === place && noted.hash !== verdict.head)
      return { ok: false, entry: place, problem: 'the entry has another hash than the one that was noted' }
    before = entry
  }
  if (noted !== null && noted.sequence > position.sequence)
    return { ok: false, entry: position.sequence + 1, problem: `entry ${noted.sequence} was noted, and the export ends before it` }
  return { ok: true, entries: position.sequence, head: position.hash }
}

function isTextOrNull(value: Json | undefined): value is string | null {
  return value === null || typeof value === 'string'
}
