import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  bookingChangeSchema,
  bookingSchema,
  calendarQuerySchema,
  calendarSchemaOfDays,
  closedDaySchema,
  newCalendarSchema,
} from '#contract/booking.ts'
import type { Booking } from '#core/booking/booking.ts'
import { openSlots } from '#core/booking/open-slots.ts'
import { addDays, localTime, toInstant } from '#core/hours/local-time.ts'
import { planned } from '#core/planning.ts'
import { type Instant, toIso } from '#core/values/instant.ts'
import { readDiary } from '#flow/diary.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { CalendarRecord } from '#ports/booking.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { ApiProblem } from '../errors.ts'
import { calendarTestRoutes } from './calendar-test.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** The longest stretch of one answer. */
const DAYS_MAX = 62
/** Other calendars of one business. */
const CALENDARS_MAX = 10

/** How a business gives out its time, and the calendar that follows from it. */
export async function bookingRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  settingsRoutes(scope, parts)
  otherCalendarRoutes(scope, parts)
  calendarTestRoutes(scope, parts)
  dayRoutes(scope, parts)
}

function settingsRoutes(scope: FastifyInstance, parts: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.get('/tenants/:tenantId/booking', { schema: { params: tenantParams, response: { 200: bookingSchema } } }, async (request) =>
    view(parts, await tenantOf(parts, request.params.tenantId)),
  )
  app.put(
    '/tenants/:tenantId/booking',
    { schema: { params: tenantParams, body: bookingChangeSchema, response: { 200: bookingSchema } } },
    async (request) => {
      const { policy } = await tenantOf(parts, request.params.tenantId)
      const changed = { ...policy, booking: request.body.settings }
      await parts.store.transaction(policy.tenantId, (tx) => tx.tenant.save(changed, parts.clock.now()))
      parts.tenants.forget(policy.tenantId)
      return view(parts, await tenantOf(parts, policy.tenantId))
    },
  )
}

function otherCalendarRoutes(scope: FastifyInstance, parts: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.post(
    '/tenants/:tenantId/calendars',
    { schema: { params: tenantParams, body: newCalendarSchema, response: { 201: bookingSchema } } },
    async (request, reply) => {
      const tenant = await tenantOf(parts, request.params.tenantId)
      const id = `cal_${randomUUID().replaceAll('-', '').slice(0, 16)}`
      await parts.store.transaction(tenant.policy.tenantId, async (tx) => {
        if ((await tx.bookings.calendars()).length >= CALENDARS_MAX)
          throw new ApiProblem('invalid_request', `a business reads at most ${CALENDARS_MAX} other calendars; take one away first`)
        await tx.bookings.saveCalendar({ id, source: request.body, readAt: null, problem: null })
        const reading = planned({ kind: 'read-calendar', calendarId: id })
        await tx.outbox.add([{ id: `calendar:${id}`, conversationKey: `calendar:${id}`, planned: reading, at: parts.clock.now() }])
      })
      parts.nudge()
      return reply.code(201).send(await view(parts, tenant))
    },
  )
  const params = tenantParams.extend({ calendarId: z.string().max(60) })
  app.delete('/tenants/:tenantId/calendars/:calendarId', { schema: { params, response: { 200: bookingSchema } } }, async (request) => {
    const tenant = await tenantOf(parts, request.params.tenantId)
    await parts.store.transaction(tenant.policy.tenantId, (tx) => tx.bookings.removeCalendar(request.params.calendarId))
    return view(parts, tenant)
  })
}

