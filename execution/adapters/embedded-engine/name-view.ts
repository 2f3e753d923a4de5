import type { ReadingContext } from '#core/qualification/reading.ts'
import type { Mention } from './find-correction.ts'
import type { Place } from './name-at.ts'
import { KEPT_TITLES } from './naming-words.ts'
import { wordKind } from './word-kind.ts'
import type { WordKind } from './word-kind.ts'
import type { WrittenWord } from './written-words.ts'

/** A text whose writer's name is looked for. `taken` are street, ZIP and telephones; `byRules` is whom the rules would name. */
export type NameText = {
  original: string
  folded: string
  words: readonly WrittenWord[]
  taken: readonly Place[]
  town: Place | null
  byRules: Mention<string> | null
  context: ReadingContext
}

export type Span = readonly [from: number, to: number]

/** A text made ready: per word its kind, its letter case and whether another particular has it. */
export type NameView = {
  text: NameText
  words: readonly WrittenWord[]
  kinds: readonly WordKind[]
  cases: readonly string[]
  isTaken: readonly boolean[]
  ruled: Span | null
}

/** Makes a text ready. */
export function viewOf(text: NameText): NameView {
  const { words, original, taken } = text
  const letters = original.replace(/[^A-Za-z]/g, '')
  const isShouted = letters.length > SHOUTED_LETTERS && letters === letters.toUpperCase()
  const hasCapitals = letters !== letters.toLowerCase()
  const view = {
    text,
    words,
    kinds: words.map(({ word }) => wordKind(word)),
    cases: words.map(({ capital }) => (isShouted ? 'shouted' : capital ? 'capital' : hasCapitals ? 'small' : 'nocase')),
    isTaken: words.map((word) => taken.some((place) => word.start >= place.start && word.start < place.end)),
    ruled: null,
  }
  return { ...view, ruled: ruledSpan(view) }
}

const SHOUTED_LETTERS = 8
const LETTERS = /^[a-z][a-z'.-]*$/

/** The words that the rules took for the name. */
function ruledSpan({ text: { byRules }, words }: Pick<NameView, 'text' | 'words'>): Span | null {
  if (byRules === null) return null
  let from = words.findIndex((word) => word.start >= byRules.start)
  let to = from
  while (from !== -1 && to < words.length && (words[to]?.start ?? 0) < byRules.end) to++
  while (from < to - 1 && KEPT_TITLES.has(words[from]?.word ?? '')) from++
  return to > from ? [from, to] : null
}

/** Letters that no other particular has. */
export function isFree({ words, isTaken }: NameView, at: number): boolean {
  return isTaken[at] === false && LETTERS.test(words[at]?.word ?? '')
}

/** Where names stand: an unheard word, one on a list, or one with a capital. */
export function mayName({ kinds, cases }: NameView, at: number): boolean {
  const kind = kinds[at]
  return kind?.mayName === true || (cases[at] === 'capital' && kind?.word !== 'particle' && kind?.word !== 'calendar')
}

/** What parts a word from the one before it: `^` at the start, `$` at the end, else the mark of the break, or nothing. */
export function gapBefore({ words, text: { folded } }: NameView, at: number): string {
  const [before, here] = [words[at - 1], words[at]]
  if (before === undefined) return '^'
  const between = folded.slice(before.end, here?.start)
  if (here === undefined) return /[.!?]/.test(between) ? '$.' : '$'
  if (between.includes('\n')) return 'line'
  if (/[.!?]/.test(between)) return '.'
  if (/\s-+\s|--|—|-$/.test(between)) return '-'
  return between.includes(':') ? ':' : /[,;(]/.test(between) ? ',' : ''
}
