import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { applicationDraft, applicationSchema } from '#contract/application.ts'
import { registrationDraftSchema, registrationSchema, resumeRegistrationSchema } from '#contract/registration.ts'
import type { Application } from '#core/registration/application.ts'
import { applicationProblems } from '#core/registration/submission.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { Registrar } from '#flow/registration/registrar.ts'
import { ApiProblem } from '../errors.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

export type RegistrationApiParts = ApiParts & { registrar: Registrar; registrationEventsUrl: (tenantId: TenantId) => string }

const answers = { params: tenantParams, response: { 200: registrationSchema } }

/** Registering a business with the US carriers: the application as a draft, handing it in, going on. The running product does the requests. */
export async function registrationRoutes(scope: FastifyInstance, parts: RegistrationApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const address = '/tenants/:tenantId/registration'
  app.get(address, { schema: answers }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    return view(parts, policy)
  })
  app.put(address, { schema: { ...answers, body: registrationDraftSchema } }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    await parts.store.transaction(policy.tenantId, (tx) => tx.registration.saveDraft(request.body))
    return view(parts, policy)
  })
  app.post(`${address}/submit`, { schema: answers }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    await submit(parts, policy)
    return view(parts, policy)
  })
  app.post(`${address}/resume`, { schema: { ...answers, body: resumeRegistrationSchema } }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    await resume(parts, policy.tenantId, request.body)
    return view(parts, policy)
  })
}

async function view(parts: RegistrationApiParts, { tenantId }: TenantPolicy) {
  // Submitting may have changed the policy; what was known at the start of the request is not shown.
  const { policy } = await tenantOf(parts, tenantId)
  const draft = await draftOf(parts, policy)
  return registrationSchema.parse({
    kind: policy.registration.kind,
    registration: await parts.registrar.status(policy.tenantId),
    draft,
    problems: read(parts, policy, draft).problems,
    eventsUrl: parts.registrationEventsUrl(policy.tenantId),
  })
}

/** What was saved last, upon what is known of the business. */
async function draftOf(parts: RegistrationApiParts, policy: TenantPolicy): Promise<Record<string, unknown>> {
  const saved = await parts.store.transaction(policy.tenantId, (tx) => tx.registration.draft())
  return merged(applicationDraft(policy), saved ?? {})
}

function merged(known: Record<string, unknown>, given: Record<string, unknown>): Record<string, unknown> {
  const names = [...new Set([...Object.keys(known), ...Object.keys(given)])]
  return Object.fromEntries(
    names.map((name) => {
      const [ours, theirs] = [known[name], given[name]]
      return [name, isObject(ours) && isObject(theirs) ? merged(ours, theirs) : Object.hasOwn(given, name) ? theirs : ours]
    }),
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

type Read = { application: Application | null; problems: { field: string; words: string }[] }

/** First whether it is an application at all, then what the carriers would refuse. */
function read(parts: RegistrationApiParts, policy: TenantPolicy, draft: Record<string, unknown>): Read {
  const parsed = applicationSchema.safeParse(draft)
  if (!parsed.success)
    return { application: null, problems: parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), words: message })) }
  const problems = applicationProblems(parsed.data, policy, parts.directives.forTrade(policy.trade))
  return { application: parsed.data, problems: problems.map(({ field, words }) => ({ field, words })) }
}

async function submit(parts: RegistrationApiParts, policy: TenantPolicy): Promise<void> {
  const { application, problems } = read(parts, policy, await draftOf(parts, policy))
  if (application === null) throw new ApiProblem('application_incomplete', null, problems.map(inOneLine))
  const answer = await parts.registrar.submit(policy.tenantId, application)
  switch (answer.kind) {
    case 'taken':
      return
    case 'problems':
      throw new ApiProblem('application_incomplete', null, answer.problems.map(inOneLine))
    case 'under-review':
      throw new ApiProblem('registration_under_review')
    case 'attested':
      throw new ApiProblem('registration_attested')
    case 'no-tenant':
      throw new ApiProblem('tenant_not_found')
    default:
      return answer satisfies never
  }
}

async function resume(parts: RegistrationApiParts, tenantId: TenantId, asked: z.output<typeof resumeRegistrationSchema>): Promise<void> {
  const known = await parts.registrar.status(tenantId)
  if (known === null) throw new ApiProblem('registration_not_found')
  if (known.mend.some(({ mender }) => mender === 'business') && !asked.again) {
    throw new ApiProblem(
      'registration_must_be_mended',
      null,
      known.mend.map(({ fields, words }) => inOneLine({ field: fields.join(', '), words })),
    )
  }
  if (asked.code) await parts.registrar.ask(tenantId, 'code')
  await parts.registrar.ask(tenantId, known.mend.length > 0 ? 'again' : 'look')
}

function inOneLine({ field, words }: { field: string; words: string }): string {
  return field === '' ? words : `${field}: ${words}`
}
