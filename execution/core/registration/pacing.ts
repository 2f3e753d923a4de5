import { startOfLocalDay } from '#core/hours/local-periods.ts'
import { DAY_MS, HOUR_MS, instant, plus, SECOND_MS, type Instant } from '#core/values/instant.ts'
import { laterOf } from '#core/planning.ts'
import type { BrandTier } from './brand-tier.ts'

/** What the carriers let through for one tenant. */
export type Pacing = {
  /** Texts a second to all carriers together. */
  textsPerSecond: number
  /** Texts that may leave at once after a pause; 1 = evenly spaced. */
  burst: number
  /** Segments a day; a text of two segments counts twice. Renewed at midnight, Pacific time. Null = no cap known. */
  segmentsPerDay: number | null
  source: string
}

export type PacingTier = Exclude<BrandTier, 'standard'> | { standardScore: number | null } | 'toll-free' | 'attested'

const CAPS = 'facts of the carrier, section 10 (Twilio ISV and compliance guides, help 1260804800549, resellers, 2026)'

/** T-Mobile's day, and with it every cap below, begins at midnight in this zone. */
export const CAP_ZONE = 'America/Los_Angeles'

/**
 * For tenants whose campaign we do not know. At least two texts a second are promised (contract 5.6); the carrier queues what is more than the campaign
 * behind it allows, so this only keeps one tenant's flood from filling that queue. A burst is a minute of calls at the ordinary limit.
 */
const ATTESTED_TEXTS_PER_SECOND = 10
const ATTESTED_BURST = 20

/** Scores of secondary vetting, from the highest. The split between 10,000 and 40,000 is unverified. */
const STANDARD: readonly { scoreMin: number; pacing: Pacing }[] = [
  { scoreMin: 75, pacing: { textsPerSecond: 225, burst: 1, segmentsPerDay: 200_000, source: CAPS } },
  { scoreMin: 50, pacing: { textsPerSecond: 120, burst: 1, segmentsPerDay: 40_000, source: CAPS } },
  { scoreMin: 25, pacing: { textsPerSecond: 12, burst: 1, segmentsPerDay: 10_000, source: CAPS } },
  { scoreMin: 0, pacing: { textsPerSecond: 12, burst: 1, segmentsPerDay: 2_000, source: CAPS } },
]

/** How fast and how much a tenant may send. A standard brand whose score is not known yet gets the lowest step. */
export function pace(tier: PacingTier): Pacing {
  if (typeof tier === 'object') {
    const score = tier.standardScore ?? 0
    return STANDARD.find((step) => score >= step.scoreMin)?.pacing ?? LOWEST
  }
  return BY_TIER[tier]
}

const LOWEST: Pacing = { textsPerSecond: 12, burst: 1, segmentsPerDay: 2_000, source: CAPS }

const BY_TIER: Readonly<Record<Exclude<PacingTier, object>, Pacing>> = {
  'sole-proprietor': { textsPerSecond: 1, burst: 1, segmentsPerDay: 1_000, source: CAPS },
  'low-volume-standard': { textsPerSecond: 3.75, burst: 1, segmentsPerDay: 2_000, source: CAPS },
  'toll-free': { textsPerSecond: 3, burst: 1, segmentsPerDay: null, source: 'facts of the carrier, section 12.8' },
  attested: { textsPerSecond: ATTESTED_TEXTS_PER_SECOND, burst: ATTESTED_BURST, segmentsPerDay: null, source: 'contract, section 5.6' },
}

/**
 * Where a tenant's texts stand; null before the first. `queueEnds`: the next text that asks has its place there. `nextAt`: none may leave before it.
 * `segments` counts what left until `dayEnds`.
 */
export type PaceState = { queueEnds: Instant; nextAt: Instant; dayEnds: Instant; segments: number }

export type SendSlot = { kind: 'now' } | { kind: 'wait'; until: Instant; reason: 'campaign_rate' | 'campaign_cap_day' }

export type PacedText = {
  segments: number
  at: Instant
  /** The runtime's zone-data release. */
  tzdata: string
  /** The place that it was given earlier; null when it asks for the first time. */
  placeAt: Instant | null
  /** An answer to STOP or HELP, or what cannot wait: it leaves at once, and those after it make room. */
  isOwed: boolean
}

/** A text that comes so long after its place (the process was down) queues again: else an outage would end in a burst. */
export const PLACE_LASTS_MS = 5 * SECOND_MS

/**
 * When a text may leave, asked in the moment of sending, after the gate. Each text is given a place once, in the order of asking; one that must wait comes
 * back at its place and goes, a moment later when the one before it was late. `state` is to be written in the same transaction, or two texts take the
 * same place; it is the given object when nothing has changed.
 */
export function takeSendSlot(pacing: Pacing, before: PaceState | null, text: PacedText): { slot: SendSlot; state: PaceState | null } {
  const { at, segments, placeAt, isOwed } = text
  const state = ofToday(pacing, before, text)
  const cap = pacing.segmentsPerDay
  // A text larger than the whole cap must not wait for ever: it goes alone on a fresh day.
  if (cap !== null && !isOwed && state.segments > 0 && state.segments + segments > cap)
    return { slot: { kind: 'wait', until: state.dayEnds, reason: 'campaign_cap_day' }, state: before }
  const gapMs = Math.ceil(SECOND_MS / pacing.textsPerSecond)
  const earlyMs = gapMs * (pacing.burst - 1)
  const left = { ...state, nextAt: plus(laterOf(state.nextAt, at), gapMs), segments: state.segments + segments }
  if (placeAt !== null && at - placeAt <= PLACE_LASTS_MS) {
    const until = plus(state.nextAt, -earlyMs)
    return until <= at ? { slot: { kind: 'now' }, state: left } : { slot: { kind: 'wait', until, reason: 'campaign_rate' }, state: before }
  }
  const end = laterOf(state.queueEnds, state.nextAt)
  const until = plus(end, -earlyMs)
  const queueEnds = plus(laterOf(end, at), gapMs)
  if (isOwed || until <= at) return { slot: { kind: 'now' }, state: { ...left, queueEnds } }
  return { slot: { kind: 'wait', until, reason: 'campaign_rate' }, state: { ...state, queueEnds } }
}

/** The pace of a tenant: what its registration says, or what holds where we do not know. */
export function pacingOf(registration: { tier?: PacingTier }): Pacing {
  return pace(registration.tier ?? 'attested')
}

/** The midnight, Pacific time, since which segments count towards the cap. */
export function capDayStart(at: Instant, tzdata: string): Instant {
  return startOfLocalDay(at, CAP_ZONE, tzdata)
}

/** Yesterday's segments do not count. Without a cap nobody asks when the day ends, which saves looking at the zone. */
function ofToday({ segmentsPerDay }: Pacing, before: PaceState | null, { at, tzdata }: PacedText): PaceState {
  if (before !== null && (at < before.dayEnds || segmentsPerDay === null)) return before
  const dayEnds = segmentsPerDay === null ? at : nextCapDay(at, tzdata)
  return { queueEnds: before?.queueEnds ?? at, nextAt: before?.nextAt ?? at, dayEnds, segments: 0 }
}

function nextCapDay(at: Instant, tzdata: string): Instant {
  // A day of 25 hours is not over after 24, so we look from the noon after.
  return capDayStart(instant(capDayStart(at, tzdata) + DAY_MS + 12 * HOUR_MS), tzdata)
}
