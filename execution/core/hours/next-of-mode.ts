import { type Instant, MINUTE_MS, plus } from '#core/values/instant.ts'
import type { BusinessHours, HoursMode } from './business-hours.ts'
import { modeAt, nextModeChange } from './mode-at.ts'

/** Well inside a period, where nothing is about to change. */
const INTO_PERIOD_MS = 30 * MINUTE_MS
/** Changes of mode looked at: a week of ordinary hours has about twenty. */
const CHANGES_MAX = 60

/** `at` itself when it is of this mode, else a moment well inside the next such period; null when these hours never come to it. */
export function nextOfMode(mode: HoursMode, hours: BusinessHours, zone: string, at: Instant, tzdata: string): Instant | null {
  if (modeAt(hours, zone, at, tzdata) === mode) return at
  let from = at
  for (let changes = 0; changes < CHANGES_MAX; changes += 1) {
    const change = nextModeChange(hours, zone, from, tzdata)
    if (change === null) return null
    if (modeAt(hours, zone, change, tzdata) === mode) {
      const inside = plus(change, INTO_PERIOD_MS)
      return modeAt(hours, zone, inside, tzdata) === mode ? inside : change
    }
    from = change
  }
  return null
}
