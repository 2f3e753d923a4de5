import type { ReadingContext } from '#core/qualification/reading.ts'
import { isModelYear } from './car-words.ts'
import { CITY_NAMES } from './city-names.ts'
import { COMMON_WORDS } from './common-words.ts'
import { BRANDS } from './naming-words.ts'
import {
  DIRECTIONS,
  NAME_CONNECTORS,
  NAME_STOPS,
  QUANTITY_WORDS,
  STATES,
  STATE_NAMES,
  STREET_PREFIXES,
  STREET_SUFFIXES,
  UNIT_WORDS,
} from './place-words.ts'
import { SERVICE_WORDS } from './read-service.ts'
import { URGENCY_WORDS } from './read-urgency.ts'
import { routeEnd } from './route-end.ts'
import { MONTHS, SHORT_WEEKDAYS, WEEKDAYS } from './time-words.ts'
import type { WrittenWord } from './written-words.ts'

/** A number as houses carry it, `W7742`, `16W240` and `12-14b` among them. */
export const HOUSE_NUMBER = /^(?:#?\d{1,6}(?:-\d{1,4})?(?:-?[a-d])?|[nsew]\d{3,5}(?:[nsew]\d{3,5})?|\d{1,2}[nsew]\d{2,4})$/
/** How far before a number the words that announce or refuse it stand. */
export const BEFORE_REACH = 24

/** Name words between the number and the suffix. */
const NAME_WORDS_MAX = 4

/** Index after the last word of the street that begins with the number at `at`, or -1. */
export function streetEnd(folded: string, words: readonly WrittenWord[], at: number, context: ReadingContext): number {
  const route = routeEnd(folded, words, at)
  if (route !== -1) return unitEnd(folded, words, route)
  const prefixed = prefixedEnd(words, at)
  if (prefixed !== -1) return unitEnd(folded, words, prefixed)
  const suffixed = suffixedEnd(words, at)
  if (suffixed !== -1) return unitEnd(folded, words, suffixed)
  if (isModelYear(words, at, context.trade)) return -1
  const bare = bareEnd(folded, words, at, context)
  if (bare !== -1) return unitEnd(folded, words, bare)
  return placedEnd(folded, words, at)
}

/** `1234, rue Saint-Denis Ouest`, `1520 Calle Ocho`, `88 Avenue B`. */
function prefixedEnd(words: readonly WrittenWord[], at: number): number {
  // `345 Sur Calle 8`
  const first = DIRECTIONS.has(words[at + 1]?.word ?? '') ? at + 2 : at + 1
  const prefix = words[first]
  if (prefix === undefined || !STREET_PREFIXES.has(prefix.word)) return -1
  let next = first + 1
  let named = 0
  for (; next < words.length && next < first + 1 + NAME_WORDS_MAX + 2; next++) {
    const word = words[next]
    if (word === undefined || word.broken || UNIT_WORDS.has(word.word) || FIVE_DIGITS.test(word.word)) break
    if (OF_THE.has(word.word) && prefix.word === 'avenue') continue
    if (NAME_CONNECTORS.has(word.word) || DIRECTIONS.has(word.word)) {
      if (word.word.length > 2 || NAME_CONNECTORS.has(word.word)) named += DIRECTIONS.has(word.word) || SAINTS.has(word.word) ? 0.5 : 0
      continue
    }
    if (NAME_STOPS.has(word.word)) break
    if (named >= 1 && (!word.capital || cityFrom(words, next) || SAINTED.test(word.word))) break
    named++
  }
  while (next > first + 1 && DANGLING.has(words[next - 1]?.word ?? '')) next--
  return named > 0 ? next : -1
}

/** `27 chemin des Patriotes Saint-Hilaire`: towns of Quebec. */
const SAINTED = /^(?:saint|sainte|st|ste)-[a-z]/
/** `Avenue of the Stars` */
const OF_THE = new Set(['of', 'the'])
const SAINTS = new Set(['saint', 'sainte', 'st', 'ste', 'san', 'santa'])
const DANGLING = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'del', 'los', 'las', 'l', 'd', 'el'])
const FIVE_DIGITS = /^\d{5}$/

