import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { InquiryRow } from '#ports/inquiries.ts'
import type { Page, PageQuery, TenantTransaction } from '#ports/store.ts'
import { toIso } from '#core/values/instant.ts'
import { presentAlert, presentCall, presentDecision, presentInquiry, presentLead, presentMessage, presentUsage } from './present.ts'
import { tenantOf, tenantParams, type ApiParts } from './tenant-of.ts'

/** Rows of one transaction: a large business is read in many, so that calls come in between. */
const ROWS_AT_ONCE = 200

type Source = { kind: string; read: (tx: TenantTransaction, query: PageQuery) => Promise<Page<unknown>> }

const SOURCES: readonly Source[] = [
  { kind: 'lead', read: async (tx, query) => shown(await tx.leads.list(query), presentLead) },
  { kind: 'message', read: async (tx, query) => shown(await tx.messages.list(query), presentMessage) },
  { kind: 'call', read: async (tx, query) => shown(await tx.calls.list(query), presentCall) },
  { kind: 'alert', read: async (tx, query) => shown(await tx.alerts.list(query), presentAlert) },
  { kind: 'decision', read: async (tx, query) => shown(await tx.decisions.list(query), presentDecision) },
  { kind: 'inquiry', read: async (tx, query) => shown(await tx.inquiries.list(query), presentInquiryRow) },
  { kind: 'usage', read: async (tx, query) => shown(await tx.usage.list(query), presentUsage) },
  { kind: 'correction', read: async (tx, query) => shown(await tx.corrections.list(query), (row) => ({ ...row, at: toIso(row.at) })) },
]

/** `GET /export`: everything that a business can see of itself, one line of JSON each, newest first within a kind. The ledger has its own export. */
export async function exportRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()
  app.get('/tenants/:tenantId/export', { schema: { params: tenantParams } }, async (request, reply) => {
    const { policy } = await tenantOf(parts, request.params.tenantId)
    return reply
      .type('application/x-ndjson; charset=utf-8')
      .header('content-disposition', `attachment; filename="${policy.tenantId}.ndjson"`)
      .send(Readable.from(linesOf(parts, policy)))
  })
}

async function* linesOf(parts: ApiParts, policy: Awaited<ReturnType<typeof tenantOf>>['policy']): AsyncGenerator<string> {
  yield line('tenant', policy)
  for (const { kind, read } of SOURCES) {
    let cursor: string | null = null
    do {
      const query: PageQuery = { limit: ROWS_AT_ONCE, cursor }
      const page: Page<unknown> = await parts.store.transaction(policy.tenantId, (tx) => read(tx, query))
      if (page.items.length > 0) yield page.items.map((row) => line(kind, row)).join('')
      cursor = page.nextCursor
    } while (cursor !== null)
  }
}

/** With what the lists of leads leave out; what was answered is told by texts and decisions. */
function presentInquiryRow(row: InquiryRow): unknown {
  const { id, conversationKey, leadId } = row
  return { id, leadId, phone: conversationKey, ...presentInquiry(row) }
}

function shown<Row>(page: Page<Row>, present: (row: Row) => unknown): Page<unknown> {
  return { items: page.items.map((row) => present(row)), nextCursor: page.nextCursor }
}

function line(kind: string, row: unknown): string {
  return `${JSON.stringify({ kind, row })}\n`
}
