import type { ReadingContext } from '#core/qualification/reading.ts'
import type { Mention } from './find-correction.ts'
import { STREET_SUFFIXES } from './place-words.ts'
import { wordKind } from './word-kind.ts'

/** Two streets that meet, as `A and B`: announced (`corner of`, `coin de`, `esquina de`), or alone as the answer to the address question. */
export function readCrossStreets(original: string, folded: string, context: ReadingContext): Mention<string> | null {
  const announced = ANNOUNCED.exec(folded)
  if (announced !== null)
    return joined(
      original,
      folded,
      announced,
      announced[0].length - (announced[1] ?? '').length - (announced[2] ?? '').length - (announced[3] ?? '').length,
    )
  const spanish = context.asked === 'address' ? SPANISH_NUMBERED.exec(folded) : null
  if (spanish !== null)
    return joined(original, folded, spanish, spanish[0].length - [1, 2, 3].reduce((sum, at) => sum + (spanish[at] ?? '').length, 0))
  const numbers = context.asked === 'address' ? NUMBERS_MEET.exec(folded) : null
  if (numbers !== null)
    return joined(original, folded, numbers, numbers[0].length - [1, 2, 3].reduce((sum, at) => sum + (numbers[at] ?? '').length, 0))
  const met = [...folded.matchAll(LOOSE), ...(context.asked === 'address' ? folded.matchAll(LOOSE_AT) : [])]
  const loose = met.find((one) => meets(original, folded, one, context))
  return loose === undefined ? null : crossingOf(original, folded, loose)
}

function crossingOf(original: string, folded: string, loose: RegExpExecArray): Mention<string> {
  return joined(original, folded, loose, loose[0].length - [1, 2, 3].reduce((sum, at) => sum + (loose[at] ?? '').length, 0))
}

/** Whether two words joined by `and` are streets: by what was asked, by their numbers, by their kinds, or by how they stand. */
function meets(original: string, folded: string, loose: RegExpExecArray, context: ReadingContext): boolean {
  const [one, other] = [loose[1] ?? '', loose[3] ?? '']
  const crossing = crossingOf(original, folded, loose)
  const counted = ORDINAL.test(one) || ORDINAL.test(other)
  const asked = context.asked === 'address' && loose.index <= ANSWER_REACH && mayMeet(crossing.value)
  const numbered = counted && MEETING.test(folded.slice(0, loose.index + 3))
  return asked || numbered || isStreetLike(one) || isStreetLike(other) || (counted && fillsItsPlace(original, crossing))
}

/** `Delancey and 9th, blue door`: a capital word and a counted one between two breaks. */
function fillsItsPlace(original: string, { value, start, end }: Mention<string>): boolean {
  const isNamed = value.split(' and ').every((side) => /^[\p{Lu}\d]/u.test(side))
  return isNamed && OPENED.test(original.slice(0, start)) && CLOSED.test(original.slice(end)) && !DATED.test(value)
}

const OPENED = /(?:^|[.,;:!?\n-] *)$/
const CLOSED = /^ *(?:$|[.,;:!?\n]|in |near |by )/
/** `May and 3rd`, `Tuesday and 4th`: days. */
const DATED = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)/i

/**
 * Whether two words may be streets where nothing but the question says so: `belmont and sheffield`, `Green and Lake`, but not `leaking and loud`, `noise at night`.
 * Neither may be an ordinary word of customers unless streets are called so, and one at least must be no word of the language at all.
 */
function mayMeet(crossing: string): boolean {
  const sides = crossing.split(' and ')
  const areNames = sides.every((side) => /^\p{Lu}/u.test(side))
  const kinds = sides.map((side) => streetKind(side))
  return areNames ? !kinds.includes('never') : !kinds.includes('never') && !kinds.includes('ordinary') && kinds.includes('street')
}

