import { SEGMENT_OUT_MICROS } from '#core/cost/price.ts'
import { PROACTIVE_KINDS } from '#core/compliance/decision-table.ts'
import { SENT_KEPT, type Conversation } from '#core/conversation/conversation.ts'
import { callOf } from '#core/calls/call-state.ts'
import type { Reason } from '#core/decision.ts'
import type { Effect, Outcome } from '#core/effect.ts'
import type { GateAnswer } from '#core/gate.ts'
import { planned } from '#core/planning.ts'
import { NEVER_LEFT } from '#core/texts/text-failed.ts'
import { isForward } from '#core/texts/status-order.ts'
import { capDayStart } from '#core/registration/pacing.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import { HOUR_MS, MINUTE_MS, plus, SECOND_MS, type Instant } from '#core/values/instant.ts'
import type { SentText } from '#ports/carrier.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { applyEvent } from './apply-event.ts'
import type { Deed } from './effects/send-text.ts'
import { noteText } from './ledger/note-text.ts'
import { noteSpeed, noteSteps } from './note-results.ts'

/** After so many tries a text is given up and the owner told. */
export const ATTEMPTS_MAX = 8

const RETRY_FIRST_MS = SECOND_MS
const RETRY_LONGEST_MS = MINUTE_MS
const UNKNOWN_PAUSE_MS = 2 * SECOND_MS

/** Limits for which texts stay behind, as the owner hears of them. */
const LIMIT_WORDS: ReadonlyMap<string, string> = new Map([
  ['tenant_cap_hour', 'your limit of texts for this hour is reached'],
  ['tenant_cap_day', 'your limit of texts for today is reached'],
  ['tenant_budget', 'your budget for texts this month is used up'],
  ['campaign_cap_day', 'the phone companies take no more texts from you today, until midnight Pacific time'],
])

/** Records what became of a text: the answer of the gate and, when it was tried, the outcome. One short transaction. */
export async function settleText(deed: Deed, answer: GateAnswer, outcome: Outcome<SentText> | null = null): Promise<void> {
  const { parts, row, effect } = deed
  const at = parts.clock.now()
  const kind = effect.kind === 'send-sms' ? effect.smsKind : 'owner_alert'
  const last = row.attempts >= ATTEMPTS_MAX
  const note = await parts.store.transaction(row.tenantId, async (tx) => {
    if (answer.kind === 'wait' && answer.keepsPlace === true) return keepPlace(tx, deed, answer.until, answer.reasons)
    await noteText(tx, deed, { answer, outcome, at, last })
    if (answer.kind === 'wait') return putOff(tx, deed, answer.until, answer.reasons, at)
    if (answer.kind === 'never' || outcome === null)
      return isWaitedFor(deed, answer) ? fail(tx, deed, answer.reasons, null, at) : refuse(tx, deed, answer.reasons, null, at)
    return record(tx, deed, answer.reasons, outcome, at)
  })
  parts.measures.textSettled(note.what, kind)
  if (note.missedToTextMs !== null) parts.measures.missedToText(note.missedToTextMs)
}

/** Refusals after which nobody hears of a customer who waits for a word; whoever stopped a text for another reason, or caused it, knows. */
const UNHEARD = new Set([
  'too_late',
  'no_window_before_expiry',
  'cap_ai_day',
  'cap_state_24h',
  'blocked_in_jurisdiction',
  'zone_data_unsafe',
  'rules_missing',
])
/** A fault of ours in the words, whatever it is. */
const FAULT_IN_WORDS = 'content_'

/** True for a text that its customer waits for and that no rule of people or money has stopped: the owner must hear of it. */
function isWaitedFor({ effect }: Deed, { reasons }: GateAnswer): boolean {
  if (effect.kind !== 'send-sms' || effect.byPerson === true || effect.code !== undefined) return false
  if (effect.smsKind === 'keyword_reply' || PROACTIVE_KINDS.has(effect.smsKind)) return false
  return reasons.some(({ code }) => UNHEARD.has(code) || code.startsWith(FAULT_IN_WORDS))
}

