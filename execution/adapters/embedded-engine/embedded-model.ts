import { readRevocation } from '#core/compliance/revocation/read-revocation.ts'
import type { Reading, ReadingContext } from '#core/qualification/reading.ts'
import type { ReadingEngine } from '#ports/language-model.ts'
import { readText } from './read-text.ts'
import type { SecondOpinion } from './second-opinion.ts'
import type { FeatureInput } from './text-features.ts'

/** The engine and the reader of opt-outs must not contradict each other: the reader of opt-outs decides. `secondOpinion` as in readText. */
export function readWithRevocation(
  text: string,
  context: ReadingContext,
  secondOpinion?: (input: FeatureInput) => SecondOpinion,
): { reading: Reading; revocation: ReturnType<typeof readRevocation> } {
  const revocation = readRevocation(text)
  const cleared = revocation.revocation === 'NONE' && revocation.certain
  const reading = readText(text, context, secondOpinion, !cleared)
  if (revocation.revocation === 'STOP' && reading.intent !== 'wrong_number')
    return { reading: { ...reading, intent: revocation.rule.endsWith(WRONG_PERSON) ? 'wrong_number' : 'opt_out' }, revocation }
  if (revocation.revocation === 'HELP') return { reading: { ...reading, intent: 'help' }, revocation }
  return { reading, revocation }
}

/** The rules of the reader of opt-outs that hear somebody who is no customer; the number is suppressed as after any STOP. */
const WRONG_PERSON = '-wrong-person'

/** The default engine: deterministic, no key, no network. */
export const embeddedModel: ReadingEngine = {
  name: 'embedded',
  read: (text, context) => Promise.resolve(readWithRevocation(text, context).reading),
}
