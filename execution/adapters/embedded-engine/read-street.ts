import type { ReadingContext } from '#core/qualification/reading.ts'
import { CITY_NAMES } from './city-names.ts'
import type { Mention } from './find-correction.ts'
import { CORRECTION } from './find-correction.ts'
import { NAME_STOPS, STATES } from './place-words.ts'
import { readCrossStreets } from './read-cross-streets.ts'
import { readSpokenHouse } from './read-spoken-house.ts'
import { BEFORE_REACH, HOUSE_NUMBER, streetEnd, unitEnd } from './street-end.ts'
import type { WrittenWord } from './written-words.ts'

type Taken = { start: number; end: number }

/**
 * Number and street with its unit, as written; cross streets as `A and B`. A landmark, a highway or a bare street name is none.
 * `taken` are the places of telephone numbers.
 */
export function readStreet(
  original: string,
  folded: string,
  words: readonly WrittenWord[],
  taken: readonly Taken[],
  context: ReadingContext,
): Mention<string> | null {
  const numbered: Mention<string>[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === undefined || !HOUSE_NUMBER.test(word.word) || taken.some((place) => word.start >= place.start && word.start < place.end))
      continue
    if (NOT_A_HOUSE.test(folded.slice(Math.max(0, word.start - BEFORE_REACH), word.start))) continue
    if (isZipByTown(words, at)) continue
    const end = streetEnd(folded, words, at, context)
    if (end === -1) continue
    const last = words[end - 1] ?? word
    const start = unitStart(folded, word.start)
    numbered.push({ value: tidy(original.slice(start, last.end)), start, end: last.end })
    at = end - 1
  }
  const trailing = readTrailingNumber(original, folded, words)
  // `calle Roble 412 Waukegan`: the number belongs to what stands before it.
  const named = trailing === null ? numbered : numbered.filter(({ start }) => start < trailing.start || start >= trailing.end)
  const chosen =
    chooseStreet(folded, named) ??
    trailing ??
    ruralRoute(original, folded) ??
    (context.asked === 'address' ? readSpokenHouse(original, words) : null) ??
    readCrossStreets(original, folded, context)
  return chosen === null ? null : correctNumber(folded, chosen)
}

