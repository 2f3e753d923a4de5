declare const instantBrand: unique symbol

/** A point in time, in milliseconds since 1970-01-01T00:00:00Z. Made by the clock adapter or by a parser, never by the core. */
export type Instant = number & { readonly [instantBrand]: true }

export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** Takes epoch milliseconds as an `Instant`. Throws on anything that is not a finite number: that is a bug of the caller. */
export function instant(epochMs: number): Instant {
  if (!Number.isFinite(epochMs)) throw new RangeError(`an instant must be a finite number of milliseconds, not ${epochMs}`)
  return epochMs as Instant
}

/** The instant `durationMs` after (or, when negative, before) `at`. */
export function plus(at: Instant, durationMs: number): Instant {
  return instant(at + durationMs)
}

/** ISO 8601 in UTC, as every outside interface shows time. */
export function toIso(at: Instant): string {
  return new Date(at).toISOString()
}

/** Reads ISO 8601 with a zone or offset; null when the text is not a point in time. */
export function parseInstant(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)) return null
  const epochMs = Date.parse(text)
  return Number.isFinite(epochMs) ? instant(epochMs) : null
}
