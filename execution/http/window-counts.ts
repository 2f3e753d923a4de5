import type { Clock } from '#ports/clock.ts'

/** More keys than this at once: those that were counted longest ago are forgotten, so a key that everybody adds to never is. */
const KEYS_MAX = 10_000

export type WindowCounts = {
  /** Counts one more for this key and answers how many there are in its window of `windowMs`, which begins with the first. */
  count(key: string, windowMs: number): number
}

/** Counts in memory: a restart forgets them. */
export function createWindowCounts(clock: Pick<Clock, 'now'>): WindowCounts {
  const windows = new Map<string, { endsAt: number; count: number }>()
  return {
    count(key, windowMs) {
      const at = clock.now()
      const known = windows.get(key)
      const current = known === undefined || known.endsAt <= at ? { endsAt: at + windowMs, count: 0 } : known
      current.count += 1
      windows.delete(key)
      windows.set(key, current)
      for (const oldest of windows.keys()) {
        if (windows.size <= KEYS_MAX) break
        windows.delete(oldest)
      }
      return current.count
    },
  }
}
