import { DAY_MS, plus } from '#core/values/instant.ts'
import { brandTierOf } from './brand-tier.ts'
import { reasonsOf, type Failure } from './failure.ts'
import type { BundleName } from './piece.ts'
import { makeOrChange } from './piece-stages.ts'
import { pieceFor } from './pieces.ts'
import type { BrandState, RegistrationRecord, ReviewState } from './record.ts'
import { LOOK_SETTLED_MS, nextLook, type Next, type Stage, type StageFacts, type WaitsFor } from './stage.ts'
import type { RegistrationStep } from './step.ts'

/** Handing a failed brand in again is free three times, then 21724 (public code and error dictionary; facts 12.3). */
export const FREE_TRIES = 3

/** The person must answer the carrier's text within this time (facts 12.5). */
export const CODE_LASTS_MS = DAY_MS

/** Made, approved and, for a sole proprietor, the code answered. */
export const brandStage: Stage = (facts) => {
  const { record, at } = facts
  const own = makeOrChange('brand', facts, false)
  if (own !== null) return own
  const { made, brand } = record
  const sid = made.brand?.sid ?? ''
  if (brand === null) return look({ kind: 'read-brand', sid })
  if (isBrandApproved(record)) return staleSince(brand.readAt, at, LOOK_SETTLED_MS) ? look({ kind: 'read-brand', sid }) : null
  if (record.code.wanted) return look({ kind: 'send-code', brandSid: sid })
  if (brand.isFailed) return afterFailure(facts, brand, 'brand', { kind: 'read-brand', sid }, handInAgain(brand, sid))
  const until = nextLook(brand.readAt ?? brand.handedInAt, brand.handedInAt)
  if (brand.readAt === null || at >= until) return staleBundle(facts) ?? look({ kind: 'read-brand', sid })
  return { kind: 'wait', until, waitsFor: brand.status === 'APPROVED' ? 'code' : 'brand-review' }
}

/** A rejected bundle fails the brand sooner or later; it is looked at first because its own reasons say more. */
function staleBundle({ record, at }: StageFacts): Next | null {
  for (const bundle of ['profile', 'trust-product'] as const satisfies readonly BundleName[]) {
    const state = record.bundles[bundle]
    const readAt = state.readAt ?? record.brand?.handedInAt ?? record.startedAt
    const bundleSid = record.made[bundle]?.sid
    if (bundleSid === undefined || state.status === 'twilio-approved') continue
    if (state.readAt === null || at >= nextLook(readAt, record.brand?.handedInAt ?? record.startedAt))
      return look({ kind: 'read-bundle', bundle, bundleSid })
  }
  return null
}

/** A suspended brand is not handed in again; a failed or unverified one is, while it is free. */
function handInAgain(brand: BrandState, sid: string): RegistrationStep | null {
  const canBeMended = brand.status === 'FAILED' || brand.status === 'APPROVED'
  return canBeMended && brand.handedInAgain < FREE_TRIES ? { kind: 'hand-in-brand', sid } : null
}

/** Approved by the registry, with an identity that may carry a campaign. */
export function isBrandApproved({ brand }: Pick<RegistrationRecord, 'brand'>): boolean {
  return brand !== null && brand.status === 'APPROVED' && isIdentityVerified(brand.identity)
}

/** `SELF_DECLARED` and `UNVERIFIED` carry no campaign (30991). */
export function isIdentityVerified(identity: string | null): boolean {
  return identity === 'VERIFIED' || identity === 'VETTED_VERIFIED'
}

/** Made with our inbound address and asserted: a number in a service whose address is lost loses its texts unlogged (facts, design rule 6). */
export const serviceStage: Stage = (facts) => {
  const own = makeOrChange('service', facts, true)
  if (own !== null) return own
  const { record, at, settings } = facts
  const { service, made, campaign } = record
  const sid = made.service?.sid ?? ''
  if (service === null) return look({ kind: 'read-service', sid })
  if (!service.isRight) {
    const piece = pieceFor('service', record, settings)
    if (piece !== null) return look({ kind: 'change', name: 'service', sid, piece })
  }
  // While a campaign is under review, every look at it is a look at the service as well.
  const isUnderReview = campaign !== null && campaign.verifiedAt === null
  const until = isUnderReview ? nextLook(service.readAt, campaign.handedInAt) : plus(service.readAt, LOOK_SETTLED_MS)
  return at >= until ? look({ kind: 'read-service', sid }) : null
}

/** Chosen from the carrier's answer, never by habit (facts 12.2 step 14). */
export const useCaseStage: Stage = ({ record: { useCase, made } }) =>
  useCase === null ? look({ kind: 'read-use-cases', serviceSid: made.service?.sid ?? '', brandSid: made.brand?.sid ?? '' }) : null

