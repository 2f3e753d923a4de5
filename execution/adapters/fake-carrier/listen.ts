import type { CallContext } from './call-context.ts'
import type { Leg } from './call-leg.ts'
import { answerLeg, scheduleHangUp } from './call-lifecycle.ts'

/** Something is played to the leg for `ms`: that answers it. */
export async function listen(context: CallContext, leg: Leg, ms: number): Promise<void> {
  beginMessage(context, leg)
  await leg.wait(ms)
}

/** Words or sounds begin: the leg is answered, and a person who hangs up at messages starts to. */
export function beginMessage(context: CallContext, leg: Leg): void {
  answerLeg(context, leg)
  if (leg.heardMessage) return
  leg.heardMessage = true
  scheduleHangUp(context, leg, leg.plan.hangUpAtMessageMs)
}
