import { COMMON_WORDS } from './common-words.ts'
import type { Mention } from './find-correction.ts'
import { GIVEN_NAMES, NAMES_ALSO_WORDS } from './given-names.ts'
import { BRANDS, KEPT_TITLES, NEVER, NOT_NAMES, PARTICLES, STARTS_SENTENCE, SURNAMES, SURNAME_WORDS, TITLES } from './naming-words.ts'
import { INTENT_WORDS } from './read-intent.ts'
import { SERVICE_WORDS } from './read-service.ts'
import { URGENCY_WORDS } from './read-urgency.ts'
import { SCOPE_WORDS } from './scope.ts'
import { CONTRACTIONS } from './shorthand.ts'
import type { WrittenWord } from './written-words.ts'

export type Place = { start: number; end: number }
export type NameReader = { original: string; folded: string; words: readonly WrittenWord[]; taken: readonly Place[]; shouted: boolean }
export type Strength = 'strong' | 'weak' | 'bare'

/** The name that begins at a word, if it reads as one. */
export function nameAt(reader: NameReader, at: number, strength: Strength): Mention<string> | null {
  let from = at
  while (TITLES.has(reader.words[from]?.word ?? '') && from < at + 2) from++
  const titled = from > at && !ARTICLES.has(reader.words[from - 1]?.word ?? '')
  const first = reader.words[from]
  if (first === undefined || CONTRACTIONS.has(first.word) || !LETTERS.test(first.word) || POSSESSIVE.test(first.word)) return null
  if (isTaken(reader, first) || FIRM_KINDS.has(first.word)) return null
  if (!startsName(reader, first, titled ? 'strong' : strength) && !leadsName(reader, from, strength)) return null
  let end = from + 1
  while (end < reader.words.length && end < from + NAME_WORDS_MAX && continuesName(reader, end, from, strength === 'bare')) end++
  const last = reader.words[end - 1] ?? first
  // `it's the Marriott on Wabash` is a place; `the Hendersons` are people.
  if (reader.words[from - 1]?.word === 'the' && /^ (?:on|at|near|by|in) /.test(reader.folded.slice(last.end))) return null
  if (reader.folded.startsWith("'s", last.end)) return null
  const begin = reader.words[at] ?? first
  const start = titled && isKeptTitle(reader, begin) ? begin.start : first.start
  return { value: reader.original.slice(start, last.end), start, end: last.end }
}

/** `Mme Roy`, and `M. Roy` with its stop; a bare `m` may be anything. */
export function isKeptTitle({ original, folded }: Pick<NameReader, 'original' | 'folded'>, { word, start, end }: WrittenWord): boolean {
  return KEPT_TITLES.has(word) || (word === 'm' && original[start] === 'M' && folded[end] === '.')
}

const ARTICLES = new Set(['the', 'la', 'el', 'ya', 'again', 'just', 'spelled', 'spelt', 'actually', 'still', 'only'])
const NAME_WORDS_MAX = 5

/** `put it under the parish`: the kind of firm is not its name. */
export const FIRM_KINDS = new Set(
  'llc inc corp company business firm store shop restaurant parish office clinic landlord trust estate hoa'.split(' '),
)

