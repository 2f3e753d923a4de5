import type { BusinessHours } from '#core/hours/business-hours.ts'
import { addDays, localTime, toInstant } from '#core/hours/local-time.ts'
import { modeAt, nextModeChange } from '#core/hours/mode-at.ts'
import { DAY_MS, MINUTE_MS, type Instant, plus } from '#core/values/instant.ts'
import { type Booking, type BookingSettings, GRID_MINUTES, type Interval, takesTime } from './booking.ts'

/** What is free is worked out from these alone. */
export type Diary = {
  settings: BookingSettings
  hours: BusinessHours
  timezone: string
  tzdata: string
  /** Dates (`YYYY-MM-DD`, the business's own) on which nothing is given out. */
  closedDays: readonly string[]
  bookings: readonly Booking[]
  /** Appointments of the owner's other calendar; each takes one van. */
  busy: readonly Interval[]
}

export type Slot = Interval & {
  /** Visits that still fit into it. */
  free: number
}

/** No list is longer; two weeks of two-hour visits are about 60. */
const SLOTS_MAX = 500

/**
 * The slots that can be given out at `at`, earliest first: inside day hours, far enough ahead, not on a closed day, and with a van
 * free for the visit and the way to the next. Visits follow one another from the start of each stretch of day hours.
 */
export function openSlots(diary: Diary, at: Instant): Slot[] {
  const { settings, timezone, tzdata } = diary
  const earliest = plus(at, settings.noticeMinutes * MINUTE_MS)
  const today = localTime(at, timezone, tzdata).isoDate
  const slots: Slot[] = []
  for (let day = 0; day <= settings.daysAhead && slots.length < SLOTS_MAX; day++) {
    const isoDate = addDays(today, day)
    if (diary.closedDays.includes(isoDate)) continue
    for (const stretch of dayStretches(diary, isoDate)) slots.push(...slotsWithin(diary, stretch, earliest, at))
  }
  return slots.slice(0, SLOTS_MAX)
}

/**
 * True when this visit can be given out: the question that is asked once more in the transaction that writes it. `ignoring` is the
 * booking that is being moved or confirmed, which does not stand in its own way. Hours are not asked about: an owner may book any time.
 */
export function isFree(diary: Diary, visit: Interval, at: Instant, ignoring: string | null): boolean {
  const others = diary.bookings.filter((booking) => booking.id !== ignoring)
  return freeVans({ ...diary, bookings: others }, visit, at) > 0
}

/** Stretches of day mode that begin on this date of the business. */
function dayStretches({ hours, timezone, tzdata }: Diary, isoDate: string): Interval[] {
  const midnight = toInstant({ isoDate, minuteOfDay: 0 }, timezone, tzdata)
  const nextMidnight = toInstant({ isoDate: addDays(isoDate, 1), minuteOfDay: 0 }, timezone, tzdata)
  const stretches: Interval[] = []
  let from = midnight
  while (from < nextMidnight) {
    const change = nextModeChange(hours, timezone, from, tzdata)
    const until = change === null || change > nextMidnight ? nextMidnight : change
    if (modeAt(hours, timezone, from, tzdata) === 'day') stretches.push({ start: from, end: until })
    from = until
  }
  return stretches
}

function slotsWithin(diary: Diary, stretch: Interval, earliest: Instant, at: Instant): Slot[] {
  const { visitMinutes, travelMinutes } = diary.settings
  const visitMs = visitMinutes * MINUTE_MS
  const stepMs = Math.ceil((visitMinutes + travelMinutes) / GRID_MINUTES) * GRID_MINUTES * MINUTE_MS
  const slots: Slot[] = []
  for (let start = stretch.start; start + visitMs <= stretch.end; start = plus(start, stepMs)) {
    if (start < earliest) continue
    const visit = { start, end: plus(start, visitMs) }
    const free = freeVans(diary, visit, at)
    if (free > 0) slots.push({ ...visit, free })
  }
  return slots
}

/** Vans that nobody else needs during the visit and the ways before and after it. */
function freeVans({ settings, bookings, busy }: Diary, visit: Interval, at: Instant): number {
  const taken = [...bookings.filter((booking) => takesTime(booking, at)), ...busy]
  return settings.capacity - mostAtOnce(taken, visit, settings.travelMinutes * MINUTE_MS)
}

/** The largest number of others that are under way at one instant of the visit, each with its way to the next. */
function mostAtOnce(others: readonly Interval[], visit: Interval, travelMs: number): number {
  const wholeEnd = visit.end + travelMs
  const touching = others.filter((other) => other.start < wholeEnd && other.end + travelMs > visit.start)
  const changes = touching.flatMap((other) => [
    { at: Math.max(other.start, visit.start), by: 1 },
    { at: Math.min(other.end + travelMs, wholeEnd), by: -1 },
  ])
  let now = 0
  let most = 0
  // At the same instant one leaves before the next comes.
  for (const change of changes.toSorted((a, b) => a.at - b.at || a.by - b.by)) most = Math.max(most, (now += change.by))
  return most
}

/** How far back bookings and busy stretches must be read to answer `openSlots`. */
export function diaryWindow({ daysAhead }: BookingSettings, at: Instant): Interval {
  return { start: plus(at, -DAY_MS), end: plus(at, (daysAhead + 2) * DAY_MS) }
}
