import { outcomeOfRead } from './rest-outcome.ts'
import type { Chance } from './rest-outcome.ts'
import type { Listed } from './list-pages.ts'
import type { Outcome } from '#core/effect.ts'

/** The outcome of a list that could not be had in full. */
export function outcomeOfList(listed: Exclude<Listed<unknown>, { kind: 'items' }>, chance: Chance): Outcome<never> {
  if (listed.kind === 'too-many')
    return { kind: 'refused', reason: 'the list at Twilio is longer than we read; ask for a shorter time', code: null }
  return outcomeOfRead<never>(listed.answer, () => null, chance)
}
