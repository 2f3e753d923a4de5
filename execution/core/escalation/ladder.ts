import type { StaffRole } from '#core/owner/staff.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '#core/values/instant.ts'

/** One step of the emergency ladder: what is done, on whose phone, how long after the first page. */
export type LadderStep = { afterMs: number; act: 'text' | 'call'; who: StaffRole }

/**
 * Where the ladder of one lead stands:
 *
 *   climbing -> accepted (a person has it) | ended (every step was done and nobody accepted) | dropped (a person said that it is no lead)
 *
 * `next` is the place of the next step in the directive's list.
 */
export type Escalation = {
  startedAt: Instant
  next: number
  state: 'climbing' | 'accepted' | 'ended' | 'dropped'
  /** When it left `climbing`. */
  settledAt: Instant | null
}

/** Every waiting step of a ladder carries this key, so that one acknowledgement ends them all. */
export const ESCALATION = 'escalation'

/** A ladder that was settled this long ago is a matter of the past: words of danger start a new one. Chosen: a night. */
export const LADDER_AGAIN_MS = 6 * HOUR_MS

/** No ladder has more steps than this, and none goes on for longer: after that nobody is reached by trying harder. */
export const LADDER_STEPS_MAX = 12
export const LADDER_LONGEST_MS = 30 * MINUTE_MS

/** Less time than this gives nobody a chance to answer. */
export const LADDER_STEP_SHORTEST_MS = 30 * SECOND_MS

/** What is wrong with step `place` of a ladder, in words; null when nothing is. */
export function faultOfStep(steps: readonly LadderStep[], place: number): string | null {
  const [step, before] = [steps[place], steps[place - 1]]
  if (step === undefined) return null
  if (place >= LADDER_STEPS_MAX) return `is number ${place + 1}; a ladder has at most ${LADDER_STEPS_MAX}`
  if (before === undefined) {
    const isFirst = step.afterMs === 0 && step.act === 'text' && step.who === 'owner'
    return isFirst ? null : 'is the first, which must be "at 0 s: text owner"'
  }
  if (step.afterMs - before.afterMs < LADDER_STEP_SHORTEST_MS)
    return `comes less than ${LADDER_STEP_SHORTEST_MS / SECOND_MS} s after the step before it`
  if (step.afterMs > LADDER_LONGEST_MS) return `comes later than ${LADDER_LONGEST_MS / MINUTE_MS} min after the first`
  return null
}
