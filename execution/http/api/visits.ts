import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { newVisitSchema, visitAnswerSchema, visitResultSchema } from '#contract/booking.ts'
import type { VisitEvent } from '#core/event.ts'
import { instant, MINUTE_MS, plus } from '#core/values/instant.ts'
import { receive } from '#flow/receive.ts'
import { ApiProblem } from '../errors.ts'
import { presentVisit } from './booking.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

const params = tenantParams.extend({ leadId: z.string().max(200) })
/** Nobody works longer at one customer in one visit; the store knows no longer one either. */
const VISIT_MAX_MINUTES = 1_440

/** What a person does to the visit of a lead: set a time, say yes or no to the customer's choice, call it off. */
export async function visitRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.post(
    '/tenants/:tenantId/leads/:leadId/book',
    { schema: { params, body: newVisitSchema, response: { 200: visitResultSchema } } },
    async (request) => {
      const { policy } = await tenantOf(parts, request.params.tenantId)
      const start = instant(Date.parse(request.body.start))
      const end =
        request.body.end === null ? plus(start, (policy.booking?.visitMinutes ?? 0) * MINUTE_MS) : instant(Date.parse(request.body.end))
      if (end <= parts.clock.now())
        throw new ApiProblem('invalid_request', 'start: the visit would be over already; give a time that is still to come')
      if (end <= start) throw new ApiProblem('invalid_request', 'end: must come after start; without booking settings it must be given')
      if (end - start > VISIT_MAX_MINUTES * MINUTE_MS) throw new ApiProblem('invalid_request', 'end: a visit lasts a day at most')
      return change(parts, request.params, { kind: 'visit-set', start, end, by: 'dashboard' })
    },
  )
  app.post(
    '/tenants/:tenantId/leads/:leadId/visit/answer',
    { schema: { params, body: visitAnswerSchema, response: { 200: visitResultSchema } } },
    (request) => change(parts, request.params, { kind: 'visit-answered', accepted: request.body.accepted, by: 'dashboard' }),
  )
  app.delete('/tenants/:tenantId/leads/:leadId/visit', { schema: { params, response: { 200: visitResultSchema } } }, (request) =>
    change(parts, request.params, { kind: 'visit-canceled', by: 'dashboard' }),
  )
}

async function change(parts: ApiParts, of: { tenantId: string; leadId: string }, event: VisitEvent) {
  const tenant = await tenantOf(parts, of.tenantId)
  const { tenantId } = tenant.policy
  const lead = await parts.store.transaction(tenantId, (tx) => tx.leads.find(of.leadId))
  if (lead === null) throw new ApiProblem('lead_not_found')
  const id = `person:${randomUUID()}`
  await receive(parts, tenant, { id, event }, lead.conversationKey)
  return parts.store.transaction(tenantId, async (tx) => {
    const visit = await tx.bookings.ofLead(of.leadId)
    const decided = (await tx.decisions.list({ limit: 20, cursor: null })).items.find((decision) => decision.id === id)
    const reasons = decided?.reasons.map(({ code }) => code) ?? []
    if (reasons.includes('slot_taken')) throw new ApiProblem('slot_taken')
    return { visit: visit === null ? null : await presentVisit(tx, visit), reasons }
  })
}
