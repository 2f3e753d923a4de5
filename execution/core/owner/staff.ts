import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'

/** Whose phone it is: the owner's, or the second one that a business names (`fallbackPhone`). */
export type StaffRole = 'owner' | 'fallback'

/** Why we ring one of the business's people: an emergency that nobody has accepted, to connect them with a customer, or to tell of leads that no text can tell of. */
export const CALL_REASONS = ['emergency', 'bridge', 'leads'] as const
export type CallReason = (typeof CALL_REASONS)[number]

/** Who did something. `phone` null = in the dashboard; `ourNumber` is the number of ours that they wrote to, from which they are answered. */
export type Person = { role: StaffRole | 'dashboard'; name: string; phone: PhoneNumber | null; ourNumber: PhoneNumber | null }

/** The person whose phone this is; null for everybody else. `verified`: alerts go there and commands are taken from there. */
export function staffOf(policy: TenantPolicy, phone: string): { role: StaffRole; verified: boolean } | null {
  if (phone === policy.ownerPhone) return { role: 'owner', verified: policy.ownerPhoneVerified }
  if (phone === policy.fallbackPhone) return { role: 'fallback', verified: policy.fallbackPhoneVerified === true }
  return null
}

/** The phone of a role; null when the business has none. The same phone twice is one phone: then it is the owner's. */
export function phoneOf(policy: TenantPolicy, role: StaffRole): PhoneNumber | null {
  if (role === 'owner') return policy.ownerPhone
  return policy.fallbackPhone === policy.ownerPhone ? null : policy.fallbackPhone
}

/** The name under which a customer hears of this person. A business that gave none answers with its own. */
export function nameOf(policy: TenantPolicy, role: StaffRole | 'dashboard'): string {
  return (role === 'fallback' ? policy.fallbackName : policy.ownerName) ?? policy.name
}
