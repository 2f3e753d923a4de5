import { DAY_MS } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import { plus } from '#core/values/instant.ts'
import type { Region } from './area-codes.ts'

/** At most `count` texts within any period of `periodMs`. */
export type Cap = { code: 'cap_24h' | 'cap_7d' | 'cap_90d'; count: number; periodMs: number }

/** Limits across kinds for one tenant and number (facts 6.4, policy, 2026-11-22). */
export const PROACTIVE_CAPS: readonly Cap[] = [
  { code: 'cap_24h', count: 1, periodMs: DAY_MS },
  { code: 'cap_7d', count: 3, periodMs: 7 * DAY_MS },
  { code: 'cap_90d', count: 6, periodMs: 90 * DAY_MS },
]

/** Three automated texts in 24 hours: FL 501.616, OK OTSA, MD (2024-01-01), OR HB 3865 (2026-01-01), NJ S921 (one vendor glossary). */
export const STATE_CAP = { count: 3, periodMs: DAY_MS } as const
export const STATE_CAP_REGIONS: ReadonlySet<Region> = new Set<Region>(['US-FL', 'US-OK', 'US-MD', 'US-OR', 'US-NJ'])

/** AI replies to one lead in 24 hours, then a person takes over (facts 6.4). */
export const AI_REPLIES_PER_DAY_MAX = 20

/** Our texts in a row without an answer; one more when it corrects an error (facts 6.2). */
export const UNANSWERED_REPLIES_MAX = 1

/** One instant reply per number and tenant in this time (facts 6.2). */
export const INSTANT_REPLY_PERIOD_MS = DAY_MS

/** When a cap lets the next text through: `at` itself when it is not full. Periods roll: a text counts until exactly one period after it. */
export function capOpensAt(sentAt: readonly Instant[], cap: { count: number; periodMs: number }, at: Instant): Instant {
  const counted = sentAt.filter((sent) => at - sent < cap.periodMs)
  if (counted.length < cap.count) return at
  const blocking = counted.toSorted((a, b) => b - a)[cap.count - 1]
  return blocking === undefined ? at : plus(blocking, cap.periodMs)
}
