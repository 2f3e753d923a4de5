import ICAL from 'ical.js'
import type { Interval } from '#core/booking/booking.ts'
import { isTimezone, toInstant } from '#core/hours/local-time.ts'
import { instant, type Instant } from '#core/values/instant.ts'

/** Occurrences looked at per repeating event: a daily event of 50 years. */
const OCCURRENCES_MAX = 20_000
/** Busy stretches kept of one calendar. */
export const BUSY_MAX = 2_000

/**
 * The busy stretches of an iCalendar text (RFC 5545) that touch the window, earliest first, at most `BUSY_MAX`. Events that are free
 * (`TRANSPARENT`), canceled or without time take none. Wall-clock times without a zone, and whole days, are in `timezone`.
 * Throws an Error when the text is no calendar.
 */
export function busyTimes(text: string, window: Interval, timezone: string, tzdata: string): Interval[] {
  const calendar = new ICAL.Component(parsed(text))
  const zones = new Map(calendar.getAllSubcomponents('vtimezone').map((zone) => [String(zone.getFirstPropertyValue('tzid')), zone]))
  const read = (event: ICAL.Event) => (time: ICAL.Time) => instantOf(time, zoneOf(event, time), timezone, tzdata, zones)
  const busy = eventsOf(calendar).flatMap((event) => occurrences(event, window, read(event)))
  return busy.toSorted((a, b) => a.start - b.start).slice(0, BUSY_MAX)
}

function parsed(text: string): unknown[] {
  const tree: unknown = ICAL.parse(text)
  if (!Array.isArray(tree) || tree[0] !== 'vcalendar') throw new Error('this is no calendar: it does not begin with BEGIN:VCALENDAR')
  return tree
}

/** Changed occurrences belong to the event that they change. */
function eventsOf(calendar: ICAL.Component): ICAL.Event[] {
  const components = calendar.getAllSubcomponents('vevent').filter(takesTime)
  const events = components.filter((component) => !component.hasProperty('recurrence-id')).map((component) => new ICAL.Event(component))
  const byId = new Map(events.map((event) => [event.uid, event]))
  const orphans: ICAL.Event[] = []
  for (const component of calendar.getAllSubcomponents('vevent').filter((one) => one.hasProperty('recurrence-id'))) {
    const owner = byId.get(String(component.getFirstPropertyValue('uid')))
    if (owner !== undefined) owner.relateException(component)
    else if (takesTime(component)) orphans.push(new ICAL.Event(component))
  }
  return [...events, ...orphans]
}

function takesTime(component: ICAL.Component): boolean {
  const value = (name: string) => String(component.getFirstPropertyValue(name) ?? '').toUpperCase()
  return component.hasProperty('dtstart') && value('transp') !== 'TRANSPARENT' && value('status') !== 'CANCELLED'
}

function occurrences(event: ICAL.Event, window: Interval, read: (time: ICAL.Time) => Instant): Interval[] {
  const found: Interval[] = []
  const take = (start: Instant, end: Instant) => {
    if (end > start && start < window.end && end > window.start) found.push({ start, end })
  }
  if (!event.isRecurring()) {
    take(read(event.startDate), read(event.endDate))
    return found
  }
  const times = event.iterator()
  for (let count = 0; count < OCCURRENCES_MAX && found.length < BUSY_MAX; count++) {
    const next = times.next()
    // The library's types say that there is always a next time; at the end there is none.
    if (!(next as ICAL.Time | undefined)) break
    const { startDate, endDate, item } = event.getOccurrenceDetails(next)
    const start = read(startDate)
    if (start >= window.end && item === event) break
    if (takesTime(item.component)) take(start, read(endDate))
  }
  return found
}

/** The library forgets the name of a zone that the text does not define; many calendars name IANA zones and define none. */
function zoneOf(event: ICAL.Event, time: ICAL.Time): string {
  const known = time.zone?.tzid ?? 'floating'
  if (known !== 'floating') return known
  return String(event.component.getFirstProperty('dtstart')?.getFirstParameter('tzid') ?? 'floating')
}

function instantOf(time: ICAL.Time, tzid: string, timezone: string, tzdata: string, zones: ReadonlyMap<string, ICAL.Component>): Instant {
  const isoDate = `${String(time.year).padStart(4, '0')}-${pad(time.month)}-${pad(time.day)}`
  const minuteOfDay = time.isDate ? 0 : time.hour * 60 + time.minute
  if (tzid === 'UTC' || tzid === 'Z') return toInstant({ isoDate, minuteOfDay }, 'UTC', tzdata)
  if (isTimezone(tzid)) return toInstant({ isoDate, minuteOfDay }, tzid, tzdata)
  const own = zones.get(tzid)
  if (own === undefined) return toInstant({ isoDate, minuteOfDay }, timezone, tzdata)
  const zoned = time.clone()
  zoned.zone = new ICAL.Timezone({ component: own, tzid })
  return instant(zoned.toUnixTime() * 1_000)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
