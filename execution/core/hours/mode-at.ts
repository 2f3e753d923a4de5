import { DAY_MS, instant, MINUTE_MS } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import { minuteOf, MINUTES_PER_DAY } from './business-hours.ts'
import type { BusinessHours, HoursException, HoursMode, HoursRange } from './business-hours.ts'
import { addDays, localTime, offsetMs, weekdayOf } from './local-time.ts'

/** How far `nextModeChange` looks: every exception a year ahead is found. */
const MODE_SEARCH_DAYS = 400

/**
 * The mode at `at` by the business's wall clock. An exception replaces its whole date: also the tail of a range that began
 * the evening before stops at its midnight. A range of the exception that runs past midnight goes on into an ordinary next date.
 * Where ranges overlap, which `checkBusinessHours` reports, the date's own come first, then the order of writing.
 */
export function modeAt(hours: BusinessHours, zone: string, at: Instant, tzdata: string): HoursMode {
  const local = localTime(at, zone, tzdata)
  return modeOfMinute(spansOfDate(hours, local.isoDate), local.minuteOfDay)
}

/**
 * The first instant after `at` at which the mode is another than at `at`; exact to the minute on the days of a clock change too.
 * Null when nothing changes within `MODE_SEARCH_DAYS`, as with `{}`.
 */
export function nextModeChange(hours: BusinessHours, zone: string, at: Instant, tzdata: string): Instant | null {
  const start = localTime(at, zone, tzdata)
  const mode = modeOfMinute(spansOfDate(hours, start.isoDate), start.minuteOfDay)
  if (!hasRanges(hours) && mode === 'night') return null
  for (let day = 0; day <= MODE_SEARCH_DAYS; day++) {
    const isoDate = addDays(start.isoDate, day)
    const spans = spansOfDate(hours, isoDate)
    if (isWholly(spans, mode)) continue
    const change = firstChangeOfDate({ hours, zone, tzdata, isoDate, spans, at, mode })
    if (change !== null) return change
  }
  return null
}

/** Part of one date in one mode: minutes of the wall clock, end not included. What no span covers is the date's `rest`. */
type Span = { start: number; end: number; mode: HoursMode }
type DateSpans = { spans: readonly Span[]; rest: HoursMode }

const ALL_NIGHT: DateSpans = { spans: [], rest: 'night' }

function spansOfDate(hours: BusinessHours, isoDate: string): DateSpans {
  const exception = exceptionOn(hours, isoDate)
  if (exception !== null) return { spans: ownSpans(exception.ranges ?? []), rest: exception.mode ?? 'night' }
  const own = hours.week?.[weekdayOf(isoDate)] ?? []
  const dayBefore = addDays(isoDate, -1)
  const earlier = exceptionOn(hours, dayBefore)
  const tails = tailSpans(earlier === null ? (hours.week?.[weekdayOf(dayBefore)] ?? []) : (earlier.ranges ?? []))
  if (own.length === 0 && tails.length === 0) return ALL_NIGHT
  return { spans: [...ownSpans(own), ...tails], rest: 'night' }
}

function exceptionOn(hours: BusinessHours, isoDate: string): HoursException | null {
  return hours.exceptions?.find((exception) => exception.date === isoDate) ?? null
}

/** The part of each range that lies on the date it begins on. */
function ownSpans(ranges: readonly HoursRange[]): Span[] {
  return ranges.map((range) => {
    const start = minuteOf(range.from)
    const end = minuteOf(range.to)
    return { start, end: end <= start ? MINUTES_PER_DAY : end, mode: range.mode }
  })
}

/** The part of each range that runs past midnight, on the date after. */
function tailSpans(ranges: readonly HoursRange[]): Span[] {
  return ranges
    .map((range) => ({ start: 0, end: minuteOf(range.to), mode: range.mode, from: minuteOf(range.from) }))
    .filter((tail) => tail.end <= tail.from && tail.end > 0)
    .map(({ start, end, mode }) => ({ start, end, mode }))
}

function modeOfMinute(date: DateSpans, minute: number): HoursMode {
  for (const span of date.spans) if (span.start <= minute && minute < span.end) return span.mode
  return date.rest
}

function isWholly(date: DateSpans, mode: HoursMode): boolean {
  return date.rest === mode && date.spans.every((span) => span.mode === mode)
}

function hasRanges(hours: BusinessHours): boolean {
  return (hours.exceptions?.length ?? 0) > 0 || Object.values(hours.week ?? {}).some((ranges) => ranges.length > 0)
}

/**
 * The mode can only change when the wall clock passes a boundary of the date, or when the clock itself jumps. Every such instant
 * is tried in order; with two offsets on a date a boundary may come twice or not at all, so both readings are candidates.
 */
function firstChangeOfDate(search: {
  hours: BusinessHours
  zone: string
  tzdata: string
  isoDate: string
  spans: DateSpans
  at: Instant
  mode: HoursMode
}): Instant | null {
  const { hours, zone, tzdata, isoDate, spans, at, mode } = search
  const midnightMs = Date.parse(isoDate)
  const before = instant(midnightMs - offsetMs(instant(midnightMs - DAY_MS), zone, tzdata))
  const after = instant(midnightMs + DAY_MS - offsetMs(instant(midnightMs + 2 * DAY_MS), zone, tzdata))
  const offsets = new Set([offsetMs(before, zone, tzdata), offsetMs(after, zone, tzdata)])
  const minutes = new Set([0, ...spans.spans.flatMap((span) => [span.start, span.end])])
  const candidates = [...minutes].flatMap((minute) => [...offsets].map((offset) => midnightMs + minute * MINUTE_MS - offset))
  if (offsets.size > 1) candidates.push(clockJump(before, after, zone, tzdata))
  for (const candidate of candidates.toSorted((a, b) => a - b)) {
    const reading = instant(candidate)
    // Read with the other offset, the end of the date lies an hour into the next one, whose own boundaries come first.
    if (reading <= at || localTime(reading, zone, tzdata).isoDate !== isoDate) continue
    if (modeAt(hours, zone, reading, tzdata) !== mode) return reading
  }
  return null
}

/** The first minute in (early, late] that has another offset than `early`, found by halving. */
function clockJump(early: Instant, late: Instant, zone: string, tzdata: string): Instant {
  const offset = offsetMs(early, zone, tzdata)
  let same = Math.floor(early / MINUTE_MS)
  let other = Math.ceil(late / MINUTE_MS)
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2)
    if (offsetMs(instant(middle * MINUTE_MS), zone, tzdata) === offset) same = middle
    else other = middle
  }
  return instant(other * MINUTE_MS)
}
