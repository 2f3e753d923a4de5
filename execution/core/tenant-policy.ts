import type { BookingSettings } from '#core/booking/booking.ts'
import type { ApprovedFact } from '#core/conversation/approved-fact.ts'
import type { TenantMessages } from '#core/calls/message-settings.ts'
import type { ServiceRule } from '#core/conversation/service-rule.ts'
import type { BusinessHours } from '#core/hours/business-hours.ts'
import type { PacingTier } from '#core/registration/pacing.ts'
import type { SetupProgress } from '#core/onboarding/setup-steps.ts'
import type { Trade } from '#core/qualification/reading.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { Instant } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'

/** `dial-first`: the published number, ring the owner and then decide. `forwarded`: the owner's carrier diverts to us, so every call is already missed. */
export type Topology = 'dial-first' | 'forwarded'

export type TenantNumber = { e164: PhoneNumber; topology: Topology }

/** `managed`: we register the number and send nothing before approval. `attested`: the operator vouches that it is registered elsewhere. */
export type Registration = {
  kind: 'managed' | 'attested'
  status: 'none' | 'pending' | 'approved'
  campaignSid: string | null
  note: string | null
  /** How fast and how much the carriers let through; absent while we do not know. */
  tier?: PacingTier
}

export type TenantLimits = {
  requestsPerMinute: number
  textsPerHour: number
  textsPerDay: number
  monthlyBudgetCents: number
}

/** How the business's form is shown. */
export type WebForm = {
  isOpen: boolean
  /** The words beside the box for texts, on one line; null: those that we prepared. */
  words: string | null
  /** Null: our own short page. */
  privacyUrl: string | null
}

/** Everything the core may know of one business. Loaded by the store, never changed by a decision. */
export type TenantPolicy = {
  tenantId: TenantId
  /** `paused`: calls are still answered and leads kept, but the assistant sends nothing on its own. */
  status: 'active' | 'paused'
  name: string
  trade: Trade
  timezone: string
  country: 'US' | 'CA'
  /** State or province, two letters, or null when unknown. */
  region: string | null
  mailingAddress: string | null
  businessPhone: PhoneNumber | null
  website: string | null
  ownerName: string | null
  ownerPhone: PhoneNumber | null
  ownerPhoneVerified: boolean
  /** Rings in evening mode in place of the owner, and beside the owner in a night emergency. */
  fallbackPhone: PhoneNumber | null
  /** Whoever has the second phone wants alerts on it and may answer them. Absent in older records = no. */
  fallbackPhoneVerified?: boolean
  /** Said to a customer when the second phone accepts an emergency; without it the business's name stands for them. */
  fallbackName?: string | null
  /** The hour of the daily digest in the business's own time, such as `18:30`. Null = none; absent in older records = `DIGEST_AT`. */
  digestAt?: string | null
  numbers: readonly TenantNumber[]
  hours: BusinessHours
  limits: TenantLimits
  registration: Registration
  messagingServiceSid: string | null
  /** Seconds given to `<Dial timeout>`; Twilio adds about 5 (facts of the carrier, Dial page). */
  ringSeconds: number
  /** A recording of the tenant that replaces the spoken message. */
  messageAudioUrl: string | null
  /** Openings, voices and recordings by the hour, and the first text; absent in older records = the standard. */
  messages?: TenantMessages | null
  /** How slots are given out; null or absent: the owner agrees on times alone. */
  booking?: BookingSettings | null
  /** ZIPs, beginnings of ZIPs (`627*`) and cities where the business works; null or left out: everywhere. */
  serviceArea?: readonly string[] | null
  /** The form for the business's website; absent: open, with our words. */
  webForm?: WebForm
  /** What the assistant may tell customers of prices and the business; absent in older records = nothing. */
  approvedFacts?: readonly ApprovedFact[] | null
  /** What the owner says of single services; absent in older records = all of the trade are offered. */
  services?: readonly ServiceRule[] | null
  /** Since when the business lives in another installation: from here nothing leaves for customers any more. Absent in older records = it is here. */
  movedOutAt?: Instant | null
  /** Came from another installation, whose file was written at `exportedAt`. */
  movedIn?: { at: Instant; exportedAt: Instant }
  /** What was confirmed of a guided setup, and when; null or absent: the business was made without one. */
  setup?: SetupProgress | null
}
