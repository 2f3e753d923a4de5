import { DAY_MS } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'

/** What a registration must know of the installation, and the points that the facts leave open. */
export type RegistrationSettings = {
  tenantId: TenantId
  /** Where texts that arrive are announced; asserted on every look at the service. */
  inboundUrl: string
  /** Where delivery reports go. */
  statusCallback: string
  /** Where Trust Hub tells of a bundle's status; null until there is a page for it: polling finds everything. */
  bundleCallback: string | null
  /** The two guides of Twilio disagree whether numbers enter the service before or after the campaign is made; to be probed live. */
  numbersFirst: boolean
  /** How long after the campaign's approval the carriers may take to know its numbers, when no event says so earlier. */
  numbersSettleMs: number
  /** Whether ids of policies are compared with the carrier's list before the first thing is made. */
  checksPolicies: boolean
}

/** What holds unless an operator says otherwise. Numbers: "up to a day" (facts 8.3, 30035). */
export const REGISTRATION_DEFAULTS = {
  bundleCallback: null,
  numbersFirst: false,
  numbersSettleMs: DAY_MS,
  checksPolicies: true,
} as const
