import type { CallContext } from './call-context.ts'
import type { Leg } from './call-leg.ts'
import { LegEnded } from './call-leg.ts'
import { announce, answerLeg, finishLeg } from './call-lifecycle.ts'

/** How a telephone that was rung came to be. `answered`: it is in somebody's hand and the leg is up. */
export type RingEnding = 'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled'

/** From dialling to the first ring, on an ordinary network. */
const SET_UP_MS = 400

/** Rings the telephone of an outgoing leg for at most `ringMs`; the leg has ended unless it was answered. */
export async function ringPhone(context: CallContext, leg: Leg, ringMs: number): Promise<RingEnding> {
  try {
    announce(context, leg, 'initiated', 'queued')
    await leg.wait(SET_UP_MS)
    const { outcome, afterMs } = leg.plan.ring
    if (outcome === 'failed') return over(context, leg, 'failed')
    leg.status = 'ringing'
    context.log.add({ kind: 'leg', callSid: leg.callSid, detail: { step: 'ringing', to: leg.to, from: leg.from } })
    announce(context, leg, 'ringing', 'ringing')
    if (outcome === 'no-answer' || afterMs >= ringMs) {
      await leg.wait(ringMs)
      return over(context, leg, 'no-answer')
    }
    await leg.wait(afterMs)
    if (outcome === 'busy') return over(context, leg, 'busy')
    answerLeg(context, leg)
    return 'answered'
  } catch (error) {
    if (error instanceof LegEnded) return 'canceled'
    throw error
  }
}

function over(context: CallContext, leg: Leg, status: 'busy' | 'no-answer' | 'failed'): RingEnding {
  finishLeg(context, leg, status)
  return status
}
