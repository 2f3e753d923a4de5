import { smsSegments } from '#core/values/sms-segments.ts'
import type { AccountBook } from './accounts.ts'
import { API_VERSION } from './call-params.ts'
import type { EventLog } from './event-log.ts'
import type { HandsetBook } from './handsets.ts'
import { show } from './handsets.ts'
import type { HttpMethod, MessagingService, NumberBook, ProvisionedNumber } from './numbers.ts'
import type { OptOutFilter, OptOutReaction } from './opt-out.ts'
import { placeParams } from './places.ts'
import { resolveUrl } from './resolve-url.ts'
import type { SidMaker } from './sids.ts'
import { textPriceUsd } from './text-prices.ts'
import type { TextBook, TextMedia, TextRecord } from './text-records.ts'
import type { XmlElement } from './twiml-parse.ts'
import { TwimlProblem, parseTwiml } from './twiml-schema.ts'
import type { WebhookOutcome, WebhookSender } from './webhooks.ts'

/** A text written on a telephone of the outside world. */
export type HandsetText = { from: string; to: string; body: string; media?: readonly { contentType: string; bytes: Uint8Array }[] }

const REDIRECTS_MAX = 10

/** Where the product is told of texts to a number. */
type Address = { url: string; method: HttpMethod; fallback: { url: string; method: HttpMethod } | null }

/**
 * Takes a text from a telephone to one of our numbers: the block list first, then the product's webhook, whatever the block list
 * said. Returns the message's id. A number in a Messaging Service without an inbound address discards the text, unlogged, as Twilio does.
 */
export function createInboundTexts(parts: {
  now: () => number
  log: EventLog
  newSid: SidMaker
  accounts: AccountBook
  numbers: NumberBook
  handsets: HandsetBook
  texts: TextBook
  optOuts: OptOutFilter
  webhooks: WebhookSender
  origin: () => string
  spawn(work: Promise<unknown>): void
  /** Sends a text that the product gave as TwiML. */
  sendReply(reply: {
    number: ProvisionedNumber
    to: string
    body: string
    mediaUrls: readonly string[]
    statusCallback: string | null
  }): void
}): (text: HandsetText) => string {
  function receive(text: HandsetText): string {
    const number = parts.numbers.byE164(text.to)
    if (number === null) throw new Error(`nobody has the number ${text.to}; provision it first`)
    const service = parts.numbers.service(number.messagingServiceSid)
    const reaction = react(text, number, service)
    const address = addressFor(number, service)
    if (address === null && service !== null) return discard(text)
    const record = keep(text, number)
    parts.log.add({ kind: 'text', messageSid: record.sid, detail: { direction: 'inbound', from: text.from, to: text.to, body: text.body } })
    const optOutType = service?.advancedOptOut === true && reaction !== null ? { OptOutType: reaction.word } : {}
    if (address !== null) parts.spawn(announce(record, number, address, { ...inboundParams(record, parts.origin()), ...optOutType }))
    return record.sid
  }

  function discard(text: HandsetText): string {
    const sid = parts.newSid('SM')
    parts.log.add({ kind: 'text', messageSid: sid, detail: { direction: 'inbound', from: text.from, to: text.to, discarded: true } })
    return sid
  }

  function react(text: HandsetText, number: ProvisionedNumber, service: MessagingService | null): OptOutReaction | null {
    const reaction = parts.optOuts.receive({ sender: text.from, number: number.e164, serviceSid: service?.sid ?? null, body: text.body })
    if (reaction === null) return null
    parts.log.add({ kind: 'opt-out', detail: { word: reaction.word, from: text.from, to: text.to, reply: reaction.reply } })
    if (reaction.reply !== null) {
      show(parts.handsets.register({ e164: text.from }), { from: text.to, body: reaction.reply, at: parts.now() })
    }
    return reaction
  }

  function keep(text: HandsetText, number: ProvisionedNumber): TextRecord {
    const media: TextMedia[] = (text.media ?? []).map((item) => ({ sid: parts.newSid('ME'), url: null, ...item }))
    const segments = Math.max(1, smsSegments(text.body).segments)
    return parts.texts.add({
      accountSid: number.accountSid,
      direction: 'inbound',
      from: text.from,
      to: text.to,
      body: text.body,
      status: 'received',
      segments,
      media,
      messagingServiceSid: number.messagingServiceSid,
      statusCallback: null,
      sentAt: parts.now(),
      priceUsd: textPriceUsd({ direction: 'inbound', media, segments }),
      errorCode: null,
    })
  }

  async function announce(record: TextRecord, number: ProvisionedNumber, address: Address, params: Record<string, string>): Promise<void> {
    try {
      await carryOut(record, number, { url: address.url, method: address.method, params })
    } catch (error) {
      if (!(error instanceof TwimlProblem)) throw error
      parts.log.alert({ code: error.code, message: error.message, messageSid: record.sid, url: address.url })
      if (address.fallback === null) return
      const fallbackParams = { ...params, ErrorCode: String(error.code), ErrorUrl: address.url }
      await announce(record, number, { ...address.fallback, fallback: null }, fallbackParams)
    }
  }

  async function carryOut(
    record: TextRecord,
    number: ProvisionedNumber,
    first: { url: string; method: HttpMethod; params: Record<string, string> },
  ): Promise<void> {
    const account = parts.accounts.get(number.accountSid)
    let next: typeof first | null = first
    for (let documents = 0; next !== null; documents += 1) {
      if (documents > REDIRECTS_MAX) throw new TwimlProblem(11215, `more than ${REDIRECTS_MAX} redirects`)
      const url: string = next.url
      const verbs = readReply(await parts.webhooks({ account, channel: 'messaging', ...next, messageSid: record.sid }), url)
      next = null
      for (const verb of verbs) {
        if (verb.name === 'Message') parts.sendReply(replyOf(verb, number, record, url))
        else next = { ...first, url: resolveUrl(verb.text, { url }), method: verb.attributes['method'] === 'GET' ? 'GET' : 'POST' }
        if (next !== null) break
      }
    }
  }

  return receive
}

