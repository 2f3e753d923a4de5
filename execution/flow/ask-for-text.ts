import { gateText } from '#core/gate.ts'
import type { SmsKind } from '#core/event.ts'
import { entryOfRefusedRequest } from '#core/ledger/entry-of-text.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import { applyEvent } from './apply-event.ts'
import { usageNow } from './ask-gate.ts'
import { conversationOf } from './conversation-of.ts'
import type { FlowParts } from './parts.ts'
import type { KnownTenant } from './tenants.ts'

type Asked = { key: string; to: PhoneNumber; body: string; smsKind: SmsKind }

export type AskedAnswer =
  | { kind: 'do'; id: string; reasons: string[] }
  | { kind: 'wait'; id: string; until: Instant; reasons: string[] }
  | { kind: 'never'; reasons: string[] }

/** An outsider asks for a text. Refusals are not stored as requests; what may go (now or later) becomes an event, once per key. */
export async function askForText(parts: FlowParts, tenant: KnownTenant, asked: Asked): Promise<AskedAnswer> {
  const at = parts.clock.now()
  const id = `api:${asked.key}`
  const answer = await parts.store.transaction(tenant.policy.tenantId, async (tx): Promise<AskedAnswer> => {
    const message = await tx.messages.find(`${id}#0`)
    if (message !== null) return { kind: 'do', id: message.id, reasons: message.reasons.map((reason) => reason.code) }
    const { conversation } = await conversationOf(tx, asked.to)
    const effect = {
      kind: 'send-sms' as const,
      smsKind: asked.smsKind,
      to: asked.to,
      from: null,
      body: asked.body,
      leadId: null,
      callSid: null,
    }
    const { tzdata } = parts.clock
    const usage = await usageNow(tx, tenant, at, tzdata)
    const gate = gateText(effect, { at, plannedAt: at, conversation, policy: tenant.policy, usage, tzdata, lab: parts.lab })
    const reasons = gate.reasons.map((reason) => reason.code)
    if (gate.kind === 'never') {
      await tx.decisions.add({
        id: `${id}:refused:${at}`,
        at,
        conversationKey: asked.to,
        kind: 'gate',
        subject: 'sms-asked',
        reasons: gate.reasons,
      })
      await tx.ledger.append(entryOfRefusedRequest({ smsKind: asked.smsKind, to: asked.to, body: asked.body, answer: gate, at }))
      return { kind: 'never', reasons }
    }
    await applyEvent(tx, parts, tenant, { id, at, event: { kind: 'sms-asked', to: asked.to, body: asked.body, smsKind: asked.smsKind } })
    return gate.kind === 'wait' ? { kind: 'wait', id: `${id}#0`, until: gate.until, reasons } : { kind: 'do', id: `${id}#0`, reasons }
  })
  if (answer.kind !== 'never') parts.nudge()
  return answer
}
