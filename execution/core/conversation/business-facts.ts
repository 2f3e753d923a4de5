import type { BookingSettings } from '#core/booking/booking.ts'
import type { Slot } from '#core/booking/open-slots.ts'
import type { Trade } from '#core/qualification/reading.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { AllowedAnswer } from './approved-fact.ts'
import type { ServiceRule } from './service-rule.ts'

/** All that a reply may know of the business. */
export type BusinessFacts = {
  businessName: string
  ownerName: string | null
  businessPhone: PhoneNumber | null
  website: string | null
  trade: Trade
  timezone: string
  modeNow: 'day' | 'evening' | 'night'
  /** What the owner has approved to be told to customers. Empty by default: then no text of ours says any of it. */
  answersAllowed: readonly AllowedAnswer[]
  /** What may be offered now; null: this business gives out no slots by itself. */
  booking: { slots: readonly Slot[]; confirmBy: BookingSettings['confirmBy']; tzdata: string } | null
  /** Where the business works; null or left out: everywhere. Compared with, never told. */
  serviceArea?: readonly string[] | null
  /** What the owner says of single services; those without a rule are offered. */
  services?: readonly ServiceRule[] | null
}
