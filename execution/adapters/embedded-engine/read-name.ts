import type { ReadingContext } from '#core/qualification/reading.ts'
import { CITY_NAMES } from './city-names.ts'
import { COMMON_WORDS } from './common-words.ts'
import { CORRECTION } from './find-correction.ts'
import type { Mention } from './find-correction.ts'
import { GIVEN_NAMES, NAMES_ALSO_WORDS } from './given-names.ts'
import { bareAnswer, firmAnswer } from './name-answer.ts'
import { isStrange, nameAt } from './name-at.ts'
import type { NameReader, Place, Strength } from './name-at.ts'
import { placedName, signature } from './name-places.ts'
import { readBusinessName } from './read-business-name.ts'
import type { WrittenWord } from './written-words.ts'

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
  const reader: NameReader = { original, folded, words, taken, shouted: isShouted(original) }
  const override = [...cuedNames(reader, OVERRIDE_CUE, 'strong')].at(-1)
  if (override !== undefined) return override
  const cued = [...cuedNames(reader, STRONG_CUE, 'strong'), ...cuedNames(reader, WEAK_CUE, 'weak')].sort(
    (one, other) => one.start - other.start,
  )
  const business = readBusinessName(original, folded, words)
  const chosen = chooseCued(folded, cued) ?? nameHere(reader)
  const given = chosen ?? (context.asked === 'name' ? bareAnswer(reader) : null)
  const family = familyName(reader, given)
  if (family !== null) return family
  if (chosen !== null) return widerName(chosen, business)
  const answer = context.asked === 'name' ? (firmAnswer(reader) ?? bareAnswer(reader)) : null
  return (
    widerName(answer ?? signature(reader) ?? placedName(reader) ?? contact(reader) ?? givenInstead(reader, context), business) ?? business
  )
}

/** `Dana` to the question where it is: a given name that is no town is who, and all that they say. */
function givenInstead(reader: NameReader, context: ReadingContext): Mention<string> | null {
  const [first, second] = reader.words
  if (context.asked !== 'address' || first === undefined || second !== undefined || reader.taken.length > 0) return null
  return GIVEN_NAMES.has(first.word) && !CITY_NAMES.has(first.word) && !COMMON_WORDS.has(first.word) ? nameAt(reader, 0, 'bare') : null
}

/** `Sunrise` of `Sunrise Daycare` is the business, not a person. */
function widerName(person: Mention<string> | null, business: Mention<string> | null): Mention<string> | null {
  return person !== null && business !== null && business.start <= person.start && business.end >= person.end ? business : person
}

/** `ask for Marisol`, `call Royce 918 ...`: whom to ask for, where nobody else is named; not `my son`. */
function contact(reader: NameReader): Mention<string> | null {
  for (const mention of cuedNames(reader, FOR_CUE, 'strong')) {
    const first = reader.words.find((word) => word.start === mention.start)
    if (first !== undefined && GIVEN_NAMES.has(first.word)) return mention
  }
  for (const mention of cuedNames(reader, CONTACT_CUE, 'weak')) {
    const first = reader.words.find((word) => word.start === mention.start)
    if (first?.capital === true && reader.taken.length > 0) return mention
  }
  return null
}

/** `this was for pilar under 407 Windrush`: whose visit it is. */
const FOR_CUE =
  /\b(?:this|that|it|appointment|visit|booking|cita|visita|rendez-?vous|rdv) (?:is|was|were|es|era|est|etait) (?:for|under|para|a nombre de|pour)\s+/g
