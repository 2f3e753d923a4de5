import { COMMON_WORDS } from './common-words.ts'
import { KEY_WORDS, RUN_ON_WORDS } from './key-words.ts'
import { KNOWN_SLIPS } from './known-slips.ts'

/** Longest word that is worth correcting, in letters. */
const WORD_LETTERS_MAX = 24
/** From this length on a key word may carry one slip. Shorter ones have their known slips listed in the table of slips. */
const ONE_SLIP_LETTERS_MIN = 5
/** From this length on it may carry two. */
const TWO_SLIPS_LETTERS_MIN = 9
/** A run-on such as "stoptextingme" has at least this many letters. */
const RUN_ON_LETTERS_MIN = 6

const LEET = new Map([...'0134578@$+|'].map((sign, index) => [sign, 'oieastbasti'.charAt(index)]))

export type SpellingTable = {
  /** Every word that means something to a phrase. */
  keys: ReadonlySet<string>
  /** Key words by themselves with one or two letters left out. */
  byShortened: ReadonlyMap<string, string>
  byCollapsed: ReadonlyMap<string, string>
}

/** Prepares the look-up tables for correcting words towards `keys`. */
export function spellingTable(words: Iterable<string>): SpellingTable {
  const keys = new Set(words)
  const byShortened = new Map<string, string>()
  const byCollapsed = new Map<string, string>()
  for (const key of keys) if (key.length >= 4 && !byCollapsed.has(collapse(key))) byCollapsed.set(collapse(key), key)
  for (const key of KEY_WORDS) {
    if (key.length < ONE_SLIP_LETTERS_MIN) continue
    for (const shorter of shortenings(key)) if (!byShortened.has(shorter)) byShortened.set(shorter, key)
  }
  return { keys, byShortened, byCollapsed }
}

/**
 * The key words a written word stands for: itself, the key word it is a slip of, or the two or more it is a run-on of
 * ("stoptexting"). A word that is common in its own right ("shop", "quiet") is never corrected.
 */
export function correctSpelling(raw: string, table: SpellingTable): string[] {
  if (/(\p{L})\1\1/u.test(raw)) {
    const single = collapse(unmask(raw))
    const plainer = table.byCollapsed.get(single) ?? (table.keys.has(single) ? single : undefined)
    if (plainer !== undefined) return [plainer]
  }
  const known = KNOWN_SLIPS.get(raw)
  if (known !== undefined) return known.split(' ')
  if (isWord(raw, table)) return [raw]
  if (raw.endsWith('in') && table.keys.has(`${raw}g`)) return [`${raw}g`]
  const plain = unmask(raw)
  if (isWord(plain, table)) return [plain]
  const fewer = plain.replace(/(\p{L})\1{2,}/gu, '$1$1')
  const knownFewer = KNOWN_SLIPS.get(fewer) ?? KNOWN_SLIPS.get(collapse(plain))
  if (knownFewer !== undefined) return knownFewer.split(' ')
  if (isWord(fewer, table)) return [fewer]
  const collapsed = table.byCollapsed.get(collapse(plain))
  if (collapsed !== undefined) return [collapsed]
  if (plain.length < 4 || plain.length > WORD_LETTERS_MAX) return [plain]
  return runOn(plain) ?? [slipOf(fewer, table) ?? plain]
}

function isWord(word: string, table: SpellingTable): boolean {
  return table.keys.has(word) || COMMON_WORDS.has(word)
}

/** Signs and digits inside a word back to letters ("un5ub5cribe", "st0p", "f**k"); a number stays a number. */
function unmask(raw: string): string {
  if (/^f\*+(c?k)?/.test(raw)) return raw.replace(/^f\*+(c?k)?/, 'fuck')
  if (!/\p{L}/u.test(raw) || !/[^\p{L}]/u.test(raw) || /^\d+(st|nd|rd|th|am|pm|h|x|ft)$/.test(raw)) return raw
  return [...raw].map((char) => LEET.get(char) ?? char).join('')
}

/** Every run of one letter to a single one. */
export function collapse(word: string): string {
  return word.replace(/(\p{L})\1+/gu, '$1')
}

function slipOf(word: string, table: SpellingTable): string | null {
  if (word.length < ONE_SLIP_LETTERS_MIN - 1) return null
  for (const shorter of shortenings(word)) {
    const key = table.byShortened.get(shorter)
    if (key !== undefined && isSlip(word, key)) return key
  }
  return null
}

function isSlip(word: string, key: string): boolean {
  const allowed = key.length >= TWO_SLIPS_LETTERS_MIN && word.length >= TWO_SLIPS_LETTERS_MIN - 1 ? 2 : 1
  // People seldom miss the first letter; asking for it keeps "bleave" and "leave", "hall" and "call" apart.
  const sameStart = word.charAt(0) === key.charAt(0) || (word.charAt(0) === key.charAt(1) && word.charAt(1) === key.charAt(0))
  return sameStart && slips(word, key) <= allowed
}

function shortenings(word: string): Set<string> {
  const once = new Set([word])
  for (let at = 0; at < word.length; at++) once.add(word.slice(0, at) + word.slice(at + 1))
  if (word.length < TWO_SLIPS_LETTERS_MIN - 1) return once
  const twice = new Set(once)
  for (const shorter of once) for (let at = 0; at < shorter.length; at++) twice.add(shorter.slice(0, at) + shorter.slice(at + 1))
  return twice
}

/** Letters added, dropped, changed or swapped with their neighbour between two words. */
function slips(left: string, right: string): number {
  let before: number[] = []
  let above = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const same = left.charAt(row - 1) === right.charAt(column - 1)
      let cost = Math.min((above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + (same ? 0 : 1))
      const swapped =
        row > 1 && column > 1 && left.charAt(row - 1) === right.charAt(column - 2) && left.charAt(row - 2) === right.charAt(column - 1)
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1)
      current.push(cost)
    }
    before = above
    above = current
  }
  return above[right.length] ?? 0
}

/** "leavemealone" as its words, each of them known; null when it is no run-on. */
function runOn(word: string): string[] | null {
  if (word.length < RUN_ON_LETTERS_MIN) return null
  const best: (string[] | null)[] = [[]]
  for (let end = 1; end <= word.length; end++) {
    best[end] = null
    for (let start = 0; start < end; start++) {
      const head = best[start]
      const part = word.slice(start, end)
      if (head === null || head === undefined || !partOfRunOn(part)) continue
      const known = best[end]
      if (known === null || known === undefined || head.length + 1 < known.length) best[end] = [...head, part]
    }
  }
  const parts = best[word.length] ?? null
  return parts !== null && parts.length <= 5 ? parts : null
}

/** Short parts must be among the few that phrases run together with, or any long name would fall to pieces. */
const SHORT_PARTS = new Set([
  'me',
  'my',
  'us',
  'no',
  'to',
  'it',
  'of',
  'off',
  'out',
  'opt',
  'all',
  'now',
  'the',
  'not',
  'txt',
  'sms',
  'you',
  'por',
  'mas',
])

function partOfRunOn(part: string): boolean {
  return part.length >= 4 ? RUN_ON_WORDS.has(part) : SHORT_PARTS.has(part)
}
