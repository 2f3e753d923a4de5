import type { AccountAtCarrier, LineAtCarrier } from '#core/self-test/check-line.ts'
import type { Reached } from '#core/self-test/check-address.ts'
import type { Finding } from '#core/self-test/finding.ts'
import type { SelfTestState } from '#core/self-test/judge.ts'
import type { Outcome } from '#core/effect.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { CarrierAccount } from './carrier.ts'

/** What a self-test asks of the carrier. Only reads, so it may be asked as often as wished. */
export interface LineReader {
  /** `ourTexts`: the address that we gave for texts; a number that has another one may hang on a messaging service that leads to ours. */
  line(
    account: CarrierAccount,
    query: { e164: PhoneNumber; messagingServiceSid: string | null; ourTexts: string },
  ): Promise<Outcome<LineAtCarrier>>
  /** The account's own word on itself, such as `active` or `suspended`. */
  account(account: CarrierAccount): Promise<Outcome<Extract<AccountAtCarrier, { kind: 'read' }>>>
}

/** Sends one request to our own public address as the carrier would: signed, through DNS, TLS and proxy. Never throws. */
export type ReachUs = (address: string, account: CarrierAccount) => Promise<Reached>

/** One test that has ended. */
export type SelfTestResult = { at: Instant; state: SelfTestState; findings: Finding[] }

/** All that is kept of a business's self-tests. */
export type SelfTestRow = {
  /** The last one in which everybody could be asked, or which found something surely down. */
  result: SelfTestResult | null
  /** The newest try, when it ended `unknown`; null when it is the result. */
  doubt: SelfTestResult | null
  /** Whether the result has a fault of its own, and how grave. Kept so that lists need no judging. */
  fault: 'warn' | 'down' | null
  nextAt: Instant
  /** While a process tests; null: nobody does. */
  leaseUntil: Instant | null
}

export interface SelfTestRepository {
  find(): Promise<SelfTestRow | null>
  /** Creates or replaces. */
  save(row: SelfTestRow): Promise<void>
}
