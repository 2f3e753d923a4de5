import { rfc2822 } from '../call-params.ts'
import type { RestAnswer, RestCall } from '../rest-answer.ts'
import { jsonAnswer } from '../rest-answer.ts'
import { PAGE_RULES, pageOf } from '../rest-page.ts'
import type { ParamRules } from '../rest-params.ts'
import type { RestRoute } from '../rest-router.ts'
import { ofAccount, type Address, type Registry } from './registry.ts'
import { ownOf, required, unsettle } from './trusthub-rest.ts'

const PATH = '/2010-04-01/Accounts/{AccountSid}/Addresses'
const text = { form: 'text' } as const
const boolean = { form: 'boolean' } as const
const CHANGE: ParamRules = {
  FriendlyName: text,
  CustomerName: text,
  Street: text,
  StreetSecondary: text,
  City: text,
  Region: text,
  PostalCode: text,
  EmergencyEnabled: boolean,
  AutoCorrectAddress: boolean,
}
const CREATE: ParamRules = { ...CHANGE, IsoCountry: { form: { values: ['US', 'CA'] } } }

/** Postal addresses, which documents of a profile point to. */
export function addressRoutes(registry: Registry): readonly RestRoute[] {
  return [
    { method: 'POST', path: `${PATH}.json`, params: CREATE, handle: (call) => create(registry, call) },
    {
      method: 'GET',
      path: `${PATH}.json`,
      params: { FriendlyName: text, CustomerName: text, ...PAGE_RULES },
      handle: (call) => list(registry, call),
    },
    { method: 'POST', path: `${PATH}/{Sid:AD}.json`, params: CHANGE, handle: (call) => change(registry, call) },
  ]
}

function create(registry: Registry, call: RestCall): RestAnswer {
  for (const name of ['CustomerName', 'Street', 'City', 'Region', 'PostalCode', 'IsoCountry']) required(call, name)
  const address: Address = { ...registry.newThing('AD', call.account.accountSid), fields: given(call, CREATE) }
  registry.addresses.set(address.sid, address)
  return jsonAnswer(201, present(address))
}

function list(registry: Registry, call: RestCall): RestAnswer {
  const name = call.params.one('FriendlyName')
  const items = ofAccount(registry.addresses, call.account.accountSid).filter(
    (each) => name === null || each.fields['FriendlyName'] === name,
  )
  const path = `/2010-04-01/Accounts/${call.account.accountSid}/Addresses.json`
  return jsonAnswer(200, pageOf(call, { key: 'addresses', path, filters: ['FriendlyName'], items, present }))
}

function change(registry: Registry, call: RestCall): RestAnswer {
  const address = ownOf(registry.addresses, call)
  const changed: Address = { ...address, fields: { ...address.fields, ...given(call, CHANGE) }, updatedAt: registry.now() }
  registry.addresses.set(address.sid, changed)
  for (const document of registry.documents.values())
    if (document.attributes['address_sids'] === address.sid) unsettle(registry, document.sid)
  return jsonAnswer(200, present(changed))
}

function given(call: RestCall, rules: ParamRules): Record<string, string> {
  return Object.fromEntries(
    Object.keys(rules).flatMap((name) => {
      const value = call.params.one(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}

function present({ sid, accountSid, fields, createdAt, updatedAt }: Address) {
  return {
    sid,
    account_sid: accountSid,
    friendly_name: fields['FriendlyName'] ?? '',
    customer_name: fields['CustomerName'],
    street: fields['Street'],
    street_secondary: fields['StreetSecondary'] ?? null,
    city: fields['City'],
    region: fields['Region'],
    postal_code: fields['PostalCode'],
    iso_country: fields['IsoCountry'],
    emergency_enabled: false,
    validated: true,
    verified: false,
    date_created: rfc2822(createdAt),
    date_updated: rfc2822(updatedAt),
    uri: `/2010-04-01/Accounts/${accountSid}/Addresses/${sid}.json`,
  }
}
