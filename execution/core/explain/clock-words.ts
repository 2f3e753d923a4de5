import { localTime } from '#core/hours/local-time.ts'
import type { Instant } from '#core/values/instant.ts'

/** The hour as the business reads it: `2:14 pm`. */
export function clockWords(at: Instant, zone: string, tzdata: string): string {
  const { hour, minute } = localTime(at, zone, tzdata)
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'am' : 'pm'}`
}

/** A wait in the unit that fits it: `0.2 s`, `3 min`, `2 h`. */
export function waitWords(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1_000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`
}
