/** A wall clock in some zone: what a person there reads off the wall and the calendar. */
export type LocalClock = Readonly<{ year: number; month: number; day: number; hour: number; minute: number; weekday: number }>

/** The wall clock at an instant. Weekday 0 is Sunday. An unknown zone reads as UTC, because reading a text must never fail. */
export function localClock(instant: number, timezone: string): LocalClock {
  if (last?.instant === instant && last.timezone === timezone) return last.clock
  const clock = wallClock(instant, timezone)
  last = { instant, timezone, clock }
  return clock
}

/** One text is read at one moment, and its readers ask for the clock again and again. */
let last: { instant: number; timezone: string; clock: LocalClock } | null = null

function wallClock(instant: number, timezone: string): LocalClock {
  const at = Number.isFinite(instant) && Math.abs(instant) <= INSTANT_MAX ? instant : 0
  const parts = formatterFor(timezone).formatToParts(at)
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? '0')
  const [year, month, day] = [number('year'), number('month'), number('day')]
  return {
    year,
    month,
    day,
    hour: number('hour') % 24,
    minute: number('minute'),
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
  }
}

/** The furthest instant a Date holds, milliseconds. */
const INSTANT_MAX = 8.64e15

const FORMATTERS = new Map<string, Intl.DateTimeFormat>()
const FORMATTERS_MAX = 600

function formatterFor(timezone: string): Intl.DateTimeFormat {
  const known = FORMATTERS.get(timezone)
  if (known !== undefined) return known
  const made = makeFormatter(timezone)
  if (FORMATTERS.size >= FORMATTERS_MAX) FORMATTERS.clear()
  FORMATTERS.set(timezone, made)
  return made
}

function makeFormatter(timezone: string): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: timezone })
  } catch {
    // RangeError: no such zone.
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' })
  }
}
