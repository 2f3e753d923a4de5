import type { PhoneNumber } from '#core/values/phone-number.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { isTollFree, REFUSED_AREA_CODES } from './area-codes.ts'

export type UntextableReason = 'withheld' | 'toll_free' | 'own_number' | 'not_nanp' | 'premium' | 'invalid'

export type Textability = { textable: true; number: PhoneNumber } | { textable: false; reason: UntextableReason }

/**
 * Whether a caller's number can be answered by text at all, from its digits alone (the line type is another question).
 * `withheld`: a word or a keypad spelling in place of a number, or nothing; `not_nanp`: outside the United States and Canada,
 * Caribbean +1 numbers included; `own_number`: one of ours, which would be a loop; `invalid`: a +1 number that cannot exist.
 * @param ownNumbers every number of the tenant, E.164
 */
export function textability(from: string, ownNumbers: readonly string[]): Textability {
  const text = from.trim()
  if (isWithheld(text)) return { textable: false, reason: 'withheld' }
  const number = parsePhoneNumber(text)
  if (number === null) return { textable: false, reason: 'invalid' }
  if (ownNumbers.includes(number)) return { textable: false, reason: 'own_number' }
  if (!number.startsWith('+1')) return { textable: false, reason: 'not_nanp' }
  if (!isNanp(number)) return { textable: false, reason: 'invalid' }
  const areaCode = number.slice(2, 5)
  if (areaCode === PREMIUM_AREA_CODE) return { textable: false, reason: 'premium' }
  if (isTollFree(areaCode)) return { textable: false, reason: 'toll_free' }
  if (REFUSED_AREA_CODES.has(areaCode)) return { textable: false, reason: 'not_nanp' }
  return { textable: true, number }
}

/** True when the caller's number was kept back, in any spelling seen on the telephone network. */
export function isWithheld(from: string): boolean {
  const text = from.trim()
  // A SIP address or a plain word: RFC 3323 (2002) prescribes anonymous@anonymous.invalid.
  if (text === '' || /[a-z]/i.test(text)) return true
  return KEYPAD_SPELLINGS.has(text.replace(/^\+/, ''))
}

/** +1, an area code that begins with 2 to 9 and is no N11 service code, an exchange that begins with 2 to 9, and four digits. */
function isNanp(number: string): boolean {
  return /^\+1(?!.11)[2-9]\d\d[2-9]\d{6}$/.test(number)
}

/** Pay-per-call numbers. */
const PREMIUM_AREA_CODE = '900'

/** Words for "no number" typed on a telephone keypad, as carriers send them to Twilio (list seen in public Twilio code, spellings checked 2026-11-22). */
const KEYPAD_SPELLINGS: ReadonlySet<string> = new Set([
  '266696687', // ANONYMOUS
  '7378742833', // RESTRICTED
  '2562533', // BLOCKED
  '8656696', // UNKNOWN
  '86282452253', // UNAVAILABLE
])
