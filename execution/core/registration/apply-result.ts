import type { Instant } from '#core/values/instant.ts'
import { brandTierOf, USE_CASES } from './brand-tier.ts'
import type { FailureNote } from './failure.ts'
import type { BundleName } from './piece.ts'
import type { RegistrationSettings } from './registration-settings.ts'
import { failed, noted, type BrandState, type RegistrationRecord, type ReviewState } from './record.ts'
import { isIdentityVerified } from './review-stages.ts'
import { stepName, type RegistrationStep, type StepResult } from './step.ts'
import { policiesFor, policyProblems } from './trust-policies.ts'

/** The record after a step has been answered. Throws when the answer is not one to this step: that is a bug. */
export function applyResult(
  record: RegistrationRecord,
  step: RegistrationStep,
  result: StepResult,
  { at, settings }: { at: Instant; settings: Pick<RegistrationSettings, 'inboundUrl' | 'statusCallback'> },
): RegistrationRecord {
  switch (step.kind) {
    case 'read-policies':
      return result.kind === 'policies' ? withPolicies(record, result.policies, at) : mismatch(step, result)
    case 'find-primary-profile':
      return result.kind === 'primary-profile' ? withPrimaryProfile(record, result.sid) : mismatch(step, result)
    case 'find-number':
      return result.kind === 'number' ? withNumber(record, step.e164, result.sid) : mismatch(step, result)
    case 'make':
      return result.kind === 'made' ? withMade(record, step, result.sid, at) : mismatch(step, result)
    case 'change':
      return withChanged(record, step, at)
    case 'assign':
      return withBundle(record, step.bundle, (bundle) => ({ assigned: [...bundle.assigned, step.objectSid] }))
    case 'evaluate':
      return result.kind === 'evaluated' ? withEvaluation(record, step.bundle, result) : mismatch(step, result)
    case 'hand-in':
      return withBundle(record, step.bundle, () => ({
        handedInRevision: record.revision,
        status: 'pending-review',
        readAt: at,
      }))
    case 'read-bundle':
      return result.kind === 'bundle' ? withBundleRead(record, step.bundle, result, at) : mismatch(step, result)
    case 'read-brand':
      return result.kind === 'brand' ? withBrand(record, result, at) : mismatch(step, result)
    case 'hand-in-brand':
      return withBrandHandedIn(record, at)
    case 'send-code':
      return { ...record, code: { sentAt: at, wanted: false } }
    case 'read-service':
      return result.kind === 'service' ? withService(record, result, settings, at) : mismatch(step, result)
    case 'read-use-cases':
      return result.kind === 'use-cases' ? withUseCase(record, result.codes) : mismatch(step, result)
    case 'read-campaign':
      return result.kind === 'campaign' ? withReview(record, 'campaign', { ...result, editAllowed: null }, at) : mismatch(step, result)
    case 'add-number':
      return { ...record, addedNumbers: [...record.addedNumbers, step.e164] }
    case 'read-verification':
      return result.kind === 'verification' ? withReview(record, 'verification', result, at) : mismatch(step, result)
    default:
      return step satisfies never
  }
}

function mismatch(step: RegistrationStep, result: StepResult): never {
  throw new Error(`the step "${stepName(step)}" was answered with ${result.kind}`)
}

/** The record after a thing was found that we did not know of: what it says is unknown, so the next step says it anew where that is possible. */
export function applyDiscovery(record: RegistrationRecord, step: RegistrationStep): RegistrationRecord {
  const made = step.kind === 'make' ? record.made[step.name] : undefined
  return step.kind === 'make' && made !== undefined ? { ...record, made: { ...record.made, [step.name]: { ...made, sent: '' } } } : record
}

/** What the messaging service says of itself, compared with what it must say. A wrong one is noted and put right by the next step. */
function withService(
  record: RegistrationRecord,
  result: Extract<StepResult, { kind: 'service' }>,
  wanted: { inboundUrl: string; statusCallback: string },
  at: Instant,
): RegistrationRecord {
  const isRight = result.inboundUrl === wanted.inboundUrl && result.statusCallback === wanted.statusCallback && !result.usesNumberWebhook
  const next = { ...record, service: { readAt: at, isRight } }
  if (isRight) return next
  return noted(next, { at, did: 'read-service', outcome: 'status', note: 'its inbound address had been changed; it is set again' })
}