type Note = { what: string; missedToTextMs: number | null }

/** A matter of seconds that nobody decided: it is seen at the text and is no entry anywhere else. */
async function keepPlace(tx: TenantTransaction, deed: Deed, until: Instant, reasons: Reason[]): Promise<Note> {
  await tx.outbox.putBack(deed.row.id, 'waiting', until, { keepsPlace: true, attempt: deed.row.attempts })
  await tx.messages.change(deed.row.id, { waitsUntil: until, reasons })
  return { what: 'paced', missedToTextMs: null }
}

async function putOff(tx: TenantTransaction, deed: Deed, until: Instant, reasons: Reason[], at: Instant): Promise<Note> {
  await tx.outbox.putBack(deed.row.id, 'waiting', until, { attempt: deed.row.attempts })
  await tx.messages.change(deed.row.id, { waitsUntil: until, reasons })
  await noteGate(tx, deed, reasons, at)
  await tellOfLimit(tx, deed, reasons, at)
  return { what: 'deferred', missedToTextMs: null }
}

async function refuse(tx: TenantTransaction, deed: Deed, reasons: Reason[], code: number | null, at: Instant): Promise<Note> {
  const { row, effect } = deed
  await tx.outbox.settle(row.id, 'refused')
  await tx.messages.change(row.id, { status: 'refused', errorCode: code, reasons, waitsUntil: null })
  if (effect.kind === 'text-staff') for (const id of effect.covers) await tx.alerts.change(id, 'refused')
  await noteGate(tx, deed, reasons, at)
  await tellOfLimit(tx, deed, reasons, at)
  return { what: 'refused', missedToTextMs: null }
}

async function record(tx: TenantTransaction, deed: Deed, reasons: Reason[], outcome: Outcome<SentText>, at: Instant): Promise<Note> {
  switch (outcome.kind) {
    case 'done':
      return sent(tx, deed, reasons, outcome.value, at)
    case 'retry': {
      if (deed.row.attempts >= ATTEMPTS_MAX)
        return fail(tx, deed, [{ code: 'attempts_used_up', facts: { last: outcome.reason } }], outcome.code, at)
      const pause = Math.max(outcome.afterMs, Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** (deed.row.attempts - 1)))
      await tx.outbox.putBack(deed.row.id, 'waiting', plus(at, pause), { attempt: deed.row.attempts })
      await tx.messages.change(deed.row.id, { waitsUntil: plus(at, pause) })
      return { what: 'retry', missedToTextMs: null }
    }
    case 'refused':
      return fail(tx, deed, [{ code: 'carrier_refused', facts: { carrierCode: outcome.code, why: outcome.reason } }], outcome.code, at)
    case 'unknown':
      await tx.outbox.putBack(deed.row.id, 'unknown', plus(at, UNKNOWN_PAUSE_MS), { attempt: deed.row.attempts })
      await tx.messages.change(deed.row.id, { status: 'unknown' })
      return { what: 'unknown', missedToTextMs: null }
    default:
      return outcome satisfies never
  }
}

