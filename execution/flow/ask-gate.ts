import type { Conversation } from '#core/conversation/conversation.ts'
import { isSettledEmergency } from '#core/escalation/gate-person.ts'
import { gateText, isOwed, type GateAnswer } from '#core/gate.ts'
import { pacingOf, takeSendSlot, type SendSlot } from '#core/registration/pacing.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import { DAY_MS, plus, type Instant } from '#core/values/instant.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { conversationOf } from './conversation-of.ts'
import type { Deed } from './effects/send-text.ts'
import type { UsageNow } from '#core/gate.ts'
import { startOfLocalDay, startOfLocalMonth } from '#core/hours/local-periods.ts'
import type { KnownTenant } from './tenants.ts'

/**
 * Asks in the moment of acting, with facts read in the same transaction, whether this text may still leave. When it may, the row is marked as
 * tried before anything is sent, so that a crash in between leads to asking the carrier and not to a second text. Null: the row is no longer ours.
 */
export async function askGate(deed: Deed, at: Instant): Promise<GateAnswer | null> {
  const { parts, tenant, row, effect } = deed
  return parts.store.transaction(row.tenantId, async (tx) => {
    if (!(await tx.outbox.isClaimed(row.id, row.attempts))) return null
    const { conversation: filed } = await conversationOf(tx, row.conversationKey)
    if (effect.kind === 'text-staff' && isSettledEmergency(effect, filed)) return ACCEPTED_ALREADY
    const conversation = effect.kind === 'send-sms' ? filed : (await conversationOf(tx, effect.to)).conversation
    const answer = gateText(effect, {
      at,
      plannedAt: row.createdAt,
      conversation,
      policy: tenant.policy,
      usage: await usageNow(tx, tenant, at, parts.clock.tzdata),
      tzdata: parts.clock.tzdata,
      lab: parts.lab,
    })
    if (answer.kind !== 'do') return answer
    const slot = await takePlace(tx, deed, conversation, at)
    if (slot.kind === 'wait') {
      const waits = { kind: 'wait' as const, until: slot.until, reasons: [{ code: slot.reason }], evidence: answer.evidence }
      return slot.reason === 'campaign_rate' ? { ...waits, keepsPlace: true } : waits
    }
    await tx.outbox.markTried(row.id, at)
    return answer
  })
}

/** The text's place in the pace of its tenant, taken in the transaction that asks. */
async function takePlace(tx: TenantTransaction, deed: Deed, conversation: Conversation, at: Instant): Promise<SendSlot> {
  const { parts, tenant, row, effect } = deed
  const before = await tx.usage.pace()
  const { slot, state } = takeSendSlot(pacingOf(tenant.policy.registration), before, {
    segments: smsSegments(effect.body).segments,
    at,
    tzdata: parts.clock.tzdata,
    placeAt: row.placeAt,
    isOwed: isOwed(effect, conversation),
  })
  if (state !== null && state !== before) await tx.usage.savePace(state)
  return slot
}
const ACCEPTED_ALREADY: GateAnswer = { kind: 'never', reasons: [{ code: 'acknowledged_already' }], evidence: null }

/** What the tenant has used in the rolling hour, the local day and the local month. */
export async function usageNow(tx: TenantTransaction, tenant: KnownTenant, at: Instant, tzdata: string): Promise<UsageNow> {
  const { timezone } = tenant.policy
  const month = await tx.usage.since(startOfLocalMonth(at, timezone, tzdata))
  const day = await tx.usage.since(startOfLocalDay(at, timezone, tzdata))
  const hour = await tx.usage.since(at)
  return {
    textsThisHour: hour.texts,
    textsToday: day.texts,
    microsThisMonth: month.costMicros,
    dayEnds: plus(startOfLocalDay(at, timezone, tzdata), DAY_MS),
  }
}
