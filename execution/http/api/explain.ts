import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { explainQuerySchema, explanationSchema } from '#contract/dashboard.ts'
import { sentencesOf } from '#core/explain/reason-sentences.ts'
import { ApiProblem } from '../errors.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** `GET /explain`: why a text left, waits or did not leave. */
export async function explainRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const schema = { params: tenantParams, querystring: explainQuerySchema, response: { 200: explanationSchema } }
  app.get('/tenants/:tenantId/explain', { schema }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const { messageId } = request.query
    const message = await parts.store.transaction(policy.tenantId, (tx) => tx.messages.find(messageId))
    if (message === null) throw new ApiProblem('message_not_found')
    return { messageId, sentences: sentencesOf(message.reasons, message.errorCode) }
  })
}
