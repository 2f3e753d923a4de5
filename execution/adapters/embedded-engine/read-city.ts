import { CITY_NAMES } from './city-names.ts'
import type { Mention } from './find-correction.ts'
import { COMMON_WORDS } from './common-words.ts'
import { GIVEN_NAMES } from './given-names.ts'
import { DIRECTIONS, NAME_STOPS, STATES, STATE_NAMES, STATE_WORDS } from './place-words.ts'
import type { WrittenWord } from './written-words.ts'

type Place = { start: number; end: number }

/** The town written in the text: after the street, before the state or ZIP, after `in`, or a known name by itself. */
export function readCity(
  original: string,
  folded: string,
  words: readonly WrittenWord[],
  street: Place | null,
  zip: Place | null,
): Mention<string> | null {
  const span =
    (street !== null ? afterStreet(original, words, street) : null) ??
    beforeState(original, words, street) ??
    (zip === null ? null : besideZip(words, zip, street)) ??
    afterPreposition(original, folded, words, street) ??
    knownAlone(words, street)
  if (span === null) return null
  return { value: original.slice(span.start, span.end), start: span.start, end: span.end }
}

const CITY_WORDS_MAX = 4

/** `412 Oak St, Springfield IL`: right behind the street. */
function afterStreet(original: string, words: readonly WrittenWord[], street: Place): Place | null {
  let at = words.findIndex((word) => word.start >= street.end)
  if (at === -1) return null
  if (INTO.has(words[at]?.word ?? '')) at++
  const known = knownAt(words, at, true)
  const closed = closedRun(original, words, at)
  if (known !== null) return closed !== null && continues(words, known, closed) ? closed : known
  if (closed !== null) return closed
  const first = words[at]
  if (first === undefined) return null
  const separated = first.broken || INTO.has(words[at - 1]?.word ?? '')
  let end = at
  while (end < words.length && end < at + CITY_WORDS_MAX) {
    const word = words[end]
    if (
      word === undefined ||
      (word.broken && end > at) ||
      /\d/.test(word.word) ||
      isState(original, words, end) ||
      (isOrdinary(word) && !(word.capital && NAME_PARTS.has(word.word)))
    )
      break
    end++
  }
  if (end === at) return null
  const closes = isClosing(original, words, end)
  const capitals = words.slice(at, end).every((word) => word.capital)
  const alone = separated && (end === words.length || words[end]?.broken === true) && end - at <= 2
  const lone = capitals && end === words.length && end - at <= 2
  // `14 Cedar Ct Lake Zurich. Anna`: what follows without a stop is where, what follows the stop is who.
  const stands = capitals && !separated && words[end]?.broken === true && !GIVEN_NAMES.has(first.word) && end - at <= 2
  // `14 Elm St. Dana.` is where and who; after a comma comes the town.
  const stopped = original.slice(words[at - 1]?.end ?? first.start, first.start).includes('.')
  if (!closes && stopped && GIVEN_NAMES.has(first.word)) return null
  if (!closes && !(capitals && separated) && !alone && !lone && !stands) return null
  return { start: first.start, end: words[end - 1]?.end ?? first.end }
}

/** `430 Upland Ave, Big Lake 55309`: what stands between a street and its state or code is the town, ordinary words with a capital among it. */
function closedRun(original: string, words: readonly WrittenWord[], at: number): Place | null {
  const first = words[at]
  if (first === undefined || (isOrdinary(first) && !first.capital) || NAME_STOPS.has(first.word) || GIVEN_NAMES.has(first.word)) return null
  for (let end = at; end < at + CITY_WORDS_MAX; end++) {
    const word = words[end]
    if (word === undefined || (word.broken && end > at) || /\d/.test(word.word) || isState(original, words, end)) return null
    if (isOrdinary(word) && !word.capital && !NAME_PARTS.has(word.word)) return null
    if (words[end + 1]?.broken !== true && isClosing(original, words, end + 1)) return { start: first.start, end: word.end }
  }
  return null
}

/** `Columbia` goes on in `Columbia Heights 55421`, `Aurora` does not in `Aurora Dana 60505`. */
function continues(words: readonly WrittenWord[], known: Place, closed: Place): boolean {
  const more = words.filter((word) => word.start >= known.end && word.end <= closed.end)
  return more.length > 0 && more.every((word) => NAME_PARTS.has(word.word))
}

function isClosing(original: string, words: readonly WrittenWord[], at: number): boolean {
  const word = words[at]?.word ?? ''
  return isState(original, words, at) || FIVE_DIGITS.test(word) || POSTAL_START.test(word)
}

