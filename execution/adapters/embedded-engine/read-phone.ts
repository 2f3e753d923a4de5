import { chooseMention } from './find-correction.ts'
import type { Mention } from './find-correction.ts'

/** A telephone number written in the text, as E.164; all of them, so that their digits are not read as anything else. */
export function readPhones(folded: string): { chosen: Mention<string> | null; all: Mention<string>[] } {
  const all: Mention<string>[] = []
  for (const match of folded.matchAll(NORTH_AMERICAN)) {
    const value = `+1${match[0].replace(/\D/g, '').slice(-10)}`
    all.push({ value, start: match.index, end: match.index + match[0].length })
  }
  for (const match of folded.matchAll(INTERNATIONAL)) {
    const digits = match[0].replace(/\D/g, '')
    if (digits.length < E164_DIGITS_MIN || digits.length > E164_DIGITS_MAX || overlaps(all, match.index)) continue
    all.push({ value: `+${digits}`, start: match.index, end: match.index + match[0].length })
  }
  for (const match of folded.matchAll(SPACED_DIGITS)) {
    const digits = match[0].replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '')
    if (digits.length !== 10 || overlaps(all, match.index)) continue
    all.push({ value: `+1${digits}`, start: match.index, end: match.index + match[0].length })
  }
  for (const match of folded.matchAll(SPOKEN_DIGITS)) {
    const digits = spokenDigits(match[0])
    if (digits.length !== 10) continue
    all.push({ value: `+1${digits}`, start: match.index, end: match.index + match[0].trimEnd().length })
  }
  all.sort((one, other) => one.start - other.start)
  const wanted = all.filter((one) => !NOT_THEIRS.test(folded.slice(Math.max(0, one.start - BEFORE_REACH), one.start)))
  return { chosen: chooseMention(folded, wanted), all }
}

/** The digits of a run of spoken digit words: `six oh six one four` is 60614. */
export function spokenDigits(words: string): string {
  return words
    .trim()
    .split(/[\s-]+/)
    .map((word) => SPOKEN.get(word) ?? '')
    .join('')
}

/** E.164: at most 15 digits; shorter than 8 with a country code is no subscriber anywhere. */
const E164_DIGITS_MIN = 8
const E164_DIGITS_MAX = 15
const BEFORE_REACH = 24

const NORTH_AMERICAN =
  /(?<![\d.$#-])(?<!\d )(?:\+?1[ .-]{0,2})?\(?([2-9]\d{2})\)?[ ./-]{0,3}([2-9]\d{2})[ .-]{0,3}(\d{2}[ .-]?\d{2})(?!\d|[.,-]\d)/g
const INTERNATIONAL = /\+\d(?:[ .()-]{0,2}\d){7,14}(?!\d)/g
const SPACED_DIGITS = /(?<![\d.$#])(?:\d[ .-]){9,10}\d(?![\d.-]\d|\d)/g
const SPOKEN_WORD = '(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine)'
const SPOKEN_DIGITS = new RegExp(`\\b(?:${SPOKEN_WORD}[ -]){9}${SPOKEN_WORD}\\b`, 'g')
const SPOKEN = new Map(
  ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'].map((word, digit): [string, string] => [
    word,
    String(digit),
  ]),
)
SPOKEN.set('oh', '0').set('o', '0')

/** Numbers the writer dialled, or a fax: not where they want to be called. */
const NOT_THEIRS =
  /\b(?:i (?:just )?called|called you(?: at| on)?|dialed|fax|missed call from|call from|old (?:number|phone|cell) (?:is|was)|old number|llame al|j'ai appele (?:le|au)|not)[:\s]*$/

function overlaps(mentions: readonly Mention<string>[], at: number): boolean {
  return mentions.some((mention) => at >= mention.start - 1 && at < mention.end)
}