const CONTACT_CUE = /\b(?:ask for|call|text|reach|contact(?: is|:)?|pregunte(?:n)? por|preguntar por|demandez)\s+/g
/** `last name Kowalczyk`, `its Hope, last name Burns`, `apellido Zamora`: the family's name, with the given name where that is said too. */
const FAMILY_CUE =
  /\b(?:(?:(?:my|the|our) )?(?:last|family|sur) ?name(?:'?s| is|:)?|(?:mi )?apellidos?(?: es| son)?:?|nom de famille(?: est| c'?est)?:?|(?<=first(?: name)?(?: is|:|'s)? [a-z]+,? (?:and )?)last(?: is|:)?)\s+(?!name\b|time\b|on\b|is\b|first\b)/g
const FIRST_CUE =
  /\b(?:first ?name(?:'?s| is|:)?|first(?: is|:)|(?<=last ?name(?: is|:|'s)? [a-z]+,? (?:and )?)first|nombre:?|prenom(?: est|:)?)\s+(?!name\b|is\b|thing\b|es\b)/g

/** The family's name by its cue, joined to the given name that stands in the same text. */
function familyName(reader: NameReader, given: Mention<string> | null): Mention<string> | null {
  const family = [...cuedNames(reader, FAMILY_CUE, 'strong')].at(-1)
  if (family === undefined) return null
  const first = [...cuedNames(reader, FIRST_CUE, 'strong')].find((one) => one.start !== family.start) ?? given
  const apart = first !== null && (first.end <= family.start || first.start >= family.end)
  if (first === null || !apart) return family
  if (first.value.toLowerCase().endsWith(family.value.toLowerCase())) return first
  return {
    value: `${first.value} ${family.value}`,
    start: Math.min(first.start, family.start),
    end: Math.max(first.end, family.end),
  }
}

/** `they call me Chuy but put Jesús`: what is to be written down. */
const OVERRIDE_CUE =
  /\b(?:(?:but|pero|mais|well) (?:please )?(?:put|write|use|anote|anota|apunte|ponga|pon|escriba|mettez|inscrivez|ecrivez|notez)(?: (?:it |me )?(?:under|down as|as|a nombre de|au nom de))?)\s+/g
const STRONG_CUE =
  /\b(?:(?:name|it|that|account|everything|appointment|booking|order|invoice)(?:'?s| is| was| should be| would be| will be|'?ll be)? (?:listed |booked |filed |saved )?under(?: the| my)?(?: last)?(?: name)?(?: of)?|my (?:full |first )?name(?:'s| is|s| its)?|the name(?:'s| is)|name(?:'s| is|s)|names|name ?[:=-]|(?:call|calls) me|i go by|put (?:it |me )?(?:under|down as)|under the (?:last )?name(?: of)?|(?:goes? by the |in the |, |^)name of|me llamo|me dicen|me conocen como|mi nombre(?: completo)? es|nombre ?[:=-]|nombre es|a nombre de|le habla|les habla|habla|le escribe|les escribe|je m'?appelle|jm'?appelle|mon nom(?: complet)?(?: est| c'?est)?|moi c'?est|nom ?[:=-]|au nom de|mon prenom est|attn:?|attention:?|my name|(?<=^|[.,;\n] ?)name(?! (?:is|of|on|and|for|change|tag|brand|plate|it|your|the)\b)|(?:i'?m|i am|this is|soy|je suis) (?:his|her|their|la|el|sa|son|su) (?:mom|mother|dad|father|wife|husband|son|daughter|sister|brother|roommate|landlord|neighbor|esposa|esposo|mama|papa|hija|hijo|mere|pere|fille|fils|femme|mari|blonde|chum),?)\s+(?!is\b|es\b|est\b)/g
const WEAK_CUE =
  /(?:^|[^a-z'])(?:(?:this is|it'?s|calling|texting|writing|appointment|visit|service|book(?:ed)?|es|cita|c'?est|rendez-?vous|rdv|this'?d be|that'?s|^) ?(?:for|para|pour)(?= (?:the )?(?:la |el )?(?:mr|mrs|ms|miss|dr|senora|senor|sra|sr|srta|senorita|don|dona|madame|mme|monsieur|m)\b)|(?:this is|it'?s) (?:your|ya|yer|ur|the|a|an) (?:[a-z]+ ){0,3}?(?:customer|client|boy|girl|buddy|friend|pal|neighbor|tenant|lady|manager|super|secretary),?|this is|we are the|we'?re the|it'?s me|it'?s|es(?= (?:don|dona|la senora|el senor|sra?|mr|mrs|ms) )|it is|i'?m|i am|thats|that's|soy|yo soy|aqui|mine is|(?:book|put|file|list|find|look)(?: it| me| us| that| this)?(?: up)? under|(?:should|would|might|probably) be under|de parte de|hablas? con|c'?est|moi c|(?<=^)c|ici|je suis|je me nomme|chu|sincerely|regards|signed|atte|cordialement)[,:]?\s+/g

function* cuedNames(reader: NameReader, cue: RegExp, strength: Strength): Generator<Mention<string>> {
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
  /\b(?:husband|wife|son|daughter|tenant|neighbor|technician|tech|guy|dog|cat|street|company|his|her|their|plumber|landlord|owner|boss|proprio|proprietaire|patron|jefe|dueno|duena|casero|driver|esposo|vecino|tecnico|voisin|locataire|technicien|the last)(?:'?s)?\s*$/

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
function nameHere(reader: NameReader): Mention<string> | null {
  const match = HERE.exec(reader.folded)
  if (match === null) return null
  const start = match.index + (match[1] ?? '').length
  const at = reader.words.findIndex((word) => word.start === start)
  const stops = HERE_STOPS.test(reader.folded.slice(match.index + match[0].length))
  const mention = at === -1 ? null : nameAt(reader, at, stops && isStrange(reader.words[at]?.word ?? '') ? 'strong' : 'weak')
  const known = GIVEN_NAMES.has(reader.words[at]?.word ?? '') || NAMES_ALSO_WORDS.has(reader.words[at]?.word ?? '')
  if (!known && /^ (?:to|for|and|now|if) /.test(reader.folded.slice(match.index + match[0].length - 1).replace(/^\w/, ''))) return null
  return mention !== null && mention.end <= match.index + match[0].length ? mention : null
}

/** `nkechi here, same leak`: after the place comes a break. */
const HERE_STOPS = /^(?:$|[,.!\n])/

const HERE =
  /((?:^|[.!,\n-]\s*)(?:(?:hi|hello|hey|hola|bonjour|allo|good morning|buenos dias|buenas tardes|yes|yeah|si|oui),? )?)([a-z][a-z'-]+(?: [a-z][a-z'-]+)?) (?:here\b|again\b|at [\d(]|in (?:unit|apt|apartment|#|\d)|au \d|por aqui|aqui\b|otra vez|de nuevo|encore\b|at the (?!same|moment|door\b)|w\/ |over (?:at|on|in|by) |from (?:unit|apt|apartment|the|#|\d)|with [A-Z]|w\/|@ |de la unidad|ici\b|au bout\b|speaking|(?:calling|writing)(?= (?:about|from|for|again|back|to)\b|[,.!]|$))/

function isShouted(original: string): boolean {
  const letters = original.replace(/[^A-Za-z]/g, '')
  return letters.length > 8 && letters === letters.toUpperCase()
}
