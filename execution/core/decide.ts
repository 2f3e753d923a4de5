import { decideVisit, holdOver, visitReminder } from '#core/booking/decide-visit.ts'
import { decideCall } from '#core/calls/decide-call.ts'
import { callOf } from '#core/calls/call-state.ts'
import { lineTypeSettled, missCall } from '#core/calls/missed.ts'
import { correctField } from '#core/conversation/correct-field.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { ConversationEvent, Timer } from '#core/event.ts'
import { AUTOMATED_TEXTS, nothing } from '#core/planning.ts'
import { askForText } from '#core/texts/ask-for-text.ts'
import { answerTurn, customerQuiet, turnDue } from '#core/texts/answer-turn.ts'
import { receiveText } from '#core/texts/receive-text.ts'
import { textFailed } from '#core/texts/text-failed.ts'

/**
 * The heart: what follows from one event, given everything we know. Pure, so the same event, conversation and context always give the same
 * decision, and it can be asked again in a replay.
 */
export function decide(event: ConversationEvent, conversation: Conversation, context: DecideContext): Decision {
  switch (event.kind) {
    case 'call-received':
    case 'ring-picked-up':
    case 'ring-key-pressed':
    case 'ring-ended':
    case 'message-played':
    case 'caller-key-pressed':
    case 'voicemail-recorded':
    case 'call-ended':
      return decideCall(event, conversation, context)
    case 'sms-received':
      return receiveText(event, conversation, context)
    case 'timer-due':
      return timerDue(event.timer, conversation, context)
    case 'caller-looked-up': {
      const known = { ...conversation, lineType: event.lineType, lineTypeSettledAt: context.at }
      return withCancel(lineTypeSettled(known, context), 'look-up')
    }
    case 'texts-read':
      return answerTurn(event.texts, conversation, context)
    case 'sms-failed':
      return textFailed(event.errorCode, conversation, context)
    case 'sms-asked':
      return askForText(event, conversation, context)
    case 'person-took-over': {
      const taken = { ...conversation, takenOver: { at: context.at, until: event.until }, pending: [] }
      return { ...nothing(taken, { code: 'person_took_over' }), cancels: [AUTOMATED_TEXTS, 'turn'] }
    }
    case 'person-released':
      return nothing({ ...conversation, takenOver: null, contact: { ...conversation.contact, doubtAt: null } }, { code: 'person_released' })
    case 'visit-answered':
    case 'visit-set':
    case 'visit-canceled':
      return decideVisit(event, conversation, context)
    case 'person-corrected':
      return correctField(event, conversation, context.at)
    default:
      return event satisfies never
  }
}

function timerDue(timer: Timer, conversation: Conversation, context: DecideContext): Decision {
  switch (timer.kind) {
    case 'call-overdue': {
      const call = callOf(conversation, timer.callSid)
      const waits = call !== null && (call.stage === 'ringing' || call.stage === 'screening')
      return waits
        ? { ...missCall(conversation, call, context), reply: { kind: 'nothing' } }
        : nothing(conversation, { code: 'timer_not_needed' })
    }
    case 'turn-due':
      return turnDue(conversation, context)
    case 'customer-quiet':
      return customerQuiet(conversation, context)
    case 'look-up-overdue':
      return lineTypeSettled({ ...conversation, lineTypeSettledAt: conversation.lineTypeSettledAt ?? context.at }, context)
    case 'hold-over':
      return holdOver(timer.visitStart, conversation, context)
    case 'visit-reminder':
      return visitReminder(timer.visitStart, conversation, context)
    default:
      return timer satisfies never
  }
}

function withCancel(decision: Decision, cancelKey: string): Decision {
  return { ...decision, cancels: [...decision.cancels, cancelKey] }
}
