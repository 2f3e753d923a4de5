import type { Weekday } from './local-time.ts'

/** `day` and `evening` ring the owner, each in its way; `night` does not. */
export type HoursMode = 'day' | 'evening' | 'night'

/**
 * Wall-clock times `HH:MM`, the first included, the last not. `24:00` ends a day. When `to` is not after `from` the range runs
 * past midnight into the next date; equal times are a whole day from that time on.
 */
export type HoursRange = { from: string; to: string; mode: HoursMode }

/** One date that differs. Its `ranges` count, the other minutes are `mode`, or night when no mode is given. */
export type HoursException = { date: string; mode?: HoursMode; ranges?: readonly HoursRange[] }

/** When a business is open, in its own zone. Minutes in no range are night; `{}` is always night. */
export type BusinessHours = {
  week?: Partial<Record<Weekday, readonly HoursRange[]>>
  exceptions?: readonly HoursException[]
}

export const MINUTES_PER_DAY = 1440

/** Minutes since midnight of `HH:MM`; `24:00` is 1440. `checkBusinessHours` is what refuses other texts. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}