/** `R. Kessler`, and as an answer `t.j. hooker`, `Van Houten`, `de la rosa`: what stands first is a name only with what follows. */
function leadsName(reader: NameReader, at: number, strength: Strength): boolean {
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
export const POSSESSIVE = /'s$/

function startsName(reader: NameReader, word: WrittenWord, strength: Strength): boolean {
  const known = GIVEN_NAMES.has(word.word) || GIVEN_NAMES.has(word.word.split('-')[0] ?? '')
  const ordinary = COMMON_WORDS.has(word.word) || NOT_NAMES.has(word.word)
  const asWord = NAMES_ALSO_WORDS.has(word.word)
  if (strength === 'strong')
    return known || asWord || !ordinary || (word.capital && !reader.shouted && !NEVER.has(word.word) && word.word.length > 1)
  if (strength === 'bare') return known || asWord || !ordinary
  if (asWord) return (word.capital && !reader.shouted) || (known && !ordinary) || isIntroduced(reader, word)
  if (known && word.capital && !reader.shouted) return true
  if (known && !ordinary) return true
  if (!word.capital && !ordinary && isStrange(word.word) && isPresented(reader, word)) return true
  return !ordinary && word.capital && !reader.shouted && word.word.length > 1 && !isAcronym(reader, word)
}

/** `this is mark`, `hey its mark from next door`: a word that is a name, in small letters, right after the introduction and before a break. */
function isIntroduced(reader: NameReader, word: WrittenWord): boolean {
  return (
    /(?:this is|it'?s me,?|\bhe?y,? it'?s|\bhi,? it'?s|\b(?:hi|hey|hello),? i'?m) $/.test(reader.folded.slice(0, word.start)) &&
    /^(?:$|[,.!\n]| (?:from|with|at|over|again|and (?:my|i)|here|in apt|in unit)\b)/.test(reader.folded.slice(word.end))
  )
}

/** `hi its tamsin from unit 3`, `this is kwesi at the laundromat`, `im lorcan by the way`: an unheard word where only a name can stand. */
function isPresented(reader: NameReader, word: WrittenWord): boolean {
  const before = reader.folded.slice(0, word.start)
  const after = reader.folded.slice(word.end)
  const greeted = GREETED_INTRO.test(before)
  if (!greeted && !PLAIN_INTRO.test(before)) return false
  if (NAMED_AFTER.test(after)) return true
  return /^(?:$|[,.!\n]| and (?:my|i)\b)/.test(after) && (greeted || /[aiou]$/.test(word.word))
}

const GREETED_INTRO =
  /(?:^|[^a-z])(?:hi|hey|hello|yo|morning|afternoon|evening|hola|buenas|buenos dias|bonjour|allo|salut),? (?:there,? )?(?:this is|its?|it's|i'?m|i am|soy|c'?est|ici)(?: me)?,? $/
const PLAIN_INTRO = /(?:^|[^a-z])(?:this is|it'?s me,?) $/
const NAMED_AFTER =
  /^,? (?:from (?!the (?:start|beginning|top|ceiling|bottom)\b)|at (?!(?:least|all|this|night|first|times|the (?:moment|same|end|door|top|bottom))\b)|with (?!(?:it|this|that|the|no|a|water|my|your|you)\b)|calling\b|speaking\b|writing\b|texting\b|in (?:unit|apt|apartment|#|\d)|by the way|btw|again[,.!]|over (?:at|on|in) |here[,.!]|w\/|@ |de la (?:unidad|casa|tienda)|du (?:\d|deuxieme|troisieme))/

/** An unheard word that does not look like a state or a doing: neither a word of the trade nor one with such an ending. */
export function isStrange(word: string): boolean {
  return (
    word.length >= 3 &&
    /[aeiouy]/.test(word) &&
    !TRADE_WORDS.has(word) &&
    !COMMON_WORDS.has(word) &&
    !NOT_NAMES.has(word) &&
    !BRANDS.has(word) &&
    !DESCRIBES.test(word)
  )
}

const DESCRIBES =
  /(?:ing|in'|ed|ly|ous|ful|less|ish|able|ible|ic|ive|est|ment|tion|ness|ward|wards|side|stairs|room|mate|bound|kers|dy|ky|sy|ty|gy|my|py|ado|ada|ido|ida|ando|iendo|ente|ante|oso|osa|eux|euse|ier|iere|iste|ant|ent|er|ual|ial|ile|al)$/
const TRADE_WORDS = new Set([...SERVICE_WORDS, ...URGENCY_WORDS, INTENT_WORDS, SCOPE_WORDS].flatMap((words) => [...words]))

/** `I'm GC`, `this is HVAC`: capitals that are no name. */
function isAcronym(reader: NameReader, word: WrittenWord): boolean {
  const written = reader.original.slice(word.start, word.end)
  return written.length <= ACRONYM_LETTERS_MAX && written === written.toUpperCase()
}

const ACRONYM_LETTERS_MAX = 4

function continuesName(reader: NameReader, at: number, from: number, isAnswer: boolean): boolean {
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
    const ends = reader.words[last + 1] === undefined || reader.words[last + 1]?.broken === true
    // `soy marisela del toro, 602 ...`: in small letters, up to the break.
    if (LATIN_PARTICLES.has(word.word) && GIVEN_NAMES.has(reader.words[from]?.word ?? '') && next?.broken === false && ends)
      return LETTERS.test(next.word)
    return (
      next !== undefined &&
      !next.broken &&
      ((next.capital && !reader.shouted) || (!COMMON_WORDS.has(next.word) && GIVEN_NAMES.has(next.word)))
    )
  }
  if (firstCapital)
    return (
      word.capital &&
      (!ordinary || GIVEN_NAMES.has(word.word) || SURNAME_WORDS.has(word.word) || SURNAMES.has(word.word)) &&
      !STARTS_SENTENCE.has(word.word)
    )
  if (SURNAMES.has(word.word) && (!ordinary || isAnswer)) return true
  return (
    !ordinary &&
    (GIVEN_NAMES.has(word.word) || looksLikeSurname(word.word) || (isAnswer && word.word.length > 1)) &&
    !NAMES_ALSO_WORDS.has(word.word)
  )
}

const LATIN_PARTICLES = new Set(['del', 'de', 'du', 'di'])

/** `T.J.`, `D.` */
const INITIALS = /^[a-z](?:\.[a-z])?$/
const GENERATIONS = new Set(['jr', 'sr', 'ii', 'iii'])
const JOINED_PARTICLE = /^(?:al|el|bin|ben|abu)-[a-z]/

/** `sarah k.`, `Lorna M`: a single letter that ends the name. */
function isClosingInitial(reader: NameReader, at: number, isAnswer: boolean): boolean {
  const [word, next] = [reader.words[at], reader.words[at + 1]]
  if (word === undefined || !(isAnswer ? /^[a-z]$/ : /^[b-hj-mp-tv-z]$/).test(word.word)) return false
  return next === undefined || next.broken || isTaken(reader, next)
}

/** An unknown word of letters in lower-case speech: long enough and with a vowel. */
function looksLikeSurname(word: string): boolean {
  return word.length >= 4 && /[aeiouy]/.test(word) && !/(?:ing|ed|ly|tion|ment|s'|ando|iendo|ado|ida|er)$/.test(word)
}

export function isTaken(reader: NameReader, word: WrittenWord): boolean {
  return reader.taken.some((place) => word.start >= place.start && word.start < place.end)
}
