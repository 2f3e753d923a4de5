import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { calendarTestSchema, newCalendarSchema } from '#contract/booking.ts'
import { BOOKING_DEFAULTS } from '#core/booking/booking.ts'
import { diaryWindow } from '#core/booking/open-slots.ts'
import { toIso } from '#core/values/instant.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { CalendarSource } from '#ports/booking.ts'
import { ApiProblem } from '../errors.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** Enough to recognise one's own week. */
const BUSY_SHOWN = 5

/** Reads another calendar at once and shows what it says, before or after it was added. Nothing is kept; no transaction is open meanwhile. */
export function calendarTestRoutes(scope: FastifyInstance, parts: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const response = { 200: calendarTestSchema }
  app.post('/tenants/:tenantId/calendars/test', { schema: { params: tenantParams, body: newCalendarSchema, response } }, async (request) =>
    testOf(parts, await tenantOf(parts, request.params.tenantId), request.body),
  )
  const params = tenantParams.extend({ calendarId: z.string().max(60) })
  app.post('/tenants/:tenantId/calendars/:calendarId/test', { schema: { params, response } }, async (request) => {
    const tenant = await tenantOf(parts, request.params.tenantId)
    const calendars = await parts.store.transaction(tenant.policy.tenantId, (tx) => tx.bookings.calendars())
    const found = calendars.find(({ id }) => id === request.params.calendarId)
    if (found === undefined) throw new ApiProblem('not_found', 'there is no such calendar; it may have been removed')
    return testOf(parts, tenant, found.source)
  })
}

async function testOf(parts: ApiParts, { policy }: KnownTenant, source: CalendarSource) {
  const at = parts.clock.now()
  const outcome = await parts.calendars.read(source, diaryWindow(policy.booking ?? BOOKING_DEFAULTS, at), policy.timezone)
  if (outcome.kind !== 'done') return { problem: 'reason' in outcome ? outcome.reason : 'the calendar did not answer', busy: [] }
  const coming = outcome.value.filter(({ end }) => end > at).toSorted((one, other) => one.start - other.start)
  return { problem: null, busy: coming.slice(0, BUSY_SHOWN).map(({ start, end }) => ({ start: toIso(start), end: toIso(end) })) }
}
