import type { Booking } from '#core/booking/booking.ts'
import type { CalendarRecord } from '#ports/booking.ts'
import { newConversation } from '#core/conversation/conversation.ts'
import type { CallState, Conversation, Lead } from '#core/conversation/conversation.ts'
import { exampleDirective } from '#core/conversation/example-turn.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import type { Effect, PlannedEffect } from '#core/effect.ts'
import type { SmsKind } from '#core/event.ts'
import type { NewLedgerEntry } from '#core/ledger/ledger-entry.ts'
import type { KeptWith } from '#core/replay/decide-event.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { instant, plus } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { InquiryRow } from '#ports/inquiries.ts'
import type { InboxRow } from '#ports/inbox.ts'
import type { AlertRow } from '#ports/outbox.ts'
import type { MessageRow } from '#ports/messages.ts'
import type { CallRow, DecisionRow, Store } from '#ports/store.ts'

/** A Wednesday, 2026-11-25 15:00 UTC. */
export const NOW = instant(Date.UTC(2026, 10, 25, 15))
export const later = (ms: number): Instant => plus(NOW, ms)

export const ALPHA = tenantId('alpha')
export const BETA = tenantId('beta')
export const CUSTOMER = phone('+12175550111')

export function tenantId(text: string): TenantId {
  const id = parseTenantId(text)
  if (id === null) throw new Error(`${text} is no tenant id`)
  return id
}

export function phone(text: string): PhoneNumber {
  const number = parsePhoneNumber(text)
  if (number === null) throw new Error(`${text} is no phone number`)
  return number
}

export function policyOf(id: TenantId, changes: Partial<TenantPolicy> = {}): TenantPolicy {
  return {
    tenantId: id,
    status: 'active',
    name: `Business ${id}`,
    trade: 'plumbing',
    timezone: 'America/Chicago',
    country: 'US',
    region: 'IL',
    mailingAddress: null,
    businessPhone: null,
    website: null,
    ownerName: 'Sam',
    ownerPhone: null,
    ownerPhoneVerified: true,
    fallbackPhone: null,
    numbers: [],
    hours: { week: {}, exceptions: [] },
    limits: { requestsPerMinute: 20, textsPerHour: 60, textsPerDay: 200, monthlyBudgetCents: 5_000 },
    registration: { kind: 'attested', status: 'approved', campaignSid: null, note: null },
    messagingServiceSid: null,
    ringSeconds: 20,
    messageAudioUrl: null,
    ...changes,
  }
}

export function conversationOf(changes: Partial<Conversation> = {}): Conversation {
  return { ...newConversation(CUSTOMER, CUSTOMER), ...changes }
}

export function leadOf(changes: Partial<Lead> = {}): Lead {
  return { id: 'ld_1', status: 'open', source: 'call', createdAt: NOW, missedCalls: 1, intake: newIntake('en'), ...changes }
}

export function bookingOf(changes: Partial<Booking> = {}): Booking {
  return {
    id: 'bk_1',
    leadId: 'ld_1',
    conversationKey: CUSTOMER,
    start: NOW,
    end: later(100),
    state: 'held',
    heldUntil: later(50),
    ...changes,
  }
}

export function calendarOf(url: string): CalendarRecord {
  return { id: 'cal_1', source: { kind: 'ics', url }, readAt: null, problem: null }
}

export function callStateOf(callSid: string): CallState {
  return {
    callSid,
    to: null,
    stage: 'missed',
    mode: 'day',
    startedAt: NOW,
    missedAt: NOW,
    endedAt: null,
    announced: false,
    disclosurePlayedAt: null,
    declinedTextAt: null,
    emergencyAt: null,
    recordingSid: null,
  }
}

export function callOf(changes: Partial<CallRow> = {}): Omit<CallRow, 'recordingSid' | 'recordingUrl' | 'recordingSeconds'> {
  return {
    callSid: 'CA1',
    conversationKey: CUSTOMER,
    leadId: null,
    from: CUSTOMER,
    to: '+12175550102',
    stage: 'missed',
    mode: 'day',
    startedAt: NOW,
    missedAt: NOW,
    endedAt: null,
    disclosurePlayedAt: null,
    ...changes,
  }
}

