import { CALL_MINUTE_MICROS } from '#core/cost/price.ts'
import type { Reason } from '#core/decision.ts'
import type { Effect } from '#core/effect.ts'
import { whyNotCall } from '#core/escalation/gate-person.ts'
import { plus, type Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { CarrierAccount } from '#ports/carrier.ts'
import type { OutboxRow } from '#ports/outbox.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { conversationOf } from '../conversation-of.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

/** How long the phone rings. Most mailboxes pick up after 25 s, and nothing is lost when one does: it presses no key. */
const RING_SECONDS = 25

/** Tries of one call that the carrier put off; then the next step of the ladder is the next try. */
const ATTEMPTS_MAX = 3

type Deed = { parts: Omit<FlowParts, 'nudge'>; tenant: KnownTenant; row: OutboxRow; effect: Extract<Effect, { kind: 'call-person' }> }

/**
 * Rings one of the business's people. Asked once more in this moment whether anybody still has to be rung. A call that may have been made is
 * never repeated: a phone that rings twice for one reason is worse than the ladder's next step.
 */
export async function performPersonCall(
  parts: Omit<FlowParts, 'nudge'>,
  tenant: KnownTenant,
  row: OutboxRow & { wasUnknown: boolean },
  effect: Deed['effect'],
): Promise<void> {
  const deed: Deed = { parts, tenant, row, effect }
  const { account } = tenant
  if (row.wasUnknown) return settle(deed, 'done', { code: 'may_have_rung' })
  if (account === null) return settle(deed, 'refused', { code: 'no_carrier_account' })
  const from = await mayRing(deed)
  if (from === 'lost') return
  if (typeof from === 'object') return settle(deed, 'refused', from)
  const outcome = await ring(deed, account, from)
  switch (outcome.kind) {
    case 'done':
      return settle(deed, 'done', { code: 'rang', facts: { who: effect.who, why: effect.why } })
    case 'unknown':
      return settle(deed, 'done', { code: 'may_have_rung', facts: { why: outcome.reason } })
    case 'refused':
      return settle(deed, 'refused', { code: 'carrier_refused', facts: { carrierCode: outcome.code, why: outcome.reason } })
    case 'retry':
      return row.attempts >= ATTEMPTS_MAX
        ? settle(deed, 'refused', { code: 'attempts_used_up', facts: { last: outcome.reason } })
        : putBack(deed, plus(parts.clock.now(), outcome.afterMs))
    default:
      return outcome satisfies never
  }
}

/** The number of ours to call from; why not; or `lost` when the row is another worker's. Marks the row as tried before anything rings. */
function mayRing({ parts, tenant, row, effect }: Deed): Promise<PhoneNumber | Reason | 'lost'> {
  return parts.store.transaction(row.tenantId, async (tx) => {
    if (!(await tx.outbox.isClaimed(row.id, row.attempts))) return 'lost'
    const { conversation } = await conversationOf(tx, row.conversationKey)
    const fault = whyNotCall(effect, conversation)
    if (fault !== null) return fault
    const ours = tenant.policy.numbers.map((number) => number.e164)
    const from = ours.find((number) => number === conversation.ourNumber) ?? ours[0]
    if (from === undefined) return { code: 'no_number_of_ours' }
    await tx.outbox.markTried(row.id, parts.clock.now())
    return from
  })
}

function ring({ parts, tenant, effect }: Deed, account: CarrierAccount, from: PhoneNumber) {
  const { leadId: lead, who, why, rest = [] } = effect
  const about = new URLSearchParams({ lead, who, why, ...(rest.length === 0 ? {} : { rest: rest.join(',') }) }).toString()
  const base = `${parts.publicUrl}/twilio/${tenant.policy.tenantId}/voice/person`
  return parts.carrier.placeCall(account, {
    to: effect.to,
    from,
    url: `${base}?${about}`,
    statusCallbackUrl: `${base}/status?${about}`,
    ringSeconds: RING_SECONDS,
  })
}

async function settle(deed: Deed, state: 'done' | 'refused', reason: Reason): Promise<void> {
  const { parts, row } = deed
  const at = parts.clock.now()
  await parts.store.transaction(row.tenantId, async (tx) => {
    if (!(await tx.outbox.settle(row.id, state))) return
    await note(tx, deed, reason, at)
    for (const alertId of deed.effect.covers ?? []) await tx.alerts.change(alertId, state === 'done' ? 'sent' : 'refused')
    if (state === 'done') await tx.usage.add(at, { requests: 0, texts: 0, segments: 0, costMicros: CALL_MINUTE_MICROS })
  })
}

async function note(tx: TenantTransaction, { row, effect }: Deed, reason: Reason, at: Instant): Promise<void> {
  const id = `${row.id}:gate:${row.attempts}`
  await tx.decisions.add({ id, at, conversationKey: row.conversationKey, kind: 'gate', subject: effect.kind, reasons: [reason] })
}

async function putBack({ parts, row }: Deed, until: Instant): Promise<void> {
  await parts.store.transaction(row.tenantId, (tx) => tx.outbox.putBack(row.id, 'waiting', until))
}
