import { callOf } from '#core/calls/call-state.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import { DESK_KEY } from '#core/owner/desk.ts'
import type { Decision, Reason } from '#core/decision.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { InboxEvent } from '#core/event.ts'
import type { EventContext } from '#core/replay/decide-event.ts'
import type { InquiryEvent } from '#core/inquiries/inquiry.ts'
import { inquiryInWords } from '#core/inquiries/receive-inquiry.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { noteSteps } from './note-results.ts'

/** Writes an event and everything that was decided about it, in the transaction that the caller holds. What is still as `before` is not written again. */
export async function writeDecision(
  tx: TenantTransaction,
  inbox: InboxEvent & { context: EventContext; directive: string },
  before: Conversation,
  decision: Decision,
  policy: TenantPolicy,
  tzdata: string,
): Promise<void> {
  const { next } = decision
  const { id, at, event, context } = inbox
  await tx.inbox.add({ id, at, conversationKey: next.key, event, reply: decision.reply, context })
  await tx.conversations.save(next, inbox.at, before)
  await noteSteps(tx, before, next, policy, tzdata)
  await writeCall(tx, inbox, before, decision)
  await writeReceivedText(tx, inbox, decision)
  await writeTranscript(tx, inbox)
  for (const visit of decision.visits ?? []) await tx.bookings.save(visit, inbox.at)
  await cancelWaiting(tx, decision)
  await planEffects(tx, inbox, decision, policy)
  await writeOlderOutcome(tx, inbox, decision)
  if (!decidesSomething(decision)) return
  await tx.decisions.add({
    id: inbox.id,
    at: inbox.at,
    conversationKey: next.key,
    kind: 'event',
    subject: inbox.event.kind,
    reasons: decision.reasons,
    directive: inbox.directive,
  })
}

/** Steps on the way that nobody would ask "why?" about; the event itself is in the inbox. */
const STEPS = new Set([
  'missed_already',
  'timer_not_needed',
  'screening',
  'message_played',
  'heard',
  'reading',
  'nothing_to_answer',
  'more_texts_arrived',
])

function decidesSomething(decision: Decision): boolean {
  const texts = decision.effects.some(({ effect }) => effect.kind === 'send-sms')
  return texts || decision.reasons.some((reason) => !STEPS.has(reason.code))
}

async function writeCall(tx: TenantTransaction, inbox: InboxEvent, before: Conversation, decision: Decision): Promise<void> {
  const { event } = inbox
  const callSid = callSidOf(inbox)
  if (callSid === null) return
  const call = callOf(decision.next, callSid)
  if (call === null || call === callOf(before, callSid)) return
  await tx.calls.save({
    callSid,
    conversationKey: decision.next.key,
    leadId: call.stage === 'missed' ? (decision.next.lead?.id ?? null) : null,
    from: decision.next.phone ?? ('from' in event ? event.from : decision.next.key),
    to: call.to ?? ('to' in event ? event.to : ''),
    stage: call.stage,
    mode: call.mode,
    startedAt: call.startedAt,
    missedAt: call.missedAt,
    endedAt: call.endedAt,
    disclosurePlayedAt: call.disclosurePlayedAt,
  })
  if (event.kind === 'voicemail-recorded' && event.durationSeconds > 0) {
    await tx.calls.saveRecording(callSid, {
      recordingSid: event.recordingSid,
      recordingUrl: event.recordingUrl,
      recordingSeconds: event.durationSeconds,
    })
  }
}

/** The words of a voicemail stand with its sound. */
async function writeTranscript(tx: TenantTransaction, { event }: InboxEvent): Promise<void> {
  if (event.kind === 'voicemail-transcribed' && event.text !== null) await tx.media.saveTranscript(event.recordingSid, event.text)
}

function callSidOf(inbox: InboxEvent): string | null {
  const { event } = inbox
  if ('callSid' in event) return event.callSid
  return event.kind === 'timer-due' && 'callSid' in event.timer ? event.timer.callSid : null
}

async function writeReceivedText(tx: TenantTransaction, inbox: InboxEvent, decision: Decision): Promise<void> {
  const { event } = inbox
  if (event.kind === 'inquiry-received') return writeInquiry(tx, event, inbox, decision)
  if (event.kind !== 'sms-received') return
  await tx.messages.add({
    id: event.messageSid,
    conversationKey: decision.next.key,
    leadId: decision.next.lead?.id ?? null,
    direction: 'inbound',
    from: event.from,
    to: event.to,
    body: event.body,
    kind: decision.next.key === DESK_KEY ? 'owner' : 'customer',
    status: 'received',
    carrierId: event.messageSid,
    errorCode: null,
    segments: smsSegments(event.body).segments,
    createdAt: inbox.at,
    sentAt: inbox.at,
    waitsUntil: null,
    reasons: [],
  })
}

