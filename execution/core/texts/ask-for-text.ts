import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { ConversationEvent } from '#core/event.ts'
import { takeOver } from '#core/owner/act-on-lead.ts'
import { TAKE_OVER_MS } from '#core/owner/decide-owner.ts'
import { both, nothing, planned, textLane } from '#core/planning.ts'
import { plus } from '#core/values/instant.ts'

/**
 * A text that an outsider asks for. Whether it may go is the gate's question, asked before this event is stored and again when it leaves. What
 * a person wrote themselves (`by`) makes the assistant quiet, who would otherwise talk into it.
 */
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
      ...(event.by !== undefined ? { byPerson: true as const } : {}),
    },
    { notBefore: context.textSlot, lane: textLane(conversation.key) },
  )
  const asked: Decision = { ...nothing(conversation, { code: 'asked_by_api', facts: { kind: event.smsKind } }), effects: [effect] }
  return event.by === undefined
    ? asked
    : both(asked, takeOver({ until: plus(context.at, TAKE_OVER_MS), by: event.by }, conversation, context))
}