function streetKind(side: string): 'street' | 'possible' | 'ordinary' | 'never' {
  const words = side.toLowerCase().split(' ')
  if (words.length > 1 || /\d/.test(side) || STREET_WORDS.has(words[0] ?? '')) return 'street'
  const { named, word } = wordKind(words[0] ?? '')
  if (word === 'never' || word === 'calendar') return 'never'
  if (named !== 'no' || word === 'unheard' || word === 'either') return NO_PLACES.has(words[0] ?? '') ? 'never' : 'street'
  return word === 'ordinary' ? 'possible' : 'ordinary'
}

/** Ordinary words that many towns have a street of. */
const STREET_WORDS = new Set(
  'main oak pine maple cedar elm walnut chestnut spruce birch ash willow poplar cherry park lake hill church state grand market spring high center central broadway school mill river union college garden division vine pearl court canal front'.split(
    ' ',
  ),
)
const NO_PLACES = new Set('nite nites tonite rn lol idk walmart target costco lowes'.split(' '))

const ANSWER_REACH = 12
const STREET =
  "(?:(?:rt|rte|route|hwy|highway|us)\\.? ?-?\\d{1,3}|(?:(?:n|s|e|w|north|south|east|west)\\.? )?(?:\\d{1,3}(?:st|nd|rd|th|e|er|ta|a)|(?!the |my |our |a |is )[a-z][a-z'.-]{1,20})(?: (?:st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|way|pkwy|ct|pl|hwy|denis|laurent|catherine)\\b\\.?)?)"
/** `la 18`, `26`: streets known by their number alone. */
const NUMBERED = `(?:la )?\\d{1,3}(?![\\da-z:])|${STREET}`
const ANNOUNCED = new RegExp(
  `\\b(?:corner of|intersection of|cross streets?(?: are| is|:)?|crossroads of|esquina (?:de|con)(?: la)?|esquina|coin(?: de(?: la)?| des rues| rue)?|angle(?: de(?: la)?)?|intersection(?: de)?) (?:the )?(${NUMBERED})( (?:and|&|y|con|et|pis|at|x|/) (?:la |rue |de la )?)(${NUMBERED})`,
)
const loosely = (joiners: string) =>
  new RegExp(`\\b(?:at |near |on |by |around |off |en |a )?(${STREET})( (?:${joiners}) | ?[&/] ?)(${STREET})(?![a-z])`, 'g')
const LOOSE = loosely('and|&|y|et|x')
/** `Clark at Division`, as an answer. */
const LOOSE_AT = loosely('at')
const SPANISH_NUMBERED = new RegExp(`\\b(?:en |por )?(la \\d{1,3})( (?:y|con) (?:la )?)(\\d{1,3}|${STREET})(?![a-z\\d])`)
/** `its at 59 and 95th`: one of two numbers must be counted as streets are. */
const NUMBERS_MEET =
  /(?:^|\b(?:at|on|near|by|off) )((?:\d{1,3}(?:st|nd|rd|th))|\d{1,3}(?= (?:and|&) \d{1,3}(?:st|nd|rd|th)))( (?:and|&) )(\d{1,3}(?:st|nd|rd|th)?)(?![\da-z:/])/

/** `at 14th and Main`, `parked on 7th and Camelback`. */
const MEETING = /\b(?:at|on|near|by|around|off)[ \w]{0,3}$/
const ORDINAL = /^\d{1,3}(?:st|nd|rd|th|ta)\b/

function isStreetLike(name: string): boolean {
  const last = name.replace(/\.$/, '').split(' ').at(-1) ?? ''
  return name.includes(' ') && STREET_SUFFIXES.has(last)
}

function joined(original: string, folded: string, match: RegExpExecArray, lead: number): Mention<string> {
  const start = match.index + lead
  const end = match.index + match[0].length
  const first = original.slice(start, start + (match[1] ?? '').length)
  const second = original.slice(end - (match[3] ?? '').length, end)
  return { value: `${first.trim()} and ${second.trim().replace(/\.$/, '')}`, start, end: folded[end - 1] === '.' ? end - 1 : end }
}
