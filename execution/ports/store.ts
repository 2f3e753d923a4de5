import type { Conversation } from '#core/conversation/conversation.ts'
import type { LeadNeed } from '#core/conversation/lead-need.ts'
import type { Reason } from '#core/decision.ts'
import type { Effect } from '#core/effect.ts'
import type { ScoreReason } from '#core/qualification/lead-score.ts'
import type { PaceState } from '#core/registration/pacing.ts'
import type { LeadTally } from '#core/owner/digest.ts'
import type { Outcome } from '#core/owner/lead-act.ts'
import type { RegistrationRecord } from '#core/registration/record.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { BookingRepository } from './booking.ts'
import type { CarrierAccount } from './carrier.ts'
import type { AccessTransaction, MemberRepository } from './access.ts'
import type { ChangeListener } from './change.ts'
import type { DirectiveRepository } from './directives.ts'
import type { InboxRepository, SnapshotRepository } from './inbox.ts'
import type { InquiryRepository, IntakeKeyRepository } from './inquiries.ts'
import type { LedgerRepository, PersonRepository } from './ledger.ts'
import type { MediaRepository } from './media.ts'
import type { BusinessMover } from './moving.ts'
import type { MessageRepository } from './messages.ts'
import type { AlertRepository, OutboxRepository, OutboxRow } from './outbox.ts'
import type { CorrectionRepository, ResultRepository } from './results.ts'
import type { PhoneCodeRepository } from './phone-codes.ts'
import type { RetentionRepository } from './retention.ts'
import type { SelfTestRepository } from './self-test.ts'

/**
 * The store. Tenant data is reached only through `transaction`, so "which tenant?" and "am I in a transaction?" are answered by the types.
 * Code inside `work` may await nothing but the repositories it was given.
 */
