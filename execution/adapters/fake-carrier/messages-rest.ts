import { smsSegments, toGsm } from '#core/values/sms-segments.ts'
import { API_VERSION, rfc2822 } from './call-params.ts'
import type { TextDelivery } from './delivery.ts'
import type { EventLog } from './event-log.ts'
import type { NumberBook } from './numbers.ts'
import type { OptOutFilter } from './opt-out.ts'
import type { RestAnswer, RestCall } from './rest-answer.ts'
import { RestRefusal, jsonAnswer, notFound } from './rest-answer.ts'
import type { ParamRules } from './rest-params.ts'
import { PAGE_RULES, dateRange, dateRules, pageOf } from './rest-page.ts'
import type { RestRoute } from './rest-router.ts'
import type { SidMaker } from './sids.ts'
import { readSender, refuseUntextable } from './text-sender.ts'
import type { TextBook, TextRecord } from './text-records.ts'

const BODY_CHARS_MAX = 1_600
const MEDIA_MAX = 10
const VALIDITY_SECONDS_MAX = 36_000
const SCHEDULE_MIN_MS = 15 * 60_000
const SCHEDULE_MAX_MS = 35 * 86_400_000

const CREATE: ParamRules = {
  To: { form: 'phone', code: 21211 },
  From: { form: 'phone', code: 21212 },
  FallbackFrom: { form: 'phone', code: 21212 },
  MessagingServiceSid: { form: { sid: 'MG' }, code: 21701 },
  Body: { form: 'text' },
  MediaUrl: { form: 'url', code: 21620, list: true },
  ContentSid: { form: { sid: 'HX' }, code: 21655 },
  ContentVariables: { form: 'text' },
  StatusCallback: { form: 'url', code: 21609 },
  ApplicationSid: { form: { sid: 'AP' }, code: 21218 },
  MaxPrice: { form: 'number' },
  ProvideFeedback: { form: 'boolean' },
  Attempt: { form: 'integer' },
  ValidityPeriod: { form: 'integer' },
  ForceDelivery: { form: 'boolean' },
  ContentRetention: { form: { values: ['retain', 'discard'] } },
  AddressRetention: { form: { values: ['retain', 'obfuscate'] } },
  SmartEncoded: { form: 'boolean' },
  PersistentAction: { form: 'text', list: true },
  TrafficType: { form: { values: ['free'] } },
  ShortenUrls: { form: 'boolean' },
  ScheduleType: { form: { values: ['fixed'] } },
  SendAt: { form: 'date-time' },
  SendAsMms: { form: 'boolean' },
  RiskCheck: { form: { values: ['enable', 'disable'] } },
}
const LIST: ParamRules = { To: { form: 'phone' }, From: { form: 'phone' }, ...dateRules('DateSent'), ...PAGE_RULES }
const UPDATE: ParamRules = { Body: { form: 'text' }, Status: { form: { values: ['canceled'] } } }

const PATH = '/2010-04-01/Accounts/{AccountSid}/Messages'

/** What the operations on messages work with. */
export type MessagesParts = {
  now: () => number
  newSid: SidMaker
  log: EventLog
  numbers: NumberBook
  texts: TextBook
  optOuts: OptOutFilter
  delivery: TextDelivery
}

/** The Messages resource: create, list, fetch, update (cancel, redact), delete. */
export function messageRoutes(parts: MessagesParts): readonly RestRoute[] {
  return [
    { method: 'POST', path: `${PATH}.json`, params: CREATE, handle: (call) => create(parts, call) },
    { method: 'GET', path: `${PATH}.json`, params: LIST, handle: (call) => list(parts, call) },
    { method: 'GET', path: `${PATH}/{Sid:SM|MM}.json`, params: {}, handle: (call) => jsonAnswer(200, presentText(find(parts, call))) },
    { method: 'POST', path: `${PATH}/{Sid:SM|MM}.json`, params: UPDATE, handle: (call) => update(parts, call) },
    { method: 'DELETE', path: `${PATH}/{Sid:SM|MM}.json`, params: {}, handle: (call) => remove(parts, call) },
  ]
}

function create(parts: MessagesParts, call: RestCall): RestAnswer {
  const { params, account } = call
  const to = params.one('To')
  if (to === null) throw new RestRefusal(400, 21604, "A 'To' phone number is required.")
  refuseUntextable(to)
  const sender = readSender(parts.numbers, call, to)
  const body = params.one('Body') ?? ''
  const mediaUrls = params.all('MediaUrl')
  checkContent(call, body, mediaUrls)
  const sendAt = readSchedule(parts, call)
  if (parts.optOuts.isBlocked({ recipient: to, number: sender.from ?? '', serviceSid: sender.serviceSid })) {
    throw new RestRefusal(400, 21610, 'Attempt to send to unsubscribed recipient')
  }
  const counted = params.one('SmartEncoded') === 'true' ? toGsm(body) : body
  const record = parts.texts.add({
    accountSid: account.accountSid,
    direction: 'outbound-api',
    from: sender.from,
    to,
    body,
    status: sendAt !== null ? 'scheduled' : sender.from === null ? 'accepted' : 'queued',
    segments: smsSegments(counted).segments,
    media: mediaUrls.map((url) => ({ sid: parts.newSid('ME'), contentType: 'image/jpeg', bytes: null, url })),
    messagingServiceSid: sender.serviceSid,
    statusCallback: params.one('StatusCallback') ?? sender.statusCallback,
    sentAt: null,
    priceUsd: null,
    errorCode: null,
  })
  parts.log.add({ kind: 'text', messageSid: record.sid, detail: { direction: 'outbound', from: record.from, to, body } })
  const answer = jsonAnswer(201, presentText(record))
  parts.delivery.dispatch(record, sendAt)
  return answer
}

