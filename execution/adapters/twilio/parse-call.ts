import { z } from 'zod'

import { accountOf, address, addressIfGiven, malformed, seconds, sid } from './webhook-fields.ts'
import { shown } from './plain-text.ts'
import type { WebhookFields } from './webhook-fields.ts'
import type { CallStatus } from '#core/event.ts'
import type { ParsedWebhook } from '#ports/carrier.ts'

const forwardedFrom = addressIfGiven.transform((text) => (text === '' ? null : text))
const callReceived = z.object({ CallSid: sid, From: address, To: address, ForwardedFrom: forwardedFrom })
const ofCall = z.object({ CallSid: sid, From: addressIfGiven, To: addressIfGiven })
const callKey = ofCall.extend({ Digits: z.string().regex(/^[0-9*#A-D]{1,32}$/) })
const callStatus = ofCall.extend({ CallStatus: z.string(), CallDuration: seconds })

/** A call came in. `From` may be empty or a word: callers may hide their number. */
export function parseVoice(fields: WebhookFields): ParsedWebhook {
  const parsed = callReceived.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const { CallSid: callSid, From: from, To: to, ForwardedFrom } = parsed.data
  return {
    kind: 'event',
    id: `${callSid}:received`,
    accountSid: accountOf(fields),
    event: { kind: 'call-received', callSid, from, to, forwardedFrom: ForwardedFrom },
  }
}

/** The message was played to its end: Twilio followed the redirect behind it. */
export function parsePlayed(fields: WebhookFields): ParsedWebhook {
  const parsed = ofCall.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const { CallSid: callSid, From: from, To: to } = parsed.data
  return { kind: 'event', id: `${callSid}:played`, accountSid: accountOf(fields), event: { kind: 'message-played', callSid, from, to } }
}

/** The caller pressed a key during the message. */
export function parseKey(fields: WebhookFields): ParsedWebhook {
  const parsed = callKey.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const { CallSid: callSid, From: from, To: to, Digits: digits } = parsed.data
  return {
    kind: 'event',
    id: `${callSid}:key:${digits}`,
    accountSid: accountOf(fields),
    event: { kind: 'caller-key-pressed', callSid, from, to, digits },
  }
}

/** The caller's leg changed. Only its end means something to us; `canceled` and `no-answer` both mean that the caller gave up. */
export function parseVoiceStatus(fields: WebhookFields): ParsedWebhook {
  const parsed = callStatus.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const { CallSid: callSid, From: from, To: to, CallStatus: status, CallDuration: durationSeconds } = parsed.data
  const accountSid = accountOf(fields)
  if (!isFinal(status)) return { kind: 'ignored', accountSid, reason: `the call status ${shown(status)} is not its end` }
  return { kind: 'event', id: `${callSid}:ended`, accountSid, event: { kind: 'call-ended', callSid, from, to, status, durationSeconds } }
}

const FINAL_STATUSES: readonly string[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled'] satisfies CallStatus[]

/** The call is over, whatever became of it. */
export function isFinal(status: string): status is CallStatus {
  return FINAL_STATUSES.includes(status)
}