/** `12 Oak St in Cary`, `1209 Grand Avenue en Waukegan` */
const INTO = new Set(['in', 'a', 'en'])
const FIVE_DIGITS = /^\d{5}$/
const POSTAL_START = /^[a-z]\d[a-z]/
/** Ordinary words that towns are named with. */
const NAME_PARTS = new Set(
  `park springs city falls lake lakes heights grove hills hill valley beach new old oak green river north south east west mount st saint fort port la el los
  las san santa des de du bay spring garden gardens rock cedar big little elk market prairie center centre village crossing mills bluff bluffs point
  forest haven harbor island ridge creek junction glen view plain plains woods white black red blue grand cold rose maple pine apple estates township`.split(
    /\s+/,
  ),
)

/** `Springfield, IL`. */
function beforeState(original: string, words: readonly WrittenWord[], street: Place | null): Place | null {
  for (let at = 1; at < words.length; at++) {
    if (!isState(original, words, at)) continue
    const last = words[at - 1]
    if (last === undefined || (street !== null && last.start < street.end && last.end > street.start)) continue
    for (const count of [3, 2, 1]) {
      const known = knownAt(words, at - count)
      if (known !== null && known.end === last.end) return known
    }
    if (isOrdinary(last) || /\d/.test(last.word) || !(last.capital || words[at]?.broken === true)) continue
    let from = at - 1
    while (
      from > 0 &&
      at - from < 3 &&
      words[from]?.broken === false &&
      words[from - 1]?.capital === true &&
      !isOrdinary(words[from - 1] ?? last) &&
      !/\d/.test(words[from - 1]?.word ?? '')
    )
      from--
    return { start: words[from]?.start ?? last.start, end: last.end }
  }
  return null
}

const IN =
  /\b(?:in|out in|over in|live in|located in|from|serve|service|cover|near|to|en|vivo en|estoy en|a|habite a|suis a|dans|de|desservez|around|ciudad de|ville de|town of|city of|vers|hasta|cubren|city is|ciudad es|ville est)\s(?:the )?$/

function afterPreposition(original: string, folded: string, words: readonly WrittenWord[], street: Place | null): Place | null {
  for (const [at, word] of words.entries()) {
    if (word.broken || (street !== null && word.start >= street.start && word.start < street.end)) continue
    const before = folded.slice(Math.max(0, word.start - 16), word.start)
    if (!IN.test(before) || ARTICLES.has(word.word)) continue
    const known = knownAt(words, at, LIVES_IN.test(before))
    if (known !== null) return known
    if (
      !STRONG_IN.test(before) ||
      !word.capital ||
      isOrdinary(word) ||
      /\d/.test(word.word) ||
      isAllCapitals(original) ||
      isShouting(original, word) ||
      NOT_PLACES.has(word.word)
    )
      continue
    let end = at + 1
    while (
      end < words.length &&
      end < at + 3 &&
      words[end]?.broken === false &&
      words[end]?.capital === true &&
      !isState(original, words, end) &&
      !/\d/.test(words[end]?.word ?? '')
    )
      end++
    return { start: word.start, end: words[end - 1]?.end ?? word.end }
  }
  return null
}

/** `in PANIC`: shouted for stress. */
function isShouting(original: string, word: WrittenWord): boolean {
  const written = original.slice(word.start, word.end)
  return written.length > 2 && written === written.toUpperCase()
}

const ARTICLES = new Set(['un', 'une', 'a', 'an', 'una', 'uno'])
const STRONG_IN =
  /\b(?:in|serve|service|cover|vivo en|estoy en|habite a|suis a|desservez|town of|city of|ciudad de|ville de|cubren|city is)\s$/
/** `vivo en aurora`: whoever lives there needs no capital for it. */
const LIVES_IN = /\b(?:live in|lives in|living in|located in|vivo en|vive en|vivimos en|habite a|habitons a|reste a)\s$/
const NOT_PLACES = new Set(
  'january february march april may june july august september october november december spring summer winter fall monday tuesday wednesday thursday friday saturday sunday english spanish espanol french francais honda toyota ford chevy'.split(
    ' ',
  ),
)

function besideZip(words: readonly WrittenWord[], zip: Place, street: Place | null): Place | null {
  const at = words.findIndex((word) => word.start >= zip.start)
  const inStreet = (place: Place) => street !== null && place.start < street.end && place.end > street.start
  for (const count of [3, 2, 1]) {
    const known = knownAt(words, at - count, true)
    if (known !== null && known.end === words[at - 1]?.end && !inStreet(known)) return known
  }
  const behind = knownAt(
    words,
    words.findIndex((word) => word.start >= zip.end),
    words.length <= SHORT_ANSWER_WORDS,
  )
  return behind ?? unknownBefore(words, at, inStreet) ?? repeated(words, zip)
}

