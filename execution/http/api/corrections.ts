import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { correctionSchema, leadDetailSchema, type Correction } from '#contract/dashboard.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { correctLead } from '#flow/dashboard/correct-lead.ts'
import { ApiProblem } from '../errors.ts'
import { leadDetail } from './lead-detail.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

const params = tenantParams.extend({ leadId: z.string().max(200) })

/** `PATCH /leads/{id}`: a person knows better than the reading. */
export async function correctionRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const schema = { params, body: correctionSchema, response: { 200: leadDetailSchema } }
  app.patch('/tenants/:tenantId/leads/:leadId', { schema }, async (request) => {
    const tenant = await tenantOf(parts, request.params.tenantId)
    const { leadId } = request.params
    check(request.body)
    const byName = request.identity?.name ?? 'Operator'
    const answer = await correctLead(parts, tenant, { ...request.body, id: `person:${randomUUID()}`, leadId, byName })
    if (answer === 'not-found') throw new ApiProblem('lead_not_found')
    if (answer === 'over') throw new ApiProblem('lead_over')
    const context = { policy: tenant.policy, at: parts.clock.now(), tzdata: parts.clock.tzdata }
    const detail = await parts.store.transaction(tenant.policy.tenantId, (tx) => leadDetail(tx, leadId, context))
    if (detail === null) throw new ApiProblem('lead_not_found')
    return detail
  })
}

/** US: five digits. Canada: letter, digit, letter, digit, letter, digit. */
const ZIP = /^(?:\d{5}|[A-Z]\d[A-Z] ?\d[A-Z]\d)$/i

/** To the minute, in the business's own zone. */
const LOCAL_TIME = z.iso.datetime({ local: true, precision: -1 }).regex(/\d$/)

function check({ field, value }: Correction): void {
  if (value === null) return
  if (field === 'preferredTime') {
    if ('asap' in value) return
    if (![value.start, value.end].every((time) => LOCAL_TIME.safeParse(time).success))
      throw new ApiProblem('invalid_request', 'value: start and end must be local times such as 2026-12-07T14:00')
    if (value.end <= value.start) throw new ApiProblem('invalid_request', 'value: end must come after start')
    return
  }
  if (field === 'zip' && !ZIP.test(value))
    throw new ApiProblem('invalid_request', 'value: must be a ZIP code of five digits, or a Canadian postal code')
  if (field === 'callbackPhone' && parsePhoneNumber(value) === null)
    throw new ApiProblem('invalid_request', 'value: must be an E.164 number such as +12175550100')
}
