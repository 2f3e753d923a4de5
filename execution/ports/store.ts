import type { Conversation } from '#core/conversation/conversation.ts'
import type { Reason } from '#core/decision.ts'
import type { AlertKind, Effect, PlannedEffect } from '#core/effect.ts'
import type { ConversationEvent, SmsKind, SmsStatus } from '#core/event.ts'
import type { PaceState } from '#core/registration/pacing.ts'
import type { RegistrationRecord } from '#core/registration/record.ts'
import type { Reply } from '#core/reply.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { BookingRepository } from './booking.ts'
import type { CarrierAccount } from './carrier.ts'
import type { LedgerRepository, PersonRepository } from './ledger.ts'
import type { PhoneCodeRepository } from './phone-codes.ts'

/**
 * The store. Tenant data is reached only through `transaction`, so "which tenant?" and "am I in a transaction?" are answered by the types.
 * Code inside `work` may await nothing but the repositories it was given.
 */
export interface Store {
  /** Commits before it resolves. When `work` throws, everything it wrote is undone and only this caller sees the error. */
  transaction<Result>(tenantId: TenantId, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result>
  readonly acrossTenants: AcrossTenants
  /** True when a trivial write commits; used by `/readyz`. */
  check(): Promise<boolean>
  /**
   * After an erasure was committed: rewrites the files, so that nothing of what was deleted is left in their free space or in the log. Everybody waits
   * meanwhile, about a second per 100 MB. False: the files are too large for that while calls come in; rewrite them with `ledger rewrite`.
   */
  eraseTraces(options?: { anySize: boolean }): Promise<boolean>
  close(): Promise<void>
}

export type Page<Row> = { items: Row[]; nextCursor: string | null }
/** `limit` 1 to 200; `cursor` as given by the page before. Newest first. */
export type PageQuery = { limit: number; cursor: string | null }

export interface TenantTransaction {
  readonly tenant: TenantRepository
  readonly inbox: InboxRepository
  readonly conversations: ConversationRepository
  readonly leads: LeadRepository
  readonly calls: CallRepository
  readonly messages: MessageRepository
  readonly decisions: DecisionRepository
  readonly outbox: OutboxRepository
  readonly alerts: AlertRepository
  readonly usage: UsageRepository
  readonly ledger: LedgerRepository
  readonly people: PersonRepository
  readonly registration: RegistrationRepository
  readonly bookings: BookingRepository
  readonly phoneCodes: PhoneCodeRepository
}

export type TenantRecord = { policy: TenantPolicy; createdAt: Instant }

export interface TenantRepository {
  find(): Promise<TenantRecord | null>
  /** Creates or replaces; the numbers of the policy are claimed for this tenant, and a number that another tenant holds throws `NumberTaken`. */
  save(policy: TenantPolicy, at: Instant): Promise<void>
  /** The tenant's own account, decrypted; null when it uses the parent account. */
  account(): Promise<CarrierAccount | null>
  /** Stored encrypted with the secret key; null removes it. */
  saveAccount(account: CarrierAccount | null): Promise<void>
}

export type InboxRow = { id: string; at: Instant; conversationKey: string; event: ConversationEvent; reply: Reply }

export interface InboxRepository {
  find(id: string): Promise<{ reply: Reply } | null>
  add(row: InboxRow): Promise<void>
}

export interface ConversationRepository {
  find(key: string): Promise<Conversation | null>
  /** The key of the conversation that a call belongs to. */
  keyOfCall(callSid: string): Promise<string | null>
  /** Writes the conversation and, when it has a lead, the lead's row. `before` is what was read: a lead that is still the same is not written again. */
  save(conversation: Conversation, at: Instant, before?: Conversation): Promise<void>
}

export type LeadRow = {
  id: string
  conversationKey: string
  phone: string | null
  status: string
  intent: string | null
  urgency: string
  safety: boolean
  service: string | null
  name: string | null
  street: string | null
  city: string | null
  zip: string | null
  preferredTime: string | null
  score: number
  source: string
  createdAt: Instant
}

export interface LeadRepository {
  find(id: string): Promise<LeadRow | null>
  list(query: PageQuery): Promise<Page<LeadRow>>
  count(): Promise<number>
}

export type CallRow = {
  callSid: string
  conversationKey: string
  leadId: string | null
  from: string
  to: string
  stage: string
  mode: string
  startedAt: Instant
  missedAt: Instant | null
  endedAt: Instant | null
  disclosurePlayedAt: Instant | null
  recordingSid: string | null
  recordingUrl: string | null
  recordingSeconds: number | null
}

export interface CallRepository {
  find(callSid: string): Promise<CallRow | null>
  /** Creates or replaces the row of this call; leaves recording columns alone. */
  save(row: Omit<CallRow, 'recordingSid' | 'recordingUrl' | 'recordingSeconds'>): Promise<void>
  saveRecording(callSid: string, recording: { recordingSid: string; recordingUrl: string; recordingSeconds: number }): Promise<void>
  list(query: PageQuery): Promise<Page<CallRow>>
}

/** Where a text of ours stands: `waiting` (planned, perhaps for later), `sending`, then the carrier's words, `refused` (by a rule of ours or the carrier), `unknown`, `canceled`. */
export type MessageStatus = SmsStatus | 'received' | 'waiting' | 'refused' | 'unknown'

export type MessageRow = {
  /** The effect's id for our texts, the carrier's id for theirs. */
  id: string
  conversationKey: string
  leadId: string | null
  direction: 'inbound' | 'outbound'
  from: string
  to: string
  body: string
  kind: SmsKind | 'customer'
  status: MessageStatus
  carrierId: string | null
  errorCode: number | null
  segments: number
  createdAt: Instant
  sentAt: Instant | null
  /** Not before this instant, when it was put off. */
  waitsUntil: Instant | null
  reasons: Reason[]
}

export interface MessageRepository {
  add(row: MessageRow): Promise<void>
  find(id: string): Promise<MessageRow | null>
  findByCarrierId(carrierId: string): Promise<MessageRow | null>
  change(
    id: string,
    change: Partial<Pick<MessageRow, 'status' | 'carrierId' | 'errorCode' | 'sentAt' | 'waitsUntil' | 'reasons' | 'segments' | 'from'>>,
  ): Promise<void>
  /** The carrier's ids of our texts to this number made at or after `since`. */
  carrierIdsSince(to: string, since: Instant): Promise<string[]>
  list(query: PageQuery & { conversationKey?: string }): Promise<Page<MessageRow>>
}

export type DecisionRow = {
  id: string
  at: Instant
  conversationKey: string
  /** `event`: what an event led to. `gate`: the answer in the moment of acting. */
  kind: 'event' | 'gate'
  subject: string
  reasons: Reason[]
}

export interface DecisionRepository {
  add(row: DecisionRow): Promise<void>
  list(query: PageQuery): Promise<Page<DecisionRow>>
}

export type OutboxState = 'waiting' | 'claimed' | 'unknown' | 'done' | 'refused' | 'canceled'

export type OutboxRow = {
  tenantId: TenantId
  id: string
  conversationKey: string
  effect: Effect
  state: OutboxState
  notBefore: Instant
  createdAt: Instant
  cancelKey: string | null
  lane: string | null
  /** Times it was tried, this one included once claimed. */
  attempts: number
  /** First instant at which the carrier may have got it; null until tried. */
  triedAt: Instant | null
  leaseUntil: Instant | null
  /** Its place in the pace of the tenant's texts, once it has been given one. */
  placeAt: Instant | null
}

export interface OutboxRepository {
  /** Adds effects in order; one whose `onceKey` exists already is left out. Answers which were added. */
  add(rows: { id: string; conversationKey: string; planned: PlannedEffect; at: Instant }[]): Promise<string[]>
  find(id: string): Promise<OutboxRow | null>
  /** True while the row belongs to a worker; with `attempt`, to the one that claimed it for this try and not to a later one whose lease came after. */
  isClaimed(id: string, attempt?: number): Promise<boolean>
  /** Ends the waiting effects of a conversation that carry one of the keys; answers their ids. Claimed ones go on. */
  cancel(conversationKey: string, cancelKeys: readonly string[]): Promise<string[]>
  /** Ends every waiting text to this conversation except keyword replies; answers their ids. */
  cancelTexts(conversationKey: string): Promise<string[]>
  /** The claimed row goes on to be performed: notes `triedAt`. */
  markTried(id: string, at: Instant): Promise<void>
  /** Ends the row; false when it had ended before, and then nothing changes. */
  settle(id: string, state: 'done' | 'refused' | 'canceled'): Promise<boolean>
  /**
   * Back to waiting (or to unknown: ask the carrier first) until `notBefore`. `keepsPlace`: that instant is its place in the pace of the tenant.
   * With `attempt`, nothing happens when a later worker has it by now.
   */
  putBack(id: string, state: 'waiting' | 'unknown', notBefore: Instant, how?: { keepsPlace?: boolean; attempt?: number }): Promise<void>
}

export type AlertRow = {
  id: string
  at: Instant
  kind: AlertKind
  body: string
  leadId: string | null
  status: 'waiting' | 'sent' | 'refused'
  onceKey: string | null
}

export interface AlertRepository {
  add(row: AlertRow): Promise<void>
  change(id: string, status: AlertRow['status']): Promise<void>
  list(query: PageQuery): Promise<Page<AlertRow>>
}

export type UsageOf = { requests: number; texts: number; segments: number; costMicros: number }

/** The tenant's registration with the carriers, one document. It holds a tax number, so it is stored encrypted with the secret key. */
export interface RegistrationRepository {
  find(): Promise<RegistrationRecord | null>
  /** Creates or replaces. */
  save(record: RegistrationRecord): Promise<void>
  /** The application as it was last saved before it was handed in; null when none was. Kept sealed, like the record. */
  draft(): Promise<Record<string, unknown> | null>
  saveDraft(draft: Record<string, unknown>): Promise<void>
}

/** The minute up to which requests of a tenant have been given a place, and how many places of it are taken. */
export type RateState = { minute: number; used: number }

export interface UsageRepository {
  /** How far the tenant's texts have been given their place; null before the first. */
  pace(): Promise<PaceState | null>
  savePace(state: PaceState): Promise<void>
  rate(): Promise<RateState | null>
  saveRate(state: RateState): Promise<void>
  /** Adds to the hour of `at`. Money in millionths of a US dollar. */
  add(at: Instant, used: UsageOf): Promise<void>
  /** Sums whole hours from the hour of `since` on. */
  since(since: Instant): Promise<UsageOf>
  /** The newest hours first. */
  list(query: PageQuery): Promise<Page<{ hour: Instant } & UsageOf>>
}

/**
 * The few questions that belong to no tenant: claiming due work, sweeping, the operator's lists. Kept in one file of the adapter.
 */
export interface AcrossTenants {
  /**
   * Claims up to `limit` due rows, oldest first: waiting or unknown, `notBefore` reached, lease free, and first in their lane.
   * Claimed rows belong to the caller until `leaseUntil`. `wasUnknown` rows must be asked for at the carrier before they are sent.
   */
  claimDue(query: { at: Instant; limit: number; leaseUntil: Instant }): Promise<(OutboxRow & { wasUnknown: boolean })[]>
  /** Rows whose lease ran out (their worker died): tried ones become `unknown`, others `waiting`. Answers how many. At start `allClaimed` frees every one. */
  recoverLeases(at: Instant, allClaimed: boolean): Promise<number>
  /** When the next waiting row is due; null when nothing waits. */
  nextDueAt(): Promise<Instant | null>
  tenants(query: PageQuery): Promise<Page<TenantRecord>>
  tenantOfNumber(number: PhoneNumber): Promise<TenantId | null>
  countTenants(): Promise<number>
  outboxDepth(): Promise<{ waiting: number; claimed: number; unknown: number }>
}

/** Thrown by `TenantRepository.save` when a number belongs to another tenant. */
export type NumberTaken = Error & { name: 'NumberTaken'; number: PhoneNumber }