/** `60120 i said elgin` */
function repeated(words: readonly WrittenWord[], zip: Place): Place | null {
  const at = words.findIndex((word) => word.start >= zip.end && SAID.has(word.word))
  const known = at === -1 || words.length > SHORT_ANSWER_WORDS + 1 ? null : knownAt(words, at + 1, true)
  return known?.end === words.at(-1)?.end ? known : null
}

const SAID = new Set(['said', 'in', "that's", 'thats', 'is', 'its', "it's", 'dije', 'en', 'dit'])

const SHORT_ANSWER_WORDS = 5

/** `Kenora P9N 3X8`: a capital word that opens its place and is no person's name, right before the code. */
function unknownBefore(words: readonly WrittenWord[], at: number, inStreet: (place: Place) => boolean): Place | null {
  const [code, last, before] = [words[at], words[at - 1], words[at - 2]]
  if (code === undefined || last === undefined || code.broken || !last.capital || inStreet(last) || /\d/.test(last.word)) return null
  const opens = at === 1 || last.broken
  return opens && !GIVEN_NAMES.has(last.word) && !isOrdinary(last) && !GIVEN_NAMES.has(before?.word ?? '') ? last : null
}

/** A known town that is the whole answer or stands between commas. */
function knownAlone(words: readonly WrittenWord[], street: Place | null): Place | null {
  for (const [at, word] of words.entries()) {
    if (street !== null && word.start >= street.start && word.start < street.end) continue
    if (at > 0 && !word.broken) continue
    const known = knownAt(words, at)
    if (known === null) continue
    const next = words.find((other) => other.start >= known.end)
    if (next === undefined || next.broken || /^\d/.test(next.word) || (at === 0 && known.end - known.start > 3 && NEARBY.has(next.word)))
      return known
  }
  return null
}

/** `Evanston near the library` */
const NEARBY = new Set('near by off close around area cerca pres side north south east west downtown'.split(' '))

function knownAt(words: readonly WrittenWord[], at: number, anyCase = false): Place | null {
  if (at < 0) return null
  for (const count of [4, 3, 2, 1]) {
    const slice = words.slice(at, at + count)
    const first = slice[0]
    const last = slice.at(-1)
    if (first === undefined || last === undefined || slice.length < count || slice.slice(1).some((word) => word.broken)) continue
    const name = slice.map((word) => word.word).join(' ')
    if (CITY_NAMES.has(name) && (anyCase || !AMBIGUOUS.has(name) || first.capital)) return { start: first.start, end: last.end }
  }
  return null
}

/** Towns that are also ordinary words, names or usual streets: only with a capital. */
const AMBIGUOUS = new Set(
  'orange mobile surprise bend reading normal spring corona salem independence concord orlando jackson lincoln madison vista troy carmel hull alma allen davie clinton warren elgin kent everett austin charlotte houston dallas ontario ventura denton frisco mesa aurora normal gary york hamilton windsor milton cambridge victoria regina surrey sandy franklin plymouth lynn quincy anjou levis laval hammond canton georgetown phoenix dover london camden erie orem katy savannah elizabeth marietta helena eugene vaughan ajax buffalo henderson paterson sparks meridian cicero racine duluth davenport geneva sycamore wheeling oakbrook woodstock brookfield oswego'.split(
    ' ',
  ),
)

function isState(original: string, words: readonly WrittenWord[], at: number): boolean {
  const word = words[at]
  if (word === undefined) return false
  if (STATE_NAMES.has(word.word) && word.word !== 'quebec' && word.word !== 'washington') return true
  if (!STATES.has(word.word)) return false
  const written = original.slice(word.start, word.end)
  if (written === 'CO' && ALARMS.has(words[at + 1]?.word ?? '')) return false
  if (written === written.toUpperCase() && !isAllCapitals(original)) return true
  const next = words[at + 1]
  return !STATE_WORDS.has(word.word) && (next === undefined || FIVE_DIGITS.test(next.word) || next.broken)
}

/** Carbon monoxide, not Colorado. */
const ALARMS = new Set(
  'alarm alarms detector detectors monitor monoxide level levels poisoning reading sensor is going went beeping'.split(' '),
)

function isAllCapitals(original: string): boolean {
  return original === original.toUpperCase()
}

function isOrdinary(word: WrittenWord): boolean {
  return NAME_STOPS.has(word.word) || (COMMON_WORDS.has(word.word) && !DIRECTIONS.has(word.word))
}
