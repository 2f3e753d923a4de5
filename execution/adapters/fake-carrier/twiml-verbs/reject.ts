import type { VerbHandler } from '../call-context.ts'
import { finishLeg } from '../call-lifecycle.ts'
import { LegEnded } from '../call-leg.ts'

/** `<Reject>`: as the first verb it declines an unanswered call without answering it; on an answered call it hangs up. */
export const reject: VerbHandler = async (context, leg, verb) => {
  if (leg.answeredAt !== null) return { kind: 'hang-up' }
  finishLeg(context, leg, verb.attributes['reason'] === 'busy' ? 'busy' : 'no-answer')
  throw new LegEnded()
}
