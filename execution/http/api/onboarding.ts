import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  confirmSchema,
  onboardingSchema,
  rehearsalSchema,
  setupSchema,
  type OnboardingAnswers,
  type SetupView,
} from '#contract/onboarding.ts'
import { newTenantSchema, tenantSchema } from '#contract/tenant.ts'
import { draftHours, placeOfBusiness } from '#core/onboarding/draft-business.ts'
import { sayMessages, sayProcedure, sayRinging, sayTexting } from '#core/onboarding/say-setup.ts'
import { openSteps, SETUP_STEPS, type SetupStep } from '#core/onboarding/setup-steps.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { toIso } from '#core/values/instant.ts'
import { rehearse } from '#flow/onboarding/rehearse.ts'
import { ApiProblem } from '../errors.ts'
import { newTenantId, saveTenant, tenantView } from './tenants.ts'
import { policyOf } from './tenant-policy-of.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** From five answers to a business whose every step a person has confirmed. Until then it is paused. */
export async function onboardingRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.post('/onboarding', { schema: { body: onboardingSchema, response: { 201: tenantSchema } } }, async (request, reply) => {
    const policy = draftOf(request.body)
    await saveTenant(parts, policy.tenantId, policy, null)
    return reply.code(201).send(await tenantView(parts, policy.tenantId))
  })
  app.get('/tenants/:tenantId/setup', { schema: { params: tenantParams, response: { 200: setupSchema } } }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    return setupOf(parts, policy)
  })
  const confirming = { params: tenantParams, body: confirmSchema, response: { 200: setupSchema } }
  app.post('/tenants/:tenantId/setup/confirm', { schema: confirming }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const { step } = request.body
    if (step === 'test-call' && !(await hasCall(parts, policy)))
      throw new ApiProblem('setup_unfinished', 'No call has arrived yet. Call the number and try again.')
    if ((step === 'forwarding' || step === 'test-call') && policy.numbers.length === 0)
      throw new ApiProblem('setup_unfinished', 'This business has no number yet. The operator gives it one first.')
    const next = { ...policy, setup: { ...policy.setup, [step]: parts.clock.now() } }
    await saveTenant(parts, policy.tenantId, next, undefined)
    return setupOf(parts, next)
  })
  const rehearsing = { params: tenantParams, response: { 200: rehearsalSchema } }
  app.post('/tenants/:tenantId/setup/rehearsal', { schema: rehearsing }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const callers = await rehearse(policy, parts)
    return {
      callers: callers.map((caller) => ({
        ...caller,
        startsAt: toIso(caller.startsAt),
        lines: caller.lines.map((line) => ({ ...line, at: toIso(line.at) })),
      })),
    }
  })
}

function draftOf({ zip, hours, night, number, ...answers }: OnboardingAnswers): TenantPolicy {
  const place = placeOfBusiness(zip)
  if (place === null) throw new ApiProblem('invalid_request', `zip: "${zip}" is no ZIP or postal code that we know, such as 62701`)
  const numbers = number === null ? [] : [{ e164: number, topology: 'forwarded' as const }]
  const posted = newTenantSchema.parse({ ...answers, ...place, numbers, businessPhone: null, status: 'paused' })
  const week = draftHours({ ...hours, night })
  return { ...policyOf(newTenantId(), posted), hours: week, setup: {} }
}

async function setupOf(parts: ApiParts, policy: TenantPolicy): Promise<SetupView> {
  const steps = SETUP_STEPS.map((step) => {
    const at = policy.setup?.[step]
    return { step, confirmedAt: at === undefined ? null : toIso(at), sentences: sentencesOf(step, policy, parts) }
  })
  return {
    isLive: policy.status === 'active',
    canGoLive: openSteps(policy.setup).length === 0,
    steps,
    texting: sayTexting(policy, parts.lab),
    number: policy.numbers[0]?.e164 ?? null,
    hasTestCall: await hasCall(parts, policy),
  }
}

function sentencesOf(step: SetupStep, policy: TenantPolicy, { clock, directives }: ApiParts): string[] {
  switch (step) {
    case 'procedure':
      return sayProcedure(policy, directives.forTrade(policy.trade), clock.now(), clock.tzdata)
    case 'hours':
      return sayRinging(policy, clock.now(), clock.tzdata)
    case 'messages':
      return sayMessages(policy)
    case 'callers':
      return ['Five callers ring, one after another. Nothing is sent and no phone rings.']
    case 'forwarding':
      return ['If you don’t pick up, your phone company sends the call to us. You dial one code for that.']
    case 'test-call':
      return ['A call that nobody takes must arrive here before anything is live.']
    default:
      return step satisfies never
  }
}

async function hasCall({ store }: ApiParts, { tenantId }: TenantPolicy): Promise<boolean> {
  const { items } = await store.transaction(tenantId, (tx) => tx.calls.list({ limit: 1, cursor: null }))
  return items.length > 0
}
