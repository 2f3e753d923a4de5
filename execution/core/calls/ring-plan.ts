import type { TenantPolicy, Topology } from '#core/tenant-policy.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'

/** At most this many phones ring at once (ten nouns are the carrier's limit; three keep a shop's phones from storming). */
const PHONES_MAX = 3

/** How calls to this number reach us. A number that the policy does not know is treated as diverted: then nothing can loop back. */
export function topologyOf(policy: TenantPolicy, to: string): Topology {
  return policy.numbers.find((number) => number.e164 === to)?.topology ?? 'forwarded'
}

/**
 * Whose phones ring for this call before the assistant takes it: nobody at night or when the owner's carrier diverted the call to us
 * (ringing back would loop), the owner by day, the fallback phone in the evening when there is one.
 */
export function phonesToRing(
  policy: TenantPolicy,
  call: { from: string; to: string; forwardedFrom: string | null; mode: 'day' | 'evening' | 'night' },
): PhoneNumber[] {
  if (call.mode === 'night' || topologyOf(policy, call.to) === 'forwarded') return []
  const phone = call.mode === 'evening' ? (policy.fallbackPhone ?? policy.ownerPhone) : policy.ownerPhone
  if (phone === call.forwardedFrom) return []
  return ringable(policy, [phone], call.from)
}

/** Whose phones ring when a caller presses 1 for an emergency at night. */
export function onCallPhones(policy: TenantPolicy, from: string): PhoneNumber[] {
  return ringable(policy, [policy.ownerPhone, policy.fallbackPhone], from)
}

function ringable(policy: TenantPolicy, phones: (PhoneNumber | null)[], from: string): PhoneNumber[] {
  const own = new Set<string>(policy.numbers.map((number) => number.e164))
  const usable = phones.filter((phone): phone is PhoneNumber => phone !== null && phone !== from && !own.has(phone))
  return [...new Set(usable)].slice(0, PHONES_MAX)
}
