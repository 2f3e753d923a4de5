import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { instant, plus, type Instant } from '#core/values/instant.ts'
import type { Clock } from '#ports/clock.ts'

export type LabClock = Clock & {
  /** Moves the lab on to `at`. Never back: limits, redial windows and waiting texts reckon with time that only grows. */
  jumpTo(at: Instant): void
  /** How far the lab is ahead of the machine, milliseconds. */
  aheadMs(): number
}

/**
 * The machine's clock and an offset. The offset is kept in `file`, because what was written down ahead of time would otherwise lie in the future
 * of the next start; null keeps it in memory only.
 */
export function openLabClock(clock: Clock, file: string | null): LabClock {
  let aheadMs = file === null ? 0 : readAhead(file)
  const now = () => plus(clock.now(), aheadMs)
  return {
    now,
    after: (delayMs, run) => clock.after(delayMs, run),
    tzdata: clock.tzdata,
    aheadMs: () => aheadMs,
    jumpTo(at) {
      aheadMs += Math.max(0, at - now())
      if (file !== null) writeFileSync(file, JSON.stringify({ aheadMs }))
    },
  }
}

/** A file that cannot be read is as none: the lab then starts at the machine's time. */
function readAhead(file: string): number {
  if (!existsSync(file)) return 0
  const text = readFileSync(file, 'utf8')
  const found = /^\{"aheadMs":(\d{1,14})\}$/.exec(text)?.[1]
  return found === undefined ? 0 : instant(Number(found))
}
