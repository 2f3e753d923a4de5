/** Times in words, in the business's zone where one is known. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** "just now", "4 min", "2 h", "3 days". */
export function elapsed(since: string, now: number): string {
  const ms = now - Date.parse(since)
  if (ms < MINUTE_MS) return 'just now'
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`
  const days = Math.floor(ms / DAY_MS)
  return days === 1 ? '1 day' : `${days} days`
}

/** "2:14 pm" */
export function clock(iso: string, zone?: string): string {
  return format(iso, { hour: 'numeric', minute: '2-digit' }, zone).replace(
    /\s?([AP])M$/,
    (_all, letter: string) => ` ${letter.toLowerCase()}m`,
  )
}

/** "2:14 pm" today, "Tue 2:14 pm" this week, "Mar 3, 2:14 pm" before. */
export function moment(iso: string, now: number, zone?: string): string {
  const age = now - Date.parse(iso)
  if (dateOf(iso, zone) === dateOf(new Date(now).toISOString(), zone)) return clock(iso, zone)
  if (Math.abs(age) < 6 * DAY_MS) return `${format(iso, { weekday: 'short' }, zone)} ${clock(iso, zone)}`
  return `${format(iso, { month: 'short', day: 'numeric' }, zone)}, ${clock(iso, zone)}`
}

/** "Tuesday, March 3", "Today", "Yesterday" */
export function dayName(iso: string, now: number, zone?: string): string {
  const day = dateOf(iso, zone)
  if (day === dateOf(new Date(now).toISOString(), zone)) return 'Today'
  if (day === dateOf(new Date(now - DAY_MS).toISOString(), zone)) return 'Yesterday'
  return format(iso, { weekday: 'long', month: 'long', day: 'numeric' }, zone)
}

/** The civil date in the zone, `YYYY-MM-DD`. */
export function dateOf(iso: string, zone?: string): string {
  return new Intl.DateTimeFormat('en-CA', zoned({ year: 'numeric', month: '2-digit', day: '2-digit' }, zone)).format(new Date(iso))
}

/** A wall-clock time without a zone, as customers give them: "Tue 8 am to 10 am". */
export function wantedTime(time: { asap: true } | { start: string; end: string } | null): string | null {
  if (time === null) return null
  if ('asap' in time) return 'as soon as possible'
  const [start, end] = [`${time.start}:00Z`, `${time.end}:00Z`]
  const day = (iso: string) => format(iso, { weekday: 'short', month: 'short', day: 'numeric' }, 'UTC')
  const hour = (iso: string) => clock(iso, 'UTC').replace(':00', '')
  if (time.start === time.end) return `${day(start)}, ${hour(start)}`
  return day(start) === day(end) ? `${day(start)}, ${hour(start)} to ${hour(end)}` : `${day(start)} to ${day(end)}`
}

/** A civil date, `YYYY-MM-DD`: "Tue, Mar 3". */
export function shortDate(date: string): string {
  return format(`${date}T00:00:00Z`, { weekday: 'short', month: 'short', day: 'numeric' }, 'UTC')
}

/** `days` after a civil date; negative goes back. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The instant of a wall-clock time `YYYY-MM-DDTHH:MM` in a zone, ISO 8601. A time that a clock change leaves out is the one after it. */
export function instantOf(wall: string, zone: string | undefined): string {
  const wanted = Date.parse(`${wall}:00Z`)
  // Two steps: the first may land on the other side of a clock change.
  const near = wanted - offsetMs(wanted, zone)
  return new Date(wanted - offsetMs(near, zone)).toISOString()
}

/** How far the zone's clock is ahead of UTC at an instant, milliseconds. */
function offsetMs(at: number, zone: string | undefined): number {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
  const parts = new Intl.DateTimeFormat('en-US', zoned({ ...numeric, hourCycle: 'h23' }, zone)).formatToParts(new Date(at))
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return shown - Math.floor(at / 1_000) * 1_000
}

function format(iso: string, options: Intl.DateTimeFormatOptions, zone?: string): string {
  return new Intl.DateTimeFormat('en-US', zoned(options, zone)).format(new Date(iso))
}

function zoned(options: Intl.DateTimeFormatOptions, zone: string | undefined): Intl.DateTimeFormatOptions {
  return zone === undefined ? options : { ...options, timeZone: zone }
}
