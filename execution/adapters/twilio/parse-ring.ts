import { z } from 'zod'

import { accountOf, addressIfGiven, malformed, sid } from './webhook-fields.ts'
import type { WebhookFields } from './webhook-fields.ts'
import type { RingStatus } from '#core/event.ts'
import type { ParsedWebhook } from '#ports/carrier.ts'

const leg = z.object({ CallSid: sid, From: addressIfGiven, To: addressIfGiven })
const legKey = leg.extend({ Digits: z.preprocess((value) => value ?? '', z.string().regex(/^[0-9*#A-D]{0,32}$/)) })
const ring = leg.extend({ DialCallStatus: z.string(), DialBridged: z.string().optional() })

/** Somebody or something picked up a phone that we ring. From and To are those of the rung leg, not of the caller. */
export function parseWhisper(fields: WebhookFields): ParsedWebhook {
  const parsed = leg.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const { CallSid: legSid, From: from, To: to } = parsed.data
  const callSid = callerLegOf(fields, legSid)
  return {
    kind: 'event',
    id: `${callSid}:picked-up:${legSid}`,
    accountSid: accountOf(fields),
    event: { kind: 'ring-picked-up', callSid, legSid, from, to },
  }
}

/** A key was pressed on the rung phone. No key counts as the key '', so that only a pressed 1 can ever connect. */
export function parseAccept(fields: WebhookFields): ParsedWebhook {
  const parsed = legKey.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const { CallSid: legSid, From: from, To: to, Digits: digits } = parsed.data
  const callSid = callerLegOf(fields, legSid)
  return {
    kind: 'event',
    id: `${callSid}:ring-key:${legSid}:${digits}`,
    accountSid: accountOf(fields),
    event: { kind: 'ring-key-pressed', callSid, legSid, digits, from, to },
  }
}

/** The ringing is over. `completed` alone says nothing: a voicemail that picked up counts as completed. */
export function parseRung(fields: WebhookFields): ParsedWebhook {
  const parsed = ring.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const { CallSid: callSid, From: from, To: to, DialCallStatus, DialBridged } = parsed.data
  return {
    kind: 'event',
    id: `${callSid}:ring-ended`,
    accountSid: accountOf(fields),
    event: { kind: 'ring-ended', callSid, from, to, status: ringStatusOf(DialCallStatus), bridged: bridgedOf(DialBridged) },
  }
}

/** The call that the leg was rung for: what we wrote into the address, else what Twilio says, else the leg itself. */
function callerLegOf(fields: WebhookFields, legSid: string): string {
  for (const candidate of [fields.ours.get('call'), fields.carrier['ParentCallSid']]) {
    const parsed = sid.safeParse(candidate)
    if (parsed.success) return parsed.data
  }
  return legSid
}

/** A status that Twilio may add one day counts as nobody answering: the caller then hears our message instead of an error. */
function ringStatusOf(word: string): RingStatus {
  switch (word) {
    case 'completed':
    case 'answered':
    case 'busy':
    case 'no-answer':
    case 'failed':
    case 'canceled':
      return word
    default:
      return 'no-answer'
  }
}

function bridgedOf(word: string | undefined): boolean | null {
  if (word === 'true') return true
  return word === 'false' ? false : null
}