async function sent(tx: TenantTransaction, deed: Deed, reasons: Reason[], text: SentText, at: Instant): Promise<Note> {
  const { row, effect } = deed
  const segments = text.segments === null || text.segments === 0 ? smsSegments(effect.body).segments : text.segments
  const message = await tx.messages.find(row.id)
  const status = message !== null && !isForward(message.status, text.status) ? {} : { status: text.status }
  await tx.outbox.settle(row.id, 'done')
  await tx.messages.change(row.id, { ...status, carrierId: text.carrierId, sentAt: at, segments, waitsUntil: null, reasons })
  await tx.usage.add(at, { requests: 0, texts: 1, segments, costMicros: segments * SEGMENT_OUT_MICROS })
  await noteGate(tx, deed, reasons, at)
  if (effect.kind === 'text-staff') {
    for (const id of effect.covers) await tx.alerts.change(id, 'sent')
    if (effect.alert !== null && effect.covers.length > 0) deed.parts.measures.ownerTold(effect.alert)
    return { what: 'sent', missedToTextMs: null }
  }
  const conversation = await tx.conversations.find(row.conversationKey)
  if (conversation === null) return { what: 'sent', missedToTextMs: null }
  const { policy } = deed.tenant
  const { tzdata } = deed.parts.clock
  if (effect.smsKind !== 'keyword_reply' && effect.smsKind !== 'owner_alert') {
    const after = withSent(conversation, effect, at)
    await tx.conversations.save(after, at, conversation)
    await noteSteps(tx, conversation, after, policy, tzdata)
  }
  const call = effect.smsKind === 'instant_reply' && effect.callSid !== null ? callOf(conversation, effect.callSid) : null
  const missedToTextMs = call?.missedAt === null || call === null ? null : at - call.missedAt
  if (missedToTextMs !== null) await noteSpeed(tx, conversation, missedToTextMs, policy, tzdata)
  return { what: 'sent', missedToTextMs }
}

/** What a person wrote is no automated text, but one that nobody waited for counts whoever wrote it. */
function withSent(conversation: Conversation, effect: Extract<Effect, { kind: 'send-sms' }>, at: Instant): Conversation {
  const { history } = conversation
  const automatedAt = effect.byPerson === true ? history.automatedAt : [...history.automatedAt, at].slice(-SENT_KEPT)
  const proactiveAt = PROACTIVE_KINDS.has(effect.smsKind) ? [...history.proactiveAt, at].slice(-SENT_KEPT) : history.proactiveAt
  return { ...conversation, history: { ...history, automatedAt, proactiveAt } }
}

/** It will not leave: that, and what the carrier's code says about the number, becomes an event, so that the lead is not forgotten. */
async function fail(tx: TenantTransaction, deed: Deed, reasons: Reason[], code: number | null, at: Instant): Promise<Note> {
  const { parts, tenant, row, effect } = deed
  const note = await refuse(tx, deed, reasons, code, at)
  if (effect.kind !== 'send-sms') return note
  const { smsKind } = effect
  const event = { kind: 'sms-failed' as const, effectId: row.id, errorCode: code ?? NEVER_LEFT, smsKind }
  await applyEvent(tx, parts, tenant, { id: `${row.id}:refused`, at, event }, row.conversationKey)
  return note
}

async function noteGate(tx: TenantTransaction, deed: Deed, reasons: Reason[], at: Instant): Promise<void> {
  const { row, effect } = deed
  await tx.decisions.add({
    id: `${row.id}:gate:${row.attempts}`,
    at,
    conversationKey: row.conversationKey,
    kind: 'gate',
    subject: effect.kind,
    reasons,
  })
}

/** Texts that stay behind for a limit: the owner hears of it once an hour, of the carriers' daily cap once in its day. */
async function tellOfLimit(tx: TenantTransaction, deed: Deed, reasons: Reason[], at: Instant): Promise<void> {
  const limit = reasons.find((reason) => LIMIT_WORDS.has(reason.code))
  if (limit === undefined) return
  const period = limit.code === 'campaign_cap_day' ? capDayStart(at, deed.parts.clock.tzdata) : Math.floor(at / HOUR_MS)
  const body = `${deed.tenant.policy.name}: ${LIMIT_WORDS.get(limit.code) ?? limit.code}. Callers are kept as leads; please look at them.`
  const id = `${deed.row.id}:limit:${limit.code}:${period}`
  const effect = planned({ kind: 'tell-owner', alert: 'rate-limited', body, leadId: null }, { onceKey: `limit:${limit.code}:${period}` })
  const added = await tx.outbox.add([{ id, conversationKey: deed.row.conversationKey, planned: effect, at }])
  if (added.length > 0) await tx.alerts.add({ id, at, kind: 'rate-limited', body, leadId: null, status: 'waiting', onceKey: null })
}
