import type { Diary } from '#core/booking/open-slots.ts'
import { callOf } from '#core/calls/call-state.ts'
import { SEGMENT_IN_MICROS } from '#core/cost/price.ts'
import { takeSlot } from '#core/cost/rate.ts'
import { readRevocation } from '#core/compliance/revocation/read-revocation.ts'
import { textability } from '#core/compliance/textability.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { ConversationEvent, InboxEvent, SmsReceived } from '#core/event.ts'
import { DESK_KEY } from '#core/owner/desk.ts'
import { digestTimer } from '#core/owner/digest.ts'
import { staffOf } from '#core/owner/staff.ts'
import { AUTOMATED_TEXTS, laterOf } from '#core/planning.ts'
import { decideEvent, type DecidedWith } from '#core/replay/decide-event.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { withDomainEvents } from '#core/workflows/events-of-decision.ts'
import type { Reply } from '#core/reply.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import type { Instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { factsOf } from './business-facts.ts'
import { conversationOf } from './conversation-of.ts'
import { diaryFor } from './diary.ts'
import { joinHousehold } from './join-household.ts'
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
  parts: Pick<FlowParts, 'clock' | 'directives' | 'lab' | 'publicUrl' | 'workflows'>,
  tenant: KnownTenant,
  inbox: InboxEvent,
  key: string | null = null,
): Promise<Applied> {
  const stored = await tx.inbox.find(inbox.id)
  if (stored !== null) return { reply: stored.reply, repeated: true, conversation: null }
  const conversationKey = key ?? (await keyOf(tx, inbox.event, tenant))
  const { conversation: known, keptStop } = await conversationOf(tx, conversationKey)
  const slot = await slotFor(tx, inbox, known, tenant)
  const { textSlot, counted, delayed } = slot
  const waits = await firstTextWaits(tx, inbox.event, known, conversationKey)
  const circumstances = { place: known.events, textSlot, counted, delayed, keptStop, ...(waits ? { firstTextWaits: waits } : {}) }
  const using = await decidedWith(tx, parts, tenant, inbox)
  const { policy } = tenant
  const decided = withDigest(decideEvent(inbox, known, using, circumstances), known, policy, inbox.at, using.tzdata)
  const joined = knowsNewPlace(known, decided.next) ? await joinHousehold(tx, decided, inbox.at) : decided
  const decision = parts.workflows === null ? joined : withDomainEvents(joined, known, inbox, policy)
  const { facts: _facts, ...kept } = using
  const context = { ...circumstances, snapshot: await tx.snapshots.keep(kept) }
  await writeDecision(tx, { ...inbox, context, directive: using.directive.hash }, known, decision, policy, parts.clock.tzdata)
  await noteEvent(tx, { inbox, before: known, decision, policy })
  for (const [place, passed] of (decision.passes ?? []).entries()) {
    await applyEvent(tx, parts, tenant, { id: `${inbox.id}>${place}`, at: inbox.at, event: passed.event }, passed.key)
  }
  return { reply: decision.reply, repeated: false, conversation: decision.next }
}

/** A person who takes the call, and a caller who wants no text, call off what waits. */
async function firstTextWaits(
  tx: TenantTransaction,
  { kind }: ConversationEvent,
  { history }: Conversation,
  key: string,
): Promise<boolean> {
  const mayCallOff = kind === 'ring-key-pressed' || kind === 'caller-key-pressed'
  return mayCallOff && history.firstTextAt !== null && tx.outbox.waits(key, AUTOMATED_TEXTS)
}

/** What a decision about this event may look at, read in the caller's transaction. */
export async function contextOf(
  tx: TenantTransaction,
  parts: Pick<FlowParts, 'clock' | 'directives' | 'lab' | 'publicUrl' | 'workflows'>,
  tenant: KnownTenant,
  inbox: Pick<InboxEvent, 'at' | 'event'>,
  textSlot: Instant | null,
): Promise<DecideContext> {
  return { ...(await decidedWith(tx, parts, tenant, inbox)), at: inbox.at, textSlot }
}

