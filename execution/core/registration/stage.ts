import { DAY_MS, HOUR_MS, MINUTE_MS, plus, type Instant } from '#core/values/instant.ts'
import type { Failure } from './failure.ts'
import type { RegistrationRecord } from './record.ts'
import type { RegistrationSettings } from './registration-settings.ts'
import type { RegistrationStep } from './step.ts'

export type WaitsFor = 'brand-review' | 'code' | 'campaign-review' | 'number-settling' | 'verification-review' | 'carrier'

export type Next =
  | { kind: 'step'; step: RegistrationStep }
  | { kind: 'wait'; until: Instant; waitsFor: WaitsFor }
  /** A person must act. What is rejected is looked at again at `until`, because it may also be mended in the carrier's console. */
  | { kind: 'mend'; failure: Failure; until: Instant }
  /** Approved; looked at again at `until`. */
  | { kind: 'done'; until: Instant }

/** What every stage is given. */
export type StageFacts = { record: RegistrationRecord; at: Instant; settings: RegistrationSettings }

/** Null: passed. */
export type Stage = (facts: StageFacts) => Next | null

/** Brands are often through within minutes, campaigns take 10 to 15 working days (facts 12.3): looks grow rarer. */
const LOOKS = [
  { untilMs: HOUR_MS, everyMs: 2 * MINUTE_MS },
  { untilMs: DAY_MS, everyMs: 15 * MINUTE_MS },
] as const
const LOOK_LATER_MS = HOUR_MS

/** Approved or stopped: only a suspension or a repair in the console can change it. */
export const LOOK_SETTLED_MS = 6 * HOUR_MS

/** When something under review is looked at next. */
export function nextLook(readAt: Instant, handedInAt: Instant): Instant {
  const waitedMs = readAt - handedInAt
  return plus(readAt, LOOKS.find((look) => waitedMs < look.untilMs)?.everyMs ?? LOOK_LATER_MS)
}
