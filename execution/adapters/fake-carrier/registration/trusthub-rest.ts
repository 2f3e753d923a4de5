import type { AccountBook } from '../accounts.ts'
import type { RestAnswer, RestCall } from '../rest-answer.ts'
import { jsonAnswer, notFound, RestRefusal } from '../rest-answer.ts'
import type { ParamRules } from '../rest-params.ts'
import type { RestRoute } from '../rest-router.ts'
import { ofAccount, type EndUser, type Registry, type SupportingDocument } from './registry.ts'
import { attributeProblem, POLICIES } from './trusthub-rules.ts'
import { isoTime, V1_PAGE, v1Page } from './v1-page.ts'

export const TRUSTHUB = 'https://trusthub.twilio.com/v1'

const text = { form: 'text' } as const
const CREATE: ParamRules = { FriendlyName: text, Type: text, Attributes: text }
const CHANGE: ParamRules = { FriendlyName: text, Attributes: text }

export type TrustHubParts = { registry: Registry; accounts: AccountBook }

/** End users, supporting documents and the list of rule sets. */
export function trustHubRoutes({ registry }: TrustHubParts): readonly RestRoute[] {
  return [
    { method: 'GET', path: '/v1/Policies', params: V1_PAGE, handle: listPolicies },
    { method: 'POST', path: '/v1/EndUsers', params: CREATE, handle: (call) => makeEndUser(registry, call) },
    {
      method: 'GET',
      path: '/v1/EndUsers',
      params: V1_PAGE,
      handle: (call) =>
        v1Page(call, {
          key: 'results',
          url: `${TRUSTHUB}/EndUsers`,
          items: ofAccount(registry.endUsers, call.account.accountSid),
          present: presentEndUser,
        }),
    },
    { method: 'POST', path: '/v1/EndUsers/{Sid:IT}', params: CHANGE, handle: (call) => changeEndUser(registry, call) },
    { method: 'POST', path: '/v1/SupportingDocuments', params: CREATE, handle: (call) => makeDocument(registry, call) },
    {
      method: 'GET',
      path: '/v1/SupportingDocuments',
      params: V1_PAGE,
      handle: (call) =>
        v1Page(call, {
          key: 'results',
          url: `${TRUSTHUB}/SupportingDocuments`,
          items: ofAccount(registry.documents, call.account.accountSid),
          present: presentDocument,
        }),
    },
    { method: 'POST', path: '/v1/SupportingDocuments/{Sid:RD}', params: CHANGE, handle: (call) => changeDocument(registry, call) },
  ]
}

function listPolicies(call: RestCall): RestAnswer {
  const items = Object.entries(POLICIES).map(([sid, { name }]) => ({
    sid,
    friendly_name: name,
    requirements: { end_user: [], supporting_document: [], supporting_trust_products: [], supporting_customer_profiles: [] },
    url: `${TRUSTHUB}/Policies/${sid}`,
  }))
  return v1Page(call, { key: 'results', url: `${TRUSTHUB}/Policies`, items, present: (item) => item })
}

function makeEndUser(registry: Registry, call: RestCall): RestAnswer {
  const type = required(call, 'Type')
  const attributes = attributesOf(call, (given) => attributeProblem(type, given))
  const endUser: EndUser = {
    ...registry.newThing('IT', call.account.accountSid),
    friendlyName: required(call, 'FriendlyName'),
    type,
    attributes,
  }
  registry.endUsers.set(endUser.sid, endUser)
  return jsonAnswer(201, presentEndUser(endUser))
}

function changeEndUser(registry: Registry, call: RestCall): RestAnswer {
  const endUser = ownOf(registry.endUsers, call)
  endUser.friendlyName = call.params.one('FriendlyName') ?? endUser.friendlyName
  if (call.params.one('Attributes') !== null) endUser.attributes = attributesOf(call, (given) => attributeProblem(endUser.type, given))
  unsettle(registry, endUser.sid)
  return jsonAnswer(200, presentEndUser(endUser))
}

function makeDocument(registry: Registry, call: RestCall): RestAnswer {
  if (required(call, 'Type') !== 'customer_profile_address') throw new RestRefusal(400, 20001, 'Type must be customer_profile_address')
  const attributes = attributesOf(call, (given) => addressProblem(registry, call, given))
  const document: SupportingDocument = {
    ...registry.newThing('RD', call.account.accountSid),
    friendlyName: required(call, 'FriendlyName'),
    attributes,
  }
  registry.documents.set(document.sid, document)
  return jsonAnswer(201, presentDocument(document))
}

function changeDocument(registry: Registry, call: RestCall): RestAnswer {
  const document = ownOf(registry.documents, call)
  document.friendlyName = call.params.one('FriendlyName') ?? document.friendlyName
  if (call.params.one('Attributes') !== null) document.attributes = attributesOf(call, (given) => addressProblem(registry, call, given))
  unsettle(registry, document.sid)
  return jsonAnswer(200, presentDocument(document))
}

function addressProblem(registry: Registry, call: RestCall, given: Readonly<Record<string, unknown>>): string | null {
  const sid = given['address_sids']
  const address = typeof sid === 'string' ? registry.addresses.get(sid) : undefined
  return address?.accountSid === call.account.accountSid ? null : 'address_sids must name an address of this account'
}

/** What has changed must be found compliant again. */
export function unsettle(registry: Registry, objectSid: string): void {
  for (const bundle of registry.bundles.values()) {
    if (bundle.assigned.some((each) => each.objectSid === objectSid)) bundle.compliant = false
  }
}

function attributesOf(call: RestCall, problemOf: (given: Readonly<Record<string, unknown>>) => string | null): Record<string, string> {
  const given = parsed(required(call, 'Attributes'))
  const problem = problemOf(given)
  if (problem !== null) throw new RestRefusal(400, 20001, problem)
  // Every attribute that passed is a text.
  return given as Record<string, string>
}

function parsed(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch (error) {
    throw new RestRefusal(400, 20001, `Attributes is not JSON: ${String(error)}`)
  }
  throw new RestRefusal(400, 20001, 'Attributes must be a JSON object')
}

/** A parameter that must be there. */
export function required(call: RestCall, name: string): string {
  const value = call.params.one(name)
  if (value === null || value === '') throw new RestRefusal(400, 20001, `Missing required parameter ${name}`)
  return value
}

/** The thing that the path names, when it belongs to the caller. */
export function ownOf<Item extends { accountSid: string }>(shelf: ReadonlyMap<string, Item>, call: RestCall, id = 'Sid'): Item {
  const item = shelf.get(call.ids[id] ?? '')
  if (item === undefined || item.accountSid !== call.account.accountSid) throw notFound(call.ids[id] ?? '')
  return item
}

function presentEndUser(endUser: EndUser) {
  const { sid, accountSid, friendlyName, type, attributes, createdAt, updatedAt } = endUser
  return {
    sid,
    account_sid: accountSid,
    friendly_name: friendlyName,
    type,
    attributes,
    date_created: isoTime(createdAt),
    date_updated: isoTime(updatedAt),
    url: `${TRUSTHUB}/EndUsers/${sid}`,
  }
}

function presentDocument(document: SupportingDocument) {
  const { sid, accountSid, friendlyName, attributes, createdAt, updatedAt } = document
  return {
    sid,
    account_sid: accountSid,
    friendly_name: friendlyName,
    type: 'customer_profile_address',
    mime_type: null,
    status: 'DRAFT',
    attributes,
    date_created: isoTime(createdAt),
    date_updated: isoTime(updatedAt),
    url: `${TRUSTHUB}/SupportingDocuments/${sid}`,
  }
}
