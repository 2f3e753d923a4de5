import { COMMON_WORDS } from './common-words.ts'
import type { Mention } from './find-correction.ts'
import { DIRECTIONS, NAME_STOPS, QUANTITY_WORDS, STREET_SUFFIXES } from './place-words.ts'
import type { WrittenWord } from './written-words.ts'

const NAME_WORDS_MAX = 3
/** `two story house`: a house number in words has two figures at least. */
const FIGURES_MIN = 2
const FIGURES_MAX = 5

/**
 * `two oh four Juniper`, `twelve oh eight Main St`: in the answer where it is, a house number in words before a street by its kind, or by its name alone
 * where the text begins with it.
 */
export function readSpokenHouse(original: string, words: readonly WrittenWord[]): Mention<string> | null {
  for (let at = 0; at < words.length; at++) {
    const spoken = figuresAt(words, at)
    if (spoken === null) continue
    const end = nameEnd(words, spoken.end, at === 0)
    const [first, name, last] = [words[at], words[spoken.end], words[end - 1]]
    if (end !== -1 && first !== undefined && name !== undefined && last !== undefined)
      return { value: `${spoken.figures} ${original.slice(name.start, last.end).replace(/\s+/g, ' ')}`, start: first.start, end: last.end }
    at = spoken.end - 1
  }
  return null
}

function figuresAt(words: readonly WrittenWord[], at: number): { figures: string; end: number } | null {
  let figures = ''
  let end = at
  for (; end < words.length; end++) {
    const word = words[end]
    if (word === undefined || (end > at && word.broken)) break
    const ten = TENS.indexOf(word.word)
    const unit = UNITS.indexOf(words[end + 1]?.word ?? '')
    if (ten !== -1) {
      const joins = unit > 0 && unit < TENS_FROM
      figures += String(ten * TENS_FROM + (joins ? unit : 0))
      if (joins) end++
    } else if (word.word === 'hundred' && figures !== '') figures += '00'
    else if (UNITS.includes(word.word)) figures += String(UNITS.indexOf(word.word))
    else if (NOUGHTS.has(word.word) && figures !== '') figures += '0'
    else break
  }
  return figures.length < FIGURES_MIN || figures.length > FIGURES_MAX ? null : { figures, end }
}

const TENS_FROM = 10
const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const NOUGHTS = new Set(['oh', 'o', 'zero'])

/** `thirty third street`: one number. */
const ORDINAL = /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)$/

/** Index after the last word of the name, or -1. */
function nameEnd(words: readonly WrittenWord[], from: number, mayBeBare: boolean): number {
  let named = 0
  for (let at = from; at < words.length && named <= NAME_WORDS_MAX; at++) {
    const word = words[at]
    if (word === undefined || (at === from && (word.broken || ORDINAL.test(word.word)))) return -1
    if (named > 0 && !word.broken && STREET_SUFFIXES.has(word.word)) return at + 1
    const stops = word.broken || NAME_STOPS.has(word.word) || QUANTITY_WORDS.has(word.word) || /\d/.test(word.word)
    if (stops) return mayBeBare && named === 1 && !COMMON_WORDS.has(words[at - 1]?.word ?? '') ? at : -1
    if (!DIRECTIONS.has(word.word)) named++
  }
  return mayBeBare && named === 1 && !COMMON_WORDS.has(words.at(-1)?.word ?? '') ? words.length : -1
}
