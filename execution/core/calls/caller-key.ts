import { ownerAlert } from '#core/conversation/owner-alert.ts'
import { startLadder } from '#core/escalation/climb.ts'
import type { CallState, Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { PlannedEffect } from '#core/effect.ts'
import { AUTOMATED_TEXTS, answer, both, nothing, planned } from '#core/planning.ts'
import { firstText, withoutWaitingFirstText } from '#core/texts/first-text.ts'
import { SECOND_MS, plus, type Instant } from '#core/values/instant.ts'
import { whyNoTextTo, whyNoTextToStaff } from '#core/texting.ts'
import { withCall } from './call-state.ts'
import { withMissedCall } from './lead-of-call.ts'
import { untextableReason } from './missed.ts'
import { onCallPhones } from './ring-plan.ts'
import { declinedMessage, pleaseHold } from './spoken.ts'

const VOICEMAIL_MAX_SECONDS = 120

/** The carrier rings about five seconds longer than it is told; then the line must be free again. */
const RING_OVER_MS = 10 * SECOND_MS

/** A key pressed by the caller while our message played: 9 = no text, 1 = emergency at night, or consent of somebody who had opted out. */
export function pressKey(digits: string, call: CallState, conversation: Conversation, context: DecideContext): Decision {
  if (digits === '9') return declineText(call, conversation, context)
  const mayText = whyNoTextTo(conversation, context) === null
  if (digits === '1' && conversation.contact.suppressedAt !== null && mayText) return consentByKey(call, conversation, context)
  if (digits === '1' && call.mode === 'night' && call.emergencyAt === null) return ringOnCall(call, conversation, context)
  return answer(
    withCall(conversation, call),
    { kind: 'record', spoken: null, maxSeconds: VOICEMAIL_MAX_SECONDS },
    { code: 'key_without_meaning' },
  )
}

/** No text for this call: what still waits is cancelled, and nothing proactive may follow. */
function declineText(call: CallState, conversation: Conversation, context: DecideContext): Decision {
  const { at, policy } = context
  const contact = { ...conversation.contact, declinedTextAt: at }
  const next = withoutWaitingFirstText(withCall({ ...conversation, contact }, { ...call, declinedTextAt: at }), context)
  const reply = { kind: 'record' as const, spoken: declinedMessage(policy), maxSeconds: VOICEMAIL_MAX_SECONDS }
  return { ...answer(next, reply, { code: 'text_declined' }), cancels: [AUTOMATED_TEXTS, 'look-up'] }
}

/** `compliance` 1.3 rule 11: a key press after an opt-out is a new, express consent, stored as such. */
function consentByKey(call: CallState, conversation: Conversation, context: DecideContext): Decision {
  const { at } = context
  const contact = { ...conversation.contact, suppressedAt: null, suppressedRule: null, doubtAt: null, expressAt: at, inquiryAt: at }
  const missed: CallState = { ...call, stage: 'missed', missedAt: call.missedAt ?? at, announced: true }
  const cleared = withCall({ ...conversation, contact }, missed)
  const withLead = cleared.lead === null || cleared.lead.status === 'opted_out' ? withMissedCall(cleared, missed, at) : cleared
  const record = answer(withLead, { kind: 'record', spoken: null, maxSeconds: VOICEMAIL_MAX_SECONDS }, { code: 'consent_by_key' })
  if (untextableReason(withLead, context) !== null) return record
  return both(record, firstText(withLead, missed, context))
}

function ringOnCall(call: CallState, conversation: Conversation, context: DecideContext): Decision {
  const { at, policy } = context
  const phones = onCallPhones(policy, conversation.phone ?? '')
  const missed = withCall(conversation, { ...call, emergencyAt: at })
  const { lead } = missed
  const urgent =
    lead === null ? missed : { ...missed, lead: { ...lead, intake: { ...lead.intake, urgency: 'emergency' as const, pagedAt: at } } }
  const ladder = startLadder(urgent, context)
  // An alarm that must ring instead of texting waits until their phone has rung with the caller on the line.
  const { ownerPhone } = policy
  const mustRing = phones.length > 0 && ownerPhone !== null && whyNoTextToStaff(ownerPhone, context) !== null
  const notBefore = mustRing ? plus(at, policy.ringSeconds * SECOND_MS + RING_OVER_MS) : null
  const alert = urgent.lead === null ? nothing(urgent) : pageOwner(ladder.next, { call, ladder: ladder.effects, notBefore }, context)
  if (phones.length === 0)
    return both(alert, answer(alert.next, { kind: 'record', spoken: null, maxSeconds: VOICEMAIL_MAX_SECONDS }, { code: 'nobody_on_call' }))
  const reply = { kind: 'ring' as const, phones, timeoutSeconds: policy.ringSeconds, callerId: call.to, first: pleaseHold(policy) }
  return both(alert, answer(alert.next, reply, { code: 'ring_on_call', facts: { phones: phones.length } }))
}

type Page = { call: CallState; ladder: PlannedEffect[]; notBefore: Instant | null }

function pageOwner(conversation: Conversation, { call, ladder, notBefore }: Page, context: DecideContext): Decision {
  const { lead } = conversation
  if (lead === null) return nothing(conversation)
  const body = ownerAlert('emergency', lead.intake, conversation.phone, context.facts, context.at)
  const plan = { notBefore, onceKey: `emergency-key:${call.callSid}` }
  return {
    ...nothing(conversation),
    effects: [planned({ kind: 'tell-owner', alert: 'emergency', body, leadId: lead.id }, plan), ...ladder],
  }
}
