import type { NumberBook } from '../numbers.ts'
import type { RestAnswer, RestCall } from '../rest-answer.ts'
import { jsonAnswer, RestRefusal } from '../rest-answer.ts'
import type { ParamRules } from '../rest-params.ts'
import type { RestRoute } from '../rest-router.ts'
import { MESSAGING } from './brands-rest.ts'
import { ofAccount, type Registry, type Service } from './registry.ts'
import { ownOf, required } from './trusthub-rest.ts'
import { isoTime, V1_PAGE, v1Page } from './v1-page.ts'

const text = { form: 'text' } as const
const url = { form: 'url', mayBeEmpty: true } as const
const boolean = { form: 'boolean' } as const
const method = { form: { values: ['GET', 'POST'] } } as const
const SETTINGS: ParamRules = {
  FriendlyName: text,
  InboundRequestUrl: url,
  InboundMethod: method,
  FallbackUrl: url,
  FallbackMethod: method,
  StatusCallback: url,
  StickySender: boolean,
  MmsConverter: boolean,
  SmartEncoding: boolean,
  AreaCodeGeomatch: boolean,
  ValidityPeriod: { form: 'integer' },
  Usecase: text,
  UseInboundWebhookOnNumber: boolean,
}
const FRIENDLY_NAME_MAX = 64

export type ServiceParts = { registry: Registry; numbers: NumberBook }

/** Messaging services and the numbers in them. Texts that arrive go by what is set here: it is the same book that the network uses. */
export function serviceRoutes(parts: ServiceParts): readonly RestRoute[] {
  const { registry } = parts
  return [
    { method: 'POST', path: '/v1/Services', params: SETTINGS, handle: (call) => create(parts, call) },
    {
      method: 'GET',
      path: '/v1/Services',
      params: V1_PAGE,
      handle: (call) =>
        v1Page(call, {
          key: 'services',
          url: `${MESSAGING}/Services`,
          items: ofAccount(registry.services, call.account.accountSid),
          present,
        }),
    },
    {
      method: 'GET',
      path: '/v1/Services/{Sid:MG}',
      params: {},
      handle: (call) => jsonAnswer(200, present(ownOf(registry.services, call))),
    },
    { method: 'POST', path: '/v1/Services/{Sid:MG}', params: SETTINGS, handle: (call) => change(parts, call) },
    {
      method: 'POST',
      path: '/v1/Services/{Sid:MG}/PhoneNumbers',
      params: { PhoneNumberSid: { form: { sid: 'PN' } } },
      handle: (call) => addNumber(parts, call),
    },
    { method: 'GET', path: '/v1/Services/{Sid:MG}/PhoneNumbers', params: V1_PAGE, handle: (call) => listNumbers(parts, call) },
  ]
}

function create(parts: ServiceParts, call: RestCall): RestAnswer {
  nameOf(required(call, 'FriendlyName'))
  const service: Service = { ...parts.registry.newThing('MG', call.account.accountSid), fields: given(call) }
  parts.registry.services.set(service.sid, service)
  tellNetwork(parts, service)
  return jsonAnswer(201, present(service))
}

function change(parts: ServiceParts, call: RestCall): RestAnswer {
  const service = ownOf(parts.registry.services, call)
  const name = call.params.one('FriendlyName')
  if (name !== null) nameOf(name)
  const changed: Service = { ...service, fields: { ...service.fields, ...given(call) }, updatedAt: parts.registry.now() }
  parts.registry.services.set(service.sid, changed)
  tellNetwork(parts, changed)
  return jsonAnswer(200, present(changed))
}

function nameOf(name: string): void {
  if (name.length > FRIENDLY_NAME_MAX) throw new RestRefusal(400, 20001, `FriendlyName has more than ${FRIENDLY_NAME_MAX} characters`)
}

