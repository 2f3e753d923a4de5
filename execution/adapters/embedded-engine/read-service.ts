import type { Trade } from '#core/qualification/reading.ts'
import { TRADES } from '#core/qualification/reading.ts'
import type { Mention } from './find-correction.ts'
import { phraseBook } from './phrase-book.ts'
import type { Found, PhraseBook } from './phrase-book.ts'
import { SERVICE_PHRASES } from './service-phrases.ts'
import type { Token } from './tokenize.ts'

/**
 * The service named, as the trade's canonical word: its own trade's first, then any other's. The most particular row of the trade's table
 * that is not denied wins, then the earliest place. Only the writer's own words count, so a bare `door` is a service to one trade and
 * nothing to the others.
 */
export function readService(tokens: readonly Token[], trade: Trade): Mention<string> | null {
  const own = best(tokens, trade)
  if (own !== null) return own
  for (const other of TRADES) {
    const found = other === trade ? null : best(tokens, other)
    if (found !== null && !OWN_TRADE_ONLY.has(found.value)) return found
  }
  return null
}

const BOOKS = new Map<Trade, { book: PhraseBook<string>; rank: ReadonlyMap<string, number> }>(
  TRADES.map((trade) => [
    trade,
    { book: phraseBook(SERVICE_PHRASES[trade]), rank: new Map(Object.keys(SERVICE_PHRASES[trade]).map((name, row) => [name, row])) },
  ]),
)
export const SERVICE_WORDS: readonly ReadonlySet<string>[] = [...BOOKS.values()].map(({ book }) => book.words)

/** Rows whose words mean something else in another trade's mouth. */
const OWN_TRADE_ONLY = new Set([
  'garage door',
  'panel',
  'cable',
  'track',
  'sensor',
  'remote',
  'light',
  'power',
  'switch',
  'wiring',
  'shock',
  'lock',
  'car',
  'engine',
  'inspection',
  'exhaust',
  'no start',
  'tire',
  'pipe',
  'sink',
  'filter',
  'safe',
  'suspension',
  'overheating',
  'starter',
  'siding',
  'maintenance',
  'oven',
  'stove',
  'opener',
  'spring',
  'roof leak',
  'shower',
  'furnace',
  'ac',
  'appliance',
  'electrical',
  'leak',
  'drain',
  'lockout',
  'smoke detector',
  'roof',
  'transmission',
])

function best(tokens: readonly Token[], trade: Trade): Mention<string> | null {
  const entry = BOOKS.get(trade)
  if (entry === undefined) return null
  let chosen: Found<string> | null = null
  for (const found of entry.book.find(tokens)) {
    if (isDenied(tokens, found.from)) continue
    if (chosen === null || (entry.rank.get(found.label) ?? 0) < (entry.rank.get(chosen.label) ?? 0)) chosen = found
  }
  const [first, last] = chosen === null ? [] : [tokens[chosen.from], tokens[chosen.to - 1]]
  return chosen === null || first === undefined || last === undefined ? null : { value: chosen.label, start: first.start, end: last.end }
}

/** `no leak`, `not the spring`, `pas de fuite`: the word right before, articles aside, denies it. */
function isDenied(tokens: readonly Token[], at: number): boolean {
  let before = at - 1
  if (tokens[at]?.gap !== 'none' || LACKED.has(tokens[at]?.word ?? '')) return false
  while (before > 0 && tokens[before]?.gap === 'none' && ARTICLES.has(tokens[before]?.word ?? '')) before--
  return DENIERS.has(tokens[before]?.word ?? '')
}

/** `no heat`, `no power`: to be without these is the trouble itself. */
const LACKED = new Set([
  'heat',
  'heating',
  'ac',
  'air',
  'power',
  'electricity',
  'hot',
  'water',
  'cooling',
  'light',
  'lights',
  'luz',
  'agua',
  'calefaccion',
  'aire',
  'chauffage',
  'courant',
  'eau',
  'pressure',
  'pilot',
  'cold',
  'start',
  'electricite',
  'climatisation',
  'clim',
  'key',
  'keys',
  'brakes',
  'frenos',
  'freins',
  'working',
])
const ARTICLES = new Set(['the', 'my', 'a', 'an', 'any', 'de', 'el', 'la', 'le', 'un', 'una', 'gas', 'actual'])
const DENIERS = new Set(['no', 'not', 'without', 'sin', 'pas', 'aucun', 'aucune', 'sans', 'never'])