/** `412 N Oak St`, `412 West 3rd Avenue North`. */
function suffixedEnd(words: readonly WrittenWord[], at: number): number {
  let next = at + 1
  const first = words[next]
  if (first === undefined || (QUANTITY_WORDS.has(first.word) && !first.capital)) return -1
  if (first.broken)
    return FRENCH_ORDINAL.test(first.word) && FRENCH_STREETS.has(words[next + 1]?.word ?? '') ? directionEnd(words, next + 2) : -1
  let named = 0
  for (; next < words.length && named <= NAME_WORDS_MAX; next++) {
    const word = words[next]
    if (word === undefined || (word.broken && !(next > at + 1 && DIRECTIONS.has(words[next - 1]?.word ?? '')))) return -1
    const suffixHere = STREET_SUFFIXES.has(word.word) && (named > 0 || DIRECTIONS.has(words[next - 1]?.word ?? ''))
    if (suffixHere && !suffixFollows(words, next)) return directionEnd(words, next + 1)
    const isNamed = word.word.length >= 4 && CLEAR_SUFFIXES.has(words[next + 1]?.word ?? '') && words[next + 1]?.broken === false
    if ((NAME_STOPS.has(word.word) && !isNamed) || (HOUSE_NUMBER.test(word.word) && named > 0)) return -1
    if (!DIRECTIONS.has(word.word) || named > 0) named++
  }
  return -1
}

/** `1204, 3e Avenue`, `52, 1re rue` */
const FRENCH_ORDINAL = /^\d{1,3}(?:e|er|re|ere|eme|ieme)$/
const FRENCH_STREETS = new Set(['avenue', 'av', 'rue', 'rang', 'boulevard', 'boul'])

/** `Park Place`, `St Johns Rd`, `Circle Dr`: the street goes on to a further suffix. */
function suffixFollows(words: readonly WrittenWord[], at: number): boolean {
  for (const ahead of [1, 2]) {
    const word = words[at + ahead]
    if (word === undefined || word.broken || NAME_STOPS.has(word.word) || (ahead === 1 && cityFrom(words, at + 1))) return false
    if (CLEAR_SUFFIXES.has(word.word)) return ahead === 1 || words[at]?.word === 'st'
  }
  return false
}

const CLEAR_SUFFIXES = new Set(
  'street st avenue ave road rd drive dr lane ln boulevard blvd court ct place pl way circle cir parkway pkwy trail trl terrace ter crescent cres'.split(
    ' ',
  ),
)

function directionEnd(words: readonly WrittenWord[], at: number): number {
  const word = words[at]
  const isRoute = ROUTES.has(words[at - 1]?.word ?? '') && ROUTE_KINDS.has(words[at - 2]?.word ?? '')
  if (isRoute && word !== undefined && !word.broken && /^\d{1,4}$/.test(word.word)) return at + 1
  return word !== undefined && !word.broken && DIRECTIONS.has(word.word) && word.word !== 'o' && word.word !== 'a' ? at + 1 : at
}

/** `County Road 5`, `State Highway 20`. */
const ROUTES = new Set(['road', 'rd', 'highway', 'hwy', 'route'])
const ROUTE_KINDS = new Set(['county', 'state', 'us', 'co', 'farm', 'township'])