/** What came through a form stands in the thread like a text, so that people see it and every field shows its words. */
async function writeInquiry(tx: TenantTransaction, event: InquiryEvent, { at }: InboxEvent, { next }: Decision): Promise<void> {
  const body = inquiryInWords(event)
  await tx.messages.add({
    id: event.inquiryId,
    conversationKey: next.key,
    leadId: next.lead?.id ?? null,
    direction: 'inbound',
    from: event.phone,
    to: event.label,
    body,
    kind: 'inquiry',
    status: 'received',
    carrierId: null,
    errorCode: null,
    segments: 0,
    createdAt: at,
    sentAt: at,
    waitsUntil: null,
    reasons: [],
  })
}

async function cancelWaiting(tx: TenantTransaction, decision: Decision): Promise<void> {
  if (decision.cancels.length === 0) return
  const ended = await tx.outbox.cancel(decision.next.key, decision.cancels)
  for (const id of ended) await tx.messages.change(id, { status: 'canceled', reasons: decision.reasons })
}

/** A person says what became of a lead that a newer one of the same customer has replaced: only its row knows of it. */
async function writeOlderOutcome(tx: TenantTransaction, { event, at }: InboxEvent, decision: Decision): Promise<void> {
  if (event.kind !== 'person-acted' || event.act.kind !== 'outcome' || decision.next.lead?.id === event.leadId) return
  const { outcome, amountCents } = event.act
  await tx.leads.setOutcome(event.leadId, { outcome, amountCents, acknowledgedBy: event.by.name, at })
}

/** Effect ids come from the event's id and the place of the effect, so a replay of the decision makes the same rows. */
async function planEffects(tx: TenantTransaction, inbox: InboxEvent, decision: Decision, policy: TenantPolicy): Promise<void> {
  if (decision.effects.length === 0) return
  const rows = decision.effects.map((effect, place) => ({
    id: `${inbox.id}#${place}`,
    conversationKey: effect.filedUnder ?? decision.next.key,
    planned: effect,
    at: inbox.at,
  }))
  const added = new Set(await tx.outbox.add(rows))
  for (const row of rows) {
    if (added.has(row.id)) await projectEffect(tx, row.id, row.planned, inbox, decision, policy)
  }
}

async function projectEffect(
  tx: TenantTransaction,
  id: string,
  planned: PlannedEffect,
  inbox: InboxEvent,
  decision: Decision,
  policy: TenantPolicy,
): Promise<void> {
  const { effect } = planned
  if (effect.kind === 'tell-owner') {
    await tx.alerts.add({
      id,
      at: inbox.at,
      kind: effect.alert,
      body: effect.body,
      leadId: effect.leadId,
      status: 'waiting',
      onceKey: planned.onceKey,
    })
  }
  if (effect.kind === 'fetch-media') {
    const { mediaId, media: kind, subject, source } = effect
    await tx.media.add({ id: mediaId, conversationKey: decision.next.key, subject, kind, source, at: inbox.at })
  }
  const text = textOf(planned, policy)
  if (text === null) return
  const waits = planned.notBefore !== null && planned.notBefore > inbox.at
  const reasons: Reason[] = waits ? [...decision.reasons, { code: 'deferred' }] : decision.reasons
  await tx.messages.add({
    id,
    conversationKey: planned.filedUnder ?? decision.next.key,
    leadId: text.leadId,
    direction: 'outbound',
    from: text.from,
    to: text.to,
    body: text.body,
    kind: text.kind,
    status: 'waiting',
    carrierId: null,
    errorCode: null,
    segments: smsSegments(text.body).segments,
    createdAt: inbox.at,
    sentAt: null,
    waitsUntil: waits ? planned.notBefore : null,
    reasons,
  })
}

type TextRow = {
  to: string
  from: string
  body: string
  kind: 'owner_alert' | Extract<PlannedEffect['effect'], { kind: 'send-sms' }>['smsKind']
  leadId: string | null
}

function textOf(planned: PlannedEffect, policy: TenantPolicy): TextRow | null {
  const { effect } = planned
  const ours = policy.messagingServiceSid ?? policy.numbers[0]?.e164 ?? ''
  if (effect.kind === 'send-sms') {
    return { to: effect.to, from: effect.from ?? ours, body: effect.body, kind: effect.smsKind, leadId: effect.leadId }
  }
  if (effect.kind === 'text-staff') {
    return { to: effect.to, from: effect.from ?? ours, body: effect.body, kind: 'owner_alert', leadId: effect.leadId }
  }
  return null
}
