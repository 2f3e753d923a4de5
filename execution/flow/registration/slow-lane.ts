import { plus, SECOND_MS, type Instant } from '#core/values/instant.ts'
import type { Clock } from '#ports/clock.ts'

/** Brand and campaign endpoints take one request a second (public code, 2026; facts 12.2); a little more keeps clocks from mattering. */
export const SLOW_GAP_MS = SECOND_MS + 100

export type SlowLane = {
  /** Resolves when the next request may leave. Everyone in the process waits in the order of asking. */
  turn(): Promise<void>
}

/** Spaces the requests of all tenants of this process. Another process (the command line) has its own lane; the carrier's 429 is heard by both. */
export function slowLane(clock: Clock): SlowLane {
  let free: Instant | null = null
  return {
    async turn() {
      const now = clock.now()
      const mine = free === null || free <= now ? now : free
      free = plus(mine, SLOW_GAP_MS)
      if (mine > now) await new Promise<void>((resolve) => void clock.after(mine - now, resolve))
    },
  }
}
