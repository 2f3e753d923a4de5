import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'
import { type NewLedgerEntry, OPERATOR } from './ledger-entry.ts'

/**
 * What the operator newly vouches for with this policy: that the numbers are registered elsewhere, that the owner's phone is the owner's and
 * may get alerts. The same word given again is no second attestation.
 */
export function attestationsOf(before: TenantPolicy | null, after: TenantPolicy, at: Instant): NewLedgerEntry[] {
  return [...registration(before, after, at), ...ownerPhone(before, after, at), ...secondPhone(before, after, at)]
}

function registration(before: TenantPolicy | null, after: TenantPolicy, at: Instant): NewLedgerEntry[] {
  const { kind, campaignSid, note } = after.registration
  const known = before?.registration
  if (kind !== 'attested' || (known?.kind === kind && known.campaignSid === campaignSid && known.note === note)) return []
  const facts = { subject: 'registration', vouchedFor: 'numbers are registered elsewhere', campaignSid, actor: 'operator', source: 'staff' }
  return [{ kind: 'attestation', at, person: OPERATOR, facts, personal: { note, numbers: after.numbers.map((number) => number.e164) } }]
}

/** For staff this is the express consent (facts 6.2, row `owner_alert`). */
function ownerPhone(before: TenantPolicy | null, after: TenantPolicy, at: Instant): NewLedgerEntry[] {
  const { ownerPhone: e164, ownerPhoneVerified, ownerName } = after
  if (!ownerPhoneVerified || e164 === null || (before?.ownerPhoneVerified === true && before.ownerPhone === e164)) return []
  const facts = {
    subject: 'owner_phone',
    vouchedFor: 'the owner has this phone and wants alerts on it',
    class: 'C3',
    actor: 'operator',
    source: 'staff',
  }
  return [{ kind: 'attestation', at, person: e164, facts, personal: { e164, name: ownerName } }]
}

/** The phone was shown to be in the hands of whoever typed the code that went to it. */
export function entryOfVerifiedPhone({ ownerPhone, ownerName }: TenantPolicy, e164: string, at: Instant): NewLedgerEntry {
  const isOwners = e164 === ownerPhone
  const facts = {
    subject: isOwners ? 'owner_phone' : 'staff_phone',
    vouchedFor: 'whoever has this phone typed the code that was texted to it and wants alerts on it',
    class: 'C3',
    actor: 'staff',
    source: 'sms',
  }
  return { kind: 'attestation', at, person: e164, facts, personal: { e164, name: isOwners ? ownerName : null } }
}

/** The second phone is asked by the same word; what the operator vouches for is its own entry. */
function secondPhone(before: TenantPolicy | null, after: TenantPolicy, at: Instant): NewLedgerEntry[] {
  const { fallbackPhone: e164, fallbackPhoneVerified, fallbackName } = after
  const known = before?.fallbackPhoneVerified === true && before.fallbackPhone === e164
  if (fallbackPhoneVerified !== true || e164 === null || known) return []
  const facts = {
    subject: 'second_phone',
    vouchedFor: 'whoever has this phone wants alerts on it',
    class: 'C3',
    actor: 'operator',
    source: 'staff',
  }
  return [{ kind: 'attestation', at, person: e164, facts, personal: { e164, name: fallbackName ?? null } }]
}
