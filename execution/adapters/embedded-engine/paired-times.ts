import { inPart } from './time-groups.ts'
import type { TimeGroup } from './time-groups.ts'

/** A time made of two, by their places. */
type Pair = { group: TimeGroup; first: number; second: number }

/** A day and an hour this many times apart may still be one wish. */
const JOINED_GROUPS_MAX = 3

/** Every two times near each other that make one. */
export function pairsOf(groups: readonly TimeGroup[], together: (one: TimeGroup, two: TimeGroup) => TimeGroup | null = join): Pair[] {
  return groups.flatMap((one, first) =>
    groups.slice(first + 1, first + 1 + JOINED_GROUPS_MAX).flatMap((two, step) => {
      const group = together(one, two)
      return group === null ? [] : [{ group, first, second: first + 1 + step }]
    }),
  )
}

/** `can we do 3 instead of 2 tomorrow`: the hour of the first with the day of the second. */
export function crossed(one: TimeGroup, two: TimeGroup): TimeGroup | null {
  if (one.asap || two.asap || one.day !== null || one.window === null || two.day === null || two.window === null) return null
  return { ...two, window: one.window, from: one.from }
}

function join(one: TimeGroup, two: TimeGroup): TimeGroup | null {
  if (one.asap || two.asap || one.soonMinutes !== null || two.soonMinutes !== null) return null
  if (one.day !== null && two.window !== null && (one.window === null || two.day === null))
    return { ...one, window: one.window?.kind === 'part' ? inPart(two.window, one.window) : two.window, to: two.to }
  if (two.day !== null && two.window === null && one.window !== null) return { ...two, window: one.window, from: one.from }
  return null
}
