import { DAY_MS, instant, MINUTE_MS } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import { ZONE_OVERRIDES } from './zone-overrides.ts'
import type { ZoneOverride } from './zone-overrides.ts'

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** What a clock and a calendar on a wall in some zone show. */
export type LocalTime = {
  year: number
  /** 1 to 12. */
  month: number
  day: number
  weekday: Weekday
  hour: number
  minute: number
  second: number
  /** Minutes of the wall clock since midnight, 0 to 1439, also on a day with 23 or 25 hours. */
  minuteOfDay: number
  /** `YYYY-MM-DD`. */
  isoDate: string
  /** Minutes east of UTC: -300 in New York in winter. */
  offsetMinutes: number
}

/** A wall clock without a zone. `minuteOfDay` may be 1440, the midnight that ends the day. */
type WallClock = { isoDate: string; minuteOfDay: number }

/**
 * The wall clock at `at` in an IANA zone. The one way from an instant to local time: Canada's changes of 2026 are put before
 * the runtime's zone data where that data is older. Throws a RangeError for a zone the runtime does not know.
 * @param tzdata the runtime's zone-data release, such as `2026c`; an empty text counts as older than any
 */
export function localTime(at: Instant, zone: string, tzdata: string): LocalTime {
  const offset = offsetMs(at, zone, tzdata)
  const wall = new Date(at + offset)
  const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth() + 1, wall.getUTCDate()]
  const [hour, minute] = [wall.getUTCHours(), wall.getUTCMinutes()]
  return {
    year,
    month,
    day,
    weekday: WEEKDAYS[wall.getUTCDay()] ?? 'sun',
    hour,
    minute,
    second: wall.getUTCSeconds(),
    minuteOfDay: hour * 60 + minute,
    isoDate: isoDateOf(year, month, day),
    offsetMinutes: offset / MINUTE_MS,
  }
}

/**
 * The instant at which a wall clock in the zone shows the given time. A time skipped in spring moves forward by the gap
 * (02:30 becomes 03:30); of a time that comes twice in autumn the earlier is taken. The same choice as Temporal's `compatible`.
 */
export function toInstant(wall: WallClock, zone: string, tzdata: string): Instant {
  const wallMs = Date.parse(wall.isoDate) + wall.minuteOfDay * MINUTE_MS
  const before = offsetMs(instant(wallMs - DAY_MS), zone, tzdata)
  const after = offsetMs(instant(wallMs + DAY_MS), zone, tzdata)
  const early = instant(wallMs - Math.max(before, after))
  const late = instant(wallMs - Math.min(before, after))
  if (offsetMs(early, zone, tzdata) === wallMs - early) return early
  if (offsetMs(late, zone, tzdata) === wallMs - late) return late
  // Skipped: read with the offset from before the jump, which lands as far behind the gap as the time was inside it.
  return instant(wallMs - before)
}

/** Minutes and seconds east of UTC in milliseconds, at `at`, overrides included. */
export function offsetMs(at: Instant, zone: string, tzdata: string): number {
  const clock = zoneClock(zone)
  const override = clock.override
  if (override !== null && tzdata < override.since && at >= override.from) return override.offsetMinutes * MINUTE_MS
  return runtimeOffsetMs(clock, at)
}

/** True for a name of an IANA zone that the runtime knows; plain offsets such as `+05:30` are not names. */
export function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    zoneClock(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** `2026-11-22` and a number of days make another such date. */
export function addDays(isoDate: string, days: number): string {
  const date = new Date(Date.parse(isoDate) + days * DAY_MS)
  return isoDateOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

/** The weekday of a date written `YYYY-MM-DD`. */
export function weekdayOf(isoDate: string): Weekday {
  return WEEKDAYS[new Date(Date.parse(isoDate)).getUTCDay()] ?? 'sun'
}

function isoDateOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
}

/** What is remembered of a zone. The runtime's data does not change while it runs, so remembering keeps the function pure to its callers. */
type ZoneClock = {
  format: Intl.DateTimeFormat
  override: ZoneOverride | null
  /** UTC day number to the offset that holds all that day, or null on a day with a change. */
  offsetOfDay: Map<number, number | null>
}

const CLOCKS_MAX = 700
const DAYS_PER_CLOCK_MAX = 800
const clocks = new Map<string, ZoneClock>()

function zoneClock(zone: string): ZoneClock {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const clock: ZoneClock = {
    format: new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
    override: overrideOf(zone),
    offsetOfDay: new Map(),
  }
  if (clocks.size >= CLOCKS_MAX) clocks.clear()
  clocks.set(zone, clock)
  return clock
}

/** Zone names compare without regard to case, as in the runtime. */
function overrideOf(zone: string): ZoneOverride | null {
  const name = zone.toLowerCase()
  return ZONE_OVERRIDES.find((row) => row.names.some((candidate) => candidate.toLowerCase() === name)) ?? null
}

function runtimeOffsetMs(clock: ZoneClock, at: Instant): number {
  const dayNumber = Math.floor(at / DAY_MS)
  const known = clock.offsetOfDay.get(dayNumber)
  if (known !== undefined) return known ?? formattedOffsetMs(clock.format, at)
  const first = formattedOffsetMs(clock.format, dayNumber * DAY_MS)
  const last = formattedOffsetMs(clock.format, (dayNumber + 1) * DAY_MS - 1)
  if (clock.offsetOfDay.size >= DAYS_PER_CLOCK_MAX) clock.offsetOfDay.clear()
  clock.offsetOfDay.set(dayNumber, first === last ? first : null)
  return first === last ? first : formattedOffsetMs(clock.format, at)
}

function formattedOffsetMs(format: Intl.DateTimeFormat, epochMs: number): number {
  const shown = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 }
  for (const part of format.formatToParts(epochMs)) {
    if (part.type in shown) shown[part.type as keyof typeof shown] = Number(part.value) // `in` has just shown that the key exists
  }
  const wallMs = Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second)
  return wallMs - Math.floor(epochMs / 1000) * 1000
}
