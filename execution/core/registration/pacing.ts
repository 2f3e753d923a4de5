import { startOfLocalDay } from '#core/hours/local-periods.ts'
import { DAY_MS, HOUR_MS, instant, plus, SECOND_MS, type Instant } from '#core/values/instant.ts'
import type { BrandTier } from './brand-tier.ts'

/** What the carriers let through for one tenant. */
export type Pacing = {
  /** Texts a second to all carriers together. */
  textsPerSecond: number
  /** Segments a day; a text of two segments counts twice. Renewed at midnight, Pacific time. Null = no cap known. */
  segmentsPerDay: number | null
  source: string
}

export type PacingTier = Exclude<BrandTier, 'standard'> | { standardScore: number | null } | 'toll-free' | 'attested'

const CAPS = 'facts of the carrier, section 10 (Twilio ISV and compliance guides, help 1260804800549, resellers, 2026)'

/** T-Mobile's day, and with it every cap below, begins at midnight in this zone. */
export const CAP_ZONE = 'America/Los_Angeles'

/** The product's own promise for tenants whose campaign we do not know (contract 5.6). */
const ATTESTED_TEXTS_PER_SECOND = 2

/** Scores of secondary vetting, from the highest. The split between 10,000 and 40,000 is unverified. */
const STANDARD: readonly { scoreMin: number; pacing: Pacing }[] = [
  { scoreMin: 75, pacing: { textsPerSecond: 225, segmentsPerDay: 200_000, source: CAPS } },
  { scoreMin: 50, pacing: { textsPerSecond: 120, segmentsPerDay: 40_000, source: CAPS } },
  { scoreMin: 25, pacing: { textsPerSecond: 12, segmentsPerDay: 10_000, source: CAPS } },
  { scoreMin: 0, pacing: { textsPerSecond: 12, segmentsPerDay: 2_000, source: CAPS } },
]

/** How fast and how much a tenant may send. A standard brand whose score is not known yet gets the lowest step. */
export function pace(tier: PacingTier): Pacing {
  if (typeof tier === 'object') {
    const score = tier.standardScore ?? 0
    return STANDARD.find((step) => score >= step.scoreMin)?.pacing ?? LOWEST
  }
  return BY_TIER[tier]
}

const LOWEST: Pacing = { textsPerSecond: 12, segmentsPerDay: 2_000, source: CAPS }

const BY_TIER: Readonly<Record<Exclude<PacingTier, object>, Pacing>> = {
  'sole-proprietor': { textsPerSecond: 1, segmentsPerDay: 1_000, source: CAPS },
  'low-volume-standard': { textsPerSecond: 3.75, segmentsPerDay: 2_000, source: CAPS },
  'toll-free': { textsPerSecond: 3, segmentsPerDay: null, source: 'facts of the carrier, section 12.8' },
  attested: { textsPerSecond: ATTESTED_TEXTS_PER_SECOND, segmentsPerDay: null, source: 'contract, section 5.6' },
}

/** What has left so far. `segmentsToday` counts since `capDayStart`. */
export type SentSoFar = { lastAt: Instant | null; segmentsToday: number }

export type SendSlot = { kind: 'now' } | { kind: 'wait'; until: Instant; reason: 'campaign_rate' | 'campaign_cap_day' }

/**
 * When a text of `segments` may leave. Asked in the moment of sending, beside the gate; a slot that is taken must be written down (`lastAt`) in the
 * same transaction, or two texts take the same one.
 * @param tzdata the runtime's zone-data release
 */
export function sendSlot(pacing: Pacing, sent: SentSoFar, text: { segments: number; at: Instant; tzdata: string }): SendSlot {
  const { at, segments, tzdata } = text
  const cap = pacing.segmentsPerDay
  // A text larger than the whole cap must not wait for ever: it goes alone on a fresh day.
  if (cap !== null && sent.segmentsToday > 0 && sent.segmentsToday + segments > cap) {
    return { kind: 'wait', until: nextCapDay(at, tzdata), reason: 'campaign_cap_day' }
  }
  const free = sent.lastAt === null ? at : plus(sent.lastAt, Math.ceil(SECOND_MS / pacing.textsPerSecond))
  return free <= at ? { kind: 'now' } : { kind: 'wait', until: free, reason: 'campaign_rate' }
}

/** The midnight, Pacific time, since which segments count towards the cap. */
export function capDayStart(at: Instant, tzdata: string): Instant {
  return startOfLocalDay(at, CAP_ZONE, tzdata)
}

function nextCapDay(at: Instant, tzdata: string): Instant {
  // A day of 25 hours is not over after 24, so we look from the noon after.
  return capDayStart(instant(capDayStart(at, tzdata) + DAY_MS + 12 * HOUR_MS), tzdata)
}
