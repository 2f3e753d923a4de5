import { CODE_BYTES, CODE_LASTS_MS, digitsOf, type KeyedHash } from '#core/one-time-code.ts'
import { MINUTE_MS, type Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'

/** Stands for a phone number among the codes: without the installation's key nobody can tell whose it is. */
export function personOf(phone: PhoneNumber, hash: KeyedHash): string {
  return hash(`sign-in|person|${phone}`)
}

/** What a code is for; a code for anything else does not open the door. */
export function signInPurpose(person: string): string {
  return `sign-in:${person}`
}

/** The digits follow from the installation's key, the person and the instant, so that they are stored nowhere, also not in the row that sends them. */
export function signInDigits(person: string, madeAt: Instant, hash: KeyedHash): string {
  const random = hash(`sign-in|digits|${person}|${madeAt}`).slice(0, CODE_BYTES * 2)
  return digitsOf(Uint8Array.from({ length: CODE_BYTES }, (_, place) => Number.parseInt(random.slice(place * 2, place * 2 + 2), 16)))
}

/** The text of a code. It begins with the digits, so that they are read in the phone's own notice. */
export function signInText(digits: string, businessName: string): string {
  return `${digits} is your sign-in code for ${businessName}. It works once, for ${CODE_LASTS_MS / MINUTE_MS} minutes. Nobody from us will ever ask you for it.`
}
