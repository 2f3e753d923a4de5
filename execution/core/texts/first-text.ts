import { firstTextBody } from '#core/compliance/message-texts.ts'
import type { CallState, Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { TextsRest } from '#core/texting.ts'
import { AUTOMATED_TEXTS, nothing, planned, textLane } from '#core/planning.ts'

/**
 * While no text may leave, the first text is a row all the same: the gate refuses it with the reason that the owner reads. Nobody has heard of it, so the
 * conversation knows of none, and the next call after the approval gets its text as if there had been no call before.
 */
export function heldFirstText(conversation: Conversation, call: CallState, why: TextsRest, context: DecideContext): Decision {
  const { effects } = firstText(conversation, call, { ...context, textSlot: context.at })
  return { ...nothing(conversation, { code: 'texts_rest', facts: { why } }), effects }
}

/** Plans the one text that a missed call deserves. It leaves from the number that was called. */
export function firstText(conversation: Conversation, call: CallState, context: DecideContext): Decision {
  const { phone, lead } = conversation
  if (phone === null || lead === null || context.textSlot === null) return nothing(conversation, { code: 'untextable' })
  const { at, policy, textSlot } = context
  const body = firstTextBody(phone, policy, { zip: lead.intake.slots.zip?.value ?? null, region: conversation.contact.region ?? null })
  const effect = planned(
    { kind: 'send-sms', smsKind: 'instant_reply', to: phone, from: call.to, body, leadId: lead.id, callSid: call.callSid },
    { notBefore: textSlot, cancelKey: AUTOMATED_TEXTS, onceKey: `first-text:${call.callSid}`, lane: textLane(conversation.key) },
  )
  const asked = { ...lead, intake: { ...lead.intake, asked: 'problem' as const, timesAsked: { ...lead.intake.timesAsked, problem: 1 } } }
  const next: Conversation = { ...conversation, lead: asked, history: { ...conversation.history, firstTextAt: at, introducedAt: at } }
  return { ...nothing(next, { code: 'first_text', facts: { delayed: textSlot > at } }), effects: [effect], cancels: ['look-up'] }
}

/** For whoever calls off the texts that wait: a first text among them was never had, and the next missed call within its day must get one. */
export function withoutWaitingFirstText(conversation: Conversation, { firstTextWaits }: DecideContext): Conversation {
  if (firstTextWaits !== true) return conversation
  return { ...conversation, history: { ...conversation.history, firstTextAt: null, introducedAt: null } }
}
