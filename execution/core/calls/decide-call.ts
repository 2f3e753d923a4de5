import { modeAt } from '#core/hours/mode-at.ts'
import { ownerAlert } from '#core/conversation/owner-alert.ts'
import { textability } from '#core/compliance/textability.ts'
import { isUnaccepted } from '#core/escalation/climb.ts'
import { noteAcknowledged } from '#core/owner/act-on-lead.ts'
import { nameOf, staffOf, type Person } from '#core/owner/staff.ts'
import type { CallState, Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { CallEvent } from '#core/event.ts'
import { AUTOMATED_TEXTS, answer, both, nothing, planned } from '#core/planning.ts'
import { DAY_MS, SECOND_MS, plus } from '#core/values/instant.ts'
import { withoutWaitingFirstText } from '#core/texts/first-text.ts'
import { whyNoTextTo } from '#core/texting.ts'
import { callOf, newCall, withCall } from './call-state.ts'
import { pressKey } from './caller-key.ts'
import {
  LOOK_UP_PLANNED,
  missCall,
  noVoicemailKey,
  overdueKey,
  askLineType,
  replyToMissed,
  untextableAlert,
  untextableReason,
} from './missed.ts'
import { phonesToRing } from './ring-plan.ts'
import { onCallNotReached, whisper } from './spoken.ts'

/** The carrier adds about this much to every `<Dial timeout>` (Dial page). */
const CARRIER_RING_EXTRA_MS = 5 * SECOND_MS

/** After the ring should have ended: waits this long for the carrier to say so before our own timer calls it missed. */
const OVERDUE_MARGIN_MS = 10 * SECOND_MS

/** Time to hear the whisper and press a key. */
const ACCEPT_SECONDS = 8

const VOICEMAIL_MAX_SECONDS = 120

/** The states of a call are drawn in `conversation.ts`. This is the switch over what can happen to one. */
export function decideCall(event: CallEvent, conversation: Conversation, context: DecideContext): Decision {
  const call = callOf(conversation, event.callSid)
  switch (event.kind) {
    case 'call-received':
      return call === null
        ? receive(event, conversation, context)
        : answer(conversation, replyToMissed(conversation, call, context), { code: 'call_known' })
    case 'ring-picked-up':
      return pickedUp(call ?? lateCall(event, conversation, context), conversation, context)
    case 'ring-key-pressed':
      return ringKey(event, call ?? lateCall(event, conversation, context), conversation, context)
    case 'ring-ended':
      return ringEnded(event, call ?? lateCall(event, conversation, context), conversation, context)
    case 'message-played':
      return played(call ?? lateCall(event, conversation, context), conversation, context)
    case 'caller-key-pressed':
      return pressKey(event.digits, call ?? lateCall(event, conversation, context), conversation, context)
    case 'voicemail-recorded':
      return recorded(event, call ?? lateCall(event, conversation, context), conversation, context)
    case 'voicemail-transcribed':
      return transcribed(event, conversation, context)
    case 'call-ended':
      return ended(event, call ?? lateCall(event, conversation, context), conversation, context)
    default:
      return event satisfies never
  }
}

/** A call whose first webhook we never got: it starts now, as far as we know. */
function lateCall(event: CallEvent, conversation: Conversation, context: DecideContext): CallState {
  const startedAt = event.kind === 'call-ended' ? (event.startedAt ?? context.at) : context.at
  return newCall(event.callSid, event.to || (conversation.ourNumber ?? ''), modeNow(context), startedAt)
}

function receive(event: CallEvent & { kind: 'call-received' }, conversation: Conversation, context: DecideContext): Decision {
  const { policy, at } = context
  const call = newCall(event.callSid, event.to, modeNow(context), at)
  const called: Conversation = { ...withCall(conversation, call), contact: { ...conversation.contact, callAt: at } }
  const phones = phonesToRing(policy, { from: event.from, to: event.to, forwardedFrom: event.forwardedFrom, mode: call.mode })
  if (phones.length === 0) return missCall(called, call, context)
  const asked = askLineType(called, context)
  const ringMs = policy.ringSeconds * SECOND_MS + CARRIER_RING_EXTRA_MS
  return {
    next: asked.next,
    reply: { kind: 'ring', phones, timeoutSeconds: policy.ringSeconds, callerId: callerIdFor(conversation, call, context), first: null },
    effects: [...asked.effects, overdue(call, plus(at, ringMs + OVERDUE_MARGIN_MS))],
    cancels: [],
    reasons: [{ code: 'ring', facts: { mode: call.mode, phones: phones.length } }],
  }
}

/** The carrier shows the caller's number to the owner; where there is none to show it needs one of ours. */
function callerIdFor(conversation: Conversation, call: CallState, context: DecideContext): CallState['to'] {
  const shown =
    conversation.phone !== null &&
    textability(
      conversation.phone,
      context.policy.numbers.map((number) => number.e164),
    ).textable
  return shown ? null : call.to
}

function pickedUp(call: CallState, conversation: Conversation, context: DecideContext): Decision {
  const emergency = call.emergencyAt !== null
  const screening: CallState = { ...call, stage: call.stage === 'ringing' ? 'screening' : call.stage }
  return {
    next: withCall(conversation, screening),
    reply: { kind: 'ask-to-accept', spoken: whisper(context.policy, emergency), timeoutSeconds: ACCEPT_SECONDS },
    effects: call.stage === 'ringing' ? [overdue(call, plus(context.at, 2 * ACCEPT_SECONDS * SECOND_MS + OVERDUE_MARGIN_MS))] : [],
    cancels: call.stage === 'ringing' ? [overdueKey(call.callSid)] : [],
    reasons: [{ code: 'screening' }],
  }
}

function ringKey(
  event: CallEvent & { kind: 'ring-key-pressed' },
  call: CallState,
  conversation: Conversation,
  context: DecideContext,
): Decision {
  if (event.digits !== '1') return answer(conversation, { kind: 'hang-up' }, { code: 'not_accepted' })
  const accepted = withoutWaitingFirstText(withCall(conversation, { ...call, stage: 'accepted' }), context)
  const by = whoAccepts(event.to, context)
  const met = onTheLine(accepted, by, context)
  const next: Conversation = call.emergencyAt === null ? met.next : withAcceptedEmergency(met.next, by.name, context)
  const connected: Decision = {
    ...answer(next, { kind: 'connect' }, { code: 'accepted' }),
    cancels: [overdueKey(call.callSid), AUTOMATED_TEXTS, LOOK_UP_PLANNED],
  }
  return both(met, connected)
}

/** The person whose phone it was; where the carrier does not say, the owner. */
function whoAccepts(rung: string, { policy }: DecideContext): Person {
  const role = staffOf(policy, rung)?.role ?? 'owner'
  return { role, name: nameOf(policy, role), phone: null, ourNumber: null }
}

/** Whoever has the customer on the line has the emergency too: the ladder ends, and no text is needed to say so. */
function onTheLine(conversation: Conversation, by: Person, context: DecideContext): Decision {
  const isWaiting = isUnaccepted(conversation.lead)
  return isWaiting ? noteAcknowledged({ how: 'silent', by: by.name }, conversation, by, context) : nothing(conversation)
}

/** The on-call person has the caller on the line: from now on a person has the conversation. */
function withAcceptedEmergency(conversation: Conversation, acceptedBy: string, context: DecideContext): Conversation {
  const { lead } = conversation
  if (lead === null) return conversation
  return {
    ...conversation,
    lead: { ...lead, status: 'handed_over', intake: { ...lead.intake, acceptedBy } },
    takenOver: { at: context.at, until: null },
  }
}

/** Connected means bridged and accepted; a mailbox is bridged but presses no key. */
function ringEnded(
  event: CallEvent & { kind: 'ring-ended' },
  call: CallState,
  conversation: Conversation,
  context: DecideContext,
): Decision {
  const answered = event.status === 'completed' || event.status === 'answered'
  if (call.stage === 'connected' || (call.stage === 'accepted' && answered && event.bridged !== false)) {
    const next = withCall(conversation, { ...call, stage: 'connected', endedAt: context.at })
    return { ...answer(next, { kind: 'hang-up' }, { code: 'connected' }), cancels: [overdueKey(call.callSid)] }
  }
  const faulty = event.status === 'failed' ? numberFaulty(conversation, context) : nothing(conversation)
  if (call.emergencyAt !== null) {
    const unreached = withCall(conversation, { ...call, stage: 'missed' })
    const reply = { kind: 'record' as const, spoken: onCallNotReached(), maxSeconds: VOICEMAIL_MAX_SECONDS }
    return both(faulty, answer(unreached, reply, { code: 'on_call_not_reached' }))
  }
  return both(faulty, missCall(conversation, call, context))
}

function numberFaulty(conversation: Conversation, context: DecideContext): Decision {
  const body = `${context.policy.name}: a call could not be put through to your phone. Please check the number we ring for you.`
  const day = Math.floor(context.at / DAY_MS)
  const effect = planned({ kind: 'tell-owner', alert: 'number-faulty', body, leadId: null }, { onceKey: `number-faulty:${day}` })
  return { ...nothing(conversation, { code: 'ring_failed' }), effects: [effect] }
}

function played(call: CallState, conversation: Conversation, context: DecideContext): Decision {
  const { at } = context
  const heard: CallState = { ...call, disclosurePlayedAt: call.announced ? at : null }
  const contact = call.announced ? { ...conversation.contact, disclosurePlayedAt: at } : conversation.contact
  const next = withCall({ ...conversation, contact }, heard)
  return answer(
    next,
    { kind: 'record', spoken: null, maxSeconds: VOICEMAIL_MAX_SECONDS },
    { code: 'message_played', facts: { announced: call.announced } },
  )
}

function recorded(
  event: CallEvent & { kind: 'voicemail-recorded' },
  call: CallState,
  conversation: Conversation,
  context: DecideContext,
): Decision {
  if (event.durationSeconds === 0 || call.recordingSid !== null)
    return answer(conversation, { kind: 'hang-up' }, { code: 'voicemail_empty_or_known' })
  const { at } = context
  const asMissed = call.stage === 'missed' ? nothing(withCall(conversation, call)) : missCall(conversation, call, context)
  const missed = callOf(asMissed.next, call.callSid) ?? call
  const next = withCall(
    { ...asMissed.next, contact: { ...asMissed.next.contact, inquiryAt: at } },
    { ...missed, recordingSid: event.recordingSid },
  )
  const { lead } = next
  const { recordingSid } = event
  const fetched = planned({ kind: 'fetch-media', mediaId: recordingSid, media: 'voicemail', subject: call.callSid, source: recordingSid })
  if (lead === null) return both(asMissed, { ...answer(next, { kind: 'hang-up' }), effects: [fetched] })
  const body = `${ownerAlert('voicemail', lead.intake, next.phone, context.facts, at)} Voicemail of ${event.durationSeconds} s is on the lead's page.`
  const effect = planned({ kind: 'tell-owner', alert: 'voicemail', body, leadId: lead.id }, { onceKey: `voicemail:${event.recordingSid}` })
  const told = {
    ...answer(next, { kind: 'hang-up' as const }, { code: 'voicemail' }),
    effects: [effect, fetched],
    cancels: [noVoicemailKey(call.callSid)],
  }
  return both(asMissed, told)
}

/** The words of a voicemail are read like a text. */
function transcribed(event: CallEvent & { kind: 'voicemail-transcribed' }, conversation: Conversation, { at }: DecideContext): Decision {
  const { text, recordingSid } = event
  if (text === null || conversation.lead === null) return nothing(conversation, { code: 'voicemail_without_words' })
  const read = { messageSid: recordingSid, body: text, receivedAt: at }
  return {
    ...nothing(conversation, { code: 'voicemail_transcribed' }),
    effects: [planned({ kind: 'read-texts', texts: [read], asked: null, voicemail: true })],
  }
}

/** The caller's leg is over. Whoever was not connected by then has been missed, whatever the carrier calls it. */
function ended(event: CallEvent & { kind: 'call-ended' }, call: CallState, conversation: Conversation, context: DecideContext): Decision {
  const over: CallState = { ...call, endedAt: context.at }
  const talked = call.stage === 'connected' || (call.stage === 'accepted' && event.status === 'completed')
  if (talked) {
    const next = withCall(conversation, { ...over, stage: 'connected' })
    return { ...nothing(next, { code: 'connected' }), cancels: [overdueKey(call.callSid)] }
  }
  const missed =
    call.stage === 'missed'
      ? nothing(withCall(conversation, over), { code: 'missed_already' })
      : silent(missCall(conversation, over, context))
  const after = callOf(missed.next, call.callSid) ?? over
  // Whoever has opted out is told of in their own way.
  const rests = !after.announced && missed.next.contact.suppressedAt === null && whyNoTextTo(missed.next, context) !== null
  const unreachable = rests || untextableReason(missed.next, context) !== null
  return unreachable ? both(missed, untextableAlert(missed.next, after, context)) : missed
}

/** A report has nobody on the line: what would be spoken is left out. */
function silent(decision: Decision): Decision {
  return { ...decision, reply: { kind: 'nothing' } }
}

function overdue(call: CallState, at: ReturnType<typeof plus>): Decision['effects'][number] {
  const timer = { kind: 'call-overdue' as const, callSid: call.callSid }
  return planned({ kind: 'start-timer', timer }, { notBefore: at, cancelKey: overdueKey(call.callSid) })
}

function modeNow(context: DecideContext): CallState['mode'] {
  return modeAt(context.policy.hours, context.policy.timezone, context.at, context.tzdata)
}
