import type { Instant } from '#core/values/instant.ts'
import { localTime, toInstant } from './local-time.ts'

/** Midnight of the business's own day that holds `at`. */
export function startOfLocalDay(at: Instant, zone: string, tzdata: string): Instant {
  return toInstant({ isoDate: localTime(at, zone, tzdata).isoDate, minuteOfDay: 0 }, zone, tzdata)
}

/** Midnight of the first day of the business's own month that holds `at`; budgets run by the calendar month. */
export function startOfLocalMonth(at: Instant, zone: string, tzdata: string): Instant {
  return toInstant({ isoDate: `${localTime(at, zone, tzdata).isoDate.slice(0, 7)}-01`, minuteOfDay: 0 }, zone, tzdata)
}