/** Made, and later verified: two stages, because numbers come between them. */
export function campaignStage(until: 'made' | 'verified'): Stage {
  return (facts) => {
    const own = makeOrChange('campaign', facts, false)
    if (own !== null || until === 'made') return own
    const { record } = facts
    const sid = record.made.campaign?.sid ?? ''
    const serviceSid = record.made.service?.sid ?? ''
    return review(facts, {
      what: 'campaign',
      state: record.campaign,
      read: { kind: 'read-campaign', serviceSid, sid },
      waitsFor: 'campaign-review',
    })
  }
}

export const verificationStage: Stage = (facts) => {
  const own = makeOrChange('verification', facts, false)
  if (own !== null) return own
  const { record } = facts
  const sid = record.made.verification?.sid ?? ''
  return review(facts, {
    what: 'verification',
    state: record.verification,
    read: { kind: 'read-verification', sid },
    waitsFor: 'verification-review',
  })
}

const REJECTED = ['FAILED', 'TWILIO_REJECTED']

type Review = { what: 'campaign' | 'verification'; state: ReviewState | null; read: RegistrationStep; waitsFor: WaitsFor }

/** Looked at until it is verified; rejected: a person mends, then it is changed where it is. */
function review(facts: StageFacts, { what, state, read, waitsFor }: Review): Next | null {
  const { at } = facts
  if (state === null) return look(read)
  if (state.verifiedAt !== null) return staleSince(state.readAt, at, LOOK_SETTLED_MS) ? look(read) : null
  if (state.isFailed) {
    const change = state.editAllowed === false || !REJECTED.includes(state.status) ? null : changeOf(what, facts)
    return afterFailure(facts, state, what, read, change)
  }
  const until = nextLook(state.readAt ?? state.handedInAt, state.handedInAt)
  return state.readAt === null || at >= until ? look(read) : { kind: 'wait', until, waitsFor }
}

/** The whole again, also when a person wants the same words looked at once more. A suspension is no rejection: nothing is to be edited. */
function changeOf(name: 'campaign' | 'verification', { record, settings }: StageFacts): RegistrationStep | null {
  const piece = pieceFor(name, record, settings)
  const sid = record.made[name]?.sid
  return piece === null || sid === undefined ? null : { kind: 'change', name, sid, piece }
}

/** Stopped until a person has done something; then the remedy, when there still is one. A look now and then finds repairs made in the console. */
function afterFailure(
  { record, at }: StageFacts,
  state: { handedInRevision: number; readAt: BrandState['readAt'] },
  what: string,
  read: RegistrationStep,
  remedy: RegistrationStep | null,
): Next {
  if (record.revision > state.handedInRevision && remedy !== null) return look(remedy)
  if (staleSince(state.readAt, at, LOOK_SETTLED_MS)) return look(read)
  const failure = record.failure ?? unanswerable(what, record.revision)
  return { kind: 'mend', failure, until: plus(state.readAt ?? at, LOOK_SETTLED_MS) }
}

/** The carrier takes no more tries of this kind. */
function unanswerable(what: string, revision: number): Failure {
  const code = what === 'brand' ? 21724 : null
  const words = what === 'brand' ? null : 'The carrier does not allow this one to be edited any more.'
  return { what, reasons: reasonsOf([{ code, fields: [], words }]), revision, triesAgainAt: null }
}

/** Each number's id at the carrier, then its place in the messaging service. A number that is in another service is a matter for a person (21710). */
export function numberStage(what: 'find' | 'add'): Stage {
  return ({ record: { application, numberSids, addedNumbers, made } }) => {
    for (const e164 of application.numbers) {
      const numberSid = numberSids[e164]
      if (what === 'find' && numberSid === undefined) return look({ kind: 'find-number', e164 })
      if (what === 'add' && numberSid !== undefined && !addedNumbers.includes(e164)) {
        return look({ kind: 'add-number', serviceSid: made.service?.sid ?? '', numberSid, e164 })
      }
    }
    return null
  }
}

/** The campaign is approved before the carriers know its numbers (30034, 30035), and no request asks for that: an event or a day says so. */
export const settledStage: Stage = ({ record, at, settings }) => {
  const { campaign, registeredNumbers, application } = record
  const until = plus(campaign?.verifiedAt ?? at, settings.numbersSettleMs)
  if (at >= until || application.numbers.every((number) => registeredNumbers.includes(number))) return null
  return { kind: 'wait', until, waitsFor: 'number-settling' }
}

/** Which tier the pace of sending follows. */
export function tierOf(record: RegistrationRecord) {
  if (record.application.route === 'toll-free') return 'toll-free' as const
  const tier = brandTierOf(record.application)
  return tier === 'standard' ? { standardScore: record.brand?.score ?? null } : tier
}

function look(step: RegistrationStep): Next {
  return { kind: 'step', step }
}

function staleSince(readAt: BrandState['readAt'], at: number, everyMs: number): boolean {
  return readAt === null || at - readAt >= everyMs
}
