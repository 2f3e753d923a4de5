import type { Interval } from '#core/booking/booking.ts'
import type { Outcome } from '#core/effect.ts'
import { toIso } from '#core/values/instant.ts'
import type { CalendarReader, CalendarSource } from '#ports/booking.ts'
import { busyTimes } from './busy-times.ts'
import { ForbiddenAddress, outsideFetch } from './outside-fetch.ts'

/** After this a server that was busy or away is asked again. */
const RETRY_MS = 10 * 60_000

type Settings = { allowInside: boolean; tzdata: string }

/** Reads calendars by ICS address, or by CalDAV with the `tsdav` client, which is only loaded for those who use it. */
export function createCalendarReader(settings: Settings): CalendarReader {
  const fetchOutside = outsideFetch(settings)
  return {
    async read(source, window, timezone) {
      try {
        const texts = source.kind === 'ics' ? [await readIcs(source.url, fetchOutside)] : await readCalDav(source, window, fetchOutside)
        return { kind: 'done', value: texts.flatMap((text) => busyIn(text, window, timezone, settings.tzdata)) }
      } catch (error) {
        return failed(error)
      }
    },
  }
}

function busyIn(text: string, window: Interval, timezone: string, tzdata: string): Interval[] {
  try {
    return busyTimes(text, window, timezone, tzdata)
  } catch (error) {
    throw new NotReadable(`the calendar cannot be read: ${error instanceof Error ? error.message : String(error)}`, null)
  }
}

/** What an owner can mend is refused; everything else passes by itself. */
function failed(error: unknown): Outcome<Interval[]> {
  const reason = error instanceof Error ? error.message : String(error)
  if (error instanceof ForbiddenAddress) return { kind: 'refused', reason, code: null }
  if (error instanceof NotReadable) return { kind: 'refused', reason, code: error.status }
  return { kind: 'retry', afterMs: RETRY_MS, reason, code: null }
}

class NotReadable extends Error {
  override name = 'NotReadable'
  readonly status: number | null

  constructor(message: string, status: number | null) {
    super(message)
    this.status = status
  }
}

async function readIcs(url: string, fetchOutside: typeof fetch): Promise<string> {
  // Calendars on phones are shared as webcal://, which is https by another name.
  const answer = await fetchOutside(url.replace(/^webcals?:/i, 'https:'), { headers: { accept: 'text/calendar' } })
  if (answer.status >= 500 || answer.status === 429) throw new Error(`the calendar's server answered ${answer.status}`)
  if (answer.status !== 200) throw new NotReadable(`the calendar's server answered ${answer.status}: check the address`, answer.status)
  const text = await answer.text()
  if (!/^\s*BEGIN:VCALENDAR/i.test(text)) throw new NotReadable('the address does not lead to a calendar (no BEGIN:VCALENDAR)', null)
  return text
}

async function readCalDav(
  source: Extract<CalendarSource, { kind: 'caldav' }>,
  window: Interval,
  fetchOutside: typeof fetch,
): Promise<string[]> {
  const { fetchCalendarObjects, getBasicAuthHeaders } = await import('tsdav')
  const headers = getBasicAuthHeaders({ username: source.username, password: source.password })
  const signedIn = { authorization: headers.authorization ?? '' }
  const probe = await fetchOutside(source.url, { method: 'PROPFIND', headers: { ...signedIn, depth: '0' } })
  if (probe.status === 401 || probe.status === 403)
    throw new NotReadable(`the calendar's server refused the sign-in (${probe.status})`, probe.status)
  if (probe.status === 404) throw new NotReadable('there is no calendar at this address (404)', 404)
  if (probe.status >= 400) throw new Error(`the calendar's server answered ${probe.status}`)
  const objects = await fetchCalendarObjects({
    calendar: { url: source.url },
    timeRange: { start: toIso(window.start), end: toIso(window.end) },
    headers: signedIn,
    fetch: fetchOutside,
  })
  return objects.map((object) => String(object.data)).filter((text) => text.includes('BEGIN:VCALENDAR'))
}
