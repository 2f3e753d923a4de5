import type { IncomingHttpHeaders } from 'node:http'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import type { Reply } from '#core/reply.ts'
import type { JournalTaker } from '#flow/journal-taker.ts'
import { receive } from '#flow/receive.ts'
import { receiveReport } from '#flow/receive-report.ts'
import { safeReply } from '#flow/safe-reply.ts'
import type { FlowParts } from '#flow/parts.ts'
import type { Registrar } from '#flow/registration/registrar.ts'
import type { KnownTenant } from '#flow/tenants.ts'
import type { CarrierWebhooks, ParsedWebhook, WebhookRequest, WebhookStep } from '#ports/carrier.ts'

type Rejection = 'unknown_tenant' | 'no_account' | 'bad_signature' | 'other_account' | 'malformed'

export type WebhookParts = FlowParts & {
  webhooks: CarrierWebhooks
  journalTaker: Pick<JournalTaker, 'keep' | 'takeUpBefore'>
  stepOfPath: (path: string) => { tenantId: string; step: WebhookStep } | null
  /** Counts the webhooks that wait for their answer; the dispatcher gives way to them. */
  answers: { waiting: number }
  rejected: (why: Rejection) => void
  /** The request of a self-test came in. */
  selfTestReached: () => void
  registrar: Pick<Registrar, 'heard'>
  /** The secret in the address for events of a registration. */
  isRegistrationKey: (tenantId: TenantId, presented: string) => boolean
}

/** A request as it came off the wire; `target` is path and query, untouched. */
export type WireRequest = { target: string; headers: IncomingHttpHeaders; body: string }
/** `contentType` null: no body. */
export type WireAnswer = { status: number; contentType: string | null; body: string }

const NO_CONTENT: WireAnswer = { status: 204, contentType: null, body: '' }
const TRY_AGAIN: WireAnswer = { status: 503, contentType: null, body: '' }

/**
 * The carrier's side of the house: signature first, then the event, then the document that was decided. A rightly signed voice webhook never
 * gets an error for load or for a fault of ours; it gets the safe default.
 */
export async function answerWebhook(parts: WebhookParts, request: WireRequest): Promise<WireAnswer> {
  const found = parts.stepOfPath(request.target.split('?', 1)[0] ?? '')
  const tenantId = parseTenantId(found?.tenantId)
  const tenant = found === null || tenantId === null ? null : await parts.tenants.find(tenantId)
  if (found === null || tenant === null)
    return refuse(parts, 404, 'unknown_tenant', 'No business has this address. Copy the addresses again from the tenant.')
  if (tenant.account === null) return refuse(parts, 403, 'no_account', 'This business has no carrier account, so nothing can be verified.')
  const webhook = webhookOf(parts, request)
  if (!parts.webhooks.verify(webhook, [tenant.account.authToken]) && !hasKey(parts, found.step, tenant, webhook)) {
    return refuse(parts, 403, 'bad_signature', 'The signature does not match. Check PUBLIC_URL and the auth token of this business.')
  }
  const parsed = parts.webhooks.parse(found.step, webhook)
  if (parsed.kind === 'malformed') return refuse(parts, 400, 'malformed', parsed.problem)
  if (parsed.accountSid !== null && parsed.accountSid !== tenant.account.accountSid) {
    return refuse(parts, 403, 'other_account', 'The request names another account than the one that signs for this business.')
  }
  return handle(parts, tenant, found.step, parsed)
}

/** Only what can do no more than make us look may come with the secret of its address in place of a signature. */
function hasKey(parts: WebhookParts, step: WebhookStep, { policy }: KnownTenant, webhook: WebhookRequest): boolean {
  return step === 'registration' && parts.isRegistrationKey(policy.tenantId, new URL(webhook.url).searchParams.get('key') ?? '')
}

function webhookOf(parts: WebhookParts, { target, headers, body }: WireRequest): WebhookRequest {
  const signature = headers['x-twilio-signature']
  return {
    url: parts.publicUrl + target,
    contentType: headers['content-type'] ?? null,
    body,
    signature: typeof signature === 'string' ? signature : null,
  }
}

async function handle(
  parts: WebhookParts,
  tenant: KnownTenant,
  step: WebhookStep,
  parsed: Exclude<ParsedWebhook, { kind: 'malformed' }>,
): Promise<WireAnswer> {
  if (step === 'self-test') parts.selfTestReached()
  if (parsed.kind === 'ignored') return NO_CONTENT
  if (parsed.kind === 'sms-report') {
    await receiveReport(parts, tenant, parsed)
    return NO_CONTENT
  }
  if (parsed.kind === 'registration-events') {
    for (const event of parsed.events) await parts.registrar.heard(tenant.policy.tenantId, event)
    return NO_CONTENT
  }
  parts.answers.waiting += 1
  const reply = await parts.journalTaker
    .takeUpBefore(tenant.policy.tenantId)
    .then(() => receive(parts, tenant, parsed))
    .catch((error: unknown) => keepInJournal(parts, tenant, parsed, error))
    .finally(() => {
      parts.answers.waiting -= 1
    })
  if (reply === null) return TRY_AGAIN
  return step === 'voice-status' || step === 'recording' || step === 'person-status' ? NO_CONTENT : documentOf(parts, tenant, reply, parsed)
}

/** The event could not be committed: it goes to the journal, and a caller on the line hears the safe default even when that fails too. */
async function keepInJournal(
  parts: WebhookParts,
  tenant: KnownTenant,
  parsed: Extract<ParsedWebhook, { kind: 'event' }>,
  error: unknown,
): Promise<Reply | null> {
  const { id, event } = parsed
  parts.measures.effectFailed('receive', error)
  await parts.journalTaker
    .keep({ tenantId: tenant.policy.tenantId, id, at: parts.clock.now(), event })
    .catch((failed: unknown) => parts.measures.effectFailed('journal', failed))
  return safeReply(event, tenant.policy, parts.clock)
}

function documentOf(
  parts: WebhookParts,
  tenant: KnownTenant,
  reply: Reply,
  { event }: Extract<ParsedWebhook, { kind: 'event' }>,
): WireAnswer {
  const callSid = 'callSid' in event ? event.callSid : ''
  const { contentType, body } = parts.webhooks.render(reply, { base: `${parts.publicUrl}/twilio/${tenant.policy.tenantId}`, callSid })
  return { status: 200, contentType, body }
}

function refuse(parts: WebhookParts, status: number, why: Rejection, detail: string): WireAnswer {
  parts.rejected(why)
  return { status, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', status, code: why, detail }) }
}
