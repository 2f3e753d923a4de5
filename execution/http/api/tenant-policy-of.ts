import { checkBusinessHours } from '#core/hours/check-business-hours.ts'
import type { BusinessHours } from '#core/hours/business-hours.ts'
import { isTimezone } from '#core/hours/local-time.ts'
import { afterChange } from '#core/onboarding/setup-steps.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { NewTenant, TenantChange } from '#contract/tenant.ts'
import { ApiProblem } from '../errors.ts'

/** A posted business as the core knows it. Throws `invalid_request` naming what no schema can see: a zone that does not exist, hours that overlap. */
export function policyOf(tenantId: TenantId, posted: NewTenant): TenantPolicy {
  const policy: TenantPolicy = {
    tenantId,
    status: posted.status,
    name: posted.name,
    trade: posted.trade,
    timezone: posted.timezone,
    country: posted.country,
    region: posted.region,
    mailingAddress: posted.mailingAddress,
    businessPhone: phone(posted.businessPhone),
    website: posted.website,
    ownerName: posted.ownerName,
    ownerPhone: phone(posted.ownerPhone),
    ownerPhoneVerified: posted.ownerPhoneVerified,
    fallbackPhone: phone(posted.fallbackPhone),
    // The operator's word for the owner's phone covers the second one that is named with it, unless it says otherwise.
    fallbackPhoneVerified: posted.fallbackPhone !== null && (posted.fallbackPhoneVerified ?? posted.ownerPhoneVerified),
    fallbackName: posted.fallbackName,
    digestAt: posted.digestAt,
    numbers: numbersOf(posted.numbers),
    hours: hoursOf(posted.hours),
    limits: posted.limits,
    registration: registrationOf(posted.registration, { kind: 'managed', status: 'none', campaignSid: null, note: null }),
    messagingServiceSid: posted.twilio.messagingServiceSid,
    ringSeconds: posted.ringSeconds,
    messageAudioUrl: posted.messageAudioUrl,
    messages: messagesOf(posted.messages),
    serviceArea: posted.serviceArea,
    approvedFacts: posted.approvedFacts,
    services: posted.services,
  }
  check(policy)
  return policy
}

/** The policy with what the change names. */
export function changedPolicy(policy: TenantPolicy, change: TenantChange): TenantPolicy {
  const { twilio, registration, limits, numbers, hours, messages, businessPhone, ownerPhone, fallbackPhone, ...plain } = change
  const named = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  const next: TenantPolicy = {
    ...policy,
    // Only keys of the policy with values of the same schema are left here; the others are taken apart above.
    ...(named as Partial<TenantPolicy>),
    ...(businessPhone === undefined ? {} : { businessPhone: phone(businessPhone) }),
    ...(ownerPhone === undefined ? {} : { ownerPhone: phone(ownerPhone) }),
    ...(fallbackPhone === undefined ? {} : { fallbackPhone: phone(fallbackPhone) }),
    ...(numbers === undefined ? {} : { numbers: numbersOf(numbers) }),
    ...(hours === undefined ? {} : { hours: hoursOf(hours) }),
    ...(messages === undefined ? {} : { messages: messagesOf(messages) }),
    ...(registration === undefined ? {} : { registration: registrationOf(registration, policy.registration) }),
    ...(twilio === undefined ? {} : { messagingServiceSid: twilio.messagingServiceSid }),
    limits: { ...policy.limits, ...Object.fromEntries(Object.entries(limits ?? {}).filter(([, value]) => value !== undefined)) },
  }
  // A changed phone has not been verified, unless the operator vouches in the same breath.
  const owner = next.ownerPhone !== policy.ownerPhone && change.ownerPhoneVerified === undefined ? { ownerPhoneVerified: false } : {}
  const second =
    next.fallbackPhone !== policy.fallbackPhone && change.fallbackPhoneVerified === undefined ? { fallbackPhoneVerified: false } : {}
  // What was confirmed in a guided setup holds for what was shown then.
  const setup = policy.setup === null || policy.setup === undefined ? {} : { setup: afterChange(policy.setup, Object.keys(change)) }
  const changed = { ...next, ...owner, ...second, ...setup }
  check(changed)
  return changed
}

function check(policy: TenantPolicy): void {
  if (!isTimezone(policy.timezone))
    throw new ApiProblem('invalid_request', `timezone: "${policy.timezone}" is not a zone; use a name such as America/Chicago`)
  const problems = checkBusinessHours(policy.hours)
  if (problems.length > 0) throw new ApiProblem('invalid_request', `hours: ${problems.slice(0, 5).join('; ')}`)
  const seen = new Set(policy.numbers.map((number) => number.e164))
  for (const field of ['ownerPhone', 'fallbackPhone'] as const) {
    const called = policy[field]
    if (called !== null && seen.has(called))
      throw new ApiProblem(
        'invalid_request',
        `${field}: is one of the business's own numbers, so a call would ring itself; give a phone that people answer`,
      )
  }
  if (seen.size < policy.numbers.length) throw new ApiProblem('invalid_request', 'numbers: the same number is listed twice')
}

function numbersOf(numbers: NewTenant['numbers']): TenantPolicy['numbers'] {
  return numbers.flatMap((number) => {
    const e164 = phone(number.e164)
    return e164 === null ? [] : [{ e164, topology: number.topology }]
  })
}

/** What is posted, with the status that only a registration gives. The class of a brand that we register ourselves is not a matter of opinion. */
function registrationOf(
  { tier, ...posted }: NewTenant['registration'],
  before: TenantPolicy['registration'],
): TenantPolicy['registration'] {
  const known = posted.kind === 'managed' ? before.tier : tier === 'standard' ? { standardScore: null } : (tier ?? undefined)
  return { ...posted, status: before.status, ...(known === undefined ? {} : { tier: known }) }
}

function messagesOf(messages: NewTenant['messages']): NonNullable<TenantPolicy['messages']> {
  // As above: only `undefined` values differ.
  return messages as NonNullable<TenantPolicy['messages']>
}

function hoursOf(hours: NewTenant['hours']): BusinessHours {
  // The schema allows exactly what the type does; only `undefined` values differ, and JSON has none.
  return hours as BusinessHours
}

function phone(text: string | null): PhoneNumber | null {
  return parsePhoneNumber(text)
}
