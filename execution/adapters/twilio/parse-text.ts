import { z } from 'zod'

import { accountOf, address, malformed, sid } from './webhook-fields.ts'
import { cutAt, plainText, shown } from './plain-text.ts'
import { smsStatusOf } from './sms-status.ts'
import { trustedOrEmpty } from './trusted-url.ts'
import type { WebhookFields } from './webhook-fields.ts'
import type { Media, OptOutType } from '#core/event.ts'
import type { ParsedWebhook } from '#ports/carrier.ts'

/** Longest text that we read. Twilio joins up to ten segments (about 1,600 characters); the rest is head room. */
export const TEXT_CHARACTERS_MAX = 4_096

/** Twilio's own limit for one message (2026). */
export const MEDIA_MAX = 10

const EFFECT_ID_CHARACTERS_MAX = 256

const received = z.object({
  MessageSid: sid,
  From: address.refine((text) => text !== ''),
  To: address.refine((text) => text !== ''),
  Body: z.preprocess((value) => value ?? '', z.string()),
})
const report = z.object({ MessageSid: sid, MessageStatus: z.string(), ErrorCode: z.string().optional() })

/** A text came in. The body is cleaned of control characters and may be empty when only pictures came. */
export function parseSms(fields: WebhookFields, isTrustedUrl: (url: string) => boolean): ParsedWebhook {
  const parsed = received.safeParse(withMessageSid(fields))
  if (!parsed.success) return malformed(parsed.error, fields)
  const { MessageSid: messageSid, From: from, To: to } = parsed.data
  const body = cutAt(plainText(parsed.data.Body), TEXT_CHARACTERS_MAX)
  const media = mediaOf(fields, isTrustedUrl)
  const optOutType = optOutTypeOf(fields.carrier['OptOutType'])
  return {
    kind: 'event',
    id: `${messageSid}:received`,
    accountSid: accountOf(fields),
    event: { kind: 'sms-received', messageSid, from, to, body, media, optOutType },
  }
}

/** A delivery report. Our own id of the text is in the address that we gave with it. */
export function parseSmsStatus(fields: WebhookFields): ParsedWebhook {
  const word = fields.carrier['MessageStatus'] ?? fields.carrier['SmsStatus']
  const parsed = report.safeParse({ ...withMessageSid(fields), MessageStatus: word })
  if (!parsed.success) return malformed(parsed.error, fields)
  const { MessageSid: carrierId, MessageStatus, ErrorCode } = parsed.data
  const accountSid = accountOf(fields)
  const status = smsStatusOf(MessageStatus)
  if (status === null) return { kind: 'ignored', accountSid, reason: `the text status ${shown(MessageStatus)} is unknown` }
  const errorCode = /^[1-9]\d{0,5}$/.test(ErrorCode ?? '') ? Number(ErrorCode) : null
  return { kind: 'sms-report', id: `${carrierId}:${status}`, accountSid, effectId: effectIdOf(fields), carrierId, status, errorCode }
}

/** Older accounts name the id of a text differently. */
function withMessageSid(fields: WebhookFields): Record<string, string | undefined> {
  const { carrier } = fields
  return { ...carrier, MessageSid: carrier['MessageSid'] ?? carrier['SmsMessageSid'] ?? carrier['SmsSid'] }
}

function mediaOf(fields: WebhookFields, isTrustedUrl: (url: string) => boolean): Media[] {
  const { carrier } = fields
  const count = /^\d{1,6}$/.test(carrier['NumMedia'] ?? '') ? Math.min(Number(carrier['NumMedia']), MEDIA_MAX) : 0
  return Array.from({ length: count }, (_, index) => ({
    url: trustedOrEmpty(carrier[`MediaUrl${index}`] ?? '', isTrustedUrl),
    contentType: contentTypeOf(carrier[`MediaContentType${index}`] ?? ''),
  }))
}

function contentTypeOf(text: string): string {
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(text) ? text.toLowerCase() : 'application/octet-stream'
}

function optOutTypeOf(word: string | undefined): OptOutType | null {
  const upper = word?.trim().toUpperCase()
  return upper === 'STOP' || upper === 'START' || upper === 'HELP' ? upper : null
}

function effectIdOf(fields: WebhookFields): string | null {
  const id = fields.ours.get('effect')
  return id !== null && id !== '' && id.length <= EFFECT_ID_CHARACTERS_MAX && plainText(id) === id ? id : null
}
