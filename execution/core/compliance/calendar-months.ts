import { instant } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'

/**
 * The same day and time of day some calendar months later, by the UTC calendar; on the last day of a month that is too short
 * (31 August and 6 months are 28 or 29 February). A policy of facts 6.1.
 */
export function addCalendarMonths(at: Instant, months: number): Instant {
  const date = new Date(at)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, lastDay))
  return instant(date.getTime())
}
