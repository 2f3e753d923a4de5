import { CITY_NAMES } from './city-names.ts'
import { COMMON_WORDS } from './common-words.ts'
import type { Mention } from './find-correction.ts'
import { GIVEN_NAMES, NAMES_ALSO_WORDS } from './given-names.ts'
import { isTaken, nameAt } from './name-at.ts'
import type { NameReader } from './name-at.ts'
import { BRANDS, NOT_NAMES, PARTICLES, TITLES } from './naming-words.ts'
import { STATE_NAMES, STATES, STREET_SUFFIXES } from './place-words.ts'
import { SERVICE_WORDS } from './read-service.ts'
import { URGENCY_WORDS } from './read-urgency.ts'
import type { WrittenWord } from './written-words.ts'

/** `... thanks, Dana Smith`, `- Dana`, or a last line that is a name. */
export function signature(reader: NameReader): Mention<string> | null {
  const match = SIGNED.exec(reader.folded.trimEnd())
  if (match === null) return null
  const start = match.index + match[0].length - (match[1] ?? '').length
  const before = reader.folded.slice(0, match.index).trim()
  const thanked = match[0].length - (match[1] ?? '').length > 0 && THANKED.test(match[0])
  const at = reader.words.findIndex((word) => word.start === start)
  const isFull = reader.words.length - at >= 2 && reader.words[at]?.capital === true
  if (before.length < SIGNED_TEXT_MIN && thanked && !isFull) return null
  const mention = at === -1 ? null : nameAt(reader, at, 'weak')
  if (
    mention !== null &&
    /[.!?]\s+$/.test(reader.folded.slice(0, start)) &&
    !(isFull ? isKnown(reader.words[at]) : GIVEN_NAMES.has(reader.words[at]?.word ?? ''))
  )
    return null
  return mention !== null && reader.folded.slice(mention.end).replace(/[\s.!,)]/g, '') === '' ? mention : null
}

const SIGNED_TEXT_MIN = 8
const SIGNED =
  /(?:\b(?:sig|signed):? |(?:thanks|thank you|thx|ty|gracias|merci|regards|best|sincerely|respectfully|yours(?: truly)?|love|xoxo|cheers|atentamente|salutations|bien a vous|saludos|cordialement|bonne journee)(?: so much| again| in advance| bien)?\s*[,.!-]+\s*|(?:^|[\s.!?])[-~]{1,2} ?|\n\s*|[.!?]\s+(?=[a-z'-]+(?: [a-z'-]+)?[.!]?$)|\b(?:from|de parte de|de la part de) )([a-z][a-z'.-]+(?: [a-z][a-z'.-]*){0,2})[.!]?$/
const THANKED = /thank|thx|ty|gracias|merci/

/**
 * A name that fills a place of its own, between breaks: it leads the text, closes it, or stands beside a street, a code or a number.
 * `Dana Smith. The sink drips`, `..., 60614. Gunnar`, `Royce 918-555-0127`.
 */
export function placedName(reader: NameReader): Mention<string> | null {
  for (const [at, word] of reader.words.entries()) {
    if (!opensPlace(reader, at, word) || GREETED.test(reader.folded.slice(Math.max(0, word.start - GREETED_REACH), word.start))) continue
    const mention = nameAt(reader, at, 'weak')
    if (mention === null) continue
    const next = reader.words.find((other) => other.start >= mention.end)
    const closed = next === undefined || next.broken || isTaken(reader, next)
    if (closed && isPerson(reader, at, mention, next)) return mention
  }
  return null
}

const GREETED_REACH = 10

function opensPlace(reader: NameReader, at: number, word: WrittenWord): boolean {
  return at === 0 || word.broken || reader.taken.some((place) => place.end <= word.start && word.start - place.end <= TOUCHING)
}

/** Blanks and stops between a name and what it stands beside. */
const TOUCHING = 2

