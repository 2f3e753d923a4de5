import { CALLS_KEPT, type CallState, type Conversation } from '#core/conversation/conversation.ts'
import type { Instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'

/** The call with this id, or null when we never heard of it. */
export function callOf(conversation: Conversation, callSid: string): CallState | null {
  return conversation.calls.find((call) => call.callSid === callSid) ?? null
}

export function newCall(callSid: string, to: string, mode: CallState['mode'], at: Instant): CallState {
  return {
    callSid,
    to: parsePhoneNumber(to),
    stage: 'ringing',
    mode,
    startedAt: at,
    missedAt: null,
    endedAt: null,
    announced: false,
    disclosurePlayedAt: null,
    declinedTextAt: null,
    emergencyAt: null,
    recordingSid: null,
  }
}

/** The conversation with this call in its newest state. The oldest call falls out beyond `CALLS_KEPT`. */
export function withCall(conversation: Conversation, call: CallState): Conversation {
  const others = conversation.calls.filter((known) => known.callSid !== call.callSid)
  const place = conversation.calls.findIndex((known) => known.callSid === call.callSid)
  const calls = place < 0 ? [...others, call] : conversation.calls.map((known) => (known.callSid === call.callSid ? call : known))
  return { ...conversation, calls: calls.slice(-CALLS_KEPT), ourNumber: call.to ?? conversation.ourNumber }
}