export interface Store {
  /** Commits before it resolves. When `work` throws, everything it wrote is undone and only this caller sees the error. */
  transaction<Result>(tenantId: TenantId, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result>
  readonly acrossTenants: AcrossTenants
  /** A transaction about the installation itself: sessions, codes, passkeys, the record of who did what. */
  access<Result>(work: (tx: AccessTransaction) => Promise<Result>): Promise<Result>
  /** Calls `listener` after every commit that changed what somebody may be looking at. It must be quick and not throw. Answers how to stop. */
  onChange(listener: ChangeListener): () => void
  /** True when a trivial write commits; used by `/readyz`. */
  check(): Promise<boolean>
  /**
   * After an erasure was committed: rewrites the files, so that nothing of what was deleted is left in their free space or in the log. Everybody waits
   * meanwhile, about a second per 100 MB. False: the files are too large for that while calls come in; rewrite them with `ledger rewrite`.
   */
  eraseTraces(options?: { anySize: boolean }): Promise<boolean>
  /** Takes a business from one installation to another. */
  readonly moving: BusinessMover
  close(): Promise<void>
}

export type Page<Row> = { items: Row[]; nextCursor: string | null }
/** `limit` 1 to 200; `cursor` as given by the page before. Newest first. */
export type PageQuery = { limit: number; cursor: string | null }

export interface TenantTransaction {
  readonly tenant: TenantRepository
  readonly inbox: InboxRepository
  readonly snapshots: SnapshotRepository
  readonly directives: DirectiveRepository
  readonly conversations: ConversationRepository
  readonly leads: LeadRepository
  readonly calls: CallRepository
  readonly messages: MessageRepository
  readonly media: MediaRepository
  readonly decisions: DecisionRepository
  readonly outbox: OutboxRepository
  readonly alerts: AlertRepository
  readonly usage: UsageRepository
  readonly ledger: LedgerRepository
  readonly people: PersonRepository
  readonly registration: RegistrationRepository
  readonly bookings: BookingRepository
  readonly phoneCodes: PhoneCodeRepository
  readonly members: MemberRepository
  readonly results: ResultRepository
  readonly corrections: CorrectionRepository
  readonly inquiries: InquiryRepository
  readonly intakeKeys: IntakeKeyRepository
  readonly selfTests: SelfTestRepository
  readonly retention: RetentionRepository
}

export type TenantRecord = {
  policy: TenantPolicy
  createdAt: Instant
  /** Until when the carrier's list was read in full; null: not yet. */
  comparedUntil: Instant | null
}

export interface TenantRepository {
  find(): Promise<TenantRecord | null>
  /** Creates or replaces; the numbers of the policy are claimed for this tenant, and a number that another tenant holds throws `NumberTaken`. */
  save(policy: TenantPolicy, at: Instant): Promise<void>
  /** The carrier's list was read in full until then. */
  noteCompared(until: Instant): Promise<void>
  /** The tenant's own account, decrypted; null when it uses the parent account. */
  account(): Promise<CarrierAccount | null>
  /** Stored encrypted with the secret key; null removes it. */
  saveAccount(account: CarrierAccount | null): Promise<void>
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
  /** Why; the points add up to the score. */
  scoreReasons: ScoreReason[]
  source: string
  createdAt: Instant
  /** The id of the first lead of the same household, on each of them; null: alone. */
  leadGroup: string | null
  /** `in`, `out`, or null while the place is unknown or the business serves everywhere. */
  serviceArea: string | null
  outcome: Outcome
  amountCents: number | null
  acknowledgedBy: string | null
  acknowledgedAt: Instant | null
}

export interface LeadRepository {
  find(id: string): Promise<LeadRow | null>
  /** Those on the first screen for this need, newest need first, since `since` or later. */
  needed(need: LeadNeed, limit: number, since: Instant): Promise<(LeadRow & { needSince: Instant })[]>
  list(query: PageQuery): Promise<Page<LeadRow>>
  /** The oldest lead of this household made at or after `since`, other conversations only. */
  firstOfHousehold(household: string, since: Instant, exceptConversation: string): Promise<{ id: string; group: string | null } | null>
  joinGroup(id: string, group: string): Promise<void>
  count(): Promise<number>
  /** How many leads of each kind were made at or after `since`. */
  tally(since: Instant): Promise<LeadTally[]>
  /** For a lead that its conversation has left behind; the others are written with their conversation. An earlier acknowledgement stays. */
  setOutcome(id: string, settled: { outcome: Outcome; amountCents: number | null; acknowledgedBy: string; at: Instant }): Promise<void>
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

export type DecisionRow = {
  id: string
  at: Instant
  conversationKey: string
  /** `event`: what an event led to. `gate`: the answer in the moment of acting. */
  kind: 'event' | 'gate'
  subject: string
  reasons: Reason[]
  /** The hash of the procedure that was followed; null where none was. */
  directive?: string | null
}

export interface DecisionRepository {
  add(row: DecisionRow): Promise<void>
  /** What persons did with one customer: took over, gave back, corrected. Newest first. */
  ofPersons(conversationKey: string, limit: number): Promise<DecisionRow[]>
  list(query: PageQuery): Promise<Page<DecisionRow>>
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
  /** What each hour from `from` until before `to` cost, oldest first. */
  costs(from: Instant, to: Instant): Promise<{ hour: Instant; costMicros: number }[]>
}

/** An event for slow processes outside, claimed to be told. */
export type ClaimedEvent = Omit<OutboxRow, 'effect'> & { effect: Extract<Effect, { kind: 'run-workflow' }> }

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
  /** The like of `claimDue` for events that slow processes outside are told of: those are claimed by nothing else. An `unknown` one is told again. */
  claimEvents(query: { at: Instant; limit: number; leaseUntil: Instant }): Promise<ClaimedEvent[]>
  /** When the next such event is due; null when none waits. */
  nextEventAt(): Promise<Instant | null>
  tenants(query: PageQuery): Promise<Page<TenantRecord>>
  tenantOfNumber(number: PhoneNumber): Promise<TenantId | null>
  countTenants(): Promise<number>
  /** Businesses whose self-test is due and not being done, whoever waits longest first. A new business is due at once, to be given its morning. */
  selfTestsDue(at: Instant, limit: number): Promise<TenantId[]>
  /** How many businesses that are older than `since` have had no self-test with a result since then. */
  countUntested(since: Instant): Promise<number>
  /** Removes those of the `limit` oldest effects that ended and were planned before `before`. Answers how many. */
  removeEndedEffects(query: { before: Instant; limit: number }): Promise<number>
  outboxDepth(): Promise<{ waiting: number; claimed: number; unknown: number }>
}

/** Thrown by `TenantRepository.save` when a number belongs to another tenant. */
export type NumberTaken = Error & { name: 'NumberTaken'; number: PhoneNumber }
