import { instant } from '#core/values/instant.ts'
import type { Clock } from '#ports/clock.ts'

/** Longest delay that a timer of the runtime can hold, about 24.8 days. */
const TIMER_MAX_MS = 2 ** 31 - 1

/** The machine's clock. Timers do not keep the process alive. */
export function systemClock(): Clock {
  return {
    now: () => instant(Date.now()),
    after(delayMs, run) {
      const timer = setTimeout(run, Math.min(Math.max(0, delayMs), TIMER_MAX_MS))
      timer.unref()
      return () => clearTimeout(timer)
    },
    tzdata: process.versions['tz'] ?? '',
  }
}
