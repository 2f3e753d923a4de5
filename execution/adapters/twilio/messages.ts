import { z } from 'zod'

import { CLOCK_SKEW_MS, carrierTime, listPages } from './list-pages.ts'
import { plainText } from './plain-text.ts'
import { outcomeOfCreate } from './rest-outcome.ts'
import { sid } from './webhook-fields.ts'
import { smsStatusOf } from './sms-status.ts'
import type { Chance } from './rest-outcome.ts'
import type { Listed } from './list-pages.ts'
import type { RestAnswer, TwilioRest } from './rest.ts'
import type { Outcome } from '#core/effect.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { CarrierAccount, FoundText, SentText, TextToSend } from '#ports/carrier.ts'

export const SEND_TIMEOUT_MS = 10_000

/** Twilio's bounds for how long a text may wait for delivery (2026). */
const VALIDITY_SECONDS = { min: 1, max: 36_000 }

const created = z.object({ sid, status: z.string().catch(''), num_segments: z.coerce.string().catch('') })

export const listedText = z.object({
  sid,
  status: z.string().catch(''),
  direction: z.string().nullish(),
  from: z.string().nullish(),
  to: z.string().nullish(),
  body: z.string().nullish(),
  num_media: z.coerce.string().catch('0'),
  date_created: carrierTime,
  date_sent: carrierTime,
})
type ListedText = z.infer<typeof listedText>

/**
 * Sends one text. `SmartEncoded` is left out on purpose: it would change the words, and a text whose answer was lost is found again by
 * its words. What no phone shows is taken out, wherever the words came from. Throws when neither or both senders are given: that is a bug of the caller.
 */
export async function sendText(
  rest: TwilioRest,
  account: CarrierAccount,
  text: TextToSend,
  { timeoutMs, ...chance }: Chance & { timeoutMs: number },
): Promise<Outcome<SentText>> {
  const form = {
    To: text.to,
    ...senderOf(text),
    Body: plainText(text.body),
    StatusCallback: text.statusCallbackUrl,
    ValidityPeriod: String(Math.min(Math.max(Math.round(text.validitySeconds), VALIDITY_SECONDS.min), VALIDITY_SECONDS.max)),
  }
  const path = `/2010-04-01/Accounts/${encodeURIComponent(account.accountSid)}/Messages.json`
  const answer = await rest({ account, product: 'api', method: 'POST', path, form, timeoutMs })
  return outcomeOfCreate(answer, sentTextOf, chance)
}

function senderOf({ from, messagingServiceSid }: TextToSend): Record<string, string> {
  if (from !== null && messagingServiceSid === null) return { From: from }
  if (from === null && messagingServiceSid !== null) return { MessagingServiceSid: messagingServiceSid }
  throw new RangeError('a text needs exactly one sender: a number or a messaging service')
}

/** Through a messaging service the segments read 0 at first, because no sender was chosen yet. */
function sentTextOf(body: unknown): SentText | null {
  const parsed = created.safeParse(body)
  if (!parsed.success) return null
  const segments = /^[1-9]\d?$/.test(parsed.data.num_segments) ? Number(parsed.data.num_segments) : null
  return { carrierId: parsed.data.sid, segments, status: smsStatusOf(parsed.data.status) ?? 'queued' }
}

type TextToFind = { to: PhoneNumber; body: string; since: Instant; knownIds: readonly string[] }

/**
 * Looks for a text whose answer was lost. Asked by receiver alone: a text that still waits has no `date_sent`, so a filter by date would
 * miss the very texts in doubt. Answers `absent` only after a look at everything since `since` (less the difference of clocks).
 */
export async function findText(
  rest: TwilioRest,
  account: CarrierAccount,
  text: TextToFind,
  { timeoutMs }: { timeoutMs: number },
): Promise<FoundText> {
  const from = text.since - CLOCK_SKEW_MS
  const isPast = (items: ListedText[]) => items.length > 0 && items.every((item) => item.date_created !== null && item.date_created < from)
  const listed = await listPages(rest, {
    account,
    resource: 'Messages',
    key: 'messages',
    item: listedText,
    query: { To: text.to },
    timeoutMs,
    isPast,
  })
  if (listed.kind !== 'items') return { kind: 'unknown', reason: whyNotListed(listed) }
  const candidates = listed.items.filter(
    (item) => isOutbound(item, text.to) && (item.date_created ?? from) >= from && !text.knownIds.includes(item.sid),
  )
  const found = candidates.find((item) => comparable(item.body ?? '') === comparable(text.body))
  if (found !== undefined) return { kind: 'found', carrierId: found.sid, status: smsStatusOf(found.status) ?? 'queued' }
  if (candidates.some((item) => (item.body ?? '') === '')) {
    return { kind: 'unknown', reason: 'the carrier keeps the words of a text to this number hidden, so it cannot be told apart' }
  }
  return { kind: 'absent' }
}

function isOutbound(item: ListedText, to: PhoneNumber): boolean {
  return (item.direction ?? 'outbound').startsWith('outbound') && (item.to ?? to) === to
}

/** A messaging service may replace curly quotes and dashes, and a trial account writes a sentence before the words. */
function comparable(body: string): string {
  return plainText(body)
    .replace(/^Sent from your Twilio trial account - /, '')
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u201A\u201B\u2032]/g, "'")
    .replace(/[\u201C\u201D\u201E\u201F\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

/** A failed list in words. */
function whyNotListed(listed: Exclude<Listed<unknown>, { kind: 'items' }>): string {
  if (listed.kind === 'too-many') return 'the list at Twilio is longer than we read'
  return whyNoAnswer(listed.answer)
}

function whyNoAnswer(answer: RestAnswer): string {
  if (answer.kind !== 'answered') return `Twilio's list could not be read: ${answer.reason}`
  return answer.status === 200 ? "Twilio's list cannot be understood" : `Twilio answered the question for its list with ${answer.status}`
}
