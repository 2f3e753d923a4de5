import type { LocalClock } from './local-clock.ts'

/** A calendar day as days since 1970-01-01, so that adding days is adding numbers. */
export type DayNumber = number

const DAY_MS = 86_400_000

export function dayNumber(year: number, month: number, day: number): DayNumber {
  return Math.floor(Date.UTC(year, month - 1, day) / DAY_MS)
}

export function today(now: LocalClock): DayNumber {
  return dayNumber(now.year, now.month, now.day)
}

/** 0 is Sunday. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 4) % 7) + 7) % 7
}

/** Wall-clock text `YYYY-MM-DDTHH:MM`; minutes past midnight may run over into the next day. */
export function wallClock(day: DayNumber, minutes: number): string {
  const at = new Date(day * DAY_MS + minutes * 60_000)
  return at.toISOString().slice(0, 16)
}

/** The next such day of a month that is not before `from`; null when the calendar has no such day. */
export function nextDate(from: DayNumber, month: number, day: number): DayNumber | null {
  const start = new Date(from * DAY_MS).getUTCFullYear()
  for (const year of [start, start + 1]) {
    const candidate = dayNumber(year, month, day)
    if (new Date(candidate * DAY_MS).getUTCMonth() + 1 === month && candidate >= from) return candidate
  }
  return null
}

/** The next day with this number in its month, today included. */
export function nextDayOfMonth(from: DayNumber, day: number): DayNumber | null {
  for (let ahead = 0; ahead <= DAYS_AHEAD_MAX; ahead++) {
    if (new Date((from + ahead) * DAY_MS).getUTCDate() === day) return from + ahead
  }
  return null
}

/** Two months hold every day number but the 31st at least once; 62 days hold that too. */
const DAYS_AHEAD_MAX = 62

/** The last day of the month of a day. */
export function lastOfMonth(day: DayNumber): DayNumber {
  let last = day
  while (wallClock(last + 1, 0).slice(5, 7) === wallClock(day, 0).slice(5, 7)) last++
  return last
}
