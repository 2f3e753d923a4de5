import { API_VERSION, rfc2822 } from './call-params.ts'
import type { HttpMethod, NumberBook, NumberRequest, ProvisionedNumber } from './numbers.ts'
import { isTollFree } from './numbers.ts'
import type { RestAnswer, RestCall } from './rest-answer.ts'
import { RestRefusal, jsonAnswer, notFound } from './rest-answer.ts'
import { PAGE_RULES, pageOf } from './rest-page.ts'
import type { ParamRule, ParamRules } from './rest-params.ts'
import type { RestRoute } from './rest-router.ts'

const method: ParamRule = { form: { values: ['GET', 'POST'] } }
const text: ParamRule = { form: 'text' }
/** An empty address takes the setting away. */
const url = (code: number): ParamRule => ({ form: 'url', code, mayBeEmpty: true })

const SETTINGS: ParamRules = {
  ApiVersion: text,
  FriendlyName: text,
  SmsApplicationSid: { form: { sid: 'AP' } },
  SmsFallbackMethod: method,
  SmsFallbackUrl: url(21502),
  SmsMethod: method,
  SmsUrl: url(21502),
  StatusCallback: url(21502),
  StatusCallbackMethod: method,
  VoiceApplicationSid: { form: { sid: 'AP' } },
  VoiceCallerIdLookup: { form: 'boolean' },
  VoiceFallbackMethod: method,
  VoiceFallbackUrl: url(21502),
  VoiceMethod: method,
  VoiceUrl: url(21502),
  EmergencyStatus: { form: { values: ['Active', 'Inactive'] } },
  EmergencyAddressSid: { form: { sid: 'AD' } },
  TrunkSid: { form: { sid: 'TK' } },
  VoiceReceiveMode: { form: { values: ['voice', 'fax'] } },
  IdentitySid: { form: { sid: 'RI' } },
  AddressSid: { form: { sid: 'AD' } },
  BundleSid: { form: { sid: 'BU' } },
}
const CREATE: ParamRules = { ...SETTINGS, PhoneNumber: { form: 'phone', code: 21421 }, AreaCode: text }
const UPDATE: ParamRules = { ...SETTINGS, AccountSid: { form: { sid: 'AC' } } }
const LIST: ParamRules = { Beta: { form: 'boolean' }, FriendlyName: text, PhoneNumber: { form: 'phone' }, Origin: text, ...PAGE_RULES }

const PATH = '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers'

/** The IncomingPhoneNumbers resource: buy, list, fetch, update, release. */
export function numberRoutes(numbers: NumberBook): readonly RestRoute[] {
  return [
    { method: 'POST', path: `${PATH}.json`, params: CREATE, handle: (call) => create(numbers, call) },
    { method: 'GET', path: `${PATH}.json`, params: LIST, handle: (call) => list(numbers, call) },
    { method: 'GET', path: `${PATH}/{Sid:PN}.json`, params: {}, handle: (call) => jsonAnswer(200, presentNumber(find(numbers, call))) },
    { method: 'POST', path: `${PATH}/{Sid:PN}.json`, params: UPDATE, handle: (call) => update(numbers, call) },
    { method: 'DELETE', path: `${PATH}/{Sid:PN}.json`, params: {}, handle: (call) => remove(numbers, call) },
  ]
}

function create(numbers: NumberBook, call: RestCall): RestAnswer {
  const e164 = call.params.one('PhoneNumber')
  if (e164 === null) throw new RestRefusal(400, 21452, 'PhoneNumber is required; the fake carrier has no stock to choose an AreaCode from')
  if (numbers.byE164(e164) !== null) throw new RestRefusal(400, 21422, `PhoneNumber ${e164} is not available`)
  return jsonAnswer(201, presentNumber(numbers.provision({ accountSid: call.account.accountSid, e164, ...settingsOf(call) })))
}

