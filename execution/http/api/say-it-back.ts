import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { saidBackSchema } from '#contract/dashboard.ts'
import { tenantChangeSchema } from '#contract/tenant.ts'
import { sayHours } from '#core/explain/say-hours.ts'
import { changedPolicy } from './tenant-policy-of.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** `POST /setup/say-it-back`: what would hold if this change were saved, in plain words. Nothing is saved; what could not be saved is refused. */
export async function sayItBackRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const schema = { params: tenantParams, body: tenantChangeSchema, response: { 200: saidBackSchema } }
  app.post('/tenants/:tenantId/setup/say-it-back', { schema }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const next = changedPolicy(policy, request.body)
    return { sentences: sayHours(next.hours, next.timezone, parts.clock.now(), parts.clock.tzdata) }
  })
}
