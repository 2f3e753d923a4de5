import type { BusinessFacts } from '#core/conversation/business-facts.ts'
import type { Diary } from '#core/booking/open-slots.ts'
import type { Directive } from '#core/conversation/directive.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'

/** All that a decision may look at besides the event and the conversation. Loaded before, so that deciding is a pure function of data. */
export type DecideContext = {
  policy: TenantPolicy
  directive: Directive
  at: Instant
  /** The built-in carrier needs no registration. Absent in what was decided before it was asked whether texts can go at all. */
  lab?: boolean
  /** Where the dashboard is, without a slash at the end. Absent in what was decided before alerts led there. */
  publicUrl?: string
  /** The release of the runtime's zone data. */
  tzdata: string
  /**
   * The earliest instant at which this event may make an automated text leave: `at` itself within the tenant's rate,
   * later when the minute is full, null when the wait would be longer than a text stays welcome.
   */
  textSlot: Instant | null
  /** A first text to this customer waits, and the event may call it off. Only looked for where one can. */
  firstTextWaits?: boolean
  /** Visits and closed days, read in the same transaction; null when the business books nothing, or the event cannot touch a visit. */
  diary: Diary | null
  /** Approved facts that replies may use. */
  facts: BusinessFacts
}
