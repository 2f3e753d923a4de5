import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { selfTestSchema, type SelfTestView } from '#contract/self-test.ts'
import { meaningOf, sentenceOf, type Finding } from '#core/self-test/finding.ts'
import { testedLine } from '#core/self-test/tested-line.ts'
import { toIso } from '#core/values/instant.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { SelfTestResult } from '#ports/self-test.ts'
import { ApiProblem } from '../errors.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** The last self-test of a business, and one more when somebody asks. */
export async function selfTestRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const schema = { params: tenantParams, response: { 200: selfTestSchema } }
  app.get('/tenants/:tenantId/self-test', { schema }, async (request) => viewOf(parts, await tenantOf(parts, request.params.tenantId)))
  app.post('/tenants/:tenantId/self-test', { schema }, async (request) => {
    const tenant = await tenantOf(parts, request.params.tenantId)
    const asked = await parts.selfTests.test(tenant)
    if (asked.kind === 'too-soon') throw new ApiProblem('tested_just_now', `It can be tested again after ${toIso(asked.until)}.`)
    return viewOf(parts, tenant)
  })
}

async function viewOf({ store, clock }: ApiParts, { policy }: KnownTenant): Promise<SelfTestView> {
  const row = await store.transaction(policy.tenantId, (tx) => tx.selfTests.find())
  const result = row?.result ?? null
  const line = result === null ? null : testedLine(result, clock.now(), policy.timezone, clock.tzdata)
  return {
    sentence: line?.sentence ?? 'Not tested yet.',
    result: result === null ? null : shown(result),
    doubt: row?.doubt === null || row === null ? null : shown(row.doubt),
    nextAt: row === null || row.nextAt === 0 ? null : toIso(row.nextAt),
  }
}

function shown({ at, state, findings }: SelfTestResult): NonNullable<SelfTestView['result']> {
  return { at: toIso(at), state, findings: findings.map(shownFinding) }
}

function shownFinding(finding: Finding): NonNullable<SelfTestView['result']>['findings'][number] {
  const { part, state, todo } = meaningOf(finding)
  return { code: finding.code, part, state, sentence: sentenceOf(finding), todo }
}
