import { answersOf } from '#core/conversation/approved-fact.ts'
import type { BusinessFacts } from '#core/conversation/business-facts.ts'
import type { Directive } from '#core/conversation/directive.ts'
import { type Diary, openSlots } from '#core/booking/open-slots.ts'
import { modeAt } from '#core/hours/mode-at.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'

/** What replies may know of a business. Nothing is told to customers that the tenant did not give. */
export function factsOf(
  policy: TenantPolicy,
  directive: Directive,
  at: Instant,
  tzdata: string,
  diary: Diary | null = null,
): BusinessFacts {
  return {
    businessName: policy.name,
    ownerName: policy.ownerName,
    businessPhone: policy.businessPhone ?? policy.numbers[0]?.e164 ?? null,
    website: policy.website,
    trade: policy.trade,
    timezone: policy.timezone,
    // Worked out when somebody asks: few events lead to a reply that speaks of it.
    get modeNow() {
      return modeAt(policy.hours, policy.timezone, at, tzdata)
    },
    get answersAllowed() {
      return answersOf(policy.approvedFacts, { businessName: policy.name, ownerName: policy.ownerName, directive })
    },
    booking: diary === null ? null : { slots: openSlots(diary, at), confirmBy: diary.settings.confirmBy, tzdata },
    serviceArea: policy.serviceArea ?? null,
    services: policy.services ?? null,
  }
}