/** `412 Oak` without a suffix counts when an address was asked for or is announced. */
function bareEnd(folded: string, words: readonly WrittenWord[], at: number, context: ReadingContext): number {
  const number = words[at]
  const first = words[at + 1]
  if (number === undefined || first === undefined || first.broken || isStopper(first) || (isTimeWord(first) && number.word.length < 3))
    return -1
  const announced = ANNOUNCED.test(folded.slice(Math.max(0, number.start - BEFORE_REACH), number.start))
  const isWhole =
    context.asked === 'address' &&
    (at === 0 ||
      number.broken ||
      announced ||
      ANSWER_STARTS.has(words[at - 1]?.word ?? '') ||
      isHouse(number, first) ||
      isPlaced(words, at))
  const second = words[at + 2]
  const alone = second === undefined || second.broken || isStopper(second) || UNIT_WORDS.has(second.word)
  if (STREET_SUFFIXES.has(first.word) && !(isWhole && alone)) return -1
  const directed =
    DIRECTIONS.has(first.word) &&
    second !== undefined &&
    !second.broken &&
    !isStopper(second) &&
    !UNIT_WORDS.has(second.word) &&
    number.word.length >= 2
  const known =
    NO_SUFFIX_STREETS.has(first.word) ||
    directed ||
    (second !== undefined && UNIT_WORDS.has(second.word) && number.word.length >= 2 && /^[a-z]{3}/.test(first.word))
  if (!known && !isWhole && !(announced && number.word.length >= 2)) return -1
  const told = isHouse(number, first) && TOLD.test(folded.slice(Math.max(0, number.start - BEFORE_REACH), number.start))
  if (announced && context.asked !== 'address' && !first.capital && !known && !told) return -1
  let next = at + 1
  let named = 0
  for (; next < words.length && named < 3; next++) {
    const word = words[next]
    if (word === undefined || (word.broken && next > at + 1) || isStopper(word) || UNIT_WORDS.has(word.word)) break
    if (/^\d/.test(word.word) && UNIT_WORDS.has(words[next + 1]?.word ?? '')) break
    if (named > 0 && (cityFrom(words, next) || STATES.has(word.word) || STATE_NAMES.has(word.word))) break
    if (!DIRECTIONS.has(word.word)) named++
  }
  return named > 0 ? next : -1
}

/** `1090 Pearl.`, `455 Wexford, 60018`: a number and a capital word that fill a place of their own. */
function placedEnd(folded: string, words: readonly WrittenWord[], at: number): number {
  const [before, number] = [words[at - 1], words[at]]
  if (number === undefined || !/^\d{2,5}$/.test(number.word)) return -1
  if (before !== undefined && !number.broken && !before.capital) return -1
  const whole = at === 0 && words.length <= WHOLE_WORDS_MAX
  const fraction = words[at + 1]?.word === '1/2' ? 1 : 0
  let next = at + 1 + fraction
  let named = 0
  for (; next < words.length && named < PLACED_WORDS_MAX; next++) {
    const word = words[next]
    if (word === undefined || word.broken || UNIT_WORDS.has(word.word) || FIVE_DIGITS.test(word.word) || POSTAL_START.test(word.word)) break
    const isDirection = DIRECTIONS.has(word.word)
    if (!isDirection && (!(word.capital || whole) || !/^[a-z]{3,}$/.test(word.word) || isNoStreet(word) || isTimeWord(word))) return -1
    if (!isDirection) named++
  }
  const after = words[next]
  const closed =
    after === undefined || after.broken || UNIT_WORDS.has(after.word) || FIVE_DIGITS.test(after.word) || POSTAL_START.test(after.word)
  const isYear = /^(?:19|20)\d\d$/.test(number.word) && (after === undefined || /[a-z]/.test(after.word))
  return named > 0 && closed && !isYear && folded.length > 0 ? next : -1
}

/** `915 thistle`: the whole text is a number and a name. */
const WHOLE_WORDS_MAX = 3
const PLACED_WORDS_MAX = 2
const POSTAL_START = /^[a-z]\d[a-z]/

/** `20 oct`, `2 tuesday` */
function isTimeWord({ word }: WrittenWord): boolean {
  return MONTHS.has(word) || WEEKDAYS.has(word) || SHORT_WEEKDAYS.has(word)
}

function isNoStreet(word: WrittenWord): boolean {
  return (
    COMMON_WORDS.has(word.word) ||
    QUANTITY_WORDS.has(word.word) ||
    NAME_STOPS.has(word.word) ||
    BRANDS.has(word.word) ||
    TRADE_WORDS.has(word.word)
  )
}

const TRADE_WORDS = new Set([...SERVICE_WORDS, ...URGENCY_WORDS].flatMap((words) => [...words]))

