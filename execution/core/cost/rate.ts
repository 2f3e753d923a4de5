import { MINUTE_MS, type Instant, instant } from '#core/values/instant.ts'

/** The furthest minute (since 1970) in which a tenant's requests have been given a place, and how many places of it are taken. */
export type RateState = { minute: number; used: number }

/** A text planned further ahead than this would come too late to be welcome (`compliance` 6.2: an instant reply leaves within 10 minutes). */
export const SLOT_AHEAD_MAX_MS = 9 * MINUTE_MS

/**
 * Gives one request of a tenant its place. Within the limit that is now; beyond it, the first minute that has room, in order of arrival.
 * `slot` null: the queue is longer than `SLOT_AHEAD_MAX_MS`; the request is kept, its text is not sent. Nothing is ever refused for load.
 */
export function takeSlot(
  state: RateState | null,
  perMinute: number,
  at: Instant,
): { state: RateState; slot: Instant | null; delayed: boolean } {
  const now = Math.floor(at / MINUTE_MS)
  if (state === null || state.minute < now) return { state: { minute: now, used: 1 }, slot: at, delayed: false }
  const hasRoom = state.used < perMinute
  const next = hasRoom ? { minute: state.minute, used: state.used + 1 } : { minute: state.minute + 1, used: 1 }
  if (next.minute === now) return { state: next, slot: at, delayed: false }
  if ((next.minute - now) * MINUTE_MS > SLOT_AHEAD_MAX_MS) return { state, slot: null, delayed: true }
  return { state: next, slot: instant(next.minute * MINUTE_MS), delayed: true }
}
