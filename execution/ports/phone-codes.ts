import type { OneTimeCode } from '#core/one-time-code.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'

/** The code that is open for a phone of staff, null when none is, and when codes were asked for. */
export type PhoneCodeRow = { code: OneTimeCode | null; askedAt: Instant[] }

export interface PhoneCodeRepository {
  find(phone: PhoneNumber): Promise<PhoneCodeRow | null>
  /** Creates or replaces. */
  save(phone: PhoneNumber, row: PhoneCodeRow): Promise<void>
}
