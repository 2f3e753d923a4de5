import type { ReadingContext } from '#core/qualification/reading.ts'
import { CITY_NAMES } from './city-names.ts'
import type { Mention } from './find-correction.ts'
import { GIVEN_NAMES } from './given-names.ts'
import { STATE_NAMES, STATES } from './place-words.ts'

type Surroundings = { original: string; street: Mention<string> | null; town: Mention<string> | null; context: ReadingContext }

/** What was taken for a name and is a piece of an address or a tool. */
export function isNobody(name: Mention<string>, { original, street, town, context }: Surroundings): boolean {
  if (street !== null && (overlap(street, name) || isCorrectedStreet(original, street, name))) return true
  if (street !== null && town !== null && town.start >= street.end && overlap(town, name) && INTO.test(original.slice(0, name.start)))
    return true
  return (
    isPlace(name, town, context) ||
    isTownWithState(name.value + (STATE_AFTER.exec(original.slice(name.end))?.[0] ?? '')) ||
    TOOL_AFTER.test(original.slice(name.end))
  )
}

/** `its concord nh`, `Camden nj`; and `Mt Vernon`, as few people are called. */
function isTownWithState(value: string): boolean {
  const written = value.toLowerCase()
  const [, town = '', state = ''] = /^(.+?),? ([a-z]{2})\.?$/.exec(written) ?? []
  return MOUNT.test(written) || (CITY_NAMES.has(town) && STATES.has(state) && !SMALL_WORDS.has(state))
}

const STATE_AFTER = /^,? [a-z]{2}\.?$/i
const MOUNT = /^(?:mt|mount|ft|fort)\.? [a-z]/
/** State codes that end what people say: `austin ok`, `paris hi`. */
const SMALL_WORDS = new Set(['ok', 'hi', 'me', 'or', 'in', 'oh'])

/** `36 Saddle Horn Ln in Elko New Market`: nobody lives in a person. */
const INTO = /\b(?:in|en|à) $/i

/** `*Wrenfield, 10233 Wrenfield Rd`: a mark before the word that puts the street right. */
function isCorrectedStreet(original: string, street: Mention<string>, name: Mention<string>): boolean {
  return original.charAt(name.start - 1) === '*' && street.value.toLowerCase().includes(name.value.toLowerCase())
}

/** `..., Batavia, Illinois`, `919 Elm St Warrenville. Its Warrenville`: a state, or the town that they live in once more, is nobody. */
function isPlace(name: Mention<string>, town: Mention<string> | null, { asked }: ReadingContext): boolean {
  const written = name.value.toLowerCase()
  if (asked === 'name' || GIVEN_NAMES.has(written)) return false
  return STATE_NAMES.has(written) || (town !== null && town.value.toLowerCase() === written && CITY_NAMES.has(written))
}

/** `allen key`, `phillips head`, `crescent wrench`: a tool, and nobody. */
const TOOL_AFTER = /^ (?:keys?|wrench(?:es)?|heads?|hex|bolts?|screws?|screwdrivers?|stands?|drivers?)\b/i

export function overlap(one: Mention<string>, other: Mention<string>): boolean {
  return one.start < other.end && other.start < one.end
}
