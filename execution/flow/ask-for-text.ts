import { gateText, type GateAnswer } from '#core/gate.ts'
import type { SmsKind } from '#core/event.ts'
import { entryOfRefusedRequest } from '#core/ledger/entry-of-text.ts'
import type { Instant } from '#core/values/instant.ts'
import { nameOf, type Person } from '#core/owner/staff.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { applyEvent } from './apply-event.ts'
import { usageNow } from './ask-gate.ts'
import { conversationOf } from './conversation-of.ts'
import type { FlowParts } from './parts.ts'
import type { KnownTenant } from './tenants.ts'

type Asked = { key: string; to: PhoneNumber; body: string; smsKind: SmsKind; by?: Person }

export type AskedAnswer =
  | { kind: 'do'; id: string; reasons: string[] }
  | { kind: 'wait'; id: string; until: Instant; reasons: string[] }
  | { kind: 'never'; reasons: string[] }

/** An outsider asks for a text. Refusals are not stored as requests; what may go (now or later) becomes an event, once per key. */
export async function askForText(parts: FlowParts, tenant: KnownTenant, asked: Asked): Promise<AskedAnswer> {
  const answer = await parts.store.transaction(tenant.policy.tenantId, (tx) => askWithin(tx, parts, tenant, asked))
  if (answer.kind !== 'never') parts.nudge()
  return answer
}

/** What a person may write as: an answer while the customer's text is fresh, else a message of its own, with the hours and caps of one. */
const PERSONS_KINDS = ['ai_reply', 'followup'] as const

/** One of the business's people writes to a customer. Passes the gates as the kind of text that it is. */
export async function askForPersonsText(
  parts: FlowParts,
  tenant: KnownTenant,
  asked: { key: string; conversationKey: string; body: string },
): Promise<AskedAnswer> {
  const { key, body } = asked
  const to = parsePhoneNumber(asked.conversationKey)
  if (to === null) return { kind: 'never', reasons: ['number_withheld'] }
  const by: Person = { role: 'dashboard', name: nameOf(tenant.policy, 'dashboard'), phone: null, ourNumber: null }
  const answer = await parts.store.transaction(tenant.policy.tenantId, async (tx) => {
    const [reply, message] = PERSONS_KINDS
    const first = await gateOf(tx, parts, tenant, { key, to, body, smsKind: reply, by })
    if (first.kind !== 'never') return askWithin(tx, parts, tenant, { key, to, body, smsKind: reply, by })
    const second = await gateOf(tx, parts, tenant, { key, to, body, smsKind: message, by })
    // What would leave a day later is not what a person who types now means: the first refusal stands.
    const isFollowUp = second.kind === 'do' || (second.kind === 'wait' && !second.reasons.some((reason) => reason.code === 'too_early'))
    return askWithin(tx, parts, tenant, { key, to, body, smsKind: isFollowUp ? message : reply, by })
  })
  if (answer.kind !== 'never') parts.nudge()
  return answer
}

async function askWithin(tx: TenantTransaction, parts: FlowParts, tenant: KnownTenant, asked: Asked): Promise<AskedAnswer> {
  const at = parts.clock.now()
  const id = `api:${asked.key}`
  const message = await tx.messages.find(`${id}#0`)
  if (message !== null) return { kind: 'do', id: message.id, reasons: message.reasons.map((reason) => reason.code) }
  const gate = await gateOf(tx, parts, tenant, asked)
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
  const { to, body, smsKind, by } = asked
  await applyEvent(tx, parts, tenant, { id, at, event: { kind: 'sms-asked', to, body, smsKind, ...(by === undefined ? {} : { by }) } })
  return gate.kind === 'wait' ? { kind: 'wait', id: `${id}#0`, until: gate.until, reasons } : { kind: 'do', id: `${id}#0`, reasons }
}

async function gateOf(tx: TenantTransaction, parts: FlowParts, tenant: KnownTenant, asked: Asked): Promise<GateAnswer> {
  const at = parts.clock.now()
  const { conversation } = await conversationOf(tx, asked.to)
  const effect = {
    kind: 'send-sms' as const,
    smsKind: asked.smsKind,
    to: asked.to,
    from: null,
    body: asked.body,
    leadId: null,
    callSid: null,
    ...(asked.by === undefined ? {} : { byPerson: true as const }),
  }
  const { tzdata } = parts.clock
  const usage = await usageNow(tx, tenant, at, tzdata)
  return gateText(effect, { at, plannedAt: at, conversation, policy: tenant.policy, usage, tzdata, lab: parts.lab })
}
