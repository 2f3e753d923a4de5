import type { ReadingContext } from '#core/qualification/reading.ts'
import { COMMON_WORDS } from './common-words.ts'
import { CORRECTION } from './find-correction.ts'
import type { Mention } from './find-correction.ts'
import { CONTRACTIONS } from './shorthand.ts'
import { GIVEN_NAMES, NAMES_ALSO_WORDS } from './given-names.ts'
import { KEPT_TITLES, NEVER, NOT_NAMES, PARTICLES, STARTS_SENTENCE, SURNAMES, SURNAME_WORDS, TITLES } from './naming-words.ts'
import { readBusinessName } from './read-business-name.ts'
import type { WrittenWord } from './written-words.ts'

type Place = { start: number; end: number }

/**
 * Who writes: the person, else the business they write for. Not the technician, the neighbour or the person greeted. `taken` are the
 * places already read as street, city, number or time.
 */
export function readName(
  original: string,
  folded: string,
  words: readonly WrittenWord[],
  taken: readonly Place[],
  context: ReadingContext,
): Mention<string> | null {
  const reader: Reader = { original, folded, words, taken, shouted: isShouted(original) }
  const cued = [...cuedNames(reader, STRONG_CUE, 'strong'), ...cuedNames(reader, WEAK_CUE, 'weak')].sort(
    (one, other) => one.start - other.start,
  )
  const business = readBusinessName(original, folded, words)
  const chosen = chooseCued(folded, cued) ?? nameHere(reader)
  if (chosen !== null) return widerName(chosen, business)
  return (
    (context.asked === 'name' ? (bareAnswer(reader) ?? firmAnswer(reader)) : null) ??
    signature(reader) ??
    leadingName(reader, context) ??
    business
  )
}

/** `Sunrise` of `Sunrise Daycare` is the business, not a person. */
function widerName(person: Mention<string> | null, business: Mention<string> | null): Mention<string> | null {
  return person !== null && business !== null && business.start === person.start ? business : person
}

type Reader = { original: string; folded: string; words: readonly WrittenWord[]; taken: readonly Place[]; shouted: boolean }
type Strength = 'strong' | 'weak' | 'bare'

