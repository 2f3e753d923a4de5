import { plus, type Instant } from '#core/values/instant.ts'
import { brandStage, campaignStage, numberStage, serviceStage, settledStage, useCaseStage, verificationStage } from './review-stages.ts'
import { bundleStage, pieceStage } from './piece-stages.ts'
import type { Failure } from './failure.ts'
import type { RegistrationRecord } from './record.ts'
import type { RegistrationSettings } from './registration-settings.ts'
import { LOOK_SETTLED_MS, type Next, type Stage } from './stage.ts'
import { PRIMARY_PROFILE } from './trust-policies.ts'

/*
 * The states of a registration. Each is a stage: it is passed when what it wants is true in the record, else it names the one next request, or says
 * what is waited for, or what a person must mend. The first stage that is not passed decides. Nothing is remembered but facts, so after any crash the same
 * record leads to the same next step.
 *
 *   local number                                             toll-free number
 *   policies right        the ids of the rule sets are known  number known     its id at the carrier
 *   primary profile known the operator's own, approved        verification     made, reviewed; rejected: mended and edited in place
 *   profile handed in     who the business is: information,   verified
 *                         person, address, document, assigned,
 *                         evaluated as compliant
 *   messaging handed in   what kind of company; the profile
 *   brand approved        made (costs), reviewed; failed: mended, handed in again in place; a sole proprietor answers a code
 *   service right         made with our inbound address, asserted at every look
 *   use case chosen       from those that the carrier offers for the brand
 *   campaign made         (numbers may have to come first: a setting)
 *   numbers added
 *   campaign verified     reviewed; failed: mended and changed in place
 *   numbers settled       an event says so, or a day has passed
 *   approved              looked at again every few hours: a suspension takes the approval back
 */

/** What happens next. Steps under way are settled before this is asked. */
export function nextStep(record: RegistrationRecord, at: Instant, settings: RegistrationSettings): Next {
  if (record.notBefore !== null && at < record.notBefore) return { kind: 'wait', until: record.notBefore, waitsFor: 'carrier' }
  const stop = atRest(record)
  if (stop !== null && (stop.triesAgainAt === null || at < stop.triesAgainAt)) {
    return { kind: 'mend', failure: stop, until: stop.triesAgainAt ?? plus(at, LOOK_SETTLED_MS) }
  }
  for (const stage of record.application.route === 'toll-free' ? TOLL_FREE : tenDlcStages(record, settings)) {
    const next = stage({ record, at, settings })
    if (next !== null) return next
  }
  return { kind: 'done', until: plus(at, LOOK_SETTLED_MS) }
}

/** Refusals and missing things stop everything; a rejected review is looked at again by its own stage. */
function atRest({ failure, revision }: RegistrationRecord): Failure | null {
  if (failure === null || failure.revision !== revision) return null
  return ['brand', 'campaign', 'verification'].includes(failure.what) ? null : failure
}

const policies: Stage = ({ record, settings }) =>
  record.policiesRightAt === null && settings.checksPolicies ? { kind: 'step', step: { kind: 'read-policies' } } : null

const primaryProfile: Stage = ({ record }) =>
  record.primaryProfileSid === null ? { kind: 'step', step: { kind: 'find-primary-profile', policySid: PRIMARY_PROFILE.sid } } : null

const TOLL_FREE: readonly Stage[] = [numberStage('find'), verificationStage]

function tenDlcStages(record: RegistrationRecord, settings: RegistrationSettings): readonly Stage[] {
  const people = record.application.business.ein === null ? (['starter'] as const) : (['business', 'representative'] as const)
  const numbers = [numberStage('find'), numberStage('add')]
  return [
    policies,
    primaryProfile,
    ...people.map(pieceStage),
    pieceStage('address'),
    pieceStage('document'),
    bundleStage('profile', [...people, 'document']),
    pieceStage('messaging'),
    bundleStage('trust-product', ['messaging', 'profile']),
    brandStage,
    serviceStage,
    useCaseStage,
    ...(settings.numbersFirst ? numbers : []),
    campaignStage('made'),
    ...(settings.numbersFirst ? [] : numbers),
    campaignStage('verified'),
    settledStage,
  ]
}
