import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PacingTier } from './pacing.ts'
import type { RegistrationRecord, ReviewState } from './record.ts'
import type { RegistrationSettings } from './registration-settings.ts'
import { isBrandApproved, settledStage, tierOf } from './review-stages.ts'

/** What the tenant's policy must say of its registration. */
export type Standing = {
  status: 'none' | 'pending' | 'approved'
  campaignSid: string | null
  messagingServiceSid: string | null
  tier: PacingTier
}

/**
 * Whether this tenant may text at all. Taken from facts alone, so a look that is due does not take an approval away and a suspension does at once.
 * `none`: stopped, a person must act. Identifiers are given only with an approval.
 */
export function standingOf(record: RegistrationRecord, at: Instant, settings: RegistrationSettings): Standing {
  const { made, application } = record
  const tier = tierOf(record)
  if (isApproved(record, at, settings)) {
    const isTollFree = application.route === 'toll-free'
    return {
      status: 'approved',
      campaignSid: isTollFree ? null : (made.campaign?.sid ?? null),
      messagingServiceSid: isTollFree ? null : (made.service?.sid ?? null),
      tier,
    }
  }
  const isStopped = record.failure !== null && record.failure.revision === record.revision
  return { status: isStopped ? 'none' : 'pending', campaignSid: null, messagingServiceSid: null, tier }
}

/**
 * The policy with what the registration says of it; the very same object when nothing changes. A tenant whose operator vouches for the numbers is left
 * alone. Ids of an approval that was taken back stay: only the status decides whether a text may leave.
 */
export function withStanding(policy: TenantPolicy, standing: Standing): TenantPolicy {
  const { registration } = policy
  if (registration.kind !== 'managed') return policy
  const campaignSid = standing.campaignSid ?? registration.campaignSid
  const messagingServiceSid = standing.messagingServiceSid ?? policy.messagingServiceSid
  const isSame =
    registration.status === standing.status &&
    registration.campaignSid === campaignSid &&
    JSON.stringify(registration.tier) === JSON.stringify(standing.tier) &&
    policy.messagingServiceSid === messagingServiceSid
  return isSame
    ? policy
    : { ...policy, messagingServiceSid, registration: { ...registration, status: standing.status, campaignSid, tier: standing.tier } }
}

function isApproved(record: RegistrationRecord, at: Instant, settings: RegistrationSettings): boolean {
  const { application, campaign, verification, addedNumbers, made } = record
  // A rehearsal registers nothing.
  if (application.mock) return false
  if (application.route === 'toll-free') return isVerified(verification)
  return (
    isBrandApproved(record) &&
    made.service !== undefined &&
    isVerified(campaign) &&
    application.numbers.every((number) => addedNumbers.includes(number)) &&
    settledStage({ record, at, settings }) === null
  )
}

function isVerified(review: ReviewState | null): boolean {
  return review !== null && review.verifiedAt !== null
}