function dayRoutes(scope: FastifyInstance, parts: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/tenants/:tenantId/calendar',
    { schema: { params: tenantParams, querystring: calendarQuerySchema, response: { 200: calendarSchemaOfDays } } },
    async (request) => {
      const { policy } = await tenantOf(parts, request.params.tenantId)
      const { from, to } = request.query
      const days = daysBetween(from, to)
      return parts.store.transaction(policy.tenantId, (tx) => calendarOf(tx, parts, policy, days))
    },
  )
  app.post(
    '/tenants/:tenantId/calendar/closed-days',
    { schema: { params: tenantParams, body: closedDaySchema, response: { 200: closedDaySchema } } },
    async (request) => {
      const { policy } = await tenantOf(parts, request.params.tenantId)
      await parts.store.transaction(policy.tenantId, (tx) => tx.bookings.closeDay(request.body.date))
      return request.body
    },
  )
  app.delete(
    '/tenants/:tenantId/calendar/closed-days/:date',
    { schema: { params: tenantParams.extend({ date: z.iso.date() }), response: { 200: closedDaySchema } } },
    async (request) => {
      const { policy } = await tenantOf(parts, request.params.tenantId)
      await parts.store.transaction(policy.tenantId, (tx) => tx.bookings.openDay(request.params.date))
      return { date: request.params.date }
    },
  )
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to && days.length <= DAYS_MAX; day = addDays(day, 1)) days.push(day)
  if (days.length === 0) throw new ApiProblem('invalid_request', 'to: must not be before from')
  if (days.length > DAYS_MAX) throw new ApiProblem('invalid_request', `to: at most ${DAYS_MAX} days after from`)
  return days
}

async function calendarOf(tx: TenantTransaction, parts: ApiParts, policy: KnownTenant['policy'], days: readonly string[]) {
  const { timezone } = policy
  const { tzdata } = parts.clock
  const midnight = (isoDate: string) => toInstant({ isoDate, minuteOfDay: 0 }, timezone, tzdata)
  const [first, last] = [days[0] ?? '', days.at(-1) ?? '']
  const stretch = { start: midnight(first), end: midnight(addDays(last, 1)) }
  const at = parts.clock.now()
  const diary = await readDiary(tx, policy, at, tzdata)
  const free = diary === null ? [] : openSlots(diary, at)
  const visits = await tx.bookings.touching(stretch)
  const busy = await tx.bookings.busy(stretch)
  const closed = await tx.bookings.closedDays(first)
  const shown = await Promise.all(visits.map((visit) => presentVisit(tx, visit)))
  const dateOf = (start: Instant) => localTime(start, timezone, tzdata).isoDate
  return {
    timezone,
    days: days.map((date) => ({
      date,
      closed: closed.includes(date),
      free: free.filter(({ start }) => dateOf(start) === date).map((slot) => ({ ...interval(slot), free: slot.free })),
      visits: shown.filter((_, index) => dateOf(visits[index]?.start ?? at) === date),
      busy: busy.filter(({ start }) => dateOf(start) === date).map(interval),
    })),
  }
}

/** A visit with whom it is for. */
export async function presentVisit(tx: TenantTransaction, visit: Booking) {
  const lead = await tx.leads.find(visit.leadId)
  const { id, leadId, state, heldUntil } = visit
  return {
    id,
    leadId,
    name: lead?.name ?? null,
    phone: lead?.phone ?? null,
    ...interval(visit),
    state,
    heldUntil: heldUntil === null ? null : toIso(heldUntil),
  }
}

function interval({ start, end }: { start: Instant; end: Instant }) {
  return { start: toIso(start), end: toIso(end) }
}

async function view(parts: ApiParts, { policy }: KnownTenant) {
  const calendars = await parts.store.transaction(policy.tenantId, (tx) => tx.bookings.calendars())
  return {
    settings: policy.booking ?? null,
    calendars: calendars.map(presentCalendar),
    feedUrl: `${parts.publicUrl}/calendar/${policy.tenantId}/${parts.feedToken(policy.tenantId)}.ics`,
  }
}

function presentCalendar({ id, source, readAt, problem }: CalendarRecord) {
  return { id, kind: source.kind, host: hostOf(source.url), readAt: readAt === null ? null : toIso(readAt), problem }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}
