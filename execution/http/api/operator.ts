import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { auditEntrySchema, type AuditEntry, type TenantSummary } from '#contract/operator.ts'
import { pageOf, pageQuerySchema } from '#contract/views.ts'
import { TENANT_NEEDS } from '#core/standing/tenant-needs.ts'
import { toIso } from '#core/values/instant.ts'
import { needSentence, standingOfTenant } from '#flow/dashboard/tenant-standing.ts'
import type { AuditRow } from '#ports/access.ts'
import type { Page, TenantRecord } from '#ports/store.ts'
import { ApiProblem } from '../errors.ts'
import type { ApiParts } from './tenant-of.ts'

const TENANTS_PER_PAGE = 100

/** Who looked at what and who did what. */
export async function auditRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const schema = { querystring: pageQuerySchema, response: { 200: pageOf(auditEntrySchema) } }
  app.get('/audit', { schema }, async (request) => {
    const { limit, cursor } = request.query
    const page = await parts.store.access((tx) => tx.audit.list({ limit, cursor: cursor ?? null }))
    return { items: page.items.map(presentAudit), nextCursor: page.nextCursor }
  })
}

function presentAudit({ id, at, role, name, tenantId, act, subject, reason, status }: AuditRow): AuditEntry {
  return { id, at: toIso(at), who: { role, name }, tenantId, act, subject, reason, status }
}

/**
 * Every business with what is the matter with it, the most pressing first. The order is made anew with each page, so a business may move between
 * two pages; the cursor is a place in the order. Each business is read in a short transaction of its own, so that calls come in between.
 */
export async function tenantsByNeed(parts: ApiParts, limit: number, cursor: string | null): Promise<Page<TenantSummary>> {
  const from = cursor === null ? 0 : placeOf(cursor)
  const summaries: TenantSummary[] = []
  for await (const records of tenantPages(parts)) summaries.push(...(await Promise.all(records.map((record) => summaryOf(parts, record)))))
  const sorted = summaries.toSorted(
    (a, b) => pressing(a) - pressing(b) || b.openEmergencies - a.openEmergencies || a.name.localeCompare(b.name),
  )
  const next = from + limit
  return { items: sorted.slice(from, next), nextCursor: next < sorted.length ? String(next) : null }
}

function placeOf(cursor: string): number {
  if (!/^\d{1,7}$/.test(cursor)) throw new ApiProblem('invalid_request', 'cursor: use the nextCursor of the page before')
  return Number(cursor)
}

function pressing({ needs }: TenantSummary): number {
  const [first] = needs
  return first === undefined ? TENANT_NEEDS.length : TENANT_NEEDS.indexOf(first)
}

async function* tenantPages({ store }: ApiParts): AsyncGenerator<TenantRecord[]> {
  let cursor: string | null = null
  do {
    const page: Page<TenantRecord> = await store.acrossTenants.tenants({ limit: TENANTS_PER_PAGE, cursor })
    yield page.items
    cursor = page.nextCursor
  } while (cursor !== null)
}

async function summaryOf(parts: ApiParts, { policy, createdAt }: TenantRecord): Promise<TenantSummary> {
  const refused =
    policy.registration.kind === 'managed' &&
    policy.registration.status !== 'approved' &&
    (await parts.isRegistrationRefused(policy.tenantId))
  const tenant = { policy, createdAt, account: null, overrides: [] }
  const standing = await parts.store.transaction(policy.tenantId, (tx) => standingOfTenant(tx, tenant, parts, refused))
  const [first] = standing.needs
  return {
    id: policy.tenantId,
    name: policy.name,
    trade: policy.trade,
    status: policy.status,
    needs: standing.needs,
    sentence: first === undefined ? 'All is well.' : needSentence(first, standing),
    registration: policy.registration.kind === 'attested' ? 'attested' : policy.registration.status,
    openEmergencies: standing.openEmergencies,
    lastCallAt: standing.lastCallAt === null ? null : toIso(standing.lastCallAt),
    textsThisHour: standing.textsThisHour,
    textsPerHour: policy.limits.textsPerHour,
    monthCostCents: standing.monthCostCents,
    capCents: policy.limits.monthlyBudgetCents,
  }
}
