import { newConversation, type Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import { decide } from '#core/decide.ts'
import type { Effect } from '#core/effect.ts'
import type { ConversationEvent } from '#core/event.ts'
import type { Reply, Spoken } from '#core/reply.ts'
import { parsePhoneNumber, type PhoneNumber } from '#core/values/phone-number.ts'

export type RehearsedCall = {
  /** What the carrier would have been answered, in order. */
  replies: Reply[]
  /** What the caller hears after the ring; null: nothing. */
  heard: Spoken | null
  text: Extract<Effect, { kind: 'send-sms' }> | null
  conversation: Conversation
}

/** Of the range kept for fiction; the second one where a business's own phone is the first. */
const LINES_OF_FICTION = ['5550143', '5550144', '5550145']

/**
 * One missed call at this moment through the decisions of the live flow: hours, directive and messages of this business. Nothing is stored and nobody
 * rings. The caller is of the business's own area, so that the hours of the caller's zone are those of most callers.
 */
export function rehearseMissedCall(context: DecideContext): RehearsedCall {
  const caller = callerOf(context)
  const call = { callSid: 'CA-self-test', from: caller ?? '', to: context.policy.numbers[0]?.e164 ?? '' }
  let conversation = newConversation(caller ?? 'self-test', caller)
  const replies: Reply[] = []
  let text: RehearsedCall['text'] = null
  const happen = (event: ConversationEvent) => {
    const decision = decide(event, conversation, context)
    conversation = decision.next
    for (const { effect } of decision.effects) if (effect.kind === 'send-sms') text ??= effect
    if (decision.reply.kind !== 'nothing') replies.push(decision.reply)
    return decision.reply
  }
  const first = happen({ kind: 'call-received', forwardedFrom: null, ...call })
  if (conversation.lineTypeAskedAt !== null) happen({ kind: 'caller-looked-up', lineType: 'mobile' })
  const missed = first.kind === 'ring' ? happen({ kind: 'ring-ended', status: 'no-answer', bridged: false, ...call }) : first
  if (missed.kind === 'message') happen({ kind: 'message-played', ...call })
  happen({ kind: 'call-ended', status: 'completed', durationSeconds: 30, ...call })
  return { replies, heard: missed.kind === 'message' || missed.kind === 'record' ? missed.spoken : null, text, conversation }
}

function callerOf({ policy }: DecideContext): PhoneNumber | null {
  const area = /^\+1(\d{3})/.exec(policy.numbers[0]?.e164 ?? '')?.[1] ?? '217'
  const own: readonly (string | null)[] = [
    ...policy.numbers.map(({ e164 }) => e164),
    policy.ownerPhone,
    policy.fallbackPhone,
    policy.businessPhone,
  ]
  const line = LINES_OF_FICTION.find((digits) => !own.includes(`+1${area}${digits}`)) ?? ''
  return parsePhoneNumber(`+1${area}${line}`)
}
