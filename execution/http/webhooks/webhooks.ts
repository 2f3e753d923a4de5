import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseTenantId } from '#core/values/tenant-id.ts'
import type { Reply } from '#core/reply.ts'
import { receive } from '#flow/receive.ts'
import { receiveReport } from '#flow/receive-report.ts'
import { safeReply } from '#flow/safe-reply.ts'
import type { FlowParts } from '#flow/parts.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { CarrierWebhooks, ParsedWebhook, WebhookRequest, WebhookStep } from '#ports/carrier.ts'
import type { Journal } from '#ports/journal.ts'

/** The carrier's documents are far below this; its own limit for what we answer is 64 KB. */
export const WEBHOOK_BODY_MAX_BYTES = 64 * 1024

export type WebhookParts = FlowParts & {
  webhooks: CarrierWebhooks
  journal: Journal
  stepOfPath: (path: string) => { tenantId: string; step: WebhookStep } | null
  rejected: (why: 'unknown_tenant' | 'no_account' | 'bad_signature' | 'other_account' | 'malformed') => void
}

/**
 * The carrier's side of the house: form bodies kept as they arrived, signature first, no cookies. A rightly signed voice webhook never gets an
 * error for load or for a fault of ours; it gets the safe default.
 */
export async function webhookRoutes(scope: FastifyInstance, parts: WebhookParts): Promise<void> {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: WEBHOOK_BODY_MAX_BYTES }, (_request, body, done) => done(null, body))
  scope.post('/twilio/*', (request, reply) => answerWebhook(parts, request, reply))
  scope.get('/twilio/*', (request, reply) => answerWebhook(parts, request, reply))
}

async function answerWebhook(parts: WebhookParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const target = request.raw.url ?? ''
  const found = parts.stepOfPath(target.split('?', 1)[0] ?? '')
  const tenantId = parseTenantId(found?.tenantId)
  const tenant = found === null || tenantId === null ? null : await parts.tenants.find(tenantId)
  if (found === null || tenant === null)
    return refuse(parts, reply, 404, 'unknown_tenant', 'No business has this address. Copy the addresses again from the tenant.')
  if (tenant.account === null)
    return refuse(parts, reply, 403, 'no_account', 'This business has no carrier account, so nothing can be verified.')
  const webhook: WebhookRequest = {
    url: parts.publicUrl + target,
    contentType: request.headers['content-type'] ?? null,
    body: typeof request.body === 'string' ? request.body : '',
    signature: headerOf(request, 'x-twilio-signature'),
  }
  if (!parts.webhooks.verify(webhook, [tenant.account.authToken])) {
    return refuse(parts, reply, 403, 'bad_signature', 'The signature does not match. Check PUBLIC_URL and the auth token of this business.')
  }
  const parsed = parts.webhooks.parse(found.step, webhook)
  if (parsed.kind === 'malformed') return refuse(parts, reply, 400, 'malformed', parsed.problem)
  if (parsed.accountSid !== null && parsed.accountSid !== tenant.account.accountSid) {
    return refuse(parts, reply, 403, 'other_account', 'The request names another account than the one that signs for this business.')
  }
  return handle(parts, tenant, found.step, parsed, reply)
}

async function handle(
  parts: WebhookParts,
  tenant: KnownTenant,
  step: WebhookStep,
  parsed: Exclude<ParsedWebhook, { kind: 'malformed' }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (parsed.kind === 'ignored') return reply.code(204).send()
  if (parsed.kind === 'sms-report') {
    await receiveReport(parts, tenant, parsed)
    return reply.code(204).send()
  }
  const { event } = parsed
  const callSid = 'callSid' in event ? event.callSid : ''
  const answer = await receive(parts, tenant, parsed).catch(async (error: unknown) => {
    parts.measures.effectFailed('receive', error)
    await parts.journal.append({ tenantId: tenant.policy.tenantId, id: parsed.id, at: parts.clock.now(), event })
    return safeReply(event, tenant.policy, parts.clock)
  })
  if (answer === null) return reply.code(503).send()
  return step === 'voice-status' || step === 'recording' ? reply.code(204).send() : sendDocument(parts, tenant, answer, callSid, reply)
}

function sendDocument(parts: WebhookParts, tenant: KnownTenant, answer: Reply, callSid: string, reply: FastifyReply): FastifyReply {
  const document = parts.webhooks.render(answer, { base: `${parts.publicUrl}/twilio/${tenant.policy.tenantId}`, callSid })
  return reply.code(200).header('content-type', document.contentType).send(document.body)
}

function refuse(
  parts: WebhookParts,
  reply: FastifyReply,
  status: number,
  why: Parameters<WebhookParts['rejected']>[0],
  detail: string,
): FastifyReply {
  parts.rejected(why)
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', status, code: why, detail }))
}

function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name]
  return typeof value === 'string' ? value : null
}
