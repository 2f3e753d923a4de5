import type { Instant } from '#core/values/instant.ts'
import type { Application } from './application.ts'
import type { CampaignWords } from './campaign-words.ts'
import { reasonsOf, type Failure, type FailureNote } from './failure.ts'
import type { BundleName, PieceName } from './piece.ts'
import type { RegistrationStep } from './step.ts'

/** A thing that exists at the carrier: its id, what we said of it last (as JSON), and the application's revision that this came from. */
export type Made = { sid: string; sent: string; revision: number }

export type BundleState = {
  /** Ids of what was put into it. */
  assigned: readonly string[]
  /** The revision that was found compliant or not; null when not evaluated yet. */
  evaluatedRevision: number | null
  handedInRevision: number | null
  status: string | null
  readAt: Instant | null
}

export type BrandState = {
  status: string
  identity: string | null
  score: number | null
  readAt: Instant | null
  /** When it was made or last handed in again. */
  handedInAt: Instant
  /** The revision of the application that it was handed in with: a failure is answered by a higher one. */
  handedInRevision: number
  isFailed: boolean
  /** Times it was handed in again; three are free. */
  handedInAgain: number
}

/** A campaign or a toll-free verification under review. */
export type ReviewState = {
  status: string
  readAt: Instant | null
  handedInAt: Instant
  handedInRevision: number
  isFailed: boolean
  verifiedAt: Instant | null
  /** Of a rejected verification; null when the carrier did not say. */
  editAllowed: boolean | null
}

export type HistoryEntry = {
  at: Instant
  did: string
  outcome: 'done' | 'found' | 'refused' | 'unknown' | 'retry' | 'status' | 'person'
  note: string | null
}

/** One tenant's registration: what a person gave, what was done, what is known. One JSON document, kept sealed because it holds the EIN. */
export type RegistrationRecord = {
  version: 1
  application: Application
  words: CampaignWords
  /** How many chains of profile, brand and campaign there have been, this one included; more than one only after a change of class. */
  chain: number
  /** Grows with everything that a person changes; a failure belongs to the revision that it was about. */
  revision: number
  startedAt: Instant
  policiesRightAt: Instant | null
  primaryProfileSid: string | null
  useCase: string | null
  made: Readonly<Partial<Record<PieceName, Made>>>
  bundles: Readonly<Record<BundleName, BundleState>>
  brand: BrandState | null
  service: { readAt: Instant; isRight: boolean } | null
  /** Number -> its id at the carrier. */
  numberSids: Readonly<Record<string, string>>
  /** Numbers that are in the messaging service. */
  addedNumbers: readonly string[]
  /** Numbers that an event has called registered. */
  registeredNumbers: readonly string[]
  campaign: ReviewState | null
  verification: ReviewState | null
  code: { /** When the carrier last texted a code, as far as we know. */ sentAt: Instant | null; wanted: boolean }
  failure: Failure | null
  /** Written before a request leaves: after a crash or a lost answer it says what to look for at the carrier. */
  underWay: { step: RegistrationStep; since: Instant; leaseUntil: Instant } | null
  /** Nothing is asked before this instant. */
  notBefore: Instant | null
  /** Pieces of an earlier class of brand that a person gave up, for the operator's cleaning. */
  givenUp: readonly { name: PieceName; sid: string }[]
  history: readonly HistoryEntry[]
}

/** Older entries go; the beginning of a registration is in the ledger of the tenant. */
export const HISTORY_MAX = 200

/** A registration that was just submitted. */
export function newRecord(application: Application, words: CampaignWords, at: Instant): RegistrationRecord {
  return {
    version: 1,
    application,
    words,
    chain: 1,
    revision: 1,
    startedAt: at,
    policiesRightAt: null,
    primaryProfileSid: application.primaryProfileSid,
    useCase: null,
    made: {},
    bundles: { profile: NEW_BUNDLE, 'trust-product': NEW_BUNDLE },
    brand: null,
    service: null,
    numberSids: {},
    addedNumbers: [],
    registeredNumbers: [],
    campaign: null,
    verification: null,
    code: { sentAt: null, wanted: false },
    failure: null,
    underWay: null,
    notBefore: null,
    givenUp: [],
    history: [{ at, did: 'submit', outcome: 'person', note: null }],
  }
}

const NEW_BUNDLE: BundleState = {
  assigned: [],
  evaluatedRevision: null,
  handedInRevision: null,
  status: null,
  readAt: null,
}

/** The record with one more line of history. */
export function noted(record: RegistrationRecord, entry: HistoryEntry): RegistrationRecord {
  return { ...record, history: [...record.history, entry].slice(-HISTORY_MAX) }
}

/** The record with what stopped it. `revision` is that of the application it was about. */
export function failed(
  record: RegistrationRecord,
  what: string,
  notes: readonly FailureNote[],
  revision: number = record.revision,
): RegistrationRecord {
  return { ...record, failure: { what, reasons: reasonsOf(notes), revision, triesAgainAt: null } }
}

/**
 * The record after a person has changed the application or asked for another try. When the business has changed between having and not having an
 * EIN, its profile and brand cannot be mended in place: they are given up, and what belongs to the number stays.
 */
export function changedByPerson(
  record: RegistrationRecord,
  change: { application: Application; words: CampaignWords; at: Instant; what: string },
): RegistrationRecord {
  const { application, words, at, what } = change
  const base = sameChain(record.application, application) ? record : withoutChain(record)
  return noted(
    {
      ...base,
      application,
      words,
      revision: record.revision + 1,
      primaryProfileSid: application.primaryProfileSid ?? base.primaryProfileSid,
      failure: null,
      notBefore: null,
    },
    { at, did: what, outcome: 'person', note: null },
  )
}

/** True when the pieces of one application can be changed into those of the other. */
export function sameChain(one: Application, other: Application): boolean {
  return (one.business.ein === null) === (other.business.ein === null) && one.route === other.route
}

function withoutChain(record: RegistrationRecord): RegistrationRecord {
  // The keys are those of the record's own pieces; Object.entries only forgets it.
  const entries = Object.entries(record.made) as [PieceName, Made][]
  // A service has one campaign; one that has got its campaign is of no use to another brand.
  const kept: readonly PieceName[] = record.campaign === null ? ['address', 'document', 'service'] : ['address', 'document']
  const fresh = newRecord(record.application, record.words, record.startedAt)
  return {
    ...record,
    chain: record.chain + 1,
    made: Object.fromEntries(entries.filter(([name]) => kept.includes(name))),
    givenUp: [...record.givenUp, ...entries.filter(([name]) => !kept.includes(name)).map(([name, { sid }]) => ({ name, sid }))],
    bundles: fresh.bundles,
    policiesRightAt: null,
    brand: null,
    useCase: null,
    campaign: null,
    verification: null,
    service: null,
    addedNumbers: record.campaign === null ? record.addedNumbers : [],
    code: fresh.code,
  }
}
