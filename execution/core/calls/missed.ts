import { textability } from '#core/compliance/textability.ts'
import { ownerAlert } from '#core/conversation/owner-alert.ts'
import { firstText, heldFirstText } from '#core/texts/first-text.ts'
import { whyNoTextTo } from '#core/texting.ts'
import type { CallState, Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import { answer, both, laterOf, nothing, planned } from '#core/planning.ts'
import type { Reply } from '#core/reply.ts'
import { DAY_MS, SECOND_MS, plus } from '#core/values/instant.ts'
import { withCall } from './call-state.ts'
import { isOpen, withMissedCall } from './lead-of-call.ts'
import { onCallPhones } from './ring-plan.ts'
import { missedMessage, noTextsMessage, optedOutMessage, voicemailMessage } from './spoken.ts'

/** Within this time a redial edits the lead instead of making a second text (`compliance` 6.2: one per number and tenant in 24 hours). */
export const REDIAL_WINDOW_MS = DAY_MS

/** How long the first text waits for the line type before it goes without. Keeps the five-second promise. */
export const LOOK_UP_WAIT_MS = 2_500

/** A look-up that nobody needs any more, because a person has accepted the call, is not paid for. */
export const LOOK_UP_PLANNED = 'look-up-planned'

const VOICEMAIL_MAX_SECONDS = 120

/** Time for a voicemail to arrive before the owner is told that there was none. */
const VOICEMAIL_GRACE_MS = 30 * SECOND_MS

/**
 * The one place where a call becomes a missed call. Doing it twice is doing it once: the stage says so, and the first text has a once-key.
 */
export function missCall(conversation: Conversation, call: CallState, context: DecideContext): Decision {
  if (call.stage === 'missed') return answer(conversation, replyToMissed(conversation, call, context), { code: 'missed_already' })
  const { at } = context
  const missed: CallState = { ...call, stage: 'missed', missedAt: at }
  const hadOpenLead = isOpen(conversation.lead, at)
  const callAt = laterOf(conversation.contact.callAt ?? call.startedAt, call.startedAt)
  const noted = withMissedCall(withCall({ ...conversation, contact: { ...conversation.contact, callAt } }, missed), missed, at)
  const wanted = firstTextOrNot(noted, missed, hadOpenLead, context)
  const announced = wanted.reasons.some((reason) => reason.code === 'first_text' || reason.code === 'awaiting_line_type')
  const next = withCall(wanted.next, { ...missed, announced })
  const reply = replyToMissed(next, { ...missed, announced }, context)
  return {
    ...wanted,
    next,
    reply,
    cancels: [...wanted.cancels, overdueKey(call.callSid)],
    reasons: [{ code: 'missed' }, ...wanted.reasons],
  }
}

/** What the caller hears. Whoever can be texted hears of the text; everybody else is asked for a voicemail. */
export function replyToMissed(conversation: Conversation, call: CallState, context: DecideContext): Reply {
  const { policy } = context
  const emergencyKey = call.mode === 'night' && call.emergencyAt === null && onCallPhones(policy, conversation.phone ?? '').length > 0
  const rests = !call.announced && isTextable(conversation, context) && whyNoTextTo(conversation, context) !== null
  if (rests) {
    const record = { kind: 'record' as const, spoken: noTextsMessage(policy, { emergencyKey }), maxSeconds: VOICEMAIL_MAX_SECONDS }
    return emergencyKey ? { ...record, keys: true } : record
  }
  if (conversation.contact.suppressedAt !== null) return { kind: 'message', spoken: optedOutMessage(policy), keys: true }
  if (!call.announced) return { kind: 'record', spoken: voicemailMessage(policy), maxSeconds: VOICEMAIL_MAX_SECONDS }
  return { kind: 'message', spoken: missedMessage(policy, { emergencyKey, mode: call.mode }), keys: true }
}

function isTextable(conversation: Conversation, context: DecideContext): boolean {
  return untextableReason(conversation, context) === null
}

/** Why a number cannot be texted, or null when it can. */
export function untextableReason(conversation: Conversation, context: DecideContext): string | null {
  if (conversation.phone === null) return 'withheld'
  const own = context.policy.numbers.map((number) => number.e164)
  const answerOf = textability(conversation.phone, own)
  if (!answerOf.textable) return answerOf.reason
  return conversation.lineType === 'landline' || conversation.lineType === 'toll-free' ? conversation.lineType : null
}

function firstTextOrNot(conversation: Conversation, call: CallState, hadOpenLead: boolean, context: DecideContext): Decision {
  const { at } = context
  const untextable = untextableReason(conversation, context)
  if (untextable !== null) return nothing(conversation, { code: 'untextable', facts: { why: untextable } })
  if (conversation.contact.suppressedAt !== null) return tellAgain(conversation, call, context, 'suppressed')
  const rests = whyNoTextTo(conversation, context)
  if (rests !== null) return heldFirstText(conversation, call, rests, context)
  const { firstTextAt } = conversation.history
  if (firstTextAt !== null && at - firstTextAt < REDIAL_WINDOW_MS) {
    const redial = { code: 'redial', facts: { missedCalls: conversation.lead?.missedCalls ?? 1 } }
    const stillAsking = hadOpenLead && conversation.lead?.status === 'open'
    const told = stillAsking ? nothing(conversation) : tellAgain(conversation, call, context, 'redial')
    return { ...told, reasons: [redial, ...told.reasons] }
  }
  if (context.textSlot === null) return tellAgain(conversation, call, context, 'rate_limited_too_long')
  const { lineType, lineTypeAskedAt, lineTypeSettledAt } = conversation
  if (lineType === 'unknown' && lineTypeAskedAt === null && lineTypeSettledAt === null) return lookUpFirst(conversation, call, context)
  if (lineType === 'unknown' && isBeingLookedUp(conversation, context)) return waitForLineType(conversation, call, context)
  return firstText(conversation, call, context)
}

/** The owner hears of a caller who gets no text from us, so that the lead is not lost. Once per call. */
function tellAgain(conversation: Conversation, call: CallState, context: DecideContext, why: string): Decision {
  const { lead, phone } = conversation
  if (lead === null) return nothing(conversation, { code: why })
  const body = ownerAlert('missed-untextable', lead.intake, phone, context.facts, context.at)
  const effect = planned(
    { kind: 'tell-owner', alert: 'missed-untextable', body, leadId: lead.id },
    { onceKey: `called-again:${call.callSid}` },
  )
  return { ...nothing(conversation, { code: why }), effects: [effect] }
}

/** Asks what kind of line this is while the owner's phone rings: by the time that it has stopped ringing we know. */
export function askLineType(conversation: Conversation, context: DecideContext): Decision {
  const { phone } = conversation
  if (phone === null || conversation.lineType !== 'unknown' || conversation.lineTypeAskedAt !== null) return nothing(conversation)
  if (untextableReason(conversation, context) !== null || whyNoTextTo(conversation, context) !== null) return nothing(conversation)
  const effects = [planned({ kind: 'look-up-caller', phone }, { cancelKey: LOOK_UP_PLANNED })]
  return { ...nothing({ ...conversation, lineTypeAskedAt: context.at }), effects }
}

function lookUpFirst(conversation: Conversation, call: CallState, context: DecideContext): Decision {
  const asked = askLineType(conversation, context)
  return both(asked, waitForLineType(asked.next, call, context))
}

function waitForLineType(conversation: Conversation, call: CallState, context: DecideContext, next = conversation): Decision {
  const timer = planned(
    { kind: 'start-timer', timer: { kind: 'look-up-overdue', callSid: call.callSid } },
    { notBefore: plus(context.at, LOOK_UP_WAIT_MS), cancelKey: 'look-up' },
  )
  return { ...nothing(next, { code: 'awaiting_line_type' }), effects: [timer] }
}

function isBeingLookedUp(conversation: Conversation, context: DecideContext): boolean {
  const { lineTypeAskedAt, lineTypeSettledAt } = conversation
  return lineTypeAskedAt !== null && lineTypeSettledAt === null && context.at - lineTypeAskedAt < LOOK_UP_WAIT_MS
}

/** The line type is known, or will not be: the missed call that waited for it gets its text, or its owner is told. */
export function lineTypeSettled(conversation: Conversation, context: DecideContext): Decision {
  const waiting = conversation.calls.findLast((call) => call.missedAt !== null && call.announced && !isTextPlanned(conversation, call))
  if (waiting === undefined) return nothing(conversation)
  const untextable = untextableReason(conversation, context)
  if (untextable !== null) {
    const next = withCall(conversation, { ...waiting, announced: false })
    return { ...untextableAlert(next, waiting, context), reasons: [{ code: 'untextable', facts: { why: untextable } }] }
  }
  if (waiting.declinedTextAt !== null) return nothing(conversation, { code: 'text_declined' })
  if (conversation.contact.suppressedAt !== null) return nothing(conversation, { code: 'suppressed' })
  return firstText(conversation, waiting, context)
}

function isTextPlanned(conversation: Conversation, call: CallState): boolean {
  const { firstTextAt } = conversation.history
  return firstTextAt !== null && (firstTextAt >= call.startedAt || call.startedAt - firstTextAt < REDIAL_WINDOW_MS)
}

/** Tells the owner of a caller whom no text reaches, unless a voicemail arrives first (it brings its own alert). */
export function untextableAlert(conversation: Conversation, call: CallState, context: DecideContext): Decision {
  const { lead, phone } = conversation
  if (lead === null || phone === null || call.recordingSid !== null) return nothing(conversation)
  const body = ownerAlert('missed-untextable', lead.intake, phone, context.facts, context.at)
  const effect = planned(
    { kind: 'tell-owner', alert: 'missed-untextable', body, leadId: lead.id },
    { notBefore: plus(context.at, VOICEMAIL_GRACE_MS), cancelKey: noVoicemailKey(call.callSid), onceKey: `untextable:${call.callSid}` },
  )
  return { ...nothing(conversation), effects: [effect] }
}

export function overdueKey(callSid: string): string {
  return `overdue:${callSid}`
}

export function noVoicemailKey(callSid: string): string {
  return `no-voicemail:${callSid}`
}
