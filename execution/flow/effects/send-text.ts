import type { Effect, Outcome } from '#core/effect.ts'
import { staffCodeDigits, staffCodePurpose, withDigits } from '#core/texts/staff-code.ts'
import { plus, SECOND_MS, type Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { CarrierAccount, SentText } from '#ports/carrier.ts'
import type { OutboxRow } from '#ports/outbox.ts'
import { askGate } from '../ask-gate.ts'
import type { FlowParts } from '../parts.ts'
import { settleText } from '../settle-text.ts'
import type { KnownTenant } from '../tenants.ts'

/** A text that nobody could deliver within this time is dropped by the carrier instead of arriving late (facts of the carrier, 8.1). */
const VALIDITY_SECONDS = 600

/** A text that may have been sent is looked for at the carrier this long after it was tried, and again until the pause is long enough. */
export const RECONCILE_PAUSE_MS = 2 * SECOND_MS

/** After an absence a text asks again so soon whether the carrier's list has been read. */
const CATCH_UP_PAUSE_MS = SECOND_MS

/** Absent from the carrier's list this long after the attempt: it was not sent. */
export const SURELY_ABSENT_MS = 4 * SECOND_MS

export type TextEffect = Extract<Effect, { kind: 'send-sms' | 'text-staff' }>

export type Deed = { parts: Omit<FlowParts, 'nudge'>; tenant: KnownTenant; row: OutboxRow; effect: TextEffect }

/** Sends one text, or finds out whether it was sent already. The gate is asked with facts read in this moment. */
export async function performText(
  parts: Omit<FlowParts, 'nudge'>,
  tenant: KnownTenant,
  row: OutboxRow,
  effect: TextEffect,
  wasUnknown: boolean,
): Promise<void> {
  const deed: Deed = { parts, tenant, row, effect }
  const { account } = tenant
  const { to } = effect
  if (account === null) {
    await settleText(deed, { kind: 'never', reasons: [{ code: 'no_carrier_account' }], evidence: null })
    return
  }
  if (await waitsForCatchUp(deed)) return
  const doubtSince = wasUnknown ? (row.triedAt ?? doubtAfterAbsence(deed)) : doubtAfterAbsence(deed)
  if (doubtSince !== null && !(await isSurelyAbsent(deed, account, to, doubtSince))) return
  const answer = await askGate(deed, parts.clock.now())
  if (answer === null) return
  if (answer.kind !== 'do') {
    await settleText(deed, answer)
    return
  }
  await settleText(deed, answer, await send(deed, account, to))
}

/** After an absence nothing is texted to customers before what they wrote meanwhile, an opt-out for one, is known. */
async function waitsForCatchUp({ parts, row, effect }: Deed): Promise<boolean> {
  if (effect.kind !== 'send-sms' || !parts.absences.isOpen(row.tenantId)) return false
  const until = plus(parts.clock.now(), CATCH_UP_PAUSE_MS)
  await parts.store.transaction(row.tenantId, (tx) => tx.outbox.putBack(row.id, 'waiting', until, { attempt: row.attempts }))
  return true
}

/** In a backup that was restored a text still waits that has left since. */
function doubtAfterAbsence({ parts, row, effect }: Deed): Instant | null {
  const smsKind = effect.kind === 'send-sms' ? effect.smsKind : null
  return parts.absences.doubtSince({ ...row, smsKind }, parts.clock.now())
}

/** True when the carrier knows nothing of this text, so that it may be sent (again). Settles the row when it was sent after all. */
async function isSurelyAbsent(deed: Deed, account: CarrierAccount, to: PhoneNumber, since: Instant): Promise<boolean> {
  const { parts, row } = deed
  const seen = await parts.store.transaction(row.tenantId, async (tx) => ({
    message: await tx.messages.find(row.id),
    known: await tx.messages.carrierIdsSince(to, plus(since, -60 * SECOND_MS)),
  }))
  // A delivery report that overtook everything else names this very text: it was sent.
  const reported = seen.message?.carrierId ?? null
  const found =
    reported === null
      ? await parts.carrier.findText(account, { to, body: wordsOf(deed), since, knownIds: seen.known })
      : { kind: 'found' as const, carrierId: reported, status: 'sent' as const }
  if (found.kind === 'found') {
    const sent: Outcome<SentText> = { kind: 'done', value: { carrierId: found.carrierId, segments: null, status: found.status } }
    await settleText(deed, { kind: 'do', reasons: [{ code: 'found_at_carrier' }], evidence: null }, sent)
    return false
  }
  const now = parts.clock.now()
  if (found.kind === 'absent' && now - since >= SURELY_ABSENT_MS) return true
  await parts.store.transaction(row.tenantId, (tx) =>
    tx.outbox.putBack(row.id, 'unknown', plus(now, RECONCILE_PAUSE_MS), { attempt: row.attempts }),
  )
  return false
}

function send(deed: Deed, account: CarrierAccount, to: PhoneNumber): Promise<Outcome<SentText>> {
  const { parts, tenant, row, effect } = deed
  const { policy } = tenant
  const service = policy.messagingServiceSid
  const { from } = effect
  return parts.carrier.sendText(account, {
    to,
    from: service === null ? (from ?? policy.numbers[0]?.e164 ?? null) : null,
    messagingServiceSid: service,
    body: wordsOf(deed),
    statusCallbackUrl: `${parts.publicUrl}/twilio/${policy.tenantId}/sms/status?effect=${encodeURIComponent(row.id)}`,
    validitySeconds: VALIDITY_SECONDS,
  })
}

/** What leaves: the words of the row, and for a code its digits, which are written nowhere. */
function wordsOf({ parts, tenant, effect }: Deed): string {
  if (effect.kind !== 'send-sms' || effect.code === undefined) return effect.body
  const purpose = staffCodePurpose(tenant.policy.tenantId, effect.to)
  return withDigits(effect.body, staffCodeDigits(purpose, effect.code.madeAt, parts.codeHash))
}
