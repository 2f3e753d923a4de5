import { callOf } from '#core/calls/call-state.ts'
import { SEGMENT_IN_MICROS } from '#core/cost/price.ts'
import { takeSlot } from '#core/cost/rate.ts'
import { textability } from '#core/compliance/textability.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import { decide } from '#core/decide.ts'
import type { Decision } from '#core/decision.ts'
import type { ConversationEvent, InboxEvent } from '#core/event.ts'
import { laterOf, planned } from '#core/planning.ts'
import type { Reply } from '#core/reply.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import { HOUR_MS, type Instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { factsOf } from './business-facts.ts'
import { conversationOf } from './conversation-of.ts'
import { diaryFor } from './diary.ts'
import { noteEvent } from './ledger/note-event.ts'
import type { FlowParts } from './parts.ts'
import type { KnownTenant } from './tenants.ts'
import { writeDecision } from './write-decision.ts'

export type Applied = { reply: Reply; repeated: boolean; conversation: Conversation | null }

/**
 * One event inside the caller's transaction: the inbox row, the decision and everything that follows from it as rows. An event that is known
 * already changes nothing and gets the stored reply. `key` names the conversation when the event itself cannot.
 */
export async function applyEvent(
  tx: TenantTransaction,
  parts: Pick<FlowParts, 'clock' | 'directives'>,
  tenant: KnownTenant,
  inbox: InboxEvent,
  key: string | null = null,
): Promise<Applied> {
  const stored = await tx.inbox.find(inbox.id)
  if (stored !== null) return { reply: stored.reply, repeated: true, conversation: null }
  const conversationKey = key ?? (await keyOf(tx, inbox.event, tenant))
  const known = await conversationOf(tx, conversationKey)
  const slot = await slotFor(tx, inbox, known, tenant)
  const conversation = slot.counted ? { ...known, textSlot: slot.textSlot } : known
  const { policy } = tenant
  const { tzdata } = parts.clock
  const diary = await diaryFor(tx, inbox.event, policy, inbox.at, tzdata)
  const decision = decide(inbox.event, conversation, {
    policy,
    directive: parts.directives.forTrade(policy.trade),
    at: inbox.at,
    tzdata,
    textSlot: slot.textSlot,
    diary,
    facts: factsOf(policy, inbox.at, tzdata, diary),
  })
  await writeDecision(tx, inbox, known, slot.delayed ? withRateNote(decision, inbox.at, policy.name) : decision, policy, parts.clock.tzdata)
  await noteEvent(tx, { inbox, before: known, decision, policy })
  return { reply: decision.reply, repeated: false, conversation: decision.next }
}

/** The conversation that an event belongs to: by the call when we know it, else by who rang or wrote. */
async function keyOf(tx: TenantTransaction, event: ConversationEvent, tenant: KnownTenant): Promise<string> {
  if ('callSid' in event) {
    const known = event.kind === 'call-received' ? null : await tx.conversations.keyOfCall(event.callSid)
    return known ?? keyOfPerson(event.from, tenant) ?? `call:${event.callSid}`
  }
  if (event.kind === 'sms-received') return keyOfPerson(event.from, tenant) ?? `sms:${event.from.slice(0, 32)}`
  if (event.kind === 'sms-asked') return event.to
  throw new Error(`an event of kind ${event.kind} needs the key of its conversation`)
}

/** Landlines and toll-free callers are people too: only a withheld or nonsensical id has no key. */
function keyOfPerson(from: string, tenant: KnownTenant): string | null {
  const phone = parsePhoneNumber(from)
  if (phone === null) return null
  const own = tenant.policy.numbers.map((number) => number.e164)
  const answer = textability(from, own)
  const withheld = !answer.textable && (answer.reason === 'withheld' || answer.reason === 'invalid')
  return withheld ? null : phone
}

type Slot = { textSlot: Instant | null; delayed: boolean; counted: boolean }

/** Calls, texts and requests to text are what a tenant's rate counts; the carrier's own steps and reports are not. */
async function slotFor(tx: TenantTransaction, inbox: InboxEvent, conversation: Conversation, tenant: KnownTenant): Promise<Slot> {
  const { at, event } = inbox
  const counted = isRequest(event, conversation)
  if (!counted) return { textSlot: conversation.textSlot === null ? null : laterOf(at, conversation.textSlot), delayed: false, counted }
  const taken = takeSlot(await tx.usage.rate(), tenant.policy.limits.requestsPerMinute, at)
  await tx.usage.saveRate(taken.state)
  await tx.usage.add(at, { requests: 1, texts: 0, segments: 0, costMicros: inboundCost(event) })
  return { textSlot: taken.slot, delayed: taken.delayed, counted }
}

function isRequest(event: ConversationEvent, conversation: Conversation): boolean {
  if (event.kind === 'call-received' || event.kind === 'sms-received' || event.kind === 'sms-asked') return true
  return event.kind === 'call-ended' && callOf(conversation, event.callSid) === null
}

function inboundCost(event: ConversationEvent): number {
  return event.kind === 'sms-received' ? smsSegments(event.body).segments * SEGMENT_IN_MICROS : 0
}

/** Over the limit the owner is told once an hour, not once a call. */
function withRateNote(decision: Decision, at: Instant, name: string): Decision {
  const hour = Math.floor(at / HOUR_MS)
  const body = `${name}: more calls and texts than your limit per minute. Every caller is kept as a lead; some texts go out a little later.`
  const effect = planned({ kind: 'tell-owner', alert: 'rate-limited', body, leadId: null }, { onceKey: `rate-limited:${hour}` })
  return { ...decision, effects: [...decision.effects, effect], reasons: [...decision.reasons, { code: 'rate_limited' }] }
}
