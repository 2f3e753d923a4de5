import { A_NUMBER, BANS, ON_THE_WAY } from './banned-words.ts'

/** The longest value that is read back; longer ones are passed to the owner but not repeated. */
const ECHO_MAX_CHARACTERS = 48

const NAME = /^\p{L}[\p{L}\p{M}.'’& -]*$/u
const STREET = /^(?:\d{1,6}[A-Za-z]?(?:[-/ ]\d{1,4})? )?[\p{L}\d][\p{L}\p{M}\d .,'’#&/-]*$/u
const CITY = /^\p{L}[\p{L}\p{M}.'’ -]*$/u
const ZIP = /^(?:\d{5}(?:-\d{4})?|[A-Za-z]\d[A-Za-z](?: ?\d[A-Za-z]\d)?)$/

/** Words that a name or an address does not hold but an attempt to put words into our mouth does. */
const NOT_A_VALUE = /\b(?:off|price|ignore|instructions?|system|prompt|click|call|text|is|are|will|we|you|your|our|must|should|can)\b/i

const NAME_MAX_WORDS = 4

/** True when a captured value is so plainly a value that a text of ours may repeat it. */
export function isPlainValue(kind: 'name' | 'street' | 'city' | 'zip', value: string): boolean {
  if (value.length > ECHO_MAX_CHARACTERS || NOT_A_VALUE.test(value) || isBanned(value)) return false
  switch (kind) {
    case 'name':
      return NAME.test(value) && value.split(' ').length <= NAME_MAX_WORDS
    case 'street':
      return STREET.test(value) && /\p{L}/u.test(value)
    case 'city':
      return CITY.test(value)
    case 'zip':
      return ZIP.test(value)
    default:
      return kind satisfies never
  }
}

/** Whatever no text may say, no value may smuggle in; figures are judged by the shape of the value. */
function isBanned(value: string): boolean {
  return [...BANS, ON_THE_WAY].some((ban) => ban.problem !== A_NUMBER && ban.words.test(value))
}
