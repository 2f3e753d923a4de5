import { decideVisit, holdOver, visitReminder } from '#core/booking/decide-visit.ts'
import { decideCall } from '#core/calls/decide-call.ts'
import { callOf } from '#core/calls/call-state.ts'
import { lineTypeSettled, missCall } from '#core/calls/missed.ts'
import { climb } from '#core/escalation/climb.ts'
import { actOnLead, alertAgain, release, takeOver } from '#core/owner/act-on-lead.ts'
import { decideOwner, noteChosen, noteSettled } from '#core/owner/decide-owner.ts'
import { DESK_KEY } from '#core/owner/desk.ts'
import { sendDigest } from '#core/owner/digest.ts'
import { decidePersonCall } from '#core/owner/person-call.ts'
import { raiseAlert, sendBundle } from '#core/owner/raise-alert.ts'
import { correctField } from '#core/conversation/correct-field.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { ConversationEvent, Timer } from '#core/event.ts'
import { answerInquiry } from '#core/inquiries/answer-inquiry.ts'
import { isOfInquiry, readWaitingInquiry, receiveInquiry } from '#core/inquiries/receive-inquiry.ts'
import { both, nothing } from '#core/planning.ts'
import { askForText } from '#core/texts/ask-for-text.ts'
import { answerTurn, customerQuiet, turnDue } from '#core/texts/answer-turn.ts'
import { hearVoicemail } from '#core/texts/hear-voicemail.ts'
import { refineLead } from '#core/texts/refine-lead.ts'
import { withoutQuarantine } from '#core/texts/guard-loop.ts'
import { receiveText } from '#core/texts/receive-text.ts'
import { staffWord } from '#core/texts/staff-word.ts'
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
    case 'voicemail-transcribed':
    case 'call-ended':
      return decideCall(event, conversation, context)
    case 'sms-received':
      return conversation.key === DESK_KEY ? decideOwner(event, conversation, context) : receiveText(event, conversation, context)
    case 'timer-due':
      return timerDue(event.timer, conversation, context)
    case 'caller-looked-up': {
      const known = { ...conversation, lineType: event.lineType, lineTypeSettledAt: context.at }
      const settled = lineTypeSettled(known, context)
      return withCancel(both(settled, readWaitingInquiry(settled.next)), 'look-up')
    }
    case 'inquiry-received':
      return receiveInquiry(event, conversation, context)
    case 'texts-read':
      if (isOfInquiry(event.texts, conversation)) return withModelReason(answerInquiry(event.texts, conversation, context), event)
      return withModelReason(answerTurn(event.texts, conversation, context, event.wording), event)
    case 'voicemail-read':
      return hearVoicemail(event, conversation, context)
    case 'reading-refined':
      return refineLead(event, conversation)
    case 'sms-failed':
      return textFailed(event, conversation, context)
    case 'sms-asked':
      return askForText(event, conversation, context)
    case 'person-took-over':
      return takeOver(event, withoutQuarantine(conversation), context)
    case 'person-released':
      return release(event, withoutQuarantine(conversation))
    case 'visit-answered':
    case 'visit-set':
    case 'visit-canceled':
      return decideVisit(event, conversation, context)
    case 'opt-out-recorded':
    case 'opt-out-undone':
    case 'consent-recorded':
      return staffWord(event, conversation, context)
    case 'person-acted':
      return actOnLead(event, conversation, context)
    case 'person-picked-up':
    case 'person-key-pressed':
    case 'person-call-ended':
      return decidePersonCall(event, conversation, context)
    case 'alert-raised':
      return raiseAlert(event, conversation, context)
    case 'lead-settled':
      return noteSettled(event, conversation)
    case 'visit-chosen':
      return noteChosen(event, conversation)
    case 'digest-due':
      return sendDigest(event.figures, conversation, context)
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
    case 'escalation':
      return climb(timer, conversation, context)
    case 'alert-again':
      return alertAgain(timer, conversation, context)
    case 'bundle-due':
      return sendBundle(conversation, context)
    case 'digest':
      // The flow gathers the figures of the day and brings them as `digest-due`.
      return nothing(conversation, { code: 'timer_not_needed' })
    default:
      return timer satisfies never
  }
}

/** Where a model is configured, the decision says whose reading it rests on and why. */
function withModelReason(decision: Decision, event: Extract<ConversationEvent, { kind: 'texts-read' }>): Decision {
  if (event.fallback === undefined) return decision
  return { ...decision, reasons: [...decision.reasons, { code: 'read_by', facts: { engine: event.engine, fallback: event.fallback } }] }
}

function withCancel(decision: Decision, cancelKey: string): Decision {
  return { ...decision, cancels: [...decision.cancels, cancelKey] }
}
