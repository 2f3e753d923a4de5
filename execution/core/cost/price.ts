/**
 * What a text costs, in millionths of a US dollar, for budgets and forecasts; the carrier's invoice is what counts. Secondary price pages
 * of April to July 2026 (facts of the carrier, section 10; not confirmed on the carrier's own price page): $0.0083 per segment and way,
 * plus about $0.0045 carrier fee per outbound segment.
 */
export const SEGMENT_OUT_MICROS = 12_800
export const SEGMENT_IN_MICROS = 8_300
/** One line-type lookup. List price of the same pages: $0.008. */
export const LOOKUP_MICROS = 8_000

/** One started minute of a call that we make. List price of the same pages: $0.014. */
export const CALL_MINUTE_MICROS = 14_000

/** Whole cents, rounded up, as shown to people. */
export function centsOf(micros: number): number {
  return Math.ceil(micros / 10_000)
}