function withPolicies(record: RegistrationRecord, policies: readonly { sid: string; name: string }[], at: Instant): RegistrationRecord {
  const problems = policyProblems(policiesFor(record.application.business.ein !== null), policies)
  if (problems.length === 0) return { ...record, policiesRightAt: at }
  const words = `${problems.join('; ')}. Compare the ids of the rule sets with the carrier's list before anything is made.`
  return failed(record, 'policies', [{ code: null, fields: [], words }])
}

function withPrimaryProfile(record: RegistrationRecord, sid: string | null): RegistrationRecord {
  if (sid !== null) return { ...record, primaryProfileSid: sid }
  const words =
    "The operator's account has no approved primary customer profile. Make it once in the carrier's console, as ISV reseller or partner, then resume."
  return failed(record, 'primary profile', [{ code: null, fields: [], words }])
}

function withNumber(record: RegistrationRecord, e164: string, sid: string | null): RegistrationRecord {
  if (sid !== null) return { ...record, numberSids: { ...record.numberSids, [e164]: sid } }
  const words = `The number ${e164} is not in the carrier's account of this business. Buy it there or move it, then resume.`
  return failed(record, 'number', [{ code: null, fields: [], words }])
}

function withMade(
  record: RegistrationRecord,
  { name, piece }: Extract<RegistrationStep, { kind: 'make' }>,
  sid: string,
  at: Instant,
): RegistrationRecord {
  const next = { ...record, made: { ...record.made, [name]: { sid, sent: JSON.stringify(piece), revision: record.revision } } }
  switch (name) {
    case 'brand':
      return { ...next, brand: newBrand(record, at) }
    case 'campaign':
      return { ...next, campaign: newReview(record, at) }
    case 'verification':
      return { ...next, verification: newReview(record, at) }
    case 'service':
      return { ...next, service: null }
    default:
      return next
  }
}

function newBrand({ revision }: RegistrationRecord, at: Instant): BrandState {
  return {
    status: 'PENDING',
    identity: null,
    score: null,
    readAt: null,
    handedInAt: at,
    handedInRevision: revision,
    isFailed: false,
    handedInAgain: 0,
  }
}

function newReview({ revision }: RegistrationRecord, at: Instant): ReviewState {
  return {
    status: 'PENDING',
    readAt: null,
    handedInAt: at,
    handedInRevision: revision,
    isFailed: false,
    verifiedAt: null,
    editAllowed: null,
  }
}

function withChanged(
  record: RegistrationRecord,
  { name, sid, piece }: Extract<RegistrationStep, { kind: 'change' }>,
  at: Instant,
): RegistrationRecord {
  const next = { ...record, made: { ...record.made, [name]: { sid, sent: JSON.stringify(piece), revision: record.revision } } }
  if (name === 'campaign') return { ...next, failure: null, campaign: newReview(record, at) }
  if (name === 'verification') return { ...next, failure: null, verification: newReview(record, at) }
  if (name === 'service') return { ...next, service: { readAt: at, isRight: true } }
  return next
}

function withBundle(
  record: RegistrationRecord,
  name: BundleName,
  change: (bundle: RegistrationRecord['bundles'][BundleName]) => Partial<RegistrationRecord['bundles'][BundleName]>,
): RegistrationRecord {
  const bundle = record.bundles[name]
  return { ...record, bundles: { ...record.bundles, [name]: { ...bundle, ...change(bundle) } } }
}

function withEvaluation(
  record: RegistrationRecord,
  name: BundleName,
  { compliant, notes }: Extract<StepResult, { kind: 'evaluated' }>,
): RegistrationRecord {
  const next = withBundle(record, name, () => ({ evaluatedRevision: compliant ? record.revision : null }))
  return compliant ? next : failed(next, name, notes)
}

