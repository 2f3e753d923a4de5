import type { Leg } from './call-leg.ts'
import { durationSeconds } from './call-leg.ts'
import { placeParams } from './places.ts'

export const API_VERSION = '2010-04-01'

/** The fields of every TwiML request of a call (Twilio, request parameters, 2026). */
export function callParams(leg: Leg): Record<string, string> {
  return {
    CallSid: leg.callSid,
    AccountSid: leg.accountSid,
    ApiVersion: API_VERSION,
    From: leg.from,
    To: leg.to,
    Caller: leg.from,
    Called: leg.to,
    CallStatus: leg.status,
    Direction: leg.direction,
    ...placeParams('From', leg.from),
    ...placeParams('To', leg.to),
    ...placeParams('Caller', leg.from),
    ...placeParams('Called', leg.to),
    ...(leg.parent === null ? {} : { ParentCallSid: leg.parent.callSid }),
    ...(leg.forwardedFrom === null ? {} : { ForwardedFrom: leg.forwardedFrom }),
    ...(leg.direction === 'inbound' && /^\+1\d{10}$/.test(leg.from) ? { StirVerstat: 'TN-Validation-Passed-A' } : {}),
  }
}

/** The fields of a status callback of a call; durations only once it has ended. Takes the next sequence number of the leg. */
export function callStatusParams(leg: Leg, status: string, at: number): Record<string, string> {
  const sequence = leg.callbackSequence
  leg.callbackSequence += 1
  const seconds = durationSeconds(leg)
  return {
    ...callParams(leg),
    CallStatus: status,
    Timestamp: rfc2822(at),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(sequence),
    ...(leg.endedAt === null ? {} : { CallDuration: String(seconds), Duration: String(Math.ceil(seconds / 60)) }),
  }
}

/** `Thu, 24 Aug 2023 05:01:45 +0000`: the dates of Twilio's classic API. */
export function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000')
}
