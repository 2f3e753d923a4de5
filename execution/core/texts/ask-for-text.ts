import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { ConversationEvent } from '#core/event.ts'
import { nothing, planned, textLane } from '#core/planning.ts'

/** A text that an outsider asks for. Whether it may go is the gate's question, asked before this event is stored and again when it leaves. */
export function askForText(event: ConversationEvent & { kind: 'sms-asked' }, conversation: Conversation, context: DecideContext): Decision {
  const from = conversation.ourNumber ?? context.policy.numbers[0]?.e164 ?? null
  const effect = planned(
    {
      kind: 'send-sms',
      smsKind: event.smsKind,
      to: event.to,
      from,
      body: event.body,
      leadId: conversation.lead?.id ?? null,
      callSid: null,
    },
    { notBefore: context.textSlot, lane: textLane(conversation.key) },
  )
  return { ...nothing(conversation, { code: 'asked_by_api', facts: { kind: event.smsKind } }), effects: [effect] }
}
