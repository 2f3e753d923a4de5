import type { Outcome } from '#core/effect.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { DAY_MS, instant, MINUTE_MS, plus, type Instant } from '#core/values/instant.ts'
import type { CarrierAccount, ListedCall } from '#ports/carrier.ts'
import type { FlowParts } from './parts.ts'
import { receive } from './receive.ts'
import type { KnownTenant } from './tenants.ts'

/** How far back the carrier's list is read at the least, however lately it was. */
const CARRIER_LOOK_BACK_MS = 30 * MINUTE_MS

/** And at the most, after an absence: what is older needs a person. */
const ABSENCE_LOOK_BACK_MS = 7 * DAY_MS

/** So long after a move its whole time is looked at: the carrier may go on telling the old place until its addresses are changed. */
const AFTER_MOVE_MS = DAY_MS

/** A call of before the last look may still have been under way then. */
const CALL_UNDER_WAY_MS = 15 * MINUTE_MS

/**
 * Every finished call and received text of the carrier's list, back to where it was last read in full, becomes the event that its webhook would have been;
 * known ones change nothing. False when a list could not be read.
 */
export async function compareWithCarrier(parts: FlowParts, tenant: KnownTenant, at: Instant): Promise<boolean> {
  const { account } = tenant
  if (account === null) return true
  const comparedUntil = await parts.store.transaction(tenant.policy.tenantId, async (tx) => (await tx.tenant.find())?.comparedUntil ?? null)
  const complete = await readBackTo(lookBack(tenant, comparedUntil, at), parts, { ...tenant, account }, at)
  if (complete) await parts.store.transaction(tenant.policy.tenantId, (tx) => tx.tenant.noteCompared(at))
  return complete
}

type WithAccount = KnownTenant & { account: CarrierAccount }

/** What the carrier refuses to list for its length is listed for a shorter time: better that than nothing, and somebody must know. */
async function readBackTo(since: Instant, parts: FlowParts, tenant: WithAccount, at: Instant): Promise<boolean> {
  const shorter = [plus(at, -DAY_MS), plus(at, -CARRIER_LOOK_BACK_MS)].filter((start) => start > since)
  for (const start of [since, ...shorter]) {
    const outcome = await readLists(parts, tenant, start)
    if (outcome === 'done' && start > since) {
      const missed = `${new Date(since).toISOString()} to ${new Date(start).toISOString()}`
      parts.measures.effectFailed('carrier-list', new Error(`the carrier's list of ${missed} could not be read: look there for STOP`))
    }
    if (outcome !== 'refused') return outcome === 'done'
  }
  return false
}

/** The worst outcome of all lists. */
async function readLists(parts: FlowParts, tenant: WithAccount, since: Instant): Promise<'done' | 'refused' | 'failed'> {
  const { account, policy } = tenant
  const outcomes = new Set<Outcome<unknown>['kind']>()
  for (const { e164 } of policy.numbers) {
    const calls = await parts.carrier.listCalls(account, { to: e164, since })
    if (calls.kind === 'done') for (const call of calls.value.toReversed()) await receiveCall(parts, tenant, call)
    const texts = await parts.carrier.listReceivedTexts(account, { to: e164, since })
    if (texts.kind === 'done') for (const text of texts.value) await receive(parts, tenant, text)
    outcomes.add(calls.kind).add(texts.kind)
  }
  if (outcomes.has('retry') || outcomes.has('unknown')) return 'failed'
  return outcomes.has('refused') ? 'refused' : 'done'
}

const FINAL = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])

async function receiveCall(parts: FlowParts, tenant: KnownTenant, call: ListedCall): Promise<void> {
  const { callSid, from, to, status, durationSeconds, startedAt } = call
  if (!FINAL.has(status)) return
  await receive(parts, tenant, {
    id: `${callSid}:ended`,
    event: { kind: 'call-ended', callSid, from, to, status, durationSeconds, startedAt },
  })
}

/** True while what arrived at the old place of a business may not be known here yet. */
export function isJustMovedIn({ movedIn }: TenantPolicy, at: Instant): boolean {
  return movedIn !== undefined && at - movedIn.at < AFTER_MOVE_MS
}

function lookBack({ policy, createdAt }: KnownTenant, comparedUntil: Instant | null, at: Instant): Instant {
  const usual = plus(at, -CARRIER_LOOK_BACK_MS)
  const moved = policy.movedIn !== undefined && isJustMovedIn(policy, at) ? plus(policy.movedIn.exportedAt, -CARRIER_LOOK_BACK_MS) : usual
  const compared = comparedUntil === null ? usual : plus(comparedUntil, -CALL_UNDER_WAY_MS)
  const since = Math.min(usual, moved, compared)
  return instant(Math.max(since, createdAt, at - ABSENCE_LOOK_BACK_MS))
}
