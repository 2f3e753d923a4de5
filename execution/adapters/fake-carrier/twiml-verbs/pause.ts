import type { VerbHandler } from '../call-context.ts'
import { CONTINUE, numberOf } from '../call-context.ts'

/** `<Pause>`: silence. As the first verb it lets the caller hear ringing for that long, so it does not answer the call. */
export const pauseVerb: VerbHandler = async (_context, leg, verb) => {
  await leg.wait(numberOf(verb, 'length', 1) * 1_000)
  return CONTINUE
}
