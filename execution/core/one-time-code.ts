import { HOUR_MS, MINUTE_MS, plus, type Instant } from '#core/values/instant.ts'

/** Six digits: short enough to type from a phone, and a guesser has `TRIES_MAX` in a million. */
export const CODE_DIGITS = 6

/** A code that was texted is good for so long. */
export const CODE_LASTS_MS = 10 * MINUTE_MS

/** Wrong answers that a code survives; the next one ends it. */
export const TRIES_MAX = 5

/** Codes that one phone may ask for in an hour: more is somebody who is being bothered, or bills somebody else. */
export const CODES_PER_HOUR = 3

/** Random bytes that a code is made of; 64 bits leave the six digits even to one part in ten million million. */
export const CODE_BYTES = 8

/** A keyed hash (HMAC-SHA-256, hexadecimal). An argument, because the core holds no key; without one a million digits are hashed in a second. */
export type KeyedHash = (text: string) => string

/** What is kept of a code: never its digits. `purpose` binds it to what it was made for, such as `alerts:t_ace:+12175550101`. */
export type OneTimeCode = { hash: string; purpose: string; madeAt: Instant; wrongTries: number }

/** The digits that `CODE_BYTES` random bytes give. Throws a `RangeError` for fewer: a code from nothing would be the same for everybody. */
export function digitsOf(random: Uint8Array): string {
  if (random.length < CODE_BYTES) throw new RangeError(`a code is made of ${CODE_BYTES} random bytes, not ${random.length}`)
  let number = 0n
  for (const byte of random.subarray(0, CODE_BYTES)) number = number * 256n + BigInt(byte)
  return String(number % 10n ** BigInt(CODE_DIGITS)).padStart(CODE_DIGITS, '0')
}

/** What to keep of a code that is about to be sent. */
export function keepCode(digits: string, purpose: string, madeAt: Instant, hash: KeyedHash): OneTimeCode {
  return { hash: hashed(digits, purpose, madeAt, hash), purpose, madeAt, wrongTries: 0 }
}

export type CodeVerdict = 'right' | 'wrong' | 'expired' | 'used_up' | 'none'

/**
 * Checks what somebody has typed. `kept` is to be written back in the same transaction: null after a right answer (a code is good once), with one more try
 * after a wrong one. Spaces and hyphens in what was typed do not count.
 */
export function checkCode(
  kept: OneTimeCode | null,
  typed: string,
  purpose: string,
  at: Instant,
  hash: KeyedHash,
): { verdict: CodeVerdict; kept: OneTimeCode | null } {
  if (kept === null || kept.purpose !== purpose) return { verdict: 'none', kept }
  if (kept.wrongTries >= TRIES_MAX) return { verdict: 'used_up', kept }
  if (at < kept.madeAt || at - kept.madeAt > CODE_LASTS_MS) return { verdict: 'expired', kept }
  // The compared values are keyed hashes, so how long a comparison takes tells nothing of the digits.
  if (hashed(typed.replaceAll(/[\s-]/g, ''), purpose, kept.madeAt, hash) === kept.hash) return { verdict: 'right', kept: null }
  return { verdict: 'wrong', kept: { ...kept, wrongTries: kept.wrongTries + 1 } }
}

/** When this phone may ask for the next code: `at` itself within the limit. `askedAt` are the earlier requests, in any order. */
export function nextCodeAt(askedAt: readonly Instant[], at: Instant): Instant {
  const counted = askedAt.filter((asked) => at - asked < HOUR_MS).toSorted((a, b) => b - a)
  const blocking = counted[CODES_PER_HOUR - 1]
  return blocking === undefined ? at : plus(blocking, HOUR_MS)
}

function hashed(digits: string, purpose: string, madeAt: Instant, hash: KeyedHash): string {
  return hash(`one-time-code|${purpose}|${madeAt}|${digits}`)
}