export function messageOf(changes: Partial<MessageRow> = {}): MessageRow {
  return {
    id: 'msg_1',
    conversationKey: CUSTOMER,
    leadId: 'ld_1',
    direction: 'outbound',
    from: '+12175550102',
    to: CUSTOMER,
    body: 'Sorry we missed your call.',
    kind: 'instant_reply',
    status: 'waiting',
    carrierId: null,
    errorCode: null,
    segments: 1,
    createdAt: NOW,
    sentAt: null,
    waitsUntil: null,
    reasons: [],
    ...changes,
  }
}

export function inboxRowOf(changes: Partial<InboxRow> = {}): InboxRow {
  return {
    id: 'CA1:call-received',
    at: NOW,
    conversationKey: CUSTOMER,
    event: { kind: 'message-played', callSid: 'CA1', from: CUSTOMER, to: '+12175550102' },
    reply: { kind: 'nothing' },
    context: null,
    ...changes,
  }
}

export function keptWithOf(businessName: string): KeptWith {
  return { policy: policyOf(ALPHA, { name: businessName }), directive: exampleDirective(), tzdata: '2026a', diary: null }
}

export function decisionOf(changes: Partial<DecisionRow> = {}): DecisionRow {
  return { id: 'dec_1', at: NOW, conversationKey: CUSTOMER, kind: 'event', subject: 'call-received', reasons: [], ...changes }
}

export function alertOf(changes: Partial<AlertRow> = {}): AlertRow {
  return { id: 'alert_1', at: NOW, kind: 'lead-qualified', body: 'A lead', leadId: null, status: 'waiting', onceKey: null, ...changes }
}

export function ledgerEntryOf(changes: Partial<NewLedgerEntry> = {}): NewLedgerEntry {
  return { kind: 'consent', at: NOW, person: CUSTOMER, facts: { class: 'C2' }, personal: { words: 'my sink leaks' }, ...changes }
}

export function textEffect(smsKind: SmsKind = 'ai_reply'): Effect {
  return { kind: 'send-sms', smsKind, to: CUSTOMER, from: null, body: 'Hello', leadId: null, callSid: null }
}

export function plannedOf(changes: Partial<PlannedEffect> = {}): PlannedEffect {
  return { effect: textEffect(), notBefore: null, cancelKey: null, onceKey: null, lane: null, ...changes }
}

/** Adds effects with these ids to the customer's conversation, all planned alike. */
export function addEffects(store: Store, ids: string[], changes: Partial<PlannedEffect> = {}, tenant: TenantId = ALPHA): Promise<string[]> {
  const planned = plannedOf(changes)
  return store.transaction(tenant, (tx) => tx.outbox.add(ids.map((id) => ({ id, conversationKey: CUSTOMER, planned, at: NOW }))))
}

/** Claims what is due and answers the ids. */
export async function claimIds(store: Store, query: { at?: Instant; limit?: number; leaseUntil?: Instant } = {}): Promise<string[]> {
  const { at = NOW, limit = 100, leaseUntil = plus(at, 60_000) } = query
  return (await store.acrossTenants.claimDue({ at, limit, leaseUntil })).map((row) => row.id)
}

export function inquiryOf(changes: Partial<InquiryRow> = {}): InquiryRow {
  return {
    id: 'form-1',
    at: NOW,
    conversationKey: CUSTOMER,
    leadId: 'ld_1',
    label: 'website',
    channel: 'form',
    ticked: true,
    words: 'I agree to texts',
    wordsVersion: 'form-1',
    pageUrl: null,
    doubt: null,
    fingerprint: 'f',
    answer: { leadId: 'ld_1', receivedAt: NOW, decision: 'send', reasons: [], textFrom: null, lead: null },
    ...changes,
  }
}
