import { CODE_BYTES, CODE_LASTS_MS, digitsOf, type KeyedHash } from '#core/one-time-code.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { MINUTE_MS, type Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'

/** Stands for the digits wherever the text is written down: they follow from the installation's key and are in no table. */
export const HIDDEN_DIGITS = '******'

/** What a code shows: that this phone is in the hands of whoever typed it, and may get the alerts of this business. */
export function staffCodePurpose(tenantId: string, phone: PhoneNumber): string {
  return `alerts:${tenantId}:${phone}`
}

export function staffCodeDigits(purpose: string, madeAt: Instant, hash: KeyedHash): string {
  const random = hash(`digits|${purpose}|${madeAt}`)
  return digitsOf(Uint8Array.from({ length: CODE_BYTES }, (_, place) => Number.parseInt(random.slice(place * 2, place * 2 + 2), 16)))
}

/** The text with hidden digits. It begins with them, so that they are read in the phone's own notice, and says how to get no texts at all. */
export function staffCodeText({ name }: Pick<TenantPolicy, 'name'>): string {
  return `${HIDDEN_DIGITS} is your code to get the alerts of ${name} on this phone. It is good for ${CODE_LASTS_MS / MINUTE_MS} minutes. Msg & data rates may apply. Reply STOP to get no texts.`
}

/** The text as it leaves. */
export function withDigits(text: string, digits: string): string {
  return text.replace(HIDDEN_DIGITS, digits)
}
