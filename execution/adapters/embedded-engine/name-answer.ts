import { COMMON_WORDS } from './common-words.ts'
import { CORRECTION } from './find-correction.ts'
import type { Mention } from './find-correction.ts'
import { GIVEN_NAMES } from './given-names.ts'
import { FIRM_KINDS, isTaken, nameAt, POSSESSIVE } from './name-at.ts'
import type { NameReader } from './name-at.ts'

/** The answer to the name question without a cue: `Dana`, `sure, Dana Smith`, `Dana 412 oak st`. */
export function bareAnswer(reader: NameReader): Mention<string> | null {
  let at = 0
  while (at < reader.words.length && at < ANSWER_LEAD_WORDS && FILLERS.has(reader.words[at]?.word ?? '')) at++
  const whole = titleAnswer(reader, at)
  if (whole !== null) return whole
  if (FIRM_KINDS.has(reader.words[at]?.word ?? '')) return null
  const mention = nameAt(reader, at, 'bare')
  const rest = mention === null ? null : reader.words.find((word) => word.start >= mention.end)
  if (mention === null) return null
  const isWhole = rest === null || rest === undefined
  const known = GIVEN_NAMES.has(reader.words[at]?.word ?? '') || reader.words[at]?.capital === true
  const correction = lastCorrection(reader, mention)
  if (correction !== null) return correction
  return isWhole || known || rest.broken || isTaken(reader, rest) ? mention : null
}

/** `Sunday Okafor`, `Noon Abdi`: two or three capitals are the whole answer, whatever else the words mean. */
function titleAnswer(reader: NameReader, at: number): Mention<string> | null {
  const words = reader.words.slice(at)
  const [first, last] = [words[0], words.at(-1)]
  if (first === undefined || last === undefined || words.length < 2 || words.length > 3 || reader.shouted) return null
  const plain = words.every((word) => word.capital && !isTaken(reader, word) && /^[a-z][a-z'-]+$/.test(word.word))
  if (!plain || words.some((word, place) => place > 0 && word.broken) || words.every((word) => COMMON_WORDS.has(word.word))) return null
  if (FILLERS.has(first.word) || reader.folded.includes('?')) return null
  return { value: reader.original.slice(first.start, last.end), start: first.start, end: last.end }
}

/** `O'Malley's Pub`: an answer all in capitals' first letters is the name of a firm. */
export function firmAnswer(reader: NameReader): Mention<string> | null {
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
  "yes yeah sure ok okay hi hello hey its it's it is im i'm this name's oh um uh well my name si sí claro hola oui bonjour c'est cest bien sur es soy the names first last full i am me llamo pon ponga pongale inscris inscrivez mettez mets keep leave make write everyone big little lil old young put it under me down as tell him her them just say appelez moi and yep of course thanks mon nom est por supuesto no problem nombre hmm hm mmm eh er ah umm i'd id say would i've guess so alright fine goes you can use please everybody people call calls calling".split(
    ' ',
  ),
)

const ANSWER_CORRECTION = new RegExp(`${CORRECTION.source}|\\bwell\\b`)

/** `Dana, no wait, Diana`, `Tom. well Thomas Achterberg`. */
function lastCorrection(reader: NameReader, mention: Mention<string>): Mention<string> | null {
  const match = ANSWER_CORRECTION.exec(reader.folded.slice(mention.end))
  if (match === null) return null
  let at = reader.words.findIndex((word) => word.start >= mention.end + match.index + match[0].length)
  while (at !== -1 && (FILLERS.has(reader.words[at]?.word ?? '') || reader.words[at]?.word === 'autocorrect')) at++
  return at === -1 ? null : nameAt(reader, at, 'bare')
}
