import type { Tally } from './score.ts'

export type Interval = { low: number; high: number }

/** Standard normal quantile of a two-sided 95 % interval. */
const Z = 1.959964

/** 95 % interval of a share by Wilson (1927), which stays honest for few texts and for shares near 0 and 1. Of nothing: 0 to 1. */
export function shareInterval({ hits, of }: Tally): Interval {
  if (of === 0) return { low: 0, high: 1 }
  const share = hits / of
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))
  const middle = share + (Z * Z) / (2 * of)
  const scale = 1 + (Z * Z) / of
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) }
}

const RESAMPLES = 400

/** 95 % interval of any figure by resampling its texts; the draws are fixed, so the same texts give the same interval. */
export function resampledInterval<One>(all: readonly One[], figure: (drawn: readonly One[]) => number): Interval {
  let state = 1
  const draw = () => {
    // Numerical Recipes' 32-bit congruential generator; any even spread will do here.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const figures: number[] = []
  for (let sample = 0; sample < RESAMPLES; sample++) {
    const drawn = all.map(() => all[Math.floor(draw() * all.length)]).filter((one) => one !== undefined)
    figures.push(figure(drawn))
  }
  figures.sort((one, other) => one - other)
  return { low: figures[Math.floor(RESAMPLES * 0.025)] ?? 0, high: figures[Math.ceil(RESAMPLES * 0.975) - 1] ?? 1 }
}
