import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import ICAL from 'ical.js'
import type { Booking } from '#core/booking/booking.ts'
import { DAY_MS, plus, toIso } from '#core/values/instant.ts'
import type { FlowParts } from '#flow/parts.ts'
import type { LeadRow } from '#ports/store.ts'
import { sendProblem } from '../errors.ts'
import { tenantOf } from '../api/tenant-of.ts'

/** How far the feed reaches back and ahead. */
const BACK_MS = 30 * DAY_MS
const AHEAD_MS = 90 * DAY_MS

export type FeedParts = Pick<FlowParts, 'store' | 'clock' | 'tenants'> & { feedToken: (tenantId: string) => string }

/** Held and confirmed visits as a calendar that phones subscribe to. Whoever has the secret address may read it; nobody can guess it. */
export async function visitFeed(scope: FastifyInstance, parts: FeedParts): Promise<void> {
  scope.get('/calendar/:tenantId/:file', async (request: FastifyRequest<{ Params: { tenantId: string; file: string } }>, reply) => {
    const { tenantId, file } = request.params
    if (!same(file, `${parts.feedToken(tenantId)}.ics`)) return sendProblem(reply, 'not_found')
    const { policy } = await tenantOf(parts, tenantId)
    const at = parts.clock.now()
    const visits = await parts.store.transaction(policy.tenantId, async (tx) => {
      const touching = await tx.bookings.touching({ start: plus(at, -BACK_MS), end: plus(at, AHEAD_MS) })
      const standing = touching.filter(({ state }) => state === 'held' || state === 'confirmed')
      return Promise.all(standing.map(async (booking) => ({ booking, lead: await tx.leads.find(booking.leadId) })))
    })
    return reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(feedOf(policy.name, visits, toIso(at)))
  })
}

function feedOf(name: string, visits: { booking: Booking; lead: LeadRow | null }[], madeAt: string): string {
  const calendar = new ICAL.Component('vcalendar')
  calendar.updatePropertyWithValue('prodid', '-//lead-agent//visits//EN')
  calendar.updatePropertyWithValue('version', '2.0')
  calendar.updatePropertyWithValue('x-wr-calname', `${name} visits`)
  for (const { booking, lead } of visits) calendar.addSubcomponent(eventOf(booking, lead, madeAt))
  return `${calendar.toString()}\r\n`
}

function eventOf({ id, start, end, state }: Booking, lead: LeadRow | null, madeAt: string): ICAL.Component {
  const event = new ICAL.Component('vevent')
  const time = (iso: string) => ICAL.Time.fromDateTimeString(iso.replace(/\.\d+Z$/, 'Z'))
  event.updatePropertyWithValue('uid', `${id}@lead-agent`)
  event.updatePropertyWithValue('dtstamp', time(madeAt))
  event.updatePropertyWithValue('dtstart', time(toIso(start)))
  event.updatePropertyWithValue('dtend', time(toIso(end)))
  event.updatePropertyWithValue('status', state === 'held' ? 'TENTATIVE' : 'CONFIRMED')
  const what = [lead?.name, lead?.service].filter((part) => typeof part === 'string').join(', ')
  event.updatePropertyWithValue('summary', `${state === 'held' ? 'To confirm: ' : ''}${what === '' ? 'Visit' : what}`)
  const place = [lead?.street, lead?.city, lead?.zip].filter((part) => typeof part === 'string').join(', ')
  if (place !== '') event.updatePropertyWithValue('location', place)
  if (typeof lead?.phone === 'string') event.updatePropertyWithValue('description', lead.phone)
  return event
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
