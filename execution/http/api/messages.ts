import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { messageDecisionSchema, newMessageSchema } from '#contract/views.ts'
import { askForText } from '#flow/ask-for-text.ts'
import { toIso } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { ApiProblem } from '../errors.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

const KEY_MAX_LENGTH = 200

/** Asking for a text to be sent: every gate is passed now and again in the moment of sending. */
export async function messageRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const schema = { params: tenantParams, body: newMessageSchema, response: { 202: messageDecisionSchema } }
  app.post('/tenants/:tenantId/messages', { schema }, async (request, reply) => {
    const tenant = await tenantOf(parts, request.params.tenantId)
    const key = request.headers['idempotency-key']
    if (typeof key !== 'string' || key === '' || key.length > KEY_MAX_LENGTH) throw new ApiProblem('idempotency_key_missing')
    const { to, body, kind } = request.body
    const phone = parsePhoneNumber(to)
    if (phone === null) throw new ApiProblem('invalid_request', 'to: must be an E.164 number such as +12175550100')
    const answer = await askForText(parts, tenant, { key, to: phone, body, smsKind: kind })
    if (answer.kind === 'never') throw new ApiProblem('may_not_send', null, answer.reasons)
    const until = answer.kind === 'wait' ? toIso(answer.until) : null
    return reply.code(202).send({ id: answer.id, decision: answer.kind === 'wait' ? 'wait' : 'send', until, reasons: answer.reasons })
  })
}
