/** How often each value was seen. */
export type Tally = readonly { value: number; count: number }[]

/** The median of a tally (the lower one of two middle values); null when it is empty. Exact for the values as tallied. */
export function medianOf(tally: Tally): number | null {
  const total = tally.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  let seen = 0
  for (const { value, count } of tally.toSorted((a, b) => a.value - b.value)) {
    seen += count
    if (seen * 2 >= total) return value
  }
  return null
}
