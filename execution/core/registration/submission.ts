import { foldName } from '#core/compliance/sender-name.ts'
import type { Directive } from '#core/conversation/directive.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'
import type { Application } from './application.ts'
import { campaignWords, checkCampaignWords, type CampaignWords } from './campaign-words.ts'
import { checkApplication, type ApplicationProblem } from './check-application.ts'
import { changedByPerson, newRecord, type RegistrationRecord } from './record.ts'
import { isBrandApproved } from './review-stages.ts'

export type Submission =
  | { kind: 'taken'; record: RegistrationRecord }
  | { kind: 'problems'; problems: readonly ApplicationProblem[] }
  /** Handed in and neither rejected nor stopped: what a reviewer reads must not change under his eyes. */
  | { kind: 'under-review' }
  /** The operator vouches for the numbers, so there is nothing to register. */
  | { kind: 'attested' }

type Known = { policy: TenantPolicy; directive: Directive; record: RegistrationRecord | null; at: Instant }

/** Takes an application, the first one or a mended one. There is one registration per tenant, whatever is submitted how often. */
export function submitted(application: Application, known: Known): Submission {
  const { policy, directive, record, at } = known
  if (policy.registration.kind === 'attested') return { kind: 'attested' }
  const words = campaignWords(application, policy, directive)
  const problems = applicationProblems(application, policy, directive)
  if (problems.length > 0) return { kind: 'problems', problems }
  if (record === null) return { kind: 'taken', record: newRecord(application, words, at) }
  if (isTheSame(record, application, words)) return { kind: 'taken', record }
  if (!mayChange(record)) return { kind: 'under-review' }
  return { kind: 'taken', record: changedByPerson(record, { application, words, at, what: 'submit' }) }
}

/** What keeps an application from being handed in, in words for the person who gave it; empty when nothing does. */
export function applicationProblems(application: Application, policy: TenantPolicy, directive: Directive): ApplicationProblem[] {
  const words = campaignWords(application, policy, directive)
  return [...checkApplication(application), ...checkCampaignWords(words), ...fitProblems(application, policy)]
}

export type Ask =
  /** Nothing of the application is wrong: hand the same in again. */
  | 'again'
  /** Text the code to the sole proprietor once more. */
  | 'code'
  /** Look at the carrier now, because something has been heard. */
  | 'look'

/** The record after a person, or an event, has asked for something to happen without changing the application. */
export function asked(ask: Ask, known: Known & { record: RegistrationRecord }): RegistrationRecord {
  const { record, policy, directive, at } = known
  switch (ask) {
    case 'again': {
      if (!isStopped(record)) return looked(record)
      const { application } = record
      return changedByPerson(record, { application, words: campaignWords(application, policy, directive), at, what: 'again' })
    }
    case 'code': {
      const waits = record.brand?.status === 'APPROVED' && !isBrandApproved(record) && record.application.business.ein === null
      return waits ? { ...record, code: { ...record.code, wanted: true } } : record
    }
    case 'look':
      return looked(record)
    default:
      return ask satisfies never
  }
}

/** Everything that is reviewed counts as not looked at. */
function looked(record: RegistrationRecord): RegistrationRecord {
  const { brand, campaign, verification, bundles } = record
  return {
    ...record,
    notBefore: null,
    brand: brand && { ...brand, readAt: null },
    campaign: campaign && { ...campaign, readAt: null },
    verification: verification && { ...verification, readAt: null },
    bundles: { profile: { ...bundles.profile, readAt: null }, 'trust-product': { ...bundles['trust-product'], readAt: null } },
  }
}

/** Before anything costs, and after a rejection. */
function mayChange(record: RegistrationRecord): boolean {
  const { made } = record
  return isStopped(record) || (made.brand === undefined && made.verification === undefined)
}

function isStopped({ failure, revision }: RegistrationRecord): boolean {
  return failure !== null && failure.revision === revision
}

function isTheSame(record: RegistrationRecord, application: Application, words: CampaignWords): boolean {
  return JSON.stringify([record.application, record.words]) === JSON.stringify([application, words])
}

/** The registered name must be the one that our texts begin with, and only the tenant's own numbers can be registered. */
function fitProblems({ business, numbers }: Application, policy: TenantPolicy): ApplicationProblem[] {
  const own = new Set<string>(policy.numbers.map(({ e164 }) => e164))
  const strangers = numbers.filter((number) => !own.has(number))
  return [
    ...(foldName(business.brandName) === foldName(policy.name)
      ? []
      : [
          {
            field: 'business.brandName' as const,
            words: `the texts begin with "${policy.name}"; register that name, or change it with the business`,
          },
        ]),
    ...(strangers.length === 0
      ? []
      : [
          {
            field: 'numbers' as const,
            words: `${strangers.join(', ')} ${strangers.length === 1 ? 'is no number' : 'are no numbers'} of this business`,
          },
        ]),
  ]
}