const NOT_A_HOUSE =
  /(?:[$]|\b(?:invoice|order|ticket|job|permit|ref|claim|account|acct|apt|unit|suite|zone|exit|interstate|hwy|highway|route|i|at least|about|around|last|past|next|years?|since|for|in|autoroute|invoice number|code|under|over)\s?[#-]?)$/

/** `60804 Cicero`, `Chicago 60623 apúrele`: five digits beside a town are its code. */
function isZipByTown(words: readonly WrittenWord[], at: number): boolean {
  const [number, next] = [words[at], words[at + 1]]
  if (number === undefined || !/^\d{5}$/.test(number.word)) return false
  // `11420 Hickory, 60442`: the code stands at the end.
  if (next !== undefined && !next.broken && words.slice(at + 2).some(({ word }) => /^\d{5}$/.test(word))) return false
  if (!number.broken && [3, 2, 1].some((count) => isTown(words.slice(Math.max(0, at - count), at)))) return true
  if (next === undefined || next.broken) return false
  return [3, 2, 1].some((count) => {
    const after = words[at + 1 + count]
    const state = after !== undefined && STATES.has(after.word) ? words[at + 2 + count] : after
    return isTown(words.slice(at + 1, at + 1 + count)) && (state === undefined || state.broken)
  })
}

function isTown(words: readonly WrittenWord[]): boolean {
  return words.length > 0 && words.slice(1).every((word) => !word.broken) && CITY_NAMES.has(words.map(({ word }) => word).join(' '))
}

/** Where a street begins with the unit that stands before it: `Unit 4, 560 Lake St`, `apt 3b 1420 Grove Ave`. */
function unitStart(folded: string, start: number): number {
  const match = UNIT_BEFORE.exec(folded.slice(Math.max(0, start - BEFORE_REACH), start))
  return match === null ? start : start - match[0].length
}

const UNIT_BEFORE =
  /(?<![a-z0-9])(?:(?:apt|apartment|unit|suite|ste|app|appt|apto|depto|local|lot|condo)\b\.? ?#? ?|#)(?:\d{1,4}-?[a-z]?|[a-z]-?\d{0,4})(?:, ?| (?:at |en |au )?)$/

/** `RR 2 Box 88`: where the post has numbers and the road has no name. */
function ruralRoute(original: string, folded: string): Mention<string> | null {
  const route = RURAL_ROUTE.exec(folded)
  if (route === null) return null
  const end = route.index + route[0].length
  return { value: tidy(original.slice(route.index, end)), start: route.index, end }
}

const RURAL_ROUTE = /\b(?:rr|r\.r\.|rural route|hc|star route) ?#? ?\d{1,3},? box ?#? ?\d{1,5}[a-z]?\b/

/** `Calle Roble 412`, `rue Cartier numéro 55`, `Calle 8 #1520`: the number after the name. */
function readTrailingNumber(original: string, folded: string, words: readonly WrittenWord[]): Mention<string> | null {
  for (const [at, prefix] of words.entries()) {
    if (!TRAILING_PREFIXES.has(prefix.word)) continue
    for (let next = at + 2; next <= at + 5; next++) {
      const word = words[next]
      if (word === undefined || NAME_STOPS.has(word.word)) break
      // `Calle 8, 62703`: five digits that close an address are its code.
      if (!TRAILING_NUMBER.test(word.word) || (/^\d{5}$/.test(word.word) && words[next - 1]?.broken === true)) continue
      const last = words[unitEnd(folded, words, next + 1) - 1] ?? word
      return { value: tidy(original.slice(prefix.start, last.end)), start: prefix.start, end: last.end }
    }
  }
  return null
}

const TRAILING_PREFIXES = new Set(['calle', 'avenida', 'av', 'avda', 'calzada', 'callejon', 'camino', 'paseo', 'privada'])
const TRAILING_NUMBER = /^#?\d{2,5}$/

function chooseStreet(folded: string, mentions: readonly Mention<string>[]): Mention<string> | null {
  let chosen: Mention<string> | null = null
  for (const mention of mentions) {
    const before = folded.slice(Math.max(0, mention.start - DENIED_REACH), mention.start)
    const right = RIGHT_NUMBER.exec(before)
    if (right !== null) return renumbered(mention, right, mention.start - before.length)
    if (DENIED.test(before)) continue
    if (
      chosen === null ||
      CORRECTION.test(folded.slice(chosen.end, mention.start)) ||
      SERVICE_PLACE.test(folded.slice(chosen.end, mention.start))
    )
      chosen = mention
  }
  return chosen
}

const DENIED = /\b(?:not|no es|pas)\s(?:at )?$|\b(?:neighbou?r|vecin[oa]|voisine?)s?(?:'s)? (?:at|on|over at|en|au)\s$/
const DENIED_REACH = 24
const RIGHT_NUMBER = /\b(\d{1,6})[a-d]?,? (?:not|no|pas|y no|et non|instead of) $/
const SERVICE_PLACE =
  /\b(?:work is at|property is|property is at|house is at|problem is at|job is at|service address)\b|\b(?:(?:work|house|problem|job|leak|issue|trouble|rental|repair)(?: is|'s)(?: actually)?(?: at| over at| on)?|come to|go to|(?:el (?:problema|trabajo|servicio|arreglo)|la (?:casa|propiedad|fuga|reparacion|visita)) (?:es|esta|seria)(?: en)?(?: la| el)?|(?:le (?:probleme|travail|trouble)|la (?:fuite|reparation|visite)|l'ouvrage) (?:est|c'?est|serait)(?: au| a)?) $/

/** `412 not 421 Oak St`: the right number stands before the wrong one. */
function renumbered(mention: Mention<string>, right: RegExpExecArray, offset: number): Mention<string> {
  return { value: (right[1] ?? '') + mention.value.replace(/^#?\d+/, ''), start: offset + right.index, end: mention.end }
}

/** `421 Oak St ... sorry its 412 not 421`. */
function correctNumber(folded: string, street: Mention<string>): Mention<string> {
  const rest = folded.slice(street.end)
  const match = NUMBER_CORRECTION.exec(rest)
  const number = /^\d+/.exec(street.value)?.[0]
  if (match === null || number === undefined) return street
  const [right, wrong] = [match[1] ?? match[3], match[2]]
  if (right === undefined || right === number || (wrong !== undefined && wrong !== number) || Math.abs(right.length - number.length) > 1)
    return street
  return { value: right + street.value.slice(number.length), start: street.start, end: street.end + match.index + match[0].length }
}

const NUMBER_CORRECTION =
  /\b(?:its|it's|i meant|meant|should be|es|c'est|sorry|wait|digo)\s(\d{1,5})\s?,?\s?(?:not|no|instead of|pas|y no|et non)\s(\d{1,5})\b|\b(?:i meant|i mean|make that|should be|sorry(?: its| it's)?|no wait(?: its| it's)?|perdon(?: es)?|digo|je voulais dire)\s((?<!\d)\d{1,5})\s*(?=$|[.!,\n])/

/** One line, single blanks, no closing punctuation. */
function tidy(written: string): string {
  return written
    .replace(/\s+/g, ' ')
    .replace(/\s+,/g, ',')
    .replace(/[.,]+$/, '')
    .trim()
}