const STRONG_CUE =
  /\b(?:my (?:full |first )?name(?:'s| is|s| its)?|the name(?:'s| is)|name(?:'s| is|s)|names|name ?[:=-]|call me|i go by|put (?:it |me )?(?:under|down as)|it'?s under|under the name(?: of)?|me llamo|me dicen|me conocen como|mi nombre(?: completo)? es|nombre ?[:=-]|nombre es|a nombre de|le habla|les habla|habla|le escribe|les escribe|je m'?appelle|jm'?appelle|mon nom(?: complet)?(?: est| c'?est)?|moi c'?est|nom ?[:=-]|au nom de|mon prenom est|attn:?|attention:?|my name)\s+(?!is\b|es\b|est\b)/g
const WEAK_CUE =
  /(?:^|[^a-z'])(?:this is|we are the|we'?re the|it'?s me|it'?s|es(?= (?:don|dona|la senora|el senor|sra?|mr|mrs|ms) )|it is|i'?m|i am|thats|that's|soy|yo soy|aqui|de parte de|con|c'?est|ici|je suis|je me nomme|chu|sincerely|regards|signed|atte|cordialement)[,:]?\s+/g

function* cuedNames(reader: Reader, cue: RegExp, strength: Strength): Generator<Mention<string>> {
  for (const match of reader.folded.matchAll(cue)) {
    const at = reader.words.findIndex((word) => word.start >= match.index + match[0].length - 1)
    if (at === -1) continue
    const lead = match.index + (strength === 'strong' ? 0 : 1)
    if (OTHERS_BEFORE.test(reader.folded.slice(Math.max(0, match.index - 24), lead))) continue
    const mention = nameAt(reader, at, strength)
    if (mention !== null) yield mention
  }
}

/** `my husband's name is`, `the tech said his name is`: somebody else's. */
const OTHERS_BEFORE =
  /\b(?:husband|wife|son|daughter|tenant|neighbor|technician|tech|guy|dog|cat|street|company|his|her|their|plumber|landlord|driver|esposo|vecino|tecnico|voisin|locataire|technicien|the last)(?:'?s)?\s*$/

/** The name that begins at a word, if it reads as one. */
function nameAt(reader: Reader, at: number, strength: Strength): Mention<string> | null {
  let from = at
  while (TITLES.has(reader.words[from]?.word ?? '') && from < at + 2) from++
  const titled = from > at && !ARTICLES.has(reader.words[from - 1]?.word ?? '')
  const first = reader.words[from]
  if (first === undefined || CONTRACTIONS.has(first.word) || !LETTERS.test(first.word) || POSSESSIVE.test(first.word)) return null
  if (isTaken(reader, first)) return null
  if (!startsName(reader, first, titled ? 'strong' : strength) && !leadsName(reader, from, strength)) return null
  let end = from + 1
  while (end < reader.words.length && end < from + NAME_WORDS_MAX && continuesName(reader, end, from, strength === 'bare')) end++
  const last = reader.words[end - 1] ?? first
  if (reader.folded.startsWith("'s", last.end)) return null
  const begin = reader.words[at] ?? first
  const start = titled && KEPT_TITLES.has(begin.word) ? begin.start : first.start
  return { value: reader.original.slice(start, last.end), start, end: last.end }
}

const ARTICLES = new Set(['the', 'la', 'el', 'ya', 'again', 'just', 'spelled', 'spelt', 'actually', 'still', 'only'])
const NAME_WORDS_MAX = 4

/** `R. Kessler`, and as an answer `t.j. hooker`, `Van Houten`, `de la rosa`: what stands first is a name only with what follows. */
function leadsName(reader: Reader, at: number, strength: Strength): boolean {
  const first = reader.words[at]
  if (first === undefined) return false
  const isAnswer = strength === 'bare' || strength === 'strong'
  const isInitial = INITIALS.test(first.word) && reader.folded[first.end] === '.'
  if (!isInitial && !(isAnswer && PARTICLES.has(first.word))) return false
  let next = at + 1
  while (PARTICLES.has(reader.words[next]?.word ?? '')) next++
  const family = reader.words[next]
  if (family === undefined || (family.broken && !isInitial) || isTaken(reader, family) || !LETTERS.test(family.word)) return false
  if (family.word.length < 3) return false
  const unknown = !COMMON_WORDS.has(family.word) && !NOT_NAMES.has(family.word)
  return isAnswer ? unknown || family.capital : family.capital && unknown && !reader.shouted
}
const LETTERS = /^[a-z][a-z'.-]*$/
const POSSESSIVE = /'s$/

function startsName(reader: Reader, word: WrittenWord, strength: Strength): boolean {
  const known = GIVEN_NAMES.has(word.word) || GIVEN_NAMES.has(word.word.split('-')[0] ?? '')
  const ordinary = COMMON_WORDS.has(word.word) || NOT_NAMES.has(word.word)
  const asWord = NAMES_ALSO_WORDS.has(word.word)
  if (strength === 'strong')
    return known || asWord || !ordinary || (word.capital && !reader.shouted && !NEVER.has(word.word) && word.word.length > 1)
  if (strength === 'bare') return known || asWord || !ordinary
  if (asWord) return word.capital && !reader.shouted ? true : known && !ordinary
  if (known && word.capital && !reader.shouted) return true
  if (known && !ordinary) return true
  return !ordinary && word.capital && !reader.shouted && word.word.length > 1 && !isAcronym(reader, word)
}

/** `I'm GC`, `this is HVAC`: capitals that are no name. */
function isAcronym(reader: Reader, word: WrittenWord): boolean {
  const written = reader.original.slice(word.start, word.end)
  return written.length <= ACRONYM_LETTERS_MAX && written === written.toUpperCase()
}

const ACRONYM_LETTERS_MAX = 4

function continuesName(reader: Reader, at: number, from: number, isAnswer: boolean): boolean {
  const word = reader.words[at]
  const before = reader.words[at - 1]
  const afterInitial = before !== undefined && INITIALS.test(before.word) && reader.folded.slice(before.end, word?.start).trim() === '.'
  if (word === undefined || before === undefined || (word.broken && !afterInitial) || isTaken(reader, word) || !LETTERS.test(word.word))
    return false
  if (/[.]\s/.test(reader.folded.slice(before.end, word.start)) && before.word.length > 2 && !afterInitial) return false
  const firstCapital = reader.words[from]?.capital === true && !reader.shouted
  const ordinary = COMMON_WORDS.has(word.word) || NOT_NAMES.has(word.word)
  if (word.word === 'and' || word.word === 'y' || word.word === 'et') return false
  if (isClosingInitial(reader, at, isAnswer)) return true
  if (GENERATIONS.has(word.word)) return true
  if (isAnswer && PARTICLES.has(before.word) && word.word.length > 1) return true
  if (JOINED_PARTICLE.test(word.word) && firstCapital) return true
  if (PARTICLES.has(word.word)) {
    let last = at + 1
    while (PARTICLES.has(reader.words[last]?.word ?? '')) last++
    const next = reader.words[last]
    if (isAnswer && next !== undefined && !next.broken && LETTERS.test(next.word) && last === reader.words.length - 1) return true
    return (
      next !== undefined &&
      !next.broken &&
      ((next.capital && !reader.shouted) || (!COMMON_WORDS.has(next.word) && GIVEN_NAMES.has(next.word)))
    )
  }
  if (firstCapital)
    return word.capital && (!ordinary || GIVEN_NAMES.has(word.word) || SURNAME_WORDS.has(word.word)) && !STARTS_SENTENCE.has(word.word)
  if (SURNAMES.has(word.word) && (!ordinary || isAnswer)) return true
  return (
    !ordinary &&
    (GIVEN_NAMES.has(word.word) || looksLikeSurname(word.word) || (isAnswer && word.word.length > 1)) &&
    !NAMES_ALSO_WORDS.has(word.word)
  )
}

/** `T.J.`, `D.` */
const INITIALS = /^[a-z](?:\.[a-z])?$/
const GENERATIONS = new Set(['jr', 'sr', 'ii', 'iii'])
const JOINED_PARTICLE = /^(?:al|el|bin|ben|abu)-[a-z]/

/** `sarah k.`, `Lorna M`: a single letter that ends the name. */
function isClosingInitial(reader: Reader, at: number, isAnswer: boolean): boolean {
  const [word, next] = [reader.words[at], reader.words[at + 1]]
  if (word === undefined || !(isAnswer ? /^[a-z]$/ : /^[b-hj-mp-tv-z]$/).test(word.word)) return false
  return next === undefined || next.broken || isTaken(reader, next)
}

/** An unknown word of letters in lower-case speech: long enough and with a vowel. */
function looksLikeSurname(word: string): boolean {
  return word.length >= 4 && /[aeiouy]/.test(word) && !/(?:ing|ed|ly|tion|ment|s'|ando|iendo|ado|ida|er)$/.test(word)
}

function isTaken(reader: Reader, word: WrittenWord): boolean {
  return reader.taken.some((place) => word.start >= place.start && word.start < place.end)
}

function chooseCued(folded: string, cued: readonly Mention<string>[]): Mention<string> | null {
  let chosen: Mention<string> | null = null
  for (const mention of cued) {
    const next = folded.slice(mention.end)
    if (/^,? (?:not|pas|no) \w/.test(next) && chosen !== null) chosen = mention
    else if (chosen === null || CORRECTION.test(folded.slice(chosen.end, mention.start))) chosen = mention
  }
  return chosen
}

/** `Dana here`, `Rosa from unit 4`, `Mike w/ Hilltop`. */
function nameHere(reader: Reader): Mention<string> | null {
  const match = HERE.exec(reader.folded)
  if (match === null) return null
  const start = match.index + (match[1] ?? '').length
  const at = reader.words.findIndex((word) => word.start === start)
  const mention = at === -1 ? null : nameAt(reader, at, 'weak')
  return mention !== null && mention.end <= match.index + match[0].length ? mention : null
}

const HERE =
  /((?:^|[.!,\n]\s*)(?:(?:hi|hello|hey|hola|bonjour|allo|good morning|buenos dias|buenas tardes|yes|yeah|si|oui),? )?)([a-z][a-z'-]+(?: [a-z][a-z'-]+)?) (?:here\b|at [\d(]|from (?:unit|apt|apartment|the|#|\d)|with [A-Z]|w\/|de la unidad|ici\b|speaking)/

/** The answer to the name question without a cue: `Dana`, `sure, Dana Smith`, `Dana 412 oak st`. */
function bareAnswer(reader: Reader): Mention<string> | null {
  let at = 0
  while (at < reader.words.length && at < ANSWER_LEAD_WORDS && FILLERS.has(reader.words[at]?.word ?? '')) at++
  const mention = nameAt(reader, at, 'bare')
  const rest = mention === null ? null : reader.words.find((word) => word.start >= mention.end)
  if (mention === null) return null
  const isWhole = rest === null || rest === undefined
  const known = GIVEN_NAMES.has(reader.words[at]?.word ?? '') || reader.words[at]?.capital === true
  const correction = lastCorrection(reader, mention)
  if (correction !== null) return correction
  return isWhole || known || rest.broken || isTaken(reader, rest) ? mention : null
}

/** `O'Malley's Pub`: an answer all in capitals' first letters is the name of a firm. */
function firmAnswer(reader: Reader): Mention<string> | null {
  const [first, last] = [reader.words[0], reader.words.at(-1)]
  if (first === undefined || last === undefined || reader.shouted || reader.words.length < 2 || reader.words.length > FIRM_WORDS_MAX)
    return null
  const isTitle = reader.words.every((word) => word.capital || ['and', 'of', 'the', 'de', 'du', 'la', 'y', 'et', '&'].includes(word.word))
  if (!isTitle || !POSSESSIVE.test(first.word) || reader.folded.includes('?')) return null
  return { value: reader.original.slice(first.start, last.end), start: first.start, end: last.end }
}

const FIRM_WORDS_MAX = 5
const ANSWER_LEAD_WORDS = 6
const FILLERS = new Set(
  "yes yeah sure ok okay hi hello hey its it's it is im i'm this name's oh um uh well my name si sí claro hola oui bonjour c'est cest bien sur es soy the names first last full i am me llamo pon ponga pongale inscris inscrivez mettez mets keep leave make write everyone big little lil old young put it under me down as tell him her them just say appelez moi and yep of course thanks mon nom est por supuesto no problem nombre".split(
    ' ',
  ),
)

/** `Dana, no wait, Diana`. */
function lastCorrection(reader: Reader, mention: Mention<string>): Mention<string> | null {
  const match = CORRECTION.exec(reader.folded.slice(mention.end))
  if (match === null) return null
  let at = reader.words.findIndex((word) => word.start >= mention.end + match.index + match[0].length)
  while (at !== -1 && (FILLERS.has(reader.words[at]?.word ?? '') || reader.words[at]?.word === 'autocorrect')) at++
  return at === -1 ? null : nameAt(reader, at, 'bare')
}

/** `... thanks, Dana Smith`, `- Dana`, or a last line that is a name. */
function signature(reader: Reader): Mention<string> | null {
  const match = SIGNED.exec(reader.folded.trimEnd())
  if (match === null) return null
  const start = match.index + match[0].length - (match[1] ?? '').length
  const before = reader.folded.slice(0, match.index).trim()
  const thanked = match[0].length - (match[1] ?? '').length > 0 && THANKED.test(match[0])
  if (before.length < SIGNED_TEXT_MIN && thanked) return null
  const at = reader.words.findIndex((word) => word.start === start)
  const mention = at === -1 ? null : nameAt(reader, at, 'weak')
  if (mention !== null && /[.!?]\s+$/.test(reader.folded.slice(0, start)) && !GIVEN_NAMES.has(reader.words[at]?.word ?? '')) return null
  return mention !== null && reader.folded.slice(mention.end).replace(/[\s.!,)]/g, '') === '' ? mention : null
}

const SIGNED_TEXT_MIN = 8
const SIGNED =
  /(?:(?:thanks|thank you|thx|ty|gracias|merci|regards|best|sincerely|cheers|saludos|cordialement|bonne journee)(?: so much| again| in advance| bien)?\s*[,.!-]+\s*|(?:^|[\s.!?])[-~]{1,2} ?|\n\s*|[.!?]\s+(?=[a-z'-]+(?: [a-z'-]+)?[.!]?$)|\b(?:from|de parte de|de la part de) )([a-z][a-z'.-]+(?: [a-z][a-z'.-]+){0,2})[.!]?$/
const THANKED = /thank|thx|ty|gracias|merci/

/** `Dana Smith, 412 Oak St, 60614`: a name that leads a list of particulars, or stands alone between commas after them. */
function leadingName(reader: Reader, context: ReadingContext): Mention<string> | null {
  if (reader.taken.length === 0 && context.asked !== 'name' && context.asked !== 'address') return null
  for (const [at, word] of reader.words.entries()) {
    const opens = at === 0 || word.broken || reader.taken.some((place) => place.end <= word.start && word.start - place.end <= 2)
    if (!opens || GREETED.test(reader.folded.slice(Math.max(0, word.start - 8), word.start))) continue
    const mention = nameAt(reader, at, 'weak')
    if (mention === null || !GIVEN_NAMES.has(word.word)) continue
    const next = reader.words.find((other) => other.start >= mention.end)
    if (next === undefined || next.broken || isTaken(reader, next)) return mention
  }
  return null
}

const GREETED = /\b(?:hi|hello|hey|hola|bonjour|allo|dear|thanks|thx|gracias|merci|ok|yes)[ ,]*$/

function isShouted(original: string): boolean {
  const letters = original.replace(/[^A-Za-z]/g, '')
  return letters.length > 8 && letters === letters.toUpperCase()
}
