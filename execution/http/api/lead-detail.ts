import type { LeadDetail, TimelineItem } from '#contract/dashboard.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import { callSentences } from '#core/explain/call-sentences.ts'
import { explainMessage } from '#core/explain/explain-message.ts'
import type { Reason } from '#core/decision.ts'
import { outcomeOf } from '#core/results/lead-outcome.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { quietReason } from '#core/texts/receive-text.ts'
import { toIso, type Instant } from '#core/values/instant.ts'
import type { MessageRow } from '#ports/messages.ts'
import type { CallRow, DecisionRow, LeadRow, TenantTransaction } from '#ports/store.ts'
import { presentCaptured } from './captured.ts'
import { presentCall, presentInquiry, presentLead, presentMessage, presentPhoto, presentRecording } from './present.ts'

const MESSAGES_MAX = 200
const ACTS_MAX = 50
const INQUIRIES_MAX = 20

type Context = { policy: TenantPolicy; at: Instant; tzdata: string }
type Found = {
  lead: LeadRow
  conversation: Conversation | null
  /** Newest first, the owner's alerts among them. */
  messages: MessageRow[]
  calls: CallRow[]
  acts: DecisionRow[]
}

/** Everything about one lead that a person looks at, in one transaction; null when there is no such lead. */
export async function leadDetail(tx: TenantTransaction, leadId: string, context: Context): Promise<LeadDetail | null> {
  const lead = await tx.leads.find(leadId)
  if (lead === null) return null
  const { conversationKey } = lead
  const conversation = await tx.conversations.find(conversationKey)
  const { items: messages } = await tx.messages.list({ limit: MESSAGES_MAX, cursor: null, conversationKey })
  const calls: CallRow[] = []
  for (const { callSid } of conversation?.calls ?? []) {
    const call = await tx.calls.find(callSid)
    if (call !== null) calls.push(call)
  }
  const inquiries = await tx.inquiries.ofPerson(conversationKey, INQUIRIES_MAX)
  const acts = await tx.decisions.ofPersons(conversationKey, ACTS_MAX)
  const bodies = new Map(messages.map(({ id, body }) => [id, body]))
  const intake = conversation?.lead?.id === lead.id ? conversation.lead.intake : null
  for (const slot of Object.values(intake?.slots ?? {})) {
    const id = slot?.messageSid ?? null
    if (id === null || bodies.has(id)) continue
    const message = await tx.messages.find(id)
    if (message !== null) bodies.set(id, message.body)
  }
  const inbound = messages.filter(({ direction }) => direction === 'inbound')
  const media = await tx.media.ofSubjects([...calls.map(({ callSid }) => callSid), ...inbound.map(({ id }) => id)])
  for (const { id, transcript } of media) if (transcript !== null) bodies.set(id, transcript)
  const contact = conversation?.contact ?? null
  const why = (message: MessageRow) => explainMessage({ ...message, contact }, context.policy.timezone, context.tzdata)
  const found: Found = { lead, conversation, messages, calls, acts }
  return {
    ...presentLead(lead),
    messages: messages.map(presentMessage),
    captured: intake === null ? [] : presentCaptured(intake, (id) => bodies.get(id) ?? null),
    timeline: timelineOf(found, context),
    why: Object.fromEntries(messages.filter(({ direction }) => direction === 'outbound').map((message) => [message.id, why(message)])),
    assistant: assistantOf(found, context.at),
    calls: calls.map((call) => ({ ...presentCall(call), recording: presentRecording(context.policy.tenantId, call, media) })),
    photos: media.filter(({ kind }) => kind === 'photo').map((photo) => presentPhoto(context.policy.tenantId, photo)),
    outcome: outcomeShown(lead, conversation),
    inquiries: inquiries.filter(({ leadId: id }) => id === lead.id).map(presentInquiry),
  }
}

/** Of an older lead of the same customer only the row is left. */
function outcomeShown(lead: LeadRow, conversation: Conversation | null): LeadDetail['outcome'] {
  if (conversation?.lead?.id !== lead.id) return { state: lead.status === 'booked' ? 'booked' : 'open', amountCents: null }
  const { state, amountCents } = outcomeOf(conversation.lead)
  return { state, amountCents }
}

function assistantOf({ lead, conversation }: Found, at: Instant): LeadDetail['assistant'] {
  if (lead.status === 'closed' || lead.status === 'opted_out' || conversation?.lead?.id !== lead.id)
    return { state: 'finished', until: null }
  if (quietReason(conversation, at) === null) return { state: 'talking', until: null }
  const until = conversation.takenOver?.until ?? null
  return { state: 'paused', until: until === null ? null : toIso(until) }
}

function timelineOf({ lead, conversation, messages, calls, acts }: Found, { policy, tzdata }: Context): TimelineItem[] {
  const zone = { zone: policy.timezone, tzdata }
  const items = messages.map((message) => ({ at: message.createdAt, item: messageItem(message, policy) }))
  const told: { at: Instant; sentence: string }[] = []
  for (const call of conversation?.calls ?? []) {
    const row = calls.find(({ callSid }) => callSid === call.callSid)
    // Let go of after its time, with the texts that followed it: nothing true can be said of those.
    if (row === undefined) continue
    told.push(...callSentences(call, messages.toReversed(), row.recordingSeconds, zone))
  }
  for (const act of acts) told.push({ at: act.at, sentence: actSentence(act) })
  const stoppedAt = conversation?.contact.suppressedAt ?? null
  if (stoppedAt !== null) told.push({ at: stoppedAt, sentence: 'The customer wants no more texts: none will be sent.' })
  const from = lead.createdAt
  return [...items, ...told.map(({ at, sentence }) => ({ at, item: systemItem(at, sentence) }))]
    .filter(({ at, item }) => item.kind === 'message' || at >= from || conversation?.lead?.id === lead.id)
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

function messageItem(message: MessageRow, policy: TenantPolicy): TimelineItem {
  if (message.kind !== 'owner_alert')
    return { kind: 'message', at: toIso(message.createdAt), message: presentMessage(message), by: authorOf(message) }
  const headline = message.body.split('\n')[0] ?? ''
  const owner = policy.ownerName ?? 'The owner'
  const sentence = message.status === 'refused' ? `${owner} could not be told: ${headline}` : `${owner} was told: ${headline}`
  return systemItem(message.createdAt, sentence)
}

function systemItem(at: Instant, sentence: string): TimelineItem {
  return { kind: 'system', at: toIso(at), sentence }
}

/** Texts that somebody asked for carry the request's key in their id. */
function authorOf({ direction, kind, id }: MessageRow): 'assistant' | 'person' | 'customer' | 'system' {
  if (direction === 'inbound') return 'customer'
  if (/^(api|person):/.test(id)) return 'person'
  return kind === 'keyword_reply' ? 'system' : 'assistant'
}

function actSentence({ subject, reasons }: DecisionRow): string {
  if (subject === 'person-took-over') return 'A person took over: the assistant is quiet.'
  if (subject === 'person-released') return 'The assistant has the conversation again.'
  return `A person corrected: ${fieldOf(reasons)}.`
}

function fieldOf(reasons: readonly Reason[]): string {
  const field = reasons.find(({ code }) => code === 'person_corrected')?.facts?.['field']
  return typeof field === 'string' ? (FIELD_WORDS[field] ?? field) : 'a field'
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  problem: 'the problem',
  service: 'the service',
  name: 'the name',
  street: 'the street',
  city: 'the city',
  zip: 'the ZIP code',
  callbackPhone: 'the phone',
  preferredTime: 'the time',
}
