import { HOUR_MS, MINUTE_MS } from '#core/values/instant.ts'
import type { Clock } from '#ports/clock.ts'
import { ApiProblem } from '../errors.ts'
import { createWindowCounts } from '../window-counts.ts'

/** How often one address may try, and all addresses together: a guesser with many addresses meets the second. Generous enough for an office behind one. */
const LIMITS = {
  code: { perAddress: 30, inAll: 1_000, windowMs: HOUR_MS },
  'code-check': { perAddress: 30, inAll: 1_000, windowMs: 15 * MINUTE_MS },
  password: { perAddress: 10, inAll: 50, windowMs: 15 * MINUTE_MS },
  passkey: { perAddress: 30, inAll: 1_000, windowMs: 15 * MINUTE_MS },
  link: { perAddress: 30, inAll: 1_000, windowMs: 15 * MINUTE_MS },
} as const

export type Attempt = keyof typeof LIMITS

export type AttemptLimits = {
  /** Counts one try. Throws `too_many_tries` over a limit. */
  count(attempt: Attempt, address: string): void
}

/** In memory: a restart forgets the counts, and guessing so many restarts is harder than guessing. */
export function createAttemptLimits(clock: Pick<Clock, 'now'>): AttemptLimits {
  const counts = createWindowCounts(clock)

  return {
    count(attempt, address) {
      const { perAddress, inAll, windowMs } = LIMITS[attempt]
      const overAddress = counts.count(`${attempt} ${address}`, windowMs) > perAddress
      const overAll = !overAddress && counts.count(attempt, windowMs) > inAll
      if (overAddress || overAll) throw new ApiProblem('too_many_tries')
    },
  }
}
