import { offsetMs } from '#core/hours/local-time.ts'
import { nextOfMode } from '#core/hours/next-of-mode.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { DAY_MS, instant, MINUTE_MS, plus, type Instant } from '#core/values/instant.ts'
import type { LabChoice } from '#ports/lab.ts'

export const JUMPS: readonly LabChoice[] = [
  { id: 'day', words: 'Day' },
  { id: 'evening', words: 'Evening' },
  { id: 'night', words: 'Night' },
  { id: 'hour', words: 'An hour on' },
  { id: 'clock-change', words: 'Clock change' },
]

/** Somebody who jumps to the change of the clocks wants to see it come. */
const BEFORE_CHANGE_MS = 2 * MINUTE_MS
/** Every zone that changes its clocks does so within a year. */
const CHANGE_SEARCH_DAYS = 370

/** The instant that a jump leads to; null when this business never has such a time. */
export function jumpTarget(id: string, policy: TenantPolicy, at: Instant, tzdata: string): Instant | null {
  if (id === 'hour') return plus(at, 60 * MINUTE_MS)
  if (id === 'clock-change') return beforeClockChange(policy.timezone, at, tzdata)
  return id === 'day' || id === 'evening' || id === 'night' ? nextOfMode(id, policy.hours, policy.timezone, at, tzdata) : null
}

/** A little before the next minute at which the zone's clocks are set forward or back. */
function beforeClockChange(zone: string, at: Instant, tzdata: string): Instant | null {
  const start = plus(at, 2 * BEFORE_CHANGE_MS)
  const offset = offsetMs(start, zone, tzdata)
  for (let day = 1; day <= CHANGE_SEARCH_DAYS; day += 1) {
    if (offsetMs(plus(start, day * DAY_MS), zone, tzdata) === offset) continue
    let [before, after] = [start + (day - 1) * DAY_MS, start + day * DAY_MS]
    while (after - before > MINUTE_MS) {
      const middle = before + Math.floor((after - before) / (2 * MINUTE_MS)) * MINUTE_MS
      if (middle === before) break
      if (offsetMs(instant(middle), zone, tzdata) === offset) before = middle
      else after = middle
    }
    return instant(after - BEFORE_CHANGE_MS)
  }
  return null
}
