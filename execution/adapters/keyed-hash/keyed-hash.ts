import { createHmac, timingSafeEqual } from 'node:crypto'
import type { KeyedHash } from '#core/one-time-code.ts'

/** The uses of keyed hashes, each written once. */
export const REGISTRATION_EVENTS = 'registration-events'
export const PHONE_CODES = 'phone-codes'
export const SIGN_IN = 'sign-in'

/** HMAC-SHA-256 with the installation's secret key, in hexadecimal. `use` keeps the hashes of one use from being worth anything in another. */
export function keyedHash(secretKey: Uint8Array, use: string): KeyedHash {
  return (text) => createHmac('sha256', secretKey).update(`${use}|${text}`, 'utf8').digest('hex')
}

/** True when both are the same; takes the same time wherever they differ. */
export function isSameHash(presented: string, expected: string): boolean {
  const [given, wanted] = [Buffer.from(presented, 'utf8'), Buffer.from(expected, 'utf8')]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
