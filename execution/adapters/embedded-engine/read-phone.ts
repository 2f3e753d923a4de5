import { REPEATS, SPOKEN_DIGITS as SPOKEN, spokenDigits } from '#core/values/spoken-digits.ts'
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
  for (const run of spokenRuns(folded)) {
    const digits = run.value.replace(/^1(?=\d{10}$)/, '')
    if (digits.length === 10 && /^[2-9]\d\d[2-9]/.test(digits) && !overlaps(all, run.start)) all.push({ ...run, value: `+1${digits}` })
  }
  all.sort((one, other) => one.start - other.start)
  const wanted = all.filter((one) => !NOT_THEIRS.test(folded.slice(Math.max(0, one.start - BEFORE_REACH), one.start)))
  const chosen = preferred(folded, wanted) ?? chooseMention(folded, wanted)
  return { chosen: chosen === null ? null : tailCorrected(folded, chosen), all }
}

/** `555-0164 is my cell and 555-0190 is the shop, use the shop one`: which of two numbers the writer would rather be called on. */
function preferred(folded: string, numbers: readonly Mention<string>[]): Mention<string> | null {
  const [first, last] = [numbers[0], numbers.at(-1)]
  if (first === undefined || last === undefined || first === last) return null
  const after = folded.slice(last.end)
  if (
    /^[^.!?]{0,40}\b(?:(?:hers|his|that one|this one|second one|the second|latter|theirs) (?:is|s|works|are)? ?(?:better|best|easier)|is (?:better|best)|(?:use|call|try) (?:that|this|the second|the last|hers|his))\b/.test(
      after,
    )
  )
    return last
  const named = /\b(?:use|call|try|prefer|ring) (?:me (?:at|on) )?(?:the|my) (\w+)(?: one| number| phone| line)?\b/.exec(after)?.[1]
  if (named === undefined) return null
  return (
    numbers.find(
      (one) =>
        folded
          .slice(one.end, one.end + BEFORE_REACH)
          .split(/[,.;]|\band\b/)[0]
          ?.includes(named) === true,
    ) ?? null
  )
}

/** `..., no, 0134`, `termina en seis ocho`: the last digits once more. */
function tailCorrected(folded: string, number: Mention<string>): Mention<string> {
  const after = folded.slice(number.end, number.end + TAIL_REACH)
  const lead = TAIL_LEAD.exec(after)
  if (lead === null) return number
  const run = spokenRuns(after.slice(lead[0].length), 1)[0]
  const digits = run !== undefined && run.start === 0 ? run.value : ''
  const rest = run === undefined ? '' : after.slice(lead[0].length + run.end)
  const isTail =
    digits.length >= 2 && digits.length <= 7 && digits.length !== 5 && !/^ ?(?:am|pm|[a-z]+ (?:st|ave|rd|street)|o'?clock|\d)/.test(rest)
  if (!isTail || run === undefined) return number
  const value = `${number.value.slice(0, -digits.length)}${digits}`
  return { value, start: number.start, end: number.end + lead[0].length + run.end }
}

const TAIL_REACH = 70
const TAIL_LEAD =
  /^[\s,.;-]*(?:(?:no|sorry|oops|wait|actually|i mean|make that|scratch that|correction|perdon|digo|non|pardon|excusez|it|that|y)[\s,.;-]+)+(?:(?:it |that )?(?:ends? (?:in|with)|is|should be|last (?:two|three|four|digits)(?: are| is)?|termina en|acaba en|finit par|se termine par)\s+)?|^[\s,.;-]*(?:termina en|acaba en|finit par|ends? (?:in|with))\s+/

/** Runs of spoken digits, figures among them: `three one two, 555, oh one three four`. At least `spokenMin` of the pieces are words. */
function spokenRuns(folded: string, spokenMin = 3): Mention<string>[] {
  const runs: Mention<string>[] = []
  for (const match of folded.matchAll(SPOKEN_RUN)) {
    const pieces = match[0].split(/[\s,.-]+/)
    const spoken = pieces.filter((piece) => SPOKEN.has(piece) || REPEATS.has(piece)).length
    if (spoken < spokenMin && !(spokenMin === 1 && /^\d/.test(match[0]))) continue
    runs.push({ value: spokenDigits(match[0]), start: match.index, end: match.index + match[0].length })
  }
  return runs
}

/** E.164: at most 15 digits; shorter than 8 with a country code is no subscriber anywhere. */
const E164_DIGITS_MIN = 8
const E164_DIGITS_MAX = 15
const BEFORE_REACH = 24

const NORTH_AMERICAN =
  /(?<![\d.$#-])(?<!\d )(?:\+?1[ .-]{0,2})?\(?([2-9]\d{2})\)?[ ./-]{0,3}([2-9]\d{2})[ .-]{0,3}(\d{2}[ .-]?\d{2})(?!\d|[.,-]\d)/g
const INTERNATIONAL = /\+\d(?:[ .()-]{0,2}\d){7,14}(?!\d)/g
const SPACED_DIGITS = /(?<![\d.$#])(?:\d[ .-]){9,10}\d(?![\d.-]\d|\d)/g
const SPOKEN_PIECE = `(?:${[...SPOKEN.keys(), ...REPEATS.keys()].join('|')}|\\d{1,4})`
const SPOKEN_RUN = new RegExp(`(?<![\\w$])${SPOKEN_PIECE}(?:[ ,.-]{1,4}${SPOKEN_PIECE})*(?![\\w$])`, 'g')

/** Numbers the writer dialled, or a fax: not where they want to be called. */
const NOT_THEIRS =
  /\b(?:i (?:just )?called|called you(?: at| on)?|dialed|fax|missed call from|call from|old (?:number|phone|cell) (?:is|was)|old number|llame al|j'ai appele (?:le|au)|not|(?:model|invoice|account|acct|order|serial|policy|confirmation|tracking|reference|ref|claim|(?<!in )case|part|ticket|facture|factura|compte|cuenta)(?: ?(?:number|numero|num|no|#|is|:))*)[:\s#]*$/

function overlaps(mentions: readonly Mention<string>[], at: number): boolean {
  return mentions.some((mention) => at >= mention.start - 1 && at < mention.end)
}
