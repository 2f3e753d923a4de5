import ICAL from 'ical.js'
import { type Instant, toIso } from '#core/values/instant.ts'
import type { FeedVisit } from '#ports/booking.ts'

/** The visits of a business as an iCalendar text (RFC 5545). A held one is tentative. */
export function writeFeed(name: string, visits: readonly FeedVisit[], madeAt: Instant): string {
  const calendar = new ICAL.Component('vcalendar')
  calendar.updatePropertyWithValue('prodid', '-//lead-agent//visits//EN')
  calendar.updatePropertyWithValue('version', '2.0')
  calendar.updatePropertyWithValue('x-wr-calname', `${name} visits`)
  for (const visit of visits) calendar.addSubcomponent(eventOf(visit, madeAt))
  return `${calendar.toString()}\r\n`
}

function eventOf({ booking: { id, start, end, state }, lead }: FeedVisit, madeAt: Instant): ICAL.Component {
  const event = new ICAL.Component('vevent')
  const time = (at: Instant) => ICAL.Time.fromDateTimeString(toIso(at).replace(/\.\d+Z$/, 'Z'))
  event.updatePropertyWithValue('uid', `${id}@lead-agent`)
  event.updatePropertyWithValue('dtstamp', time(madeAt))
  event.updatePropertyWithValue('dtstart', time(start))
  event.updatePropertyWithValue('dtend', time(end))
  event.updatePropertyWithValue('status', state === 'held' ? 'TENTATIVE' : 'CONFIRMED')
  const what = [lead?.name, lead?.service].filter((part) => typeof part === 'string').join(', ')
  event.updatePropertyWithValue('summary', `${state === 'held' ? 'To confirm: ' : ''}${what === '' ? 'Visit' : what}`)
  const place = [lead?.street, lead?.city, lead?.zip].filter((part) => typeof part === 'string').join(', ')
  if (place !== '') event.updatePropertyWithValue('location', place)
  if (typeof lead?.phone === 'string') event.updatePropertyWithValue('description', lead.phone)
  return event
}