/** Only then is anybody else at that address looked for. */
function knowsNewPlace(before: Conversation, { lead }: Conversation): boolean {
  if (lead === null) return false
  const { street, zip } = lead.intake.slots
  const known = before.lead?.id === lead.id ? before.lead.intake.slots : null
  return street !== null && zip !== null && (street !== known?.street || zip !== known.zip)
}

/** Everything of this moment that is kept for a replay, so whatever decisions look at must be in here or in the circumstances. */
async function decidedWith(
  tx: TenantTransaction,
  parts: Pick<FlowParts, 'clock' | 'directives' | 'lab' | 'publicUrl' | 'workflows'>,
  { policy, overrides }: KnownTenant,
  { at, event }: Pick<InboxEvent, 'at' | 'event'>,
): Promise<DecidedWith> {
  const { tzdata } = parts.clock
  const diary = withoutPeople(await diaryFor(tx, event, policy, at, tzdata))
  const directive = parts.directives.forTenant(policy.trade, overrides)
  const { lab, publicUrl } = parts
  return { policy, lab, publicUrl, directive, tzdata, diary, facts: factsOf(policy, directive, at, tzdata, diary) }
}

/** Other customers' numbers are no ground for a decision, and what is kept of this one must not keep them. */
function withoutPeople(diary: Diary | null): Diary | null {
  return diary && { ...diary, bookings: diary.bookings.map((booking) => ({ ...booking, conversationKey: '' })) }
}

/** The first lead of a day sets the timer of that day's digest. */
function withDigest(decision: Decision, before: Conversation, policy: TenantPolicy, at: Instant, tzdata: string): Decision {
  const { lead } = decision.next
  if (lead === null || lead.id === before.lead?.id) return decision
  const timer = digestTimer(policy, at, tzdata)
  return timer === null ? decision : { ...decision, effects: [...decision.effects, timer] }
}

/** The conversation that an event belongs to: by the call when we know it, else by who rang or wrote. */
async function keyOf(tx: TenantTransaction, event: ConversationEvent, tenant: KnownTenant): Promise<string> {
  if ('callSid' in event) {
    const known = event.kind === 'call-received' ? null : await tx.conversations.keyOfCall(event.callSid)
    return known ?? keyOfPerson(event.from, tenant) ?? `call:${event.callSid}`
  }
  if (event.kind === 'person-call-ended' && event.why === 'leads') return DESK_KEY
  if ('legSid' in event && 'leadId' in event) return (await tx.leads.find(event.leadId))?.conversationKey ?? `call:${event.legSid}`
  if (event.kind === 'sms-received' && (await isForDesk(tx, event, tenant))) return DESK_KEY
  if (event.kind === 'sms-received') return keyOfPerson(event.from, tenant) ?? `sms:${event.from.slice(0, 32)}`
  if (event.kind === 'sms-asked') return event.to
  throw new Error(`an event of kind ${event.kind} needs the key of its conversation`)
}

/**
 * Texts of the business's own people are for the desk, but for their wishes about the texts themselves: STOP always, START while it would
 * change something, HELP of a phone that the desk may not answer.
 */
async function isForDesk(tx: TenantTransaction, { from, body, optOutType }: SmsReceived, { policy }: KnownTenant): Promise<boolean> {
  const staff = staffOf(policy, from)
  if (staff === null) return false
  const read = readRevocation(body)
  const wish = optOutType ?? (read.certain ? read.revocation : 'NONE')
  if (wish === 'STOP') return false
  const { suppressedAt } = (await conversationOf(tx, from)).conversation.contact
  if (wish === 'START') return suppressedAt === null
  return wish === 'NONE' || suppressedAt !== null || (staff.verified && optOutType === null)
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
  // A machine that fills in forms must not make callers wait for their texts.
  if (event.kind === 'inquiry-received') return event.doubt === null
  return event.kind === 'call-ended' && callOf(conversation, event.callSid) === null
}

function inboundCost(event: ConversationEvent): number {
  return event.kind === 'sms-received' ? smsSegments(event.body).segments * SEGMENT_IN_MICROS : 0
}
