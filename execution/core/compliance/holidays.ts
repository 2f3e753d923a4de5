import { addDays, weekdayOf } from '#core/hours/local-time.ts'

/**
 * United States federal holidays, 5 U.S.C. 6103: a fixed day of a month, or the nth weekday of it.
 */
export type HolidayRule = { name: string; month: number } & ({ day: number } | { weekday: 'mon' | 'thu'; nth: 1 | 2 | 3 | 4 | 'last' })

export const US_HOLIDAYS: readonly HolidayRule[] = [
  { name: "New Year's Day", month: 1, day: 1 },
  { name: 'Martin Luther King Jr. Day', month: 1, weekday: 'mon', nth: 3 },
  { name: "Washington's Birthday", month: 2, weekday: 'mon', nth: 3 },
  { name: 'Memorial Day', month: 5, weekday: 'mon', nth: 'last' },
  { name: 'Juneteenth', month: 6, day: 19 },
  { name: 'Independence Day', month: 7, day: 4 },
  { name: 'Labor Day', month: 9, weekday: 'mon', nth: 1 },
  { name: 'Columbus Day', month: 10, weekday: 'mon', nth: 2 },
  { name: 'Veterans Day', month: 11, day: 11 },
  { name: 'Thanksgiving Day', month: 11, weekday: 'thu', nth: 4 },
  { name: 'Christmas Day', month: 12, day: 25 },
]

/**
 * True when the local date is a holiday by the rules, or the weekday on which one is observed: the Friday before a Saturday, the
 * Monday after a Sunday (facts 6.3). The last days of December count the next New Year.
 */
export function isHoliday(isoDate: string, rules: readonly HolidayRule[]): boolean {
  const year = Number(isoDate.slice(0, 4))
  return datesOf(year, rules).has(isoDate) || datesOf(year + 1, rules).has(isoDate)
}

const YEARS_KEPT_MAX = 20
/** Holidays of a year do not change; they are kept per rule list so that another list never sees them. */
const kept = new WeakMap<readonly HolidayRule[], Map<number, ReadonlySet<string>>>()

function datesOf(year: number, rules: readonly HolidayRule[]): ReadonlySet<string> {
  const years = kept.get(rules) ?? new Map<number, ReadonlySet<string>>()
  const known = years.get(year)
  if (known !== undefined) return known
  const dates = new Set(rules.flatMap((rule) => withObserved(dateOf(year, rule))))
  if (years.size >= YEARS_KEPT_MAX) years.clear()
  years.set(year, dates)
  kept.set(rules, years)
  return dates
}

function dateOf(year: number, rule: HolidayRule): string {
  if ('day' in rule) return iso(year, rule.month, rule.day)
  const first = iso(year, rule.month, 1)
  let date = first
  while (weekdayOf(date) !== rule.weekday) date = addDays(date, 1)
  if (rule.nth !== 'last') return addDays(date, 7 * (rule.nth - 1))
  while (addDays(date, 7).slice(0, 7) === first.slice(0, 7)) date = addDays(date, 7)
  return date
}

function withObserved(date: string): string[] {
  const weekday = weekdayOf(date)
  if (weekday === 'sat') return [date, addDays(date, -1)]
  if (weekday === 'sun') return [date, addDays(date, 1)]
  return [date]
}

function iso(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
