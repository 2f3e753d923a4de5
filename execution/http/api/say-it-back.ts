import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { saidBackSchema, servicesOfTradeSchema } from '#contract/dashboard.ts'
import { tenantChangeSchema, type TenantChange } from '#contract/tenant.ts'
import { answersOf } from '#core/conversation/approved-fact.ts'
import { sayArea, sayFacts, sayServices } from '#core/explain/say-facts.ts'
import { saySpoken } from '#core/explain/say-spoken.ts'
import { sayHours } from '#core/explain/say-hours.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { refuseUnsayable, sayerOf } from './sayable.ts'
import { changedPolicy } from './tenant-policy-of.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** `POST /setup/say-it-back`: what would hold if this change were saved, in plain words. Nothing is saved; what could not be saved is refused. */
export async function sayItBackRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const schema = { params: tenantParams, body: tenantChangeSchema, response: { 200: saidBackSchema } }
  app.post('/tenants/:tenantId/setup/say-it-back', { schema }, async (request) => {
    const { policy, overrides } = await tenantOf(parts, request.params.tenantId)
    const next = changedPolicy(policy, request.body)
    refuseUnsayable(parts, next, overrides)
    return { sentences: sentencesOf(request.body, next, sayerOf(parts, next, overrides), parts.clock) }
  })
  const services = { params: tenantParams, response: { 200: servicesOfTradeSchema } }
  app.get('/tenants/:tenantId/setup/services', { schema: services }, async (request) => {
    const { policy, overrides } = await tenantOf(parts, request.params.tenantId)
    return { trade: policy.trade, services: Object.keys(sayerOf(parts, policy, overrides).directive.services) }
  })
}

/** What the change is about, and the hours when it is about nothing that has words of its own. */
function sentencesOf(
  change: TenantChange,
  next: TenantPolicy,
  sayer: ReturnType<typeof sayerOf>,
  clock: Pick<ApiParts['clock'], 'now' | 'tzdata'>,
): string[] {
  const sentences = [
    ...(change.approvedFacts === undefined ? [] : sayFacts(answersOf(next.approvedFacts, sayer), sayer)),
    ...(change.services === undefined ? [] : sayServices(next.services ?? [], sayer)),
    ...(change.serviceArea === undefined ? [] : sayArea(next.serviceArea, sayer)),
    ...(change.messages === undefined && change.messageAudioUrl === undefined ? [] : saySpoken(next)),
  ]
  return sentences.length > 0 ? sentences : sayHours(next.hours, next.timezone, clock.now(), clock.tzdata)
}
