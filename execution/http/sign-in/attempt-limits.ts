import { HOUR_MS, MINUTE_MS } from '#core/values/instant.ts'
import type { Clock } from '#ports/clock.ts'
import { ApiProblem } from '../errors.ts'

/** How often one address may try, and all addresses together: a guesser with many addresses meets the second. Generous enough for an office behind one. */
const LIMITS = {
  code: { perAddress: 30, inAll: 1_000, windowMs: HOUR_MS },
  'code-check': { perAddress: 30, inAll: 1_000, windowMs: 15 * MINUTE_MS },
  password: { perAddress: 10, inAll: 50, windowMs: 15 * MINUTE_MS },
  passkey: { perAddress: 30, inAll: 1_000, windowMs: 15 * MINUTE_MS },
  link: { perAddress: 30, inAll: 1_000, windowMs: 15 * MINUTE_MS },
} as const

export type Attempt = keyof typeof LIMITS

/** More addresses than this in one window: the oldest are forgotten; the limit in all holds on. */
const ADDRESSES_MAX = 10_000

export type AttemptLimits = {
  /** Counts one try. Throws `too_many_tries` over a limit. */
  count(attempt: Attempt, address: string): void
}

type Window = { endsAt: number; tries: number }

/** In memory: a restart forgets the counts, and guessing so many restarts is harder than guessing. */
export function createAttemptLimits(clock: Pick<Clock, 'now'>): AttemptLimits {
  const windows = new Map<string, Window>()

  function isOver(key: string, max: number, windowMs: number): boolean {
    const at = clock.now()
    const known = windows.get(key)
    const current = known === undefined || known.endsAt <= at ? { endsAt: at + windowMs, tries: 0 } : known
    current.tries += 1
    if (known !== current) {
      windows.delete(key)
      windows.set(key, current)
    }
    return current.tries > max
  }

  return {
    count(attempt, address) {
      const { perAddress, inAll, windowMs } = LIMITS[attempt]
      const overAddress = isOver(`${attempt} ${address}`, perAddress, windowMs)
      const overAll = !overAddress && isOver(attempt, inAll, windowMs)
      for (const oldest of windows.keys()) {
        if (windows.size <= ADDRESSES_MAX) break
        windows.delete(oldest)
      }
      if (overAddress || overAll) throw new ApiProblem('too_many_tries')
    },
  }
}
