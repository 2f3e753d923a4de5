import { z } from 'zod'

import { accountOf, malformed, sid } from './webhook-fields.ts'
import { isFinal } from './parse-call.ts'
import { shown } from './plain-text.ts'
import type { WebhookFields } from './webhook-fields.ts'
import type { ParsedWebhook } from '#ports/carrier.ts'

const LEAD_ID_CHARACTERS_MAX = 200

const leg = z.object({ CallSid: sid })
const legKey = leg.extend({ Digits: z.preprocess((value) => value ?? '', z.string().regex(/^[0-9*#A-D]{0,32}$/)) })
const legStatus = leg.extend({ CallStatus: z.string() })
/** What the call is about stands in our own address, which the signature covers. */
const about = z.object({
  lead: z.string().min(1).max(LEAD_ID_CHARACTERS_MAX),
  who: z.enum(['owner', 'fallback']),
  why: z.enum(['emergency', 'bridge']),
})

/** One of the business's people, or their mailbox, picked up. */
export function parsePerson(fields: WebhookFields): ParsedWebhook {
  const parsed = leg.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const call = aboutOf(fields)
  if (!call.success) return malformed(call.error, fields)
  const { CallSid: legSid } = parsed.data
  const { lead: leadId, who, why } = call.data
  return {
    kind: 'event',
    id: `${legSid}:person`,
    accountSid: accountOf(fields),
    event: { kind: 'person-picked-up', legSid, leadId, who, why },
  }
}

/** They pressed a key. No key counts as the key '', so that only a pressed one can ever accept. */
export function parsePersonKey(fields: WebhookFields): ParsedWebhook {
  const parsed = legKey.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const call = aboutOf(fields)
  if (!call.success) return malformed(call.error, fields)
  const { CallSid: legSid, Digits: digits } = parsed.data
  const { lead: leadId, who, why } = call.data
  return {
    kind: 'event',
    id: `${legSid}:person-key:${digits}`,
    accountSid: accountOf(fields),
    event: { kind: 'person-key-pressed', legSid, digits, leadId, who, why },
  }
}

/** The call to them is over, whether or not anybody picked up. */
export function parsePersonStatus(fields: WebhookFields): ParsedWebhook {
  const parsed = legStatus.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const call = aboutOf(fields)
  if (!call.success) return malformed(call.error, fields)
  const { CallSid: legSid, CallStatus: status } = parsed.data
  const accountSid = accountOf(fields)
  if (!isFinal(status)) return { kind: 'ignored', accountSid, reason: `the call status ${shown(status)} is not its end` }
  const { lead: leadId, who, why } = call.data
  return { kind: 'event', id: `${legSid}:person-ended`, accountSid, event: { kind: 'person-call-ended', legSid, status, leadId, who, why } }
}

function aboutOf({ ours }: WebhookFields) {
  return about.safeParse({ lead: ours.get('lead'), who: ours.get('who'), why: ours.get('why') })
}
