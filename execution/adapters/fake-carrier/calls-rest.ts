import type { DocumentSource, Leg, LegCallback, ProgressEvent } from './call-leg.ts'
import { durationSeconds } from './call-leg.ts'
import { API_VERSION, rfc2822 } from './call-params.ts'
import type { CallBook } from './calls.ts'
import type { HttpMethod, NumberBook } from './numbers.ts'
import type { RestAnswer, RestCall } from './rest-answer.ts'
import { RestRefusal, jsonAnswer, notFound } from './rest-answer.ts'
import { PAGE_RULES, dateRange, dateRules, pageOf } from './rest-page.ts'
import type { ParamRule, ParamRules } from './rest-params.ts'
import type { RestRoute } from './rest-router.ts'
import { TwimlProblem, parseTwiml } from './twiml-schema.ts'

const method: ParamRule = { form: { values: ['GET', 'POST'] } }
const text: ParamRule = { form: 'text' }
const integer: ParamRule = { form: 'integer' }
const url: ParamRule = { form: 'url', code: 21205 }
const callbackUrl: ParamRule = { form: 'url', code: 21609 }

const CREATE: ParamRules = {
  To: { form: 'phone', code: 21211 },
  From: { form: 'phone', code: 21212 },
  Url: url,
  Method: method,
  Twiml: text,
  ApplicationSid: { form: { sid: 'AP' }, code: 21218 },
  FallbackUrl: url,
  FallbackMethod: method,
  StatusCallback: callbackUrl,
  StatusCallbackEvent: { form: { values: ['initiated', 'ringing', 'answered', 'completed'] }, list: true },
  StatusCallbackMethod: method,
  SendDigits: text,
  Timeout: integer,
  Record: { form: 'boolean' },
  RecordingChannels: text,
  RecordingStatusCallback: callbackUrl,
  RecordingStatusCallbackMethod: method,
  RecordingStatusCallbackEvent: { form: 'text', list: true },
  RecordingTrack: text,
  Trim: text,
  SipAuthUsername: text,
  SipAuthPassword: text,
  MachineDetection: { form: { values: ['Enable', 'DetectMessageEnd'] } },
  MachineDetectionTimeout: integer,
  MachineDetectionSpeechThreshold: integer,
  MachineDetectionSpeechEndThreshold: integer,
  MachineDetectionSilenceTimeout: integer,
  AsyncAmd: text,
  AsyncAmdStatusCallback: callbackUrl,
  AsyncAmdStatusCallbackMethod: method,
  CallerId: text,
  CallReason: text,
  CallToken: text,
  ClientNotificationUrl: callbackUrl,
  Byoc: { form: { sid: 'BY' } },
  TimeLimit: integer,
}
const UPDATE: ParamRules = {
  Url: url,
  Method: method,
  Twiml: text,
  Status: { form: { values: ['canceled', 'completed'] }, code: 21222 },
  FallbackUrl: url,
  FallbackMethod: method,
  StatusCallback: callbackUrl,
  StatusCallbackMethod: method,
  TimeLimit: integer,
}
const STATUSES = ['queued', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled']
const LIST: ParamRules = {
  To: { form: 'phone' },
  From: { form: 'phone' },
  ParentCallSid: { form: { sid: 'CA' } },
  Status: { form: { values: STATUSES } },
  ...dateRules('StartTime'),
  ...dateRules('EndTime'),
  ...PAGE_RULES,
}

const PATH = '/2010-04-01/Accounts/{AccountSid}/Calls'
const RING_SECONDS_DEFAULT = 60
const TWIML_CHARS_MAX = 4_000

export type CallsParts = { calls: CallBook; numbers: NumberBook }

/** The Calls resource: create, list, fetch, update (end, redirect), delete. */
export function callRoutes(parts: CallsParts): readonly RestRoute[] {
  return [
    { method: 'POST', path: `${PATH}.json`, params: CREATE, handle: (call) => create(parts, call) },
    { method: 'GET', path: `${PATH}.json`, params: LIST, handle: (call) => list(parts, call) },
    { method: 'GET', path: `${PATH}/{Sid:CA}.json`, params: {}, handle: (call) => jsonAnswer(200, presentLeg(find(parts, call))) },
    { method: 'POST', path: `${PATH}/{Sid:CA}.json`, params: UPDATE, handle: (call) => update(parts, call) },
    { method: 'DELETE', path: `${PATH}/{Sid:CA}.json`, params: {}, handle: (call) => remove(parts, call) },
  ]
}

function create(parts: CallsParts, call: RestCall): RestAnswer {
  const { params, account } = call
  const to = params.one('To')
  const from = params.one('From')
  if (to === null) throw new RestRefusal(400, 21201, "No 'To' number specified")
  if (from === null) throw new RestRefusal(400, 21213, "No 'From' number specified")
  if (parts.numbers.byE164(from)?.accountSid !== account.accountSid) {
    throw new RestRefusal(400, 21210, `The source phone number provided, ${from}, is not yet verified for your account.`)
  }
  if (!to.startsWith('+1')) throw new RestRefusal(400, 21215, `Account not authorized to call ${to}`)
  const fallbackUrl = params.one('FallbackUrl')
  const leg = parts.calls.dialOut({
    accountSid: account.accountSid,
    from,
    to,
    source: sourceOf(call) ?? missingSource(),
    callback: callbackOf(call),
    fallback: fallbackUrl === null ? null : { url: fallbackUrl, method: methodOf(call, 'FallbackMethod') },
    ringMs: Number(params.one('Timeout') ?? RING_SECONDS_DEFAULT) * 1_000,
  })
  return jsonAnswer(201, presentLeg(leg))
}

function missingSource(): never {
  throw new RestRefusal(400, 21205, 'Url parameter is required.')
}

function sourceOf(call: RestCall): DocumentSource | null {
  const twiml = call.params.one('Twiml')
  const address = call.params.one('Url')
  if (twiml !== null) return { kind: 'twiml', twiml: checkedTwiml(twiml) }
  return address === null ? null : { kind: 'url', url: address, method: methodOf(call, 'Method'), params: {} }
}

function checkedTwiml(twiml: string): string {
  if (twiml.length > TWIML_CHARS_MAX) throw new RestRefusal(400, 21264, `Twiml is longer than ${TWIML_CHARS_MAX} characters`)
  try {
    parseTwiml(twiml, 'voice')
    return twiml
  } catch (error) {
    if (error instanceof TwimlProblem) throw new RestRefusal(400, error.code, error.message)
    throw error
  }
}

function callbackOf(call: RestCall): LegCallback | null {
  const address = call.params.one('StatusCallback')
  if (address === null) return null
  const asked = call.params.all('StatusCallbackEvent')
  const events = (['initiated', 'ringing', 'answered', 'completed'] as const).filter((event): event is ProgressEvent =>
    asked.includes(event),
  )
  return {
    url: address,
    method: methodOf(call, 'StatusCallbackMethod'),
    events: new Set(asked.length === 0 ? ['completed' as const] : events),
  }
}

function methodOf(call: RestCall, name: string): HttpMethod {
  return call.params.one(name) === 'GET' ? 'GET' : 'POST'
}

function update(parts: CallsParts, call: RestCall): RestAnswer {
  const leg = find(parts, call)
  const source = sourceOf(call)
  if (leg.endedAt !== null) throw new RestRefusal(400, 21220, 'Call is not in-progress. Cannot redirect.')
  if (call.params.one('Status') === 'canceled' && leg.answeredAt !== null)
    throw new RestRefusal(400, 21220, 'Call is in progress. Cannot cancel.')
  if (call.params.one('Status') !== null) parts.calls.stop(leg)
  else if (source !== null) leg.redirect(source)
  return jsonAnswer(200, presentLeg(leg))
}

function list(parts: CallsParts, call: RestCall): RestAnswer {
  const { params } = call
  const started = dateRange(call, 'StartTime')
  const ended = dateRange(call, 'EndTime')
  const equal = (name: string, value: string | null) => params.one(name) === null || params.one(name) === value
  const items = parts.calls
    .ofAccount(call.account.accountSid)
    .filter(
      (leg) =>
        equal('To', leg.to) &&
        equal('From', leg.from) &&
        equal('Status', leg.status) &&
        equal('ParentCallSid', leg.parent?.callSid ?? null) &&
        isWithin(leg.createdAt, started) &&
        isWithin(leg.endedAt, ended),
    )
  const path = `/2010-04-01/Accounts/${call.account.accountSid}/Calls.json`
  const filters = Object.keys(LIST).filter((name) => !Object.hasOwn(PAGE_RULES, name))
  return jsonAnswer(200, pageOf(call, { key: 'calls', path, filters, items, present: presentLeg }))
}

function isWithin(at: number | null, range: { fromMs: number; untilMs: number } | null): boolean {
  return range === null || (at !== null && at >= range.fromMs && at <= range.untilMs)
}

function remove(parts: CallsParts, call: RestCall): RestAnswer {
  const leg = find(parts, call)
  if (leg.endedAt === null) throw new RestRefusal(400, 20009, 'Cannot delete a call that is in progress')
  parts.calls.forget(leg.callSid)
  return { status: 204, headers: {}, body: '' }
}

function find(parts: CallsParts, call: RestCall): Leg {
  const leg = parts.calls.find(call.ids['Sid'] ?? '')
  if (leg === null || leg.accountSid !== call.account.accountSid) throw notFound(`Calls/${call.ids['Sid']}.json`)
  return leg
}

/** US list prices per started minute, mid-2026, from secondary price pages. */
const INBOUND_MINUTE_USD = 0.0085
const OUTBOUND_MINUTE_USD = 0.014

function presentLeg(leg: Leg) {
  const seconds = durationSeconds(leg)
  const minuteUsd = leg.direction === 'inbound' ? INBOUND_MINUTE_USD : OUTBOUND_MINUTE_USD
  const uri = `/2010-04-01/Accounts/${leg.accountSid}/Calls/${leg.callSid}`
  return {
    sid: leg.callSid,
    account_sid: leg.accountSid,
    api_version: API_VERSION,
    parent_call_sid: leg.parent?.callSid ?? null,
    phone_number_sid: leg.phoneNumberSid,
    direction: leg.direction,
    from: leg.from,
    from_formatted: leg.from,
    to: leg.to,
    to_formatted: leg.to,
    forwarded_from: leg.forwardedFrom,
    caller_name: null,
    status: leg.status,
    answered_by: null,
    duration: leg.endedAt === null ? null : String(seconds),
    price: leg.endedAt === null ? null : (-Math.ceil(seconds / 60) * minuteUsd).toFixed(5),
    price_unit: 'USD',
    date_created: rfc2822(leg.createdAt),
    date_updated: rfc2822(leg.endedAt ?? leg.answeredAt ?? leg.createdAt),
    start_time: rfc2822(leg.createdAt),
    end_time: leg.endedAt === null ? null : rfc2822(leg.endedAt),
    group_sid: null,
    trunk_sid: null,
    queue_time: '0',
    uri: `${uri}.json`,
    subresource_uris: { recordings: `${uri}/Recordings.json` },
  }
}
