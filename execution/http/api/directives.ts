import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { directiveSchema, directivesStateSchema, newDirectiveSchema } from '#contract/directives.ts'
import { TRADES } from '#core/qualification/reading.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { DirectiveName } from '#ports/directives.ts'
import { ApiProblem } from '../errors.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

const params = tenantParams.extend({ name: z.enum(['agent', 'escalation', 'compliance', ...TRADES]) })

/** The procedures: whether the newest edit is in use, and a business's own versions of them. */
export async function directiveRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.get('/directives', { schema: { response: { 200: directivesStateSchema } } }, async () => ({
    hash: parts.directiveLibrary.hash,
    problems: parts.directiveProblems()?.split('\n') ?? [],
  }))
  app.get('/tenants/:tenantId/directives/:name', { schema: { params, response: { 200: directiveSchema } } }, async (request) =>
    view(parts, await tenantOf(parts, request.params.tenantId), request.params.name),
  )
  app.put(
    '/tenants/:tenantId/directives/:name',
    { schema: { params, body: newDirectiveSchema, response: { 200: directiveSchema } } },
    async (request) => change(parts, request.params, request.body.markdown),
  )
  app.delete('/tenants/:tenantId/directives/:name', { schema: { params, response: { 200: directiveSchema } } }, async (request) =>
    change(parts, request.params, null),
  )
}

async function change(parts: ApiParts, named: { tenantId: string; name: DirectiveName }, markdown: string | null) {
  const { name } = named
  const tenant = await tenantOf(parts, named.tenantId)
  const { tenantId } = tenant.policy
  if (markdown !== null) refuseFaulty(parts, tenant, name, markdown)
  await parts.store
    .transaction(tenantId, (tx) => tx.directives.save(name, markdown, parts.clock.now()))
    .finally(() => parts.tenants.forget(tenantId))
  return view(parts, await tenantOf(parts, tenantId), name)
}

/** Every problem with file and line, as the check of the folder words them. */
function refuseFaulty(parts: ApiParts, { policy, overrides }: KnownTenant, name: DirectiveName, markdown: string): void {
  const others = overrides.filter((own) => own.name !== name)
  const trade = TRADES.find((one) => one === name) ?? policy.trade
  const problems = parts.directiveLibrary.checkOverrides(trade, [...others, { name, markdown }])
  if (problems.length === 0) return
  const lines = problems.map(({ file, line, problem }) => `${file}:${line}: ${problem}`)
  throw new ApiProblem('directive_faulty', lines[0] ?? null, lines)
}

function view(parts: ApiParts, { policy, overrides }: KnownTenant, name: DirectiveName) {
  const own = overrides.find((override) => override.name === name)
  return {
    name,
    markdown: own?.markdown ?? parts.directiveLibrary.source(name),
    isOwn: own !== undefined,
    hash: parts.directiveLibrary.forTenant(policy.trade, overrides).hash,
  }
}
