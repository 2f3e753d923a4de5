import { SEGMENT_OUT_MICROS } from '#core/cost/price.ts'
import type { Reason } from '#core/decision.ts'
import type { Effect, Outcome } from '#core/effect.ts'
import { CODE_LASTS_MS } from '#core/one-time-code.ts'
import { gateCode } from '#core/sign-in/gate-code.ts'
import { personOf, signInDigits, signInText } from '#core/sign-in/sign-in-code.ts'
import { plus, SECOND_MS } from '#core/values/instant.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import type { CarrierAccount, SentText } from '#ports/carrier.ts'
import type { OutboxRow } from '#ports/outbox.ts'
import { conversationOf } from '../conversation-of.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

type CodeEffect = Extract<Effect, { kind: 'send-code' }>
type Deed = { parts: Omit<FlowParts, 'nudge'>; tenant: KnownTenant; row: OutboxRow; effect: CodeEffect }

const ATTEMPTS_MAX = 3
const RETRY_AFTER_MS = 2 * SECOND_MS

/** A code that arrives after it has expired confuses. */
const VALIDITY_SECONDS = CODE_LASTS_MS / SECOND_MS

/**
 * Texts a sign-in code. It leaves no message row: its digits are in no table. A code that may have been sent is not looked for at the carrier: whoever
 * got none asks for another.
 */
export async function performCode(
  parts: Omit<FlowParts, 'nudge'>,
  tenant: KnownTenant,
  row: OutboxRow,
  effect: CodeEffect,
  wasUnknown: boolean,
): Promise<void> {
  const deed: Deed = { parts, tenant, row, effect }
  const { account } = tenant
  const expired = parts.clock.now() - effect.madeAt > CODE_LASTS_MS
  if (wasUnknown || expired || account === null) {
    await parts.store.transaction(row.tenantId, (tx) => tx.outbox.settle(row.id, account === null ? 'refused' : 'canceled'))
    return
  }
  const digits = signInDigits(personOf(effect.to, parts.keyedHash), effect.madeAt, parts.keyedHash)
  const body = signInText(digits, tenant.policy.name)
  if (await mayLeave(deed, body)) await settle(deed, await send(deed, account, body), body)
}

/** Asks the gate in the moment of sending, and notes the try, so that a death in between sends nothing twice. */
async function mayLeave({ parts, tenant, row, effect }: Deed, body: string): Promise<boolean> {
  const at = parts.clock.now()
  return parts.store.transaction(row.tenantId, async (tx) => {
    if (!(await tx.outbox.isClaimed(row.id, row.attempts))) return false
    const member = (await tx.members.list()).find(({ phone, verified }) => phone === effect.to && verified)
    const answer = gateCode({
      at,
      to: effect.to,
      body,
      conversation: (await conversationOf(tx, effect.to)).conversation,
      policy: tenant.policy,
      verified: member !== undefined,
      tzdata: parts.clock.tzdata,
      lab: parts.lab,
    })
    if (answer.kind === 'do') await tx.outbox.markTried(row.id, at)
    else await tx.outbox.settle(row.id, 'refused')
    await tx.decisions.add(decisionOf(row, at, answer.reasons))
    return answer.kind === 'do'
  })
}

function decisionOf(row: OutboxRow, at: ReturnType<FlowParts['clock']['now']>, reasons: Reason[]) {
  const id = `${row.id}:gate:${row.attempts}`
  return { id, at, conversationKey: row.conversationKey, kind: 'gate' as const, subject: 'send-code', reasons }
}

function send({ parts, tenant, row, effect }: Deed, account: CarrierAccount, body: string): Promise<Outcome<SentText>> {
  const { policy } = tenant
  const service = policy.messagingServiceSid
  return parts.carrier.sendText(account, {
    to: effect.to,
    from: service === null ? (policy.numbers[0]?.e164 ?? null) : null,
    messagingServiceSid: service,
    body,
    statusCallbackUrl: `${parts.publicUrl}/twilio/${policy.tenantId}/sms/status?effect=${encodeURIComponent(row.id)}`,
    validitySeconds: VALIDITY_SECONDS,
  })
}

async function settle({ parts, row }: Deed, outcome: Outcome<SentText>, body: string): Promise<void> {
  const at = parts.clock.now()
  await parts.store.transaction(row.tenantId, async (tx) => {
    if (outcome.kind === 'retry' && row.attempts < ATTEMPTS_MAX)
      return tx.outbox.putBack(row.id, 'waiting', plus(at, Math.max(outcome.afterMs, RETRY_AFTER_MS)))
    if (outcome.kind === 'done') {
      const { segments } = smsSegments(body)
      await tx.usage.add(at, { requests: 0, texts: 1, segments, costMicros: segments * SEGMENT_OUT_MICROS })
    }
    await tx.outbox.settle(row.id, outcome.kind === 'done' || outcome.kind === 'unknown' ? 'done' : 'refused')
  })
  parts.measures.textSettled(outcome.kind === 'done' ? 'sent' : outcome.kind, 'sign_in_code')
}
