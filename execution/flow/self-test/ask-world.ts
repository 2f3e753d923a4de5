import { explain } from '#core/explain/explain.ts'
import { gateText, type GateAnswer } from '#core/gate.ts'
import { checkAddress } from '#core/self-test/check-address.ts'
import { checkCall } from '#core/self-test/check-call.ts'
import { checkLines, type AccountAtCarrier, type ReadLine } from '#core/self-test/check-line.ts'
import type { Finding, FindingCode } from '#core/self-test/finding.ts'
import type { SelfTestState } from '#core/self-test/judge.ts'
import { rehearseMissedCall, type RehearsedCall } from '#core/self-test/rehearse-missed-call.ts'
import type { Reply } from '#core/reply.ts'
import type { Instant } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { WebhookAddressesOf } from '#ports/carrier.ts'
import type { LineReader, ReachUs } from '#ports/self-test.ts'
import { usageNow } from '../ask-gate.ts'
import { factsOf } from '../business-facts.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

export type SelfTestParts = FlowParts & {
  lines: LineReader
  reachUs: ReachUs
  webhookAddresses: WebhookAddressesOf
  selfTestAddress: (publicUrl: string, tenantId: TenantId) => string
  /** Why the carrier could not carry out these answers to one call, in words; null: it could. */
  brokenDocument: (tenantId: TenantId, replies: readonly Reply[]) => Promise<string | null>
  /** Hears of the state of every test that ended. */
  selfTested: (state: SelfTestState) => void
}

/** Goes the whole way of a missed call once, for one business, and says what was found. Changes nothing and stores nothing; rejects only when reading fails. */
export async function askWorld(parts: SelfTestParts, tenant: KnownTenant, before: FindingCode | null): Promise<Finding[]> {
  const [lines, address, call] = await Promise.all([findLines(parts, tenant), findAddress(parts, tenant, before), findCall(parts, tenant)])
  return [...lines, ...address, ...call]
}

async function findLines(parts: SelfTestParts, { policy, account }: KnownTenant): Promise<Finding[]> {
  const ours = parts.webhookAddresses(parts.publicUrl, policy.tenantId)
  if (account === null) return checkLines({ kind: 'missing' }, [], ours)
  const asked = await parts.lines.account(account)
  const state = accountOf(asked)
  if (state.kind !== 'read') return checkLines(state, policy.numbers.map(unread), ours)
  const read = policy.numbers.map(async ({ e164 }): Promise<ReadLine> => {
    const line = await parts.lines.line(account, { e164, messagingServiceSid: policy.messagingServiceSid, ourTexts: ours.sms })
    return { e164, line: line.kind === 'done' ? line.value : null }
  })
  return checkLines(state, await Promise.all(read), ours)
}

function unread({ e164 }: { e164: string }): ReadLine {
  return { e164, line: null }
}

/** A carrier that answers with a refusal knows these credentials no more; one that does not answer says nothing about them. */
function accountOf(asked: Awaited<ReturnType<LineReader['account']>>): AccountAtCarrier {
  if (asked.kind === 'done') return asked.value
  return asked.kind === 'refused' ? { kind: 'refused' } : { kind: 'unread' }
}

async function findAddress(parts: SelfTestParts, { policy, account }: KnownTenant, before: FindingCode | null): Promise<Finding[]> {
  // Without an account nothing can be signed, and the numbers say so already.
  if (account === null) return []
  const reached = await parts.reachUs(parts.selfTestAddress(parts.publicUrl, policy.tenantId), account)
  const { items } = await parts.store.transaction(policy.tenantId, (tx) => tx.calls.list({ limit: 1, cursor: null }))
  const carrierCameAt = items[0]?.startedAt ?? null
  return [checkAddress({ publicUrl: parts.publicUrl, reached, at: parts.clock.now(), carrierCameAt, before })]
}

async function findCall(parts: SelfTestParts, tenant: KnownTenant): Promise<Finding[]> {
  const { policy, overrides } = tenant
  if (policy.numbers.length === 0) return []
  const [at, { tzdata }] = [parts.clock.now(), parts.clock]
  const directive = parts.directives.forTenant(policy.trade, overrides)
  const call = rehearseMissedCall({
    policy,
    directive,
    at,
    tzdata,
    textSlot: at,
    diary: null,
    facts: factsOf(policy, directive, at, tzdata),
  })
  const gate = await gateOf(parts, tenant, call, at)
  const brokenDocument = await parts.brokenDocument(policy.tenantId, call.replies)
  const storeWritable = await parts.store.check().catch(() => false)
  return checkCall({ policy, call, brokenDocument, gate, gateWords: gateWords(gate, policy.timezone, tzdata), storeWritable })
}

async function gateOf(
  parts: SelfTestParts,
  tenant: KnownTenant,
  { text, conversation }: RehearsedCall,
  at: Instant,
): Promise<GateAnswer | null> {
  if (text === null) return null
  const { tzdata } = parts.clock
  const usage = await parts.store.transaction(tenant.policy.tenantId, (tx) => usageNow(tx, tenant, at, tzdata))
  return gateText(text, { at, plannedAt: at, conversation, policy: tenant.policy, usage, tzdata, lab: parts.lab })
}

function gateWords(gate: GateAnswer | null, timezone: string, tzdata: string): string {
  if (gate === null || gate.kind === 'do') return ''
  const until = gate.kind === 'wait' ? gate.until : null
  const [verdict, ...why] = explain({
    verdict: gate.kind === 'wait' ? 'waits' : 'refused',
    at: null,
    until,
    reasons: gate.reasons,
    timezone,
    tzdata,
  })
  return (gate.kind === 'wait' ? [verdict, ...why] : why).join(' ')
}
