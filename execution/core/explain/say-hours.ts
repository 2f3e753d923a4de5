import { minuteOf, type BusinessHours, type HoursMode, type HoursRange } from '#core/hours/business-hours.ts'
import { modeAt } from '#core/hours/mode-at.ts'
import type { Instant } from '#core/values/instant.ts'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const DAY_NAMES: Record<(typeof DAYS)[number], string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

/** More exceptions than this are counted, not read out. */
const EXCEPTIONS_SAID = 5

const MODE_NOW: Record<HoursMode, string> = {
  day: 'Right now it is day: a call rings your phone first.',
  evening: 'Right now it is evening: a call rings the second phone first.',
  night: 'Right now it is night: callers hear the message, and only an emergency wakes somebody.',
}

/** Business hours said back in plain words, days that are alike together, so that a slip of the finger is heard. */
export function sayHours(hours: BusinessHours, zone: string, at: Instant, tzdata: string): string[] {
  const groups: { days: string[]; words: string }[] = []
  for (const day of DAYS) {
    const words = dayWords(hours.week?.[day] ?? [])
    const last = groups.at(-1)
    if (last?.words === words) last.days.push(DAY_NAMES[day])
    else groups.push({ days: [DAY_NAMES[day]], words })
  }
  return [
    ...groups.map(({ days, words }) => `${daysInWords(days)}: ${words}`),
    ...exceptionWords(hours),
    MODE_NOW[modeAt(hours, zone, at, tzdata)],
  ]
}

function daysInWords(days: readonly string[]): string {
  const [first, last] = [days[0] ?? '', days.at(-1) ?? '']
  if (days.length === 1) return first
  return days.length === 2 ? `${first} and ${last}` : `${first} to ${last}`
}

function dayWords(ranges: readonly HoursRange[]): string {
  const said = ranges.filter(({ mode }) => mode !== 'night').map((range) => `${range.mode} from ${rangeWords(range)}`)
  return said.length === 0 ? 'night all day.' : `${said.join(', ')}; the rest is night.`
}

/** What runs past midnight says so: of equal times nobody would guess that they are a whole day. */
function rangeWords({ from, to }: HoursRange): string {
  const endsNextDay = to !== '00:00' && to !== '24:00' && minuteOf(to) <= minuteOf(from)
  return `${clock(from)} to ${clock(to)}${endsNextDay ? ' the next day' : ''}`
}

function exceptionWords({ exceptions }: BusinessHours): string[] {
  const all = exceptions ?? []
  const said = all
    .slice(0, EXCEPTIONS_SAID)
    .map(({ date, mode, ranges }) => `On ${date}: ${mode === undefined ? dayWords(ranges ?? []) : `${mode} all day.`}`)
  return all.length > EXCEPTIONS_SAID ? [...said, `And ${all.length - EXCEPTIONS_SAID} more days of their own.`] : said
}

/** `17:30` as people say it. */
function clock(time: string): string {
  if (time === '24:00' || time === '00:00') return 'midnight'
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  if (hour === 12 && minute === 0) return 'noon'
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes} ${hour < 12 ? 'am' : 'pm'}`
}
