import { addDays, localTime, toInstant, weekdayOf } from '#core/hours/local-time.ts'
import type { Weekday } from '#core/hours/local-time.ts'
import { MINUTE_MS, plus } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import type { CandidateZone } from './area-code-zones.ts'
import { isHoliday } from './holidays.ts'
import type { HolidayRule } from './holidays.ts'
import type { RecipientPlace } from './recipient-place.ts'
import type { DayWindow, WindowRegion, WindowRow } from './windows.ts'

/** A send must not start this shortly before a window's end: carriers queue, and the arrival is what counts (facts 4.2). */
const START_MARGIN_MS = 5 * MINUTE_MS

/** No run of closed days is longer; past this the answer is that no window comes. */
const WINDOW_SEARCH_DAYS = 14

export type HoursRules = {
  tzdata: string
  windows: ReadonlyMap<WindowRegion, WindowRow>
  holidays: readonly HolidayRule[]
  /** The business's own narrower window, minutes of the recipient's clock. */
  narrowTo: { start: number; end: number } | null
  /** Dates on which regions that close on holidays close too. */
  extraHolidays: readonly string[]
}

/** The legal hours at one instant: inside the window of every region of the place, by the clock of every candidate zone. */
function isAllowed(at: Instant, place: RecipientPlace, rules: HoursRules): boolean {
  return firstClosed(at, place, rules) === null
}

/** The first region whose window is closed at `at`, with the zone in which it is; null when all are open. */
export function firstClosed(at: Instant, place: RecipientPlace, rules: HoursRules): { region: WindowRegion; zone: string } | null {
  for (const zone of place.zones) {
    const local = localTime(at, zone.zone, rules.tzdata)
    if (!counts(zone, local.month)) continue
    for (const region of place.regions) {
      const window = windowOn(region, local.isoDate, local.weekday, rules)
      if (window === null || local.minuteOfDay < window.start || local.minuteOfDay >= window.end) return { region, zone: zone.zone }
    }
  }
  return null
}

/** Whether a send may start: the hours hold now and through the margin. Windows are longer apart than the margin, so both ends suffice. */
function mayStart(at: Instant, place: RecipientPlace, rules: HoursRules): boolean {
  return isAllowed(at, place, rules) && isAllowed(plus(at, START_MARGIN_MS), place, rules)
}

/**
 * The earliest instant from `at` to `latest` at which a send may start; null when there is none, or none within `WINDOW_SEARCH_DAYS`.
 * Each zone and region pushes the instant forward to its own next opening until none does: the first instant on which all agree.
 */
export function earliestStart(at: Instant, latest: number, place: RecipientPlace, rules: HoursRules): Instant | null {
  if (at > latest) return null
  if (mayStart(at, place, rules)) return at
  const end = Math.min(latest, plus(at, WINDOW_SEARCH_DAYS * 24 * 60 * MINUTE_MS))
  let found = at
  for (let moved = true; moved;) {
    moved = false
    for (const zone of place.zones) {
      for (const region of place.regions) {
        const next = nextOpening(found, zone, region, rules)
        if (next === null || next > end) return null
        if (next > found) {
          found = next
          moved = true
        }
      }
    }
  }
  return found
}

/** The earliest instant from `at` on at which one region's window, in one zone, lets a send start. */
function nextOpening(at: Instant, zone: CandidateZone, region: WindowRegion, rules: HoursRules): Instant | null {
  const local = localTime(at, zone.zone, rules.tzdata)
  if (!counts(zone, local.month)) return at
  for (let day = 0; day <= WINDOW_SEARCH_DAYS; day++) {
    const isoDate = day === 0 ? local.isoDate : addDays(local.isoDate, day)
    if (!counts(zone, Number(isoDate.slice(5, 7)))) return toInstant({ isoDate, minuteOfDay: 0 }, zone.zone, rules.tzdata)
    const window = windowOn(region, isoDate, weekdayOf(isoDate), rules)
    if (window === null) continue
    const start = toInstant({ isoDate, minuteOfDay: window.start }, zone.zone, rules.tzdata)
    const end = toInstant({ isoDate, minuteOfDay: window.end }, zone.zone, rules.tzdata)
    const first = start > at ? start : at
    if (first + START_MARGIN_MS < end) return first
  }
  return null
}

/** The window of a region on a local date, the business's own narrowing included. A region without a row is closed. */
export function windowOn(region: WindowRegion, isoDate: string, weekday: Weekday, rules: HoursRules): DayWindow {
  const row = rules.windows.get(region)
  if (row === undefined) return null
  const closesOnHolidays = row.holidays === 'none'
  if (closesOnHolidays && (isHoliday(isoDate, rules.holidays) || rules.extraHolidays.includes(isoDate))) return null
  const window = weekday === 'sat' ? row.saturday : weekday === 'sun' ? row.sunday : row.weekday
  if (window === null || rules.narrowTo === null) return window
  const start = Math.max(window.start, rules.narrowTo.start)
  const end = Math.min(window.end, rules.narrowTo.end)
  return start < end ? { start, end } : null
}

/** A zone that is only possible in winter counts from 1 November to 31 March, both included. */
function counts(zone: CandidateZone, month: number): boolean {
  return zone.season === 'always' || month >= 11 || month <= 3
}
