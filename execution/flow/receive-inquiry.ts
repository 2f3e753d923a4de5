import { gateText, type GateAnswer } from '#core/gate.ts'
import { inquiryText } from '#core/compliance/inquiry-text.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { InquiryEvent } from '#core/inquiries/inquiry.ts'
import { withConsent } from '#core/inquiries/judge-consent.ts'
import type { Instant } from '#core/values/instant.ts'
import type { InquiryAnswer } from '#ports/inquiries.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { applyEvent } from './apply-event.ts'
import { usageNow } from './ask-gate.ts'
import { conversationOf } from './conversation-of.ts'
import type { FlowParts } from './parts.ts'
import type { KnownTenant } from './tenants.ts'

/** An inquiry as it comes in; `key` is the sender's own name for it, unique per business and channel. */
export type NewInquiry = Omit<InquiryEvent, 'kind' | 'inquiryId' | 'refused'> & { key: string }

export type InquiryReceived =
  | { kind: 'received'; answer: InquiryAnswer; repeated: boolean }
  /** The key was used for another inquiry before. */
  | { kind: 'another' }

/** Hexadecimal digits of the keyed hash that make an id. */
const ID_CHARACTERS = 24

type Parts = Pick<FlowParts, 'store' | 'clock' | 'directives' | 'keyedHash' | 'lab' | 'measures' | 'nudge' | 'publicUrl' | 'workflows'>

/**
 * Somebody asks for help through a form. The event, the lead, what follows and the answer are one transaction, committed before anybody is answered; the same
 * inquiry sent again gets the same answer and changes nothing.
 */
export async function receiveInquiry(parts: Parts, tenant: KnownTenant, asked: NewInquiry): Promise<InquiryReceived> {
  const { key, ...rest } = asked
  const id = `${asked.channel}-${parts.keyedHash(`inquiry|${tenant.policy.tenantId}|${asked.channel}|${key}`).slice(0, ID_CHARACTERS)}`
  const fingerprint = parts.keyedHash(`inquiry sent|${JSON.stringify(sentBy(rest))}`)
  const at = parts.clock.now()
  const received = await parts.store.transaction(tenant.policy.tenantId, async (tx): Promise<InquiryReceived> => {
    const known = await tx.inquiries.find(id)
    if (known !== null)
      return known.fingerprint === fingerprint ? { kind: 'received', answer: known.answer, repeated: true } : { kind: 'another' }
    const answer = await take(tx, parts, tenant, { kind: 'inquiry-received', inquiryId: id, ...rest, refused: null }, at)
    const { label, channel, doubt, consent, phone } = asked
    const { ticked, words, wordsVersion, pageUrl } = consent
    const box = { ticked, words, wordsVersion, pageUrl }
    await tx.inquiries.add({ id, at, conversationKey: phone, leadId: answer.leadId, label, channel, ...box, doubt, fingerprint, answer })
    return { kind: 'received', answer, repeated: false }
  })
  if (received.kind === 'received') {
    parts.measures.eventReceived('inquiry-received', received.repeated)
    if (!received.repeated) parts.nudge()
  }
  return received
}

/** What makes an inquiry the same one: what was sent, not how it arrived. */
function sentBy({ consent, doubt: _doubt, by: _by, ...sent }: Omit<NewInquiry, 'key'>): unknown {
  const { ip: _ip, userAgent: _userAgent, ...box } = consent
  return [Object.entries(sent).toSorted(byName), Object.entries(box).toSorted(byName)]
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}

/** The gate is asked as it arrives, with the consent that it brings, so that whoever asked is told truthfully whether a text comes; and again before it leaves. */
async function take(tx: TenantTransaction, parts: Parts, tenant: KnownTenant, event: InquiryEvent, at: Instant): Promise<InquiryAnswer> {
  const { policy } = tenant
  const { conversation: before } = await conversationOf(tx, event.phone)
  const gate = await gateOf(tx, parts, tenant, event, withConsent(before, event, policy.name, at), at)
  const refused = gate.kind === 'never' ? (gate.reasons.at(-1)?.code ?? 'no_consent_class') : senderFault(tenant)
  const inbox = { id: event.inquiryId, at, event: { ...event, refused } }
  const { conversation } = await applyEvent(tx, parts, tenant, inbox, event.phone)
  const lead = conversation?.lead ?? null
  if (conversation === null || lead === null) throw new Error(`the inquiry ${event.inquiryId} made no lead`)
  const row = await tx.leads.find(lead.id)
  const textFrom = policy.messagingServiceSid === null ? (conversation.ourNumber ?? null) : null
  const why = conversation.inquiry?.refused ?? null
  const codes = gate.reasons.map((reason) => reason.code)
  if (why !== null) return { leadId: lead.id, receivedAt: at, decision: 'never', reasons: [why], textFrom: null, lead: row }
  const decision = gate.kind === 'wait' ? 'wait' : 'send'
  return { leadId: lead.id, receivedAt: at, decision, reasons: codes, textFrom, lead: row }
}

/** What no rule asks, because without it nothing can be sent at all. */
function senderFault({ account, policy }: KnownTenant): string | null {
  if (account === null) return 'no_carrier_account'
  return policy.messagingServiceSid === null && policy.numbers.length === 0 ? 'no_number_of_ours' : null
}

async function gateOf(
  tx: TenantTransaction,
  parts: Parts,
  tenant: KnownTenant,
  { phone, label }: InquiryEvent,
  conversation: Conversation,
  at: Instant,
): Promise<GateAnswer> {
  const { policy } = tenant
  const place = { zip: conversation.lead?.intake.slots.zip?.value ?? null, region: conversation.contact.region ?? null }
  const body = inquiryText({ to: phone, label, reply: '', language: conversation.language, ...place }, policy)
  const effect = { kind: 'send-sms' as const, smsKind: 'inquiry_reply' as const, to: phone, from: null, body, leadId: null, callSid: null }
  const usage = await usageNow(tx, tenant, at, parts.clock.tzdata)
  return gateText(effect, { at, plannedAt: at, conversation, policy, usage, tzdata: parts.clock.tzdata, lab: parts.lab })
}
