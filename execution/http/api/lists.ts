import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { leadDetailSchema } from '#contract/dashboard.ts'
import {
  alertSchema,
  callSchema,
  decisionSchema,
  leadSchema,
  messageSchema,
  pageOf,
  pageQuerySchema,
  usageSchema,
} from '#contract/views.ts'
import type { Page, PageQuery, TenantTransaction } from '#ports/store.ts'
import { ApiProblem } from '../errors.ts'
import { leadDetail } from './lead-detail.ts'
import { leadParams } from './lead-params.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'
import { presentAlert, presentCall, presentDecision, presentLead, presentMessage, presentUsage } from './present.ts'

/** What a business can look at: newest first, page by page. */
export async function listRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  list(scope, parts, 'leads', leadSchema, async (tx, query) => shown(await tx.leads.list(query), presentLead))
  list(scope, parts, 'messages', messageSchema, async (tx, query) => shown(await tx.messages.list(query), presentMessage))
  list(scope, parts, 'calls', callSchema, async (tx, query) => shown(await tx.calls.list(query), presentCall))
  list(scope, parts, 'decisions', decisionSchema, async (tx, query) => shown(await tx.decisions.list(query), presentDecision))
  list(scope, parts, 'usage', usageSchema, async (tx, query) => shown(await tx.usage.list(query), presentUsage))
  list(scope, parts, 'alerts', alertSchema, async (tx, query) => shown(await tx.alerts.list(query), presentAlert))
  leadRoutes(scope, parts)
}

function list<Item extends z.ZodType>(
  scope: FastifyInstance,
  parts: ApiParts,
  what: string,
  item: Item,
  read: (tx: TenantTransaction, query: PageQuery) => Promise<Page<unknown>>,
): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  const schema = { params: tenantParams, querystring: pageQuerySchema, response: { 200: pageOf(item) } }
  app.get(`/tenants/:tenantId/${what}`, { schema }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const { limit, cursor } = request.query
    const page = await parts.store.transaction(policy.tenantId, (tx) => read(tx, { limit, cursor: cursor ?? null }))
    // `read` presents rows in the shape of `item`; the serializer checks it again on the way out.
    return page as Page<z.output<Item>>
  })
}

function shown<Row, View>(page: Page<Row>, present: (row: Row) => View): Page<View> {
  return { items: page.items.map((row) => present(row)), nextCursor: page.nextCursor }
}

function leadRoutes(scope: FastifyInstance, parts: ApiParts): void {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.get('/tenants/:tenantId/leads/:leadId', { schema: { params: leadParams, response: { 200: leadDetailSchema } } }, async (request) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    const context = { policy, at: parts.clock.now(), tzdata: parts.clock.tzdata }
    const detail = await parts.store.transaction(policy.tenantId, (tx) => leadDetail(tx, request.params.leadId, context))
    if (detail === null) throw new ApiProblem('lead_not_found')
    return detail
  })
}
