/** Above this share of a tenant's monthly budget its money is kept for texts: cost is shed, never a lead (chosen). */
const SHARE_WITH_MODELS = 0.8

/** The most that one call is counted as, in millionths of a US dollar: a bill beyond belief must not use up a budget that texts need. */
export const MODEL_CALL_MICROS_MAX = 100_000

const MICROS_PER_CENT = 10_000

/**
 * May a model be asked for this tenant? `spentMicros` is everything spent this month, `underWay` the calls whose price is not known yet;
 * each of those counts as the dearest, so that many at once cannot pass the limit together.
 */
export function mayAskModel(spentMicros: number, underWay: number, monthlyBudgetCents: number): boolean {
  const limit = monthlyBudgetCents * MICROS_PER_CENT * SHARE_WITH_MODELS
  return spentMicros + (underWay + 1) * MODEL_CALL_MICROS_MAX <= limit
}

/** What one call is counted as: whole millionths, never less than nothing, never more than is believed. */
export function modelCallMicros(costMicros: number): number {
  return Number.isFinite(costMicros) ? Math.min(Math.max(0, Math.ceil(costMicros)), MODEL_CALL_MICROS_MAX) : MODEL_CALL_MICROS_MAX
}
