import { createHmac } from 'node:crypto'
import type { KeyedHash } from '#core/one-time-code.ts'

/** The uses of keyed hashes, each written once. */
export const SIGN_IN = 'sign-in'

/** HMAC-SHA-256 with the installation's secret key, in hexadecimal. `use` keeps the hashes of one use from being worth anything in another. */
export function keyedHash(secretKey: Uint8Array, use: string): KeyedHash {
  return (text) => createHmac('sha256', secretKey).update(`${use}|${text}`, 'utf8').digest('hex')
}