function checkContent(call: RestCall, body: string, mediaUrls: readonly string[]): void {
  if (call.params.one('ContentSid') !== null) throw new RestRefusal(400, 21655, 'The ContentSid is invalid: this account has no templates')
  if (body === '' && mediaUrls.length === 0) throw new RestRefusal(400, 21602, 'Message body is required.')
  if (body.length > BODY_CHARS_MAX)
    throw new RestRefusal(400, 21617, `The concatenated message body exceeds the ${BODY_CHARS_MAX} character limit.`)
  if (mediaUrls.length > MEDIA_MAX) throw new RestRefusal(400, 21623, `Number of media files exceeds allowed limit of ${MEDIA_MAX}`)
  const validity = call.params.one('ValidityPeriod')
  if (validity !== null && (Number(validity) < 1 || Number(validity) > VALIDITY_SECONDS_MAX)) {
    throw new RestRefusal(400, 20001, `ValidityPeriod must be 1 to ${VALIDITY_SECONDS_MAX}`)
  }
}

function readSchedule(parts: MessagesParts, call: RestCall): number | null {
  const type = call.params.one('ScheduleType')
  const sendAt = call.params.one('SendAt')
  if (type === null && sendAt === null) return null
  if (call.params.one('MessagingServiceSid') === null)
    throw new RestRefusal(400, 35118, 'MessagingServiceSid is required to schedule a message')
  if (type === null || sendAt === null) throw new RestRefusal(400, 35111, 'ScheduleType and SendAt belong together')
  const at = Date.parse(sendAt)
  const ahead = at - parts.now()
  if (ahead < SCHEDULE_MIN_MS || ahead > SCHEDULE_MAX_MS) throw new RestRefusal(400, 35114, 'SendAt must be 15 minutes to 35 days ahead')
  return at
}

function list(parts: MessagesParts, call: RestCall): RestAnswer {
  const to = call.params.one('To')
  const from = call.params.one('From')
  const sentBetween = dateRange(call, 'DateSent')
  const items = parts.texts.list(call.account.accountSid, {
    ...(to === null ? {} : { to }),
    ...(from === null ? {} : { from }),
    ...(sentBetween === null ? {} : { sentBetween }),
  })
  const path = `/2010-04-01/Accounts/${call.account.accountSid}/Messages.json`
  const filters = ['To', 'From', 'DateSent', 'DateSent<', 'DateSent>']
  return jsonAnswer(200, pageOf(call, { key: 'messages', path, filters, items, present: presentText }))
}

function update(parts: MessagesParts, call: RestCall): RestAnswer {
  const record = find(parts, call)
  const status = call.params.one('Status')
  const body = call.params.one('Body')
  if (status !== null) {
    if (record.status !== 'scheduled' && record.status !== 'accepted') {
      throw new RestRefusal(400, 30409, `A message that is ${record.status} cannot be canceled`)
    }
    record.status = 'canceled'
  }
  // Redaction is the only change of a text that is allowed: the body is emptied.
  if (body !== null && body !== '') throw new RestRefusal(400, 20001, 'Body can only be set to an empty string')
  if (body !== null) record.body = ''
  record.updatedAt = parts.now()
  return jsonAnswer(200, presentText(record))
}

function remove(parts: MessagesParts, call: RestCall): RestAnswer {
  parts.texts.remove(find(parts, call).sid)
  return { status: 204, headers: {}, body: '' }
}

function find(parts: MessagesParts, call: RestCall): TextRecord {
  const record = parts.texts.find(call.ids['Sid'] ?? '')
  if (record === null || record.accountSid !== call.account.accountSid) throw notFound(`Messages/${call.ids['Sid']}.json`)
  return record
}

function presentText(record: TextRecord) {
  const uri = `/2010-04-01/Accounts/${record.accountSid}/Messages/${record.sid}`
  const chosen = record.status !== 'accepted' && record.status !== 'scheduled'
  return {
    sid: record.sid,
    account_sid: record.accountSid,
    api_version: API_VERSION,
    messaging_service_sid: record.messagingServiceSid,
    direction: record.direction,
    from: record.from,
    to: record.to,
    body: record.body,
    status: record.status,
    num_segments: chosen ? String(record.segments) : '0',
    num_media: String(record.media.length),
    error_code: record.errorCode,
    error_message: null,
    price: record.priceUsd === null ? null : (-record.priceUsd).toFixed(5),
    price_unit: 'USD',
    date_created: rfc2822(record.createdAt),
    date_updated: rfc2822(record.updatedAt),
    date_sent: record.sentAt === null ? null : rfc2822(record.sentAt),
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  }
}
