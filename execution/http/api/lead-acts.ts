import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { leadSchema, messageDecisionSchema } from '#contract/views.ts'
import { actedBySchema, newLeadTextSchema, outcomeChangeSchema, takeOverSchema } from '#contract/lead-acts.ts'
import type { ConversationEvent } from '#core/event.ts'
import type { LeadAct } from '#core/owner/lead-act.ts'
import { nameOf, type Person } from '#core/owner/staff.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { MINUTE_MS, plus, toIso, type Instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { askForPersonsText } from '#flow/ask-for-text.ts'
import { receive } from '#flow/receive.ts'
import type { LeadRow } from '#ports/store.ts'
import { ApiProblem } from '../errors.ts'
import { leadParams } from './lead-params.ts'
import { presentLead } from './present.ts'
import { tenantOf, type ApiParts } from './tenant-of.ts'

const LEAD = '/tenants/:tenantId/leads/:leadId'
const KEY_MAX_LENGTH = 200

/** What people do about a lead in the dashboard: the very events that their texts and key presses make. */
export async function leadActRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const response = { 200: leadSchema }
  app.post(`${LEAD}/acknowledge`, { schema: { params: leadParams, body: actedBySchema, response } }, (request) =>
    act(parts, request.params, request.body.by, { kind: 'acknowledge' }),
  )
  app.post(`${LEAD}/call`, { schema: { params: leadParams, body: actedBySchema, response } }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    if (policy.ownerPhone === null) throw new ApiProblem('owner_phone_missing')
    const lead = await leadOf(parts, policy, request.params.leadId)
    if (parsePhoneNumber(lead.conversationKey) === null) throw new ApiProblem('number_withheld')
    return act(parts, request.params, request.body.by, { kind: 'call' })
  })
  app.post(`${LEAD}/outcome`, { schema: { params: leadParams, body: outcomeChangeSchema, response } }, (request) => {
    const { state, amountCents, by } = request.body
    return act(parts, request.params, by, { kind: 'outcome', outcome: state, amountCents })
  })
  app.post(`${LEAD}/take-over`, { schema: { params: leadParams, body: takeOverSchema, response } }, (request) => {
    const { minutes, by } = request.body
    return change(parts, request.params, (_lead, at, policy) => ({
      kind: 'person-took-over',
      until: minutes === null ? null : plus(at, minutes * MINUTE_MS),
      by: personOf(policy, by),
    }))
  })
  app.post(`${LEAD}/release`, { schema: { params: leadParams, response } }, (request) =>
    change(parts, request.params, (_lead, _at, policy) => ({ kind: 'person-released', by: personOf(policy, null) })),
  )
  textRoute(scope, parts)
}

/** A person writes to the customer: the assistant is quiet from then on, and the text passes every gate. */
function textRoute(scope: FastifyInstance, parts: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const schema = { params: leadParams, body: newLeadTextSchema, response: { 202: messageDecisionSchema } }
  app.post(`${LEAD}/texts`, { schema }, async (request, reply) => {
    const tenant = await tenantOf(parts, request.params.tenantId)
    const lead = await leadOf(parts, tenant.policy, request.params.leadId)
    const answer = await askForPersonsText(parts, tenant, {
      key: keyOf(request),
      conversationKey: lead.conversationKey,
      body: request.body.body,
    })
    if (answer.kind === 'never') throw new ApiProblem('may_not_send', null, answer.reasons)
    const until = answer.kind === 'wait' ? toIso(answer.until) : null
    return reply.code(202).send({ id: answer.id, decision: answer.kind === 'wait' ? 'wait' : 'send', until, reasons: answer.reasons })
  })
}

function keyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '' || key.length > KEY_MAX_LENGTH) throw new ApiProblem('idempotency_key_missing')
  return key
}

type LeadPath = { tenantId: string; leadId: string }

function act(parts: ApiParts, path: LeadPath, by: string | null, what: LeadAct) {
  return change(parts, path, (lead, _at, policy) => ({ kind: 'person-acted', leadId: lead.id, act: what, by: personOf(policy, by) }))
}

async function change(parts: ApiParts, path: LeadPath, eventOf: (lead: LeadRow, at: Instant, policy: TenantPolicy) => ConversationEvent) {
  const tenant = await tenantOf(parts, path.tenantId)
  const lead = await leadOf(parts, tenant.policy, path.leadId)
  const event = eventOf(lead, parts.clock.now(), tenant.policy)
  await receive(parts, tenant, { id: `person:${randomUUID()}`, event }, lead.conversationKey)
  return presentLead(await leadOf(parts, tenant.policy, path.leadId))
}

async function leadOf(parts: ApiParts, { tenantId }: TenantPolicy, leadId: string): Promise<LeadRow> {
  const lead = await parts.store.transaction(tenantId, (tx) => tx.leads.find(leadId))
  if (lead === null) throw new ApiProblem('lead_not_found')
  return lead
}

/** Who is signed in acts as the owner unless a name is given. */
function personOf(policy: TenantPolicy, by: string | null): Person {
  return { role: 'dashboard', name: by ?? nameOf(policy, 'dashboard'), phone: null, ourNumber: null }
}
