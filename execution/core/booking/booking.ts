import type { Instant } from '#core/values/instant.ts'

/** How a business gives out its time. A tenant without these settings books nothing by itself. */
export type BookingSettings = {
  /** How long one visit keeps somebody busy, in minutes. */
  visitMinutes: number
  /** Between the end of one visit and the start of the next, in minutes. */
  travelMinutes: number
  /** Visits that may run side by side: vans, or people. */
  capacity: number
  /** A slot that begins sooner than this is not offered, in minutes. */
  noticeMinutes: number
  /** Slots later than this are not offered, in days. */
  daysAhead: number
  /** `owner`: a chosen slot is held until the owner says yes. `automatic`: it is confirmed at once. */
  confirmBy: 'owner' | 'automatic'
  /** A held slot is free again after this, in minutes. */
  holdMinutes: number
  /** The reminder leaves this long before the visit, in minutes; null = none. */
  reminderMinutes: number | null
}

export const BOOKING_LIMITS = {
  visitMinutes: [15, 720],
  travelMinutes: [0, 240],
  capacity: [1, 50],
  noticeMinutes: [0, 20_160],
  daysAhead: [1, 60],
  holdMinutes: [5, 4_320],
  reminderMinutes: [30, 10_080],
} as const satisfies Record<string, readonly [min: number, max: number]>

/** A two-hour visit with half an hour of driving is what small trades quote; everything can be changed (chosen). */
export const BOOKING_DEFAULTS: BookingSettings = {
  visitMinutes: 120,
  travelMinutes: 30,
  capacity: 1,
  noticeMinutes: 120,
  daysAhead: 14,
  confirmBy: 'owner',
  holdMinutes: 240,
  reminderMinutes: 1_440,
}

/**
 * One visit:
 *
 *   held (the customer chose it) -> confirmed (the owner said yes, or `automatic`) -> done
 *   held -> lapsed (nobody confirmed it in time)
 *   held | confirmed -> canceled
 *
 * Only `held` and `confirmed` take time away from others.
 */
export type BookingState = 'held' | 'confirmed' | 'done' | 'lapsed' | 'canceled'

export type Booking = {
  id: string
  leadId: string
  conversationKey: string
  start: Instant
  end: Instant
  state: BookingState
  /** While `held`: free again from then on. */
  heldUntil: Instant | null
}

/** A stretch of time, the end not included. */
export type Interval = { start: Instant; end: Instant }

/** True while the booking keeps its time from others. */
export function takesTime({ state, heldUntil }: Pick<Booking, 'state' | 'heldUntil'>, at: Instant): boolean {
  return state === 'confirmed' || (state === 'held' && (heldUntil === null || heldUntil > at))
}

/** Starts of visits lie this many minutes apart, or a multiple of it: people say 8:15, not 8:07. */
export const GRID_MINUTES = 15
