import type { CallContext } from './call-context.ts'
import type { CallStatus, Leg, ProgressEvent } from './call-leg.ts'
import { callStatusParams } from './call-params.ts'
import type { PlannedInput } from './personas.ts'

/** Marks the leg as answered and lets its person act from now on. Nothing happens when it was answered before. */
export function answerLeg(context: CallContext, leg: Leg): void {
  if (leg.answeredAt !== null || leg.endedAt !== null) return
  leg.answeredAt = context.clock.now()
  leg.status = 'in-progress'
  context.log.add({ kind: 'leg', callSid: leg.callSid, detail: { step: 'answered', direction: leg.direction, to: leg.to } })
  scheduleInputs(context, leg, leg.plan.inputsAfterAnswer)
  if (leg.direction !== 'inbound') scheduleHangUp(context, leg, leg.plan.hangUpAfterMs)
  announce(context, leg, 'answered', 'in-progress')
}

/** The person of the leg hangs up after this long, unless connected with somebody by then. Null: never. */
export function scheduleHangUp(context: CallContext, leg: Leg, afterMs: number | null): void {
  if (afterMs === null) return
  leg.later(afterMs, () => {
    if (!leg.bridged) hangUp(context, leg)
  })
}

/** The person of the leg presses and says what is planned, counted from now. */
export function scheduleInputs(context: CallContext, leg: Leg, inputs: readonly PlannedInput[]): void {
  for (const planned of inputs) {
    leg.later(planned.afterMs, () => {
      const heard = leg.input(planned)
      context.log.add({ kind: 'key', callSid: leg.callSid, detail: { ...planned, heard } })
    })
  }
}

/** The person of the leg puts the telephone down. */
export function hangUp(context: CallContext, leg: Leg): void {
  if (leg.endedAt !== null) return
  context.log.add({ kind: 'leg', callSid: leg.callSid, detail: { step: 'hung up', answered: leg.answeredAt !== null } })
  finishLeg(context, leg, leg.answeredAt === null ? abandonedStatus(context, leg) : 'completed')
}

/** Ends the leg with a final status and announces it. Nothing happens when it has ended before. */
export function finishLeg(context: CallContext, leg: Leg, status: CallStatus): void {
  if (leg.endedAt !== null) return
  leg.end(status)
  context.log.add({ kind: 'leg', callSid: leg.callSid, detail: { step: 'ended', status, direction: leg.direction, to: leg.to } })
  announce(context, leg, 'completed', status)
}

/** Sends the progress callback of the leg, when somebody asked for this event. Callbacks are best effort: the answer is ignored. */
export function announce(context: CallContext, leg: Leg, event: ProgressEvent, status: CallStatus): void {
  if (leg.callback === null || !leg.callback.events.has(event)) return
  context.callbacks({
    account: context.accounts.get(leg.accountSid),
    channel: 'voice',
    url: leg.callback.url,
    method: leg.callback.method,
    params: callStatusParams(leg, status, context.clock.now()),
    callSid: leg.callSid,
  })
}

function abandonedStatus(context: CallContext, leg: Leg): CallStatus {
  if (leg.direction !== 'inbound') return 'canceled'
  if (context.voice.abandonedStatus !== 'either') return context.voice.abandonedStatus
  return context.random.chance(0.5) ? 'no-answer' : 'canceled'
}
