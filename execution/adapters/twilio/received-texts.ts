import { z } from 'zod'

import { CLOCK_SKEW_MS, filterTime, listPages } from './list-pages.ts'
import { MEDIA_MAX, TEXT_CHARACTERS_MAX } from './parse-text.ts'
import { cutAt, plainText } from './plain-text.ts'
import { listedText } from './messages.ts'
import { outcomeOfList } from './list-outcome.ts'
import { sid } from './webhook-fields.ts'
import type { Chance } from './rest-outcome.ts'
import type { Outcome } from '#core/effect.ts'
import type { ConversationEvent, Media, SmsReceived } from '#core/event.ts'
import { instant, type Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { TwilioRest } from './rest.ts'
import type { CarrierAccount } from '#ports/carrier.ts'

const listedMedia = z.object({ sid, content_type: z.string().catch('application/octet-stream') })

type ReceivedText = { id: string; event: ConversationEvent }
type Settings = Chance & { timeoutMs: number; mediaBaseUrl: string }

/**
 * Texts that came in, oldest first, with the inbox keys that their webhooks have, so that a webhook which did arrive makes the event a
 * replay. The list does not say whether Twilio answered a STOP by itself; `optOutType` is null.
 */
export async function listReceivedTexts(
  rest: TwilioRest,
  account: CarrierAccount,
  { to, since }: { to: PhoneNumber; since: Instant },
  settings: Settings,
): Promise<Outcome<ReceivedText[]>> {
  const from = since - CLOCK_SKEW_MS
  const query = { To: to, 'DateSent>': filterTime(from) }
  const { timeoutMs } = settings
  const listed = await listPages(rest, { account, resource: 'Messages', key: 'messages', item: listedText, query, timeoutMs })
  if (listed.kind !== 'items') return outcomeOfList(listed, settings)
  const received = listed.items.filter(
    (item) => item.direction === 'inbound' && (item.to ?? to) === to && (item.date_sent ?? item.date_created ?? from) >= from,
  )
  const texts: ReceivedText[] = []
  for (const item of received.toReversed()) {
    // One after another: pictures are rare, and a burst of requests would meet the account's limit.
    // oxlint-disable-next-line no-await-in-loop
    const media = /^[1-9]/.test(item.num_media) ? await mediaOf(rest, account, item.sid, settings) : []
    if (!Array.isArray(media)) return media
    const sentAt = item.date_sent ?? item.date_created ?? null
    const event = eventOf(item, to, media)
    texts.push({ id: `${item.sid}:received`, event: sentAt === null ? event : { ...event, sentAt: instant(sentAt) } })
  }
  return { kind: 'done', value: texts }
}

function eventOf(item: z.infer<typeof listedText>, to: PhoneNumber, media: Media[]): SmsReceived {
  const body = cutAt(plainText(item.body ?? ''), TEXT_CHARACTERS_MAX)
  return { kind: 'sms-received', messageSid: item.sid, from: item.from ?? '', to, body, media, optOutType: null }
}

async function mediaOf(
  rest: TwilioRest,
  account: CarrierAccount,
  messageSid: string,
  settings: Settings,
): Promise<Media[] | Outcome<never>> {
  const { timeoutMs, mediaBaseUrl } = settings
  const resource = `Messages/${messageSid}/Media`
  const listed = await listPages(rest, { account, resource, key: 'media_list', item: listedMedia, query: {}, timeoutMs })
  if (listed.kind !== 'items') return outcomeOfList(listed, settings)
  const folder = `${mediaBaseUrl}/2010-04-01/Accounts/${encodeURIComponent(account.accountSid)}/${resource}`
  return listed.items.slice(0, MEDIA_MAX).map((item) => ({ url: `${folder}/${item.sid}`, contentType: item.content_type }))
}