/** `fine whatever 23 Dogwood. Pete`: in the answer a number and a capital word of no other meaning that end their place. */
function isPlaced(words: readonly WrittenWord[], at: number): boolean {
  const [number, first, next] = [words[at], words[at + 1], words[at + 2]]
  if (number === undefined || first === undefined) return false
  const ends = next === undefined || next.broken
  return (
    ends && /^\d{1,5}$/.test(number.word) && first.capital && /^[a-z]{4,}$/.test(first.word) && !isNoStreet(first) && !isTimeWord(first)
  )
}

/** `yeah the house is 14022 Barnwell`: in the answer a long number before a word that means nothing else is the house. */
function isHouse(number: WrittenWord, first: WrittenWord): boolean {
  return (
    /^\d{3,5}$/.test(number.word) &&
    /^[a-z]{3,}$/.test(first.word) &&
    !isNoStreet(first) &&
    !isTimeWord(first) &&
    !CITY_NAMES.has(first.word)
  )
}

function isStopper(word: WrittenWord): boolean {
  return (
    NAME_STOPS.has(word.word) ||
    (QUANTITY_WORDS.has(word.word) && !word.capital) ||
    /^\d+$/.test(word.word) ||
    /^[a-z]\d[a-z]$/.test(word.word)
  )
}

const ANNOUNCED =
  /\b(?:address is|address|addres|i'm at|im at|i am at|live at|located at|we're at|were at|we are at|come to|it's|its|at|vivo en|estoy en|direccion es|direccion|en|j'habite(?: au)?|au|adresse est|adresse|c'est(?: au)?)[\s:]*$/
/** `im at 1420 ashland`: said of nothing but where somebody is, so that small letters do. */
const TOLD = /\b(?:address is|i'm at|im at|i am at|live at|located at|we're at|were at|we are at|vivo en|estoy en|direccion es)[\s:]*$/
const ANSWER_STARTS = new Set([
  'yes',
  'sure',
  'ok',
  'hi',
  'its',
  "it's",
  'at',
  'is',
  'si',
  'oui',
  'en',
  'au',
  'address',
  'wait',
  'sorry',
  'no',
])
const NO_SUFFIX_STREETS = new Set(['broadway', 'bowery', 'embarcadero', 'esplanade', 'rambla', 'malecon'])

function cityFrom(words: readonly WrittenWord[], at: number): boolean {
  for (const count of [3, 2, 1]) {
    const name = words.slice(at, at + count).map((word) => word.word)
    if (name.length === count && CITY_NAMES.has(name.join(' '))) return true
  }
  return false
}

/** A unit that begins here, with what parts it from the street. */
export const UNIT =
  /^[\s,.]{0,3}(?:(?:#|no\.?(?=\s?#?\d)|(?:apt|apartment|unit|suite|ste|lot|bldg|building|(?:floor|fl)(?!\.?\s?#?\s?\d{5})|room|rm|app|appt|appartement|apto|apartamento|unidad|unite|depto|departamento|bureau|local|int|interior|spc|space|trailer|piso|logement)\b\.?)\s?#?\s?(\d{1,5}-?[a-z]?|[a-z]-?\d{1,4}|[a-z](?![a-z']))(?![a-z0-9])|(?:\d{1,2}(?:st|nd|rd|th|e|er)|first|second|third|fourth|top|ground|main|premier|deuxieme|troisieme|primer|segundo|tercer) (?:floor|fl|etage|piso)\b|(?:basement|upstairs|downstairs|upper|lower|rear|front) (?:unit|apartment|apt)\b)/

/** Takes in the units that follow: `Apt 3B`, `#4`, `2nd floor`. */
export function unitEnd(folded: string, words: readonly WrittenWord[], end: number): number {
  let next = end
  for (let rounds = 0; rounds < 2; rounds++) {
    const last = words[next - 1]
    const match = last === undefined ? null : UNIT.exec(folded.slice(last.end, last.end + 40))
    if (match === null || last === undefined) return next
    const stop = last.end + match[0].length
    while (next < words.length && (words[next]?.end ?? Infinity) <= stop) next++
  }
  return next
}
