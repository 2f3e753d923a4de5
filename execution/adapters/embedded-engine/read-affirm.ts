import type { ReadingContext } from '#core/qualification/reading.ts'
import { ANSWERS } from './answer-phrases.ts'
import type { Token } from './tokenize.ts'

/**
 * Yes or no to the offered slot (or to the request for a photo). A counter-offer or a correction is no; undecided is null. `counters` says
 * that the text names a time of its own.
 */
export function readAffirm(tokens: readonly Token[], context: ReadingContext, counters: boolean): boolean | null {
  if (context.asked !== 'confirm_slot' && context.asked !== 'photo') return null
  const found = new Set(ANSWERS.find(tokens).map((one) => one.label))
  if (context.asked === 'photo') return photoAnswer(found)
  if (found.has('asks') && !found.has('yes') && !found.has('no') && !counters) return null
  if (found.has('undecided') && !found.has('counter')) return null
  if (found.has('softYes')) return found.has('counter') ? false : true
  if (found.has('no') || found.has('counter')) return false
  if (found.has('yes')) return !((counters || found.has('amends')) && found.has('but'))
  return counters ? false : null
}

/** What else is said next to a photo, a better number or a later hour, takes nothing back. */
function photoAnswer(found: ReadonlySet<string>): boolean | null {
  if (found.has('cannot')) return false
  if (found.has('asksHow')) return null
  if (found.has('softYes') || found.has('sent')) return true
  if (found.has('no')) return false
  if (found.has('yes')) return true
  return found.has('undecided') ? null : found.has('counter') ? false : null
}

export const AFFIRM_WORDS = ANSWERS.words
