import { MINUTE_MS, plus } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'

/** Deferred texts spread over this time, so that a window does not open with a burst (facts 4.2). */
export const JITTER_MAX_MS = 10 * MINUTE_MS

/** 0 to 10 minutes, both included, from the effect's id alone: a replay gives the same instant. */
export function sendJitterMs(effectId: string): number {
  return fnv1a(effectId) % (JITTER_MAX_MS + 1)
}

/**
 * When a deferred text really starts: `until` plus its jitter, or `until` itself when the jitter would leave what is allowed.
 * @param stillAllowed whether a send may start at an instant; the permission question with that instant
 */
export function jitteredStart(until: Instant, effectId: string, stillAllowed: (at: Instant) => boolean): Instant {
  const later = plus(until, sendJitterMs(effectId))
  return stillAllowed(later) ? later : until
}

/** FNV-1a, 32 bits: a short spread of an id, no secret. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}
