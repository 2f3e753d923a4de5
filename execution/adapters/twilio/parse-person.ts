import { z } from 'zod'

import { accountOf, malformed, sid } from './webhook-fields.ts'
import { LEADS_PER_CALL_MAX } from '#core/owner/raise-by-call.ts'
import { CALL_REASONS } from '#core/owner/staff.ts'
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
  why: z.enum(CALL_REASONS),
  rest: z
    .string()
    .max(LEADS_PER_CALL_MAX * LEAD_ID_CHARACTERS_MAX)
    .transform((text) => text.split(',').filter((id) => id !== '' && id.length <= LEAD_ID_CHARACTERS_MAX))
    .nullable(),
})

/** One of the business's people, or their mailbox, picked up. */
export function parsePerson(fields: WebhookFields): ParsedWebhook {
  const parsed = leg.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const call = aboutOf(fields)
  if (!call.success) return malformed(call.error, fields)
  const { CallSid: legSid } = parsed.data
  return {
    kind: 'event',
    id: `${legSid}:person${ofLead(call.data)}`,
    accountSid: accountOf(fields),
    event: { kind: 'person-picked-up', legSid, ...eventOf(call.data) },
  }
}

/** They pressed a key. No key counts as the key '', so that only a pressed one can ever accept. */
export function parsePersonKey(fields: WebhookFields): ParsedWebhook {
  const parsed = legKey.safeParse(fields.carrier)
  if (!parsed.success) return malformed(parsed.error, fields)
  const call = aboutOf(fields)
  if (!call.success) return malformed(call.error, fields)
  const { CallSid: legSid, Digits: digits } = parsed.data
  return {
    kind: 'event',
    id: `${legSid}:person-key${ofLead(call.data)}:${digits}`,
    accountSid: accountOf(fields),
    event: { kind: 'person-key-pressed', legSid, digits, ...eventOf(call.data) },
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
  return {
    kind: 'event',
    id: `${legSid}:person-ended`,
    accountSid,
    event: { kind: 'person-call-ended', legSid, status, ...eventOf(call.data) },
  }
}

function aboutOf({ ours }: WebhookFields) {
  return about.safeParse({ lead: ours.get('lead'), who: ours.get('who'), why: ours.get('why'), rest: ours.get('rest') })
}

type About = z.infer<typeof about>

function eventOf({ lead: leadId, who, why, rest }: About) {
  return { leadId, who, why, ...(rest === null ? {} : { rest }) }
}

/** One call may speak of several leads, so what happens on it is told apart by the lead. */
function ofLead({ why, lead }: About): string {
  return why === 'leads' ? `:${lead}` : ''
}