function given(call: RestCall): Record<string, string> {
  return Object.fromEntries(
    Object.keys(SETTINGS).flatMap((name) => {
      const value = call.params.one(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}

function tellNetwork({ numbers }: ServiceParts, { sid, accountSid, fields }: Service): void {
  numbers.provisionService({
    sid,
    accountSid,
    inboundRequestUrl: fields['InboundRequestUrl'] || null,
    statusCallback: fields['StatusCallback'] || null,
    useInboundWebhookOnNumber: fields['UseInboundWebhookOnNumber'] === 'true',
  })
}

/** A number is in one service; a sole proprietor's campaign has one number. */
function addNumber({ registry, numbers }: ServiceParts, call: RestCall): RestAnswer {
  const service = ownOf(registry.services, call)
  const number = numbers.bySid(required(call, 'PhoneNumberSid'))
  if (number === null || number.accountSid !== call.account.accountSid)
    throw new RestRefusal(404, 20404, 'The number is not of this account')
  if (number.messagingServiceSid === service.sid) throw new RestRefusal(409, 21710, 'The number is in the service already')
  if (number.messagingServiceSid !== null) throw new RestRefusal(409, 21712, 'The number is in another messaging service')
  const brand = [...registry.campaigns.values()].find((campaign) => campaign.serviceSid === service.sid)?.brandSid
  const isProprietor = registry.brands.get(brand ?? '')?.type === 'SOLE_PROPRIETOR'
  if (isProprietor && numbers.ofService(service.sid).length > 0) throw new RestRefusal(400, 21711, 'A sole proprietor has one number')
  const added = numbers.provision({ accountSid: number.accountSid, e164: number.e164, messagingServiceSid: service.sid })
  // Twilio's file says 200 here, where one would look for 201.
  return jsonAnswer(200, presentNumber(service, added))
}

function listNumbers({ registry, numbers }: ServiceParts, call: RestCall): RestAnswer {
  const service = ownOf(registry.services, call)
  const items = numbers.ofService(service.sid)
  return v1Page(call, {
    key: 'phone_numbers',
    url: `${urlOf(service)}/PhoneNumbers`,
    items,
    present: (number) => presentNumber(service, number),
  })
}

function urlOf({ sid }: Service): string {
  return `${MESSAGING}/Services/${sid}`
}

function presentNumber(service: Service, number: { sid: string; e164: string; createdAt: number; updatedAt: number }) {
  return {
    sid: number.sid,
    account_sid: service.accountSid,
    service_sid: service.sid,
    date_created: isoTime(number.createdAt),
    date_updated: isoTime(number.updatedAt),
    phone_number: number.e164,
    country_code: 'US',
    capabilities: ['MMS', 'SMS', 'Voice'],
    url: `${urlOf(service)}/PhoneNumbers/${number.sid}`,
  }
}

function present(service: Service) {
  const { sid, accountSid, fields, createdAt, updatedAt } = service
  const isTrue = (name: string, byDefault: boolean) => (fields[name] === undefined ? byDefault : fields[name] === 'true')
  return {
    sid,
    account_sid: accountSid,
    friendly_name: fields['FriendlyName'] ?? '',
    date_created: isoTime(createdAt),
    date_updated: isoTime(updatedAt),
    inbound_request_url: fields['InboundRequestUrl'] || null,
    inbound_method: fields['InboundMethod'] ?? 'POST',
    fallback_url: fields['FallbackUrl'] || null,
    fallback_method: fields['FallbackMethod'] ?? 'POST',
    status_callback: fields['StatusCallback'] || null,
    sticky_sender: isTrue('StickySender', true),
    mms_converter: isTrue('MmsConverter', true),
    smart_encoding: isTrue('SmartEncoding', true),
    scan_message_content: 'inherit',
    fallback_to_long_code: false,
    area_code_geomatch: isTrue('AreaCodeGeomatch', true),
    synchronous_validation: false,
    validity_period: Number(fields['ValidityPeriod'] ?? 36_000),
    url: urlOf(service),
    links: {},
    usecase: fields['Usecase'] ?? 'undeclared',
    us_app_to_person_registered: false,
    use_inbound_webhook_on_number: isTrue('UseInboundWebhookOnNumber', false),
  }
}
