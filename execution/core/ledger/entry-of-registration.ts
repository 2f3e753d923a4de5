import type { RegistrationRecord } from '#core/registration/record.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'
import type { NewLedgerEntry } from './ledger-entry.ts'

/** What a change of standing means for the texts of a business. */
type Standing = 'approved' | 'rejected' | 'suspended' | 'submitted'

/**
 * The entry of a registration that was approved, rejected or taken back: from that moment on texts may leave, or may not. Null when the standing is the
 * same. It is about nobody, so it stays readable for ever; names and tax numbers are not in it.
 */
export function entryOfRegistration(
  before: TenantPolicy,
  after: TenantPolicy,
  record: RegistrationRecord,
  at: Instant,
): NewLedgerEntry | null {
  const standing = standingOf(before.registration.status, after.registration.status)
  if (standing === null) return null
  const { made, failure, application } = record
  const isAbout = failure !== null && failure.revision === record.revision
  return {
    kind: 'registration',
    at,
    person: null,
    facts: {
      brandSid: made.brand?.sid ?? null,
      campaignSid: made.campaign?.sid ?? null,
      reasons: isAbout ? failure.reasons.map(({ code, mender }) => ({ code, mender })) : [],
      rejected: isAbout ? failure.what : null,
      revision: record.revision,
      route: application.route,
      standing,
      subject: 'registration',
      verificationSid: made.verification?.sid ?? null,
    },
    personal: null,
  }
}

function standingOf(before: TenantPolicy['registration']['status'], after: TenantPolicy['registration']['status']): Standing | null {
  if (before === after) return null
  if (after === 'approved') return 'approved'
  if (before === 'approved') return 'suspended'
  return after === 'none' ? 'rejected' : 'submitted'
}
