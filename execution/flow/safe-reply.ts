import { phonesToRing } from '#core/calls/ring-plan.ts'
import { voicemailMessage, whisper } from '#core/calls/spoken.ts'
import { modeAt } from '#core/hours/mode-at.ts'
import type { ConversationEvent } from '#core/event.ts'
import type { Reply } from '#core/reply.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Clock } from '#ports/clock.ts'

const VOICEMAIL_MAX_SECONDS = 120
const ACCEPT_SECONDS = 8

/**
 * What a caller hears when we cannot write: the owner is rung as if nothing were wrong, else a voicemail is offered. Null for events with
 * nobody on the line; those get an error, so that the carrier tries again.
 */
export function safeReply(event: ConversationEvent, policy: TenantPolicy, clock: Clock): Reply | null {
  const voicemail: Reply = { kind: 'record', spoken: voicemailMessage(policy), maxSeconds: VOICEMAIL_MAX_SECONDS }
  switch (event.kind) {
    case 'call-received': {
      const mode = modeAt(policy.hours, policy.timezone, clock.now(), clock.tzdata)
      const phones = phonesToRing(policy, { from: event.from, to: event.to, forwardedFrom: event.forwardedFrom, mode })
      return phones.length === 0 ? voicemail : { kind: 'ring', phones, timeoutSeconds: policy.ringSeconds, callerId: null, first: null }
    }
    case 'ring-picked-up':
      return { kind: 'ask-to-accept', spoken: whisper(policy, false), timeoutSeconds: ACCEPT_SECONDS }
    case 'ring-key-pressed':
      return event.digits === '1' ? { kind: 'connect' } : { kind: 'hang-up' }
    case 'ring-ended':
      return event.bridged === true ? { kind: 'hang-up' } : voicemail
    case 'message-played':
    case 'caller-key-pressed':
      return { kind: 'record', spoken: null, maxSeconds: VOICEMAIL_MAX_SECONDS }
    case 'person-picked-up':
    case 'person-key-pressed':
    case 'voicemail-recorded':
      return { kind: 'hang-up' }
    default:
      return null
  }
}
