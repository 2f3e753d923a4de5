/** Chance that can be repeated: the same seed gives the same sequence. */
export type SeededRandom = {
  /** At least 0, below 1. */
  next(): number
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number
  /** True with probability `p`. */
  chance(p: number): boolean
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string
}

/** A generator of 32-bit state (the public-domain "mulberry32" step): quick and good enough to shuffle a phone network, never for secrets. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0

  function word(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  const next = () => word() / 2 ** 32
  return {
    next,
    between: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (p) => next() < p,
    hex(length) {
      let digits = ''
      while (digits.length < length) digits += word().toString(16).padStart(8, '0')
      return digits.slice(0, length)
    },
  }
}