function list(numbers: NumberBook, call: RestCall): RestAnswer {
  const e164 = call.params.one('PhoneNumber')
  const name = call.params.one('FriendlyName')
  const items = numbers
    .ofAccount(call.account.accountSid)
    .filter((number) => (e164 === null || number.e164 === e164) && (name === null || number.friendlyName === name))
  const path = `/2010-04-01/Accounts/${call.account.accountSid}/IncomingPhoneNumbers.json`
  const filters = ['PhoneNumber', 'FriendlyName']
  return jsonAnswer(200, pageOf(call, { key: 'incoming_phone_numbers', path, filters, items, present: presentNumber }))
}

function update(numbers: NumberBook, call: RestCall): RestAnswer {
  const number = find(numbers, call)
  const accountSid = call.params.one('AccountSid') ?? number.accountSid
  return jsonAnswer(200, presentNumber(numbers.provision({ e164: number.e164, accountSid, ...settingsOf(call) })))
}

function settingsOf(call: RestCall): Partial<NumberRequest> {
  const { params } = call
  const given = {
    friendlyName: params.one('FriendlyName') ?? undefined,
    voiceUrl: address(call, 'VoiceUrl'),
    voiceMethod: methodOf(call, 'VoiceMethod'),
    voiceFallbackUrl: address(call, 'VoiceFallbackUrl'),
    voiceFallbackMethod: methodOf(call, 'VoiceFallbackMethod'),
    voiceCallerIdLookup: params.one('VoiceCallerIdLookup') === null ? undefined : params.one('VoiceCallerIdLookup') === 'true',
    statusCallback: address(call, 'StatusCallback'),
    statusCallbackMethod: methodOf(call, 'StatusCallbackMethod'),
    smsUrl: address(call, 'SmsUrl'),
    smsMethod: methodOf(call, 'SmsMethod'),
    smsFallbackUrl: address(call, 'SmsFallbackUrl'),
    smsFallbackMethod: methodOf(call, 'SmsFallbackMethod'),
  }
  // Only keys with the value undefined are dropped, so what remains are settings that were given.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<NumberRequest>
}

function address(call: RestCall, name: string): string | null | undefined {
  const value = call.params.one(name)
  if (value === null) return undefined
  return value === '' ? null : value
}

function methodOf(call: RestCall, name: string): HttpMethod | undefined {
  const value = call.params.one(name)
  return value === 'GET' || value === 'POST' ? value : undefined
}

function remove(numbers: NumberBook, call: RestCall): RestAnswer {
  numbers.release(find(numbers, call).sid)
  return { status: 204, headers: {}, body: '' }
}

function find(numbers: NumberBook, call: RestCall): ProvisionedNumber {
  const number = numbers.bySid(call.ids['Sid'] ?? '')
  if (number === null || number.accountSid !== call.account.accountSid) throw notFound(`IncomingPhoneNumbers/${call.ids['Sid']}.json`)
  return number
}

function presentNumber(number: ProvisionedNumber) {
  return {
    sid: number.sid,
    account_sid: number.accountSid,
    phone_number: number.e164,
    friendly_name: number.friendlyName,
    api_version: API_VERSION,
    address_requirements: 'none',
    address_sid: null,
    beta: false,
    bundle_sid: null,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    date_created: rfc2822(number.createdAt),
    date_updated: rfc2822(number.updatedAt),
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    emergency_status: 'Inactive',
    identity_sid: null,
    origin: 'twilio',
    sms_application_sid: null,
    sms_fallback_method: number.smsFallbackMethod,
    sms_fallback_url: number.smsFallbackUrl,
    sms_method: number.smsMethod,
    sms_url: number.smsUrl,
    status: 'in-use',
    status_callback: number.statusCallback,
    status_callback_method: number.statusCallbackMethod,
    trunk_sid: null,
    type: isTollFree(number.e164) ? 'tollfree' : 'local',
    uri: `/2010-04-01/Accounts/${number.accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
    voice_application_sid: null,
    voice_caller_id_lookup: number.voiceCallerIdLookup,
    voice_fallback_method: number.voiceFallbackMethod,
    voice_fallback_url: number.voiceFallbackUrl,
    voice_method: number.voiceMethod,
    voice_receive_mode: 'voice',
    voice_url: number.voiceUrl,
  }
}
