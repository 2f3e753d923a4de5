import type { TenantPolicy } from '#core/tenant-policy.ts'
import { DAY_MS, instant, MINUTE_MS, plus, type Instant } from '#core/values/instant.ts'
import type { FlowParts } from './parts.ts'
import { receive } from './receive.ts'
import type { KnownTenant } from './tenants.ts'

/** How far back the carrier's list is read: an outage longer than this needs a person. */
const CARRIER_LOOK_BACK_MS = 30 * MINUTE_MS

/** So long after a move its whole time is looked at: the carrier may go on telling the old place until its addresses are changed. */
const AFTER_MOVE_MS = DAY_MS

/**
 * Every finished call and received text of the carrier's list becomes the event that its webhook would have been; known ones change nothing.
 * False when a list could not be read.
 */
export async function compareWithCarrier(parts: FlowParts, tenant: KnownTenant, at: Instant): Promise<boolean> {
  const { account, policy } = tenant
  if (account === null) return true
  const since = lookBack(tenant, at)
  let complete = true
  for (const { e164 } of policy.numbers) {
    const calls = await parts.carrier.listCalls(account, { to: e164, since })
    if (calls.kind === 'done') {
      for (const call of calls.value) {
        const { callSid, from, to, status, durationSeconds, startedAt } = call
        const isFinal = ['completed', 'busy', 'failed', 'no-answer', 'canceled'].includes(status)
        if (isFinal)
          await receive(parts, tenant, {
            id: `${callSid}:ended`,
            event: { kind: 'call-ended', callSid, from, to, status, durationSeconds, startedAt },
          })
      }
    }
    const texts = await parts.carrier.listReceivedTexts(account, { to: e164, since })
    if (texts.kind === 'done') for (const text of texts.value) await receive(parts, tenant, text)
    complete &&= calls.kind === 'done' && texts.kind === 'done'
  }
  return complete
}

/** True while what arrived at the old place of a business may not be known here yet. */
export function isJustMovedIn({ movedIn }: TenantPolicy, at: Instant): boolean {
  return movedIn !== undefined && at - movedIn.at < AFTER_MOVE_MS
}

function lookBack({ policy, createdAt }: KnownTenant, at: Instant): Instant {
  const usual = plus(at, -CARRIER_LOOK_BACK_MS)
  const moved =
    policy.movedIn !== undefined && isJustMovedIn(policy, at)
      ? Math.min(usual, plus(policy.movedIn.exportedAt, -CARRIER_LOOK_BACK_MS))
      : usual
  return instant(Math.max(moved, createdAt))
}
