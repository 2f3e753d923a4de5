import { plainSpelling } from '#core/conversation/plain-spelling.ts'
import type { Captured, Intake } from '#core/conversation/intake.ts'
import type { ReadText } from '#core/event.ts'
import { correctedUnit } from './corrected-unit.ts'

/** A text with more words than this says more than a piece of a street. */
const WORDS_MAX = 9
const NAME_WORDS_MAX = 3

/**
 * What a text makes of the street by what was said before, which an engine that sees one text cannot know: the name that belongs to the number of the
 * text before ("418", "Larkspur Ct"), the kind that was left out ("2250 Trumbull", "Ave"), or a name or kind put right ("es Grove Ave, no St"). Null
 * when the text says anything else, or a whole street of its own.
 */
export function amendedStreet(intake: Intake, text: ReadText): Captured<string> | null {
  if (text.reading.street !== null || text.reading.service !== null || text.reading.callbackPhone !== null) return null
  const known = intake.slots.street
  const rehoused = known === null ? null : correctedUnit(known.value, text.body)
  if (rehoused !== null) return { value: rehoused, words: text.body.trim(), messageSid: text.messageSid, at: text.receivedAt }
  const words = text.body.trim().match(/[\p{L}\p{M}\d'’.-]+/gu) ?? []
  if (words.length === 0 || words.length > WORDS_MAX) return null
  const street =
    known === null
      ? numbered(intake.lastWords?.value ?? '', words)
      : /\d/.test(text.body)
        ? null
        : (withKind(known, intake, words) ?? putRight(known.value, text.body))
  return street === null ? null : { value: street, words: text.body.trim(), messageSid: text.messageSid, at: text.receivedAt }
}

/** True when a text is nothing but the kind of a street: nobody's name, whatever was asked. */
export function isStreetKind(body: string): boolean {
  return kindOf(body.trim()) !== null
}

/** "418", and then "Larkspur Ct": the number was all of the text before. */
function numbered(before: string, words: readonly string[]): string | null {
  const number = HOUSE.exec(before.trim())?.[1]
  const code = words.findIndex((word) => /\d/.test(word))
  const street = code === -1 ? words : words.slice(0, code)
  if (number === undefined || street.length < 2 || street.length > NAME_WORDS_MAX + 1) return null
  const named = kindOf(street.at(-1) ?? '') !== null || PREFIXED.has(bare(street[0] ?? ''))
  return named && telling(street).length === street.length ? `${number} ${street.join(' ').replace(/\.$/, '')}` : null
}

const HOUSE = /^#?(\d{1,6}[a-d]?)[.,]?$/i
const PREFIXED = new Set(['rue', 'avenue', 'av', 'boulevard', 'boul', 'chemin', 'calle', 'avenida', 'place', 'rang'])

/** "Ave" right after "2250 Trumbull". */
function withKind(known: Captured<string>, { lastWords }: Intake, words: readonly string[]): string | null {
  const [kind, more] = words
  if (kind === undefined || more !== undefined || kindOf(kind) === null) return null
  if (lastWords === null || lastWords.messageSid !== known.messageSid) return null
  return parts(known.value)?.kind === null ? `${known.value} ${kind.replace(/\.$/, '')}` : null
}

/** The name or the kind alone, where the text denies the other one or says that it corrects; the number stays. */
function putRight(street: string, body: string): string | null {
  const known = parts(street)
  if (known === null) return null
  const said = rightAndWrong(body)
  const [right, wrong] = [telling(said.right), telling(said.wrong)]
  const last = right.at(-1)
  if (last === undefined || right.length > NAME_WORDS_MAX + 1 || !wrong.every((word) => isOf(known, word))) return null
  const name = kindOf(last) === null ? right : right.slice(0, -1)
  const isNamed = name.every((word) => /^\p{Lu}/u.test(word) || isIn(known.name, word))
  if (kindOf(last) === null) return wrong.some((word) => isIn(known.name, word)) ? joined(known, name, known.kind) : null
  if (wrong.length === 0 && !(name.length > 0 ? isNamed && said.corrects : said.corrects && PLAIN_KINDS.has(bare(last)))) return null
  return joined(known, name.every((word) => isIn(known.name, word)) ? known.name : name, last)
}

/** "Grove Ave, not St", "not St, it's Ave": what is right and what is not. */
function rightAndWrong(body: string): { right: string[]; wrong: string[]; corrects: boolean } {
  const words = (piece: string): string[] => piece.match(/[\p{L}\p{M}\d'’.-]+/gu) ?? []
  const all = words(body)
  const corrects = /^\*|\*$/.test(body.trim()) || all.some((word) => CORRECTS.has(bare(word)))
  const denial = all.findIndex((word) => DENIALS.has(bare(word)))
  if (denial > 0) return { right: all.slice(0, denial), wrong: all.slice(denial + 1), corrects }
  const [first = '', ...more] = body.split(',')
  if (denial === 0 && more.length > 0) return { right: words(more.join(' ')), wrong: words(first).slice(1), corrects: true }
  return { right: all, wrong: [], corrects }
}

type Parts = { number: string; name: readonly string[]; kind: string | null; rest: readonly string[] }

function parts(street: string): Parts | null {
  const [number, ...words] = street.split(' ')
  if (number === undefined || !/^\d/.test(number) || words.length === 0 || PREFIXED.has(bare(words[0] ?? ''))) return null
  const place = words.findIndex((word, at) => at > 0 && kindOf(word) !== null)
  if (place === -1) return { number, name: words, kind: null, rest: [] }
  return { number, name: words.slice(0, place), kind: words[place] ?? null, rest: words.slice(place + 1) }
}

function joined({ number, rest }: Parts, name: readonly string[], kind: string | null): string {
  return [number, ...name, ...(kind === null ? [] : [kind.replace(/\.$/, '')]), ...rest].join(' ')
}

function telling(words: readonly string[]): string[] {
  return words.filter((word) => !CUES.has(bare(word)) && !CORRECTS.has(bare(word)) && !DENIALS.has(bare(word)))
}

function bare(word: string): string {
  return plainSpelling(word).replace(/\.$/, '')
}

function isOf({ name, kind }: Parts, word: string): boolean {
  return isIn(name, word) || (kind !== null && kindOf(word) !== null && kindOf(word) === kindOf(kind))
}

function isIn(name: readonly string[], word: string): boolean {
  return name.some((part) => plainSpelling(part) === plainSpelling(word))
}

/** The kind of a street in one spelling, null for any other word. */
function kindOf(word: string): string | null {
  return KINDS.get(bare(word)) ?? null
}

const KINDS: ReadonlyMap<string, string> = new Map(
  `street st str,avenue ave av avenida,road rd,drive dr,lane ln,boulevard blvd boul,court ct,place pl,circle cir,terrace ter terr,parkway pkwy,
  highway hwy,trail trl,way,square sq,loop,crescent cres,plaza plz`
    .split(',')
    .flatMap((line) => {
      const spellings = line.trim().split(' ')
      return spellings.map((spelling): [string, string] => [spelling, spellings[0] ?? spelling])
    }),
)

/** Kinds that are no word of anything else: "sorry, wrong place" names no street. */
const PLAIN_KINDS = new Set(
  'street st avenue ave avenida road rd dr lane ln boulevard blvd boul ct pl cir ter pkwy hwy trl cres'.split(' '),
)

const DENIALS = new Set(['not', 'no', 'pas', 'non'])

/** Words that say that what follows puts something right. */
const CORRECTS = new Set(
  `sorry oops whoops wait meant actually correction typo instead rather scratch mistake perdon digo quise equivoque corrijo pardon oups desole desolee
  erreur voulais`.split(/\s+/),
)

/** Words beside a piece of a street that say nothing of their own. */
const CUES = new Set(
  `i mean make it that to should be my bad it's its is the street's name address es el la nombre direccion decir me je dire veux c'est ce l'adresse adresse
  of in on and y et en`.split(/\s+/),
)