function addressFor(number: ProvisionedNumber, service: MessagingService | null): Address | null {
  if (service !== null && !service.useInboundWebhookOnNumber) {
    return service.inboundRequestUrl === null ? null : { url: service.inboundRequestUrl, method: 'POST', fallback: null }
  }
  if (number.smsUrl === null) return null
  const fallback = number.smsFallbackUrl === null ? null : { url: number.smsFallbackUrl, method: number.smsFallbackMethod }
  return { url: number.smsUrl, method: number.smsMethod, fallback }
}

function inboundParams(record: TextRecord, origin: string): Record<string, string> {
  const media = record.media.map((item, index): [string, string][] => [
    [`MediaUrl${index}`, `${origin}/2010-04-01/Accounts/${record.accountSid}/Messages/${record.sid}/Media/${item.sid}`],
    [`MediaContentType${index}`, item.contentType],
  ])
  return {
    MessageSid: record.sid,
    SmsSid: record.sid,
    SmsMessageSid: record.sid,
    SmsStatus: 'received',
    AccountSid: record.accountSid,
    From: record.from ?? '',
    To: record.to,
    Body: record.body,
    NumSegments: String(record.segments),
    NumMedia: String(record.media.length),
    ApiVersion: API_VERSION,
    ...placeParams('From', record.from ?? ''),
    ...placeParams('To', record.to),
    ...(record.messagingServiceSid === null ? {} : { MessagingServiceSid: record.messagingServiceSid }),
    ...Object.fromEntries(media.flat()),
  }
}

function readReply(outcome: WebhookOutcome, url: string): readonly XmlElement[] {
  if (outcome.kind === 'failed') throw new TwimlProblem(outcome.code, outcome.message)
  if (outcome.status < 200 || outcome.status > 299) throw new TwimlProblem(11200, `HTTP status ${outcome.status} from ${url}`)
  if (outcome.body === '') return []
  if (!/^\s*(text|application)\/xml\s*(;|$)/i.test(outcome.contentType)) {
    throw new TwimlProblem(12300, `content type "${outcome.contentType}" from ${url}; a text needs text/xml`)
  }
  return parseTwiml(outcome.body, 'messaging')
}

function replyOf(verb: XmlElement, number: ProvisionedNumber, record: TextRecord, pageUrl: string) {
  const named = (name: string) => verb.children.filter((child) => child.name === name).map((child) => child.text)
  const statusCallback = verb.attributes['statusCallback'] ?? verb.attributes['action']
  return {
    number,
    to: verb.attributes['to'] ?? record.from ?? '',
    body: named('Body').join('') || verb.text,
    mediaUrls: named('Media'),
    statusCallback: statusCallback === undefined ? null : resolveUrl(statusCallback, { url: pageUrl }),
  }
}