function withBundleRead(
  record: RegistrationRecord,
  name: BundleName,
  { status, notes }: Extract<StepResult, { kind: 'bundle' }>,
  at: Instant,
): RegistrationRecord {
  const before = record.bundles[name]
  const next = withBundle(record, name, () => ({ status, readAt: at }))
  const told = status === before.status ? next : noted(next, { at, did: `read ${name}`, outcome: 'status', note: status })
  return status === 'twilio-rejected' ? failed(told, name, notes, before.handedInRevision ?? record.revision) : told
}

function withBrand(record: RegistrationRecord, read: Extract<StepResult, { kind: 'brand' }>, at: Instant): RegistrationRecord {
  const before = record.brand ?? newBrand(record, at)
  const { status, identity, score, notes } = read
  const isSoleProprietor = record.application.business.ein === null
  const isUnverified = status === 'APPROVED' && !isIdentityVerified(identity) && !isSoleProprietor
  const isFailed = isUnverified || ['FAILED', 'SUSPENDED', 'DELETION_PENDING', 'DELETION_FAILED'].includes(status)
  const brand: BrandState = { ...before, status, identity, score, readAt: at, isFailed }
  const codeSent = isSoleProprietor && status === 'APPROVED' && record.code.sentAt === null ? at : record.code.sentAt
  const next = { ...record, brand, code: { ...record.code, sentAt: codeSent } }
  const told = changed(before, brand) ? noted(next, { at, did: 'read-brand', outcome: 'status', note: statusWords(brand) }) : next
  if (!isFailed) return { ...told, failure: withoutFailureOf(told, 'brand') }
  if (before.isFailed) return told
  const said = isUnverified && notes.length === 0 ? [{ code: 30991, fields: [], words: null }] : suspendedOr(notes, status)
  return failed(told, 'brand', said, brand.handedInRevision)
}

function changed(before: BrandState, after: BrandState): boolean {
  return before.status !== after.status || before.identity !== after.identity
}

function statusWords({ status, identity }: BrandState): string {
  return identity === null ? status : `${status}, ${identity}`
}

function withBrandHandedIn(record: RegistrationRecord, at: Instant): RegistrationRecord {
  const handedInAgain = (record.brand?.handedInAgain ?? 0) + 1
  return { ...record, failure: null, brand: { ...newBrand(record, at), handedInAgain } }
}

function withUseCase(record: RegistrationRecord, codes: readonly string[]): RegistrationRecord {
  const useCase = USE_CASES[brandTierOf(record.application)].find((code) => codes.includes(code))
  if (useCase !== undefined) return { ...record, useCase }
  return failed(record, 'use case', [{ code: 30900, fields: [], words: `The carrier offers: ${codes.join(', ')}` }])
}

const VERIFIED = ['VERIFIED', 'TWILIO_APPROVED']
const STOPPED = ['FAILED', 'TWILIO_REJECTED', 'SUSPENDED', 'EXPIRED']

function withReview(
  record: RegistrationRecord,
  what: 'campaign' | 'verification',
  read: { status: string; editAllowed: boolean | null; notes: readonly FailureNote[] },
  at: Instant,
): RegistrationRecord {
  const before = record[what] ?? newReview(record, at)
  const isStopped = STOPPED.includes(read.status)
  const isVerified = VERIFIED.includes(read.status)
  const state: ReviewState = {
    ...before,
    status: read.status,
    readAt: at,
    editAllowed: read.editAllowed,
    verifiedAt: isVerified ? (before.verifiedAt ?? at) : null,
    isFailed: isStopped,
  }
  const next = { ...record, [what]: state }
  const told = before.status === state.status ? next : noted(next, { at, did: `read-${what}`, outcome: 'status', note: state.status })
  if (!isStopped) return { ...told, failure: withoutFailureOf(told, what) }
  return before.isFailed ? told : failed(told, what, suspendedOr(read.notes, read.status), state.handedInRevision)
}

/** A suspension often comes without a reason; what it means must be said all the same. */
function suspendedOr(notes: readonly FailureNote[], status: string): readonly FailureNote[] {
  return notes.length === 0 && status === 'SUSPENDED' ? [{ code: 30033, fields: [], words: null }] : notes
}

/** A failure that the carrier has taken back is none. */
function withoutFailureOf({ failure }: RegistrationRecord, what: string): RegistrationRecord['failure'] {
  return failure?.what === what ? null : failure
}