function isPerson(reader: NameReader, at: number, mention: Mention<string>, next: WrittenWord | undefined): boolean {
  const words = reader.words.filter((word) => word.start >= mention.start && word.end <= mention.end)
  const first = words[0]
  const titled = TITLES.has(reader.words[at]?.word ?? '') && !LIGHT_TITLES.has(reader.words[at]?.word ?? '')
  if (first === undefined || words.some((word) => STREET_SUFFIXES.has(word.word) && words.length > 1)) return false
  const beside = besideTaken(reader, mention)
  if (!first.capital || reader.shouted)
    return (
      GIVEN_NAMES.has(first.word) &&
      !COMMON_WORDS.has(first.word) &&
      (reader.taken.length > 0 ? beside || words.length > 1 || next === undefined : next === undefined && closesText(reader, mention, at))
    )
  if (titled) return true
  const known = isKnown(first)
  const strange = words.every((word) => !isOrdinary(word.word)) && !isPlaceName(mention.value)
  if (words.some((word) => !word.capital && !PARTICLES.has(word.word))) return false
  if (words.length > 1) return known ? !isPlaceName(mention.value) || beside : strange
  if (at === 0)
    return (known && (beside || STOPPED.test(reader.folded.slice(mention.end)))) || (strange && beside && !namesTown(reader, mention))
  if (known && next === undefined && !beside) return closesText(reader, mention, at)
  if (known) return beside || (GIVEN_NAMES.has(first.word) && STOP_BEFORE.test(reader.folded.slice(0, mention.start)))
  return strange && beside && !namesTown(reader, mention)
}

/** `Kenora P9N 3X8`: what stands right before a code is where it is. */
function namesTown(reader: NameReader, mention: Mention<string>): boolean {
  return /^ (?:[a-z]{2} )?(?:\d{5}\b|[a-z]\d[a-z])/.test(reader.folded.slice(mention.end))
}

const STOPPED = /^\s*[.\n]/
const STOP_BEFORE = /[.!?\n]\s*$/
const LIGHT_TITLES = new Set(['the', 'la', 'el', 'ya', 'again', 'just', 'spelled', 'spelt', 'actually', 'still', 'only', 'm'])

function isKnown(word: WrittenWord | undefined): boolean {
  const given = word?.word.split('-')[0] ?? ''
  return (
    GIVEN_NAMES.has(word?.word ?? '') || GIVEN_NAMES.has(given) || NAMES_ALSO_WORDS.has(word?.word ?? '') || NAMES_ALSO_WORDS.has(given)
  )
}

/** `did the permit come through yet, lyle`: the name that closes a text of some words, not the person spoken to. */
function closesText(reader: NameReader, mention: Mention<string>, at: number): boolean {
  return at >= CLOSED_WORDS_MIN && !SPOKEN_TO.test(reader.folded.slice(0, mention.start))
}

const CLOSED_WORDS_MIN = 4
const SPOKEN_TO =
  /\b(?:thanks?|thank you|thx|see you(?: \w+)?|hi|hey|hello|ok|okay|yes|no|sure|bye|please|sorry|right|gracias|merci)[ ,.!]*$/

/** Next to a street, a code, a city or a telephone number, with nothing but stops between. */
function besideTaken(reader: NameReader, mention: Mention<string>): boolean {
  return reader.taken.some((place) => {
    const between =
      place.end <= mention.start ? reader.folded.slice(place.end, mention.start) : reader.folded.slice(mention.end, place.start)
    return (place.end <= mention.start || place.start >= mention.end) && BETWEEN.test(between)
  })
}

const BETWEEN = /^[\s.,;:()/-]{0,4}(?:at |@ ?)?$/

const TRADE_WORDS = new Set([...SERVICE_WORDS, ...URGENCY_WORDS].flatMap((words) => [...words]))

function isOrdinary(word: string): boolean {
  return (
    COMMON_WORDS.has(word) || NOT_NAMES.has(word) || BRANDS.has(word) || TRADE_WORDS.has(word) || STATE_NAMES.has(word) || STATES.has(word)
  )
}

function isPlaceName(value: string): boolean {
  const folded = value.toLowerCase()
  return CITY_NAMES.has(folded) || CITY_NAMES.has(folded.split(' ')[0] ?? '')
}

const GREETED = /\b(?:hi|hello|hey|hola|bonjour|allo|dear|thanks|thx|gracias|merci|ok|yes)[ ,]*$/
