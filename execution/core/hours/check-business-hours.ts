import { minuteOf, MINUTES_PER_DAY } from './business-hours.ts'
import type { BusinessHours, HoursRange } from './business-hours.ts'
import { addDays, WEEKDAYS } from './local-time.ts'

/** More ranges a day or exceptions than any business has: a sign of a mistake, and a bound for every search. */
export const RANGES_PER_DAY_MAX = 24
export const EXCEPTIONS_MAX = 400

/**
 * What is wrong with a week of hours, in sentences that name the place and the fix; an empty list when all is well.
 * Takes hours of the right shape whose texts may be anything; the shape itself is the edge's work.
 */
export function checkBusinessHours(hours: BusinessHours): string[] {
  return [...weekProblems(hours), ...exceptionProblems(hours)]
}

function weekProblems(hours: BusinessHours): string[] {
  const week = hours.week ?? {}
  const unknown = Object.keys(week).filter((day) => !WEEKDAYS.some((weekday) => weekday === day))
  const problems = unknown.map((day) => `week.${day} is not a weekday; use mon, tue, wed, thu, fri, sat, sun`)
  for (const day of WEEKDAYS) problems.push(...rangesProblems(`week.${day}`, week[day] ?? []))
  if (problems.length > 0) return problems
  for (const [index, day] of WEEKDAYS.entries()) {
    const next = WEEKDAYS[(index + 1) % WEEKDAYS.length] ?? 'sun'
    problems.push(...tailProblems(`week.${day}`, week[day] ?? [], `week.${next}`, week[next] ?? []))
  }
  return problems
}

function exceptionProblems(hours: BusinessHours): string[] {
  const exceptions = hours.exceptions ?? []
  if (exceptions.length > EXCEPTIONS_MAX) return [`exceptions has ${exceptions.length} dates; keep at most ${EXCEPTIONS_MAX}`]
  const seen = new Set<string>()
  return exceptions.flatMap((exception, index) => {
    const place = `exceptions[${index}]`
    if (!isDate(exception.date)) return [`${place}.date "${exception.date}" is not a date; write it as 2026-12-25`]
    const problems = seen.has(exception.date) ? [`${place}.date ${exception.date} comes twice; keep one entry for it`] : []
    seen.add(exception.date)
    if (exception.mode !== undefined && !isMode(exception.mode))
      problems.push(`${place}.mode "${exception.mode}" must be day, evening or night`)
    return [...problems, ...rangesProblems(`${place}.ranges`, exception.ranges ?? [])]
  })
}

function rangesProblems(place: string, ranges: readonly HoursRange[]): string[] {
  if (ranges.length > RANGES_PER_DAY_MAX) return [`${place} has ${ranges.length} ranges; keep at most ${RANGES_PER_DAY_MAX}`]
  const problems = ranges.flatMap((range, index) => rangeProblems(`${place}[${index}]`, range))
  return problems.length > 0 ? problems : overlapProblems(place, ranges)
}

function rangeProblems(place: string, range: HoursRange): string[] {
  const problems: string[] = []
  if (!isStart(range.from)) problems.push(`${place}.from "${range.from}" is not a time; write it as 07:30, at most 23:59`)
  if (!isEnd(range.to)) problems.push(`${place}.to "${range.to}" is not a time; write it as 17:00, or 24:00 for the end of the day`)
  if (!isMode(range.mode)) problems.push(`${place}.mode "${String(range.mode)}" must be day, evening or night`)
  return problems
}

function overlapProblems(place: string, ranges: readonly HoursRange[]): string[] {
  const spans = ranges.map((range) => ({ range, start: minuteOf(range.from), end: endOf(range) })).toSorted((a, b) => a.start - b.start)
  return spans.flatMap((span, index) => {
    const next = spans[index + 1]
    if (next === undefined || next.start >= span.end) return []
    return [`${place}: ${written(span.range)} and ${written(next.range)} overlap; let one end where the other begins`]
  })
}

/** A range past midnight must not run into the next date's ranges. */
function tailProblems(place: string, ranges: readonly HoursRange[], nextPlace: string, nextRanges: readonly HoursRange[]): string[] {
  return ranges.flatMap((range) => {
    const tail = endOf(range) - MINUTES_PER_DAY
    const hit = nextRanges.find((next) => minuteOf(next.from) < tail)
    if (hit === undefined) return []
    return [`${place}: ${written(range)} runs past midnight into ${nextPlace} ${written(hit)}; let it end before`]
  })
}

/** The end in minutes of the date it begins on, beyond 1440 when it runs past midnight. */
function endOf(range: HoursRange): number {
  const end = minuteOf(range.to)
  return end <= minuteOf(range.from) ? end + MINUTES_PER_DAY : end
}

function written(range: HoursRange): string {
  return `${range.from}-${range.to}`
}

function isStart(time: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time)
}

function isEnd(time: string): boolean {
  return time === '24:00' || isStart(time)
}

function isMode(mode: string): boolean {
  return mode === 'day' || mode === 'evening' || mode === 'night'
}

function isDate(text: string): boolean {
  // A day that does not exist, such as 30 February, comes back as another one.
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(Date.parse(text)) && addDays(text, 0) === text
}
