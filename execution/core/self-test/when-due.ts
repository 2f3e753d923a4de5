import { addDays, localTime, toInstant } from '#core/hours/local-time.ts'
import { HOUR_MS, MINUTE_MS, plus, SECOND_MS, type Instant } from '#core/values/instant.ts'

/** The hour of the daily test, minutes of the business's own wall clock: before the first calls, while there is time to mend. */
export const TEST_MINUTE_OF_DAY = 6 * 60

/** Businesses are spread over so long, so that a thousand do not ask the carrier in one second. */
export const SPREAD_MS = 20 * MINUTE_MS

/** A test that could not ask somebody is repeated after this: within the hour. */
export const ASK_AGAIN_MS = 20 * MINUTE_MS

/** A failed connection to our own address is confirmed or cleared this soon. */
export const CONFIRM_MS = 3 * MINUTE_MS

/** A test older than this is told as old. A day, and room for a late one. */
export const STALE_MS = 26 * HOUR_MS

/** The newest morning of this business, at or before `at`, at which it is tested. Clock changes move nothing: it is the wall clock that counts. */
export function morningBefore(at: Instant, tenantId: string, zone: string, tzdata: string): Instant {
  const { isoDate } = localTime(at, zone, tzdata)
  const today = morningOf(isoDate, tenantId, zone, tzdata)
  return today <= at ? today : morningOf(addDays(isoDate, -1), tenantId, zone, tzdata)
}

/** The next such morning after `at`. */
export function morningAfter(at: Instant, tenantId: string, zone: string, tzdata: string): Instant {
  const { isoDate } = localTime(at, zone, tzdata)
  const today = morningOf(isoDate, tenantId, zone, tzdata)
  return today > at ? today : morningOf(addDays(isoDate, 1), tenantId, zone, tzdata)
}

function morningOf(isoDate: string, tenantId: string, zone: string, tzdata: string): Instant {
  return plus(toInstant({ isoDate, minuteOfDay: TEST_MINUTE_OF_DAY }, zone, tzdata), spreadOf(tenantId))
}

/** The same for a business on every day, in whole seconds. FNV-1a: even enough, and no package. */
export function spreadOf(tenantId: string): number {
  let hash = 0x811c9dc5
  for (let place = 0; place < tenantId.length; place += 1) hash = Math.imul(hash ^ tenantId.charCodeAt(place), 0x01000193) >>> 0
  return (hash % (SPREAD_MS / SECOND_MS)) * SECOND_MS
}
