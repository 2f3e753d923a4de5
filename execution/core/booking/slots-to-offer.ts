import { localTime } from '#core/hours/local-time.ts'
import type { PreferredTime } from '#core/qualification/reading.ts'
import type { Slot } from './open-slots.ts'

/** More than two in one text are not read (chosen: the text must stay within two segments). */
export const OFFERED_MAX = 2

/**
 * The slots to offer for a wish: those that share time with it first; else the nearest to it, so that "Tuesday morning" gets Tuesday afternoon before
 * Wednesday. Without a wish, or with "as soon as possible", the earliest and the first on another day. Earliest first.
 */
export function slotsToOffer(slots: readonly Slot[], wish: PreferredTime | null, zone: string, tzdata: string): Slot[] {
  const chosen = wish === null || 'asap' in wish ? earliestOfTwoDays(slots, zone, tzdata) : nearestTo(slots, wish, zone, tzdata)
  return chosen.slice(0, OFFERED_MAX).toSorted((a, b) => a.start - b.start)
}

function earliestOfTwoDays(slots: readonly Slot[], zone: string, tzdata: string): Slot[] {
  const [first] = slots
  if (first === undefined) return []
  const dateOf = (slot: Slot) => localTime(slot.start, zone, tzdata).isoDate
  const nextDay = slots.find((slot) => dateOf(slot) !== dateOf(first))
  return nextDay === undefined ? slots.slice(0, OFFERED_MAX) : [first, nextDay]
}

/** By the distance in minutes on the wall clock to the wished stretch; 0 for a slot that shares time with it. */
function nearestTo(slots: readonly Slot[], wish: { start: string; end: string }, zone: string, tzdata: string): Slot[] {
  const from = wallMinutes(wish.start)
  const until = wallMinutes(wish.end)
  const distance = (slot: Slot): number => {
    const { isoDate, minuteOfDay } = localTime(slot.start, zone, tzdata)
    const start = Date.parse(isoDate) / 60_000 + minuteOfDay
    const end = start + (slot.end - slot.start) / 60_000
    if (start < Math.max(until, from + 1) && end > from) return 0
    return start < from ? from - start : start - until + 1
  }
  return slots.toSorted((a, b) => distance(a) - distance(b) || a.start - b.start)
}

/** Minutes of a wall clock `YYYY-MM-DDTHH:MM` on one unbroken scale, for comparing only. */
function wallMinutes(local: string): number {
  return Date.parse(`${local}:00Z`) / 60_000
}
