import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { explainQuerySchema, explanationSchema } from '#contract/explain.ts'
import { explainMessage } from '#core/explain/explain-message.ts'
import { ApiProblem } from '../errors.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** Why a text of ours went out, waits or never will, in sentences for its owner. */
export async function explainRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const schema = { params: tenantParams, querystring: explainQuerySchema, response: { 200: explanationSchema } }
  app.get('/tenants/:tenantId/explain', { schema }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const { messageId } = request.query
    const found = await parts.store.transaction(policy.tenantId, async (tx) => {
      const message = await tx.messages.find(messageId)
      return message === null ? null : { message, conversation: await tx.conversations.find(message.conversationKey) }
    })
    if (found === null || found.message.direction === 'inbound') throw new ApiProblem('message_not_found')
    const text = { ...found.message, contact: found.conversation?.contact ?? null }
    return { messageId, sentences: explainMessage(text, policy.timezone, parts.clock.tzdata) }
  })
}
