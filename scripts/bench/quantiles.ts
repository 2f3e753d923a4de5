export type Quantiles = { count: number; p50: number; p95: number; p99: number; max: number }

/** The nearest-rank quantiles of some figures; zeros when there are none. */
export function quantiles(figures: readonly number[]): Quantiles {
  const sorted = figures.toSorted((a, b) => a - b)
  const rank = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
  return { count: sorted.length, p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: sorted.at(-1) ?? 0 }
}

export function median(figures: readonly number[]): number {
  return quantiles(figures).p50
}
