import type { RestAnswer, RestCall } from '../rest-answer.ts'
import { jsonAnswer, RestRefusal } from '../rest-answer.ts'
import type { ParamRules } from '../rest-params.ts'
import type { RestRoute } from '../rest-router.ts'
import { ofAccount, type Bundle, type Registry } from './registry.ts'
import { ownOf, required, TRUSTHUB, type TrustHubParts } from './trusthub-rest.ts'
import { POLICIES, PRIMARY_POLICY, SECONDARY_POLICY, STARTER_POLICY } from './trusthub-rules.ts'
import { isoTime, V1_PAGE, v1Page } from './v1-page.ts'

const text = { form: 'text' } as const
const policy = { form: { sid: 'RN' } } as const
const url = { form: 'url' } as const
const STATUSES = ['draft', 'pending-review', 'in-review', 'twilio-rejected', 'twilio-approved']
const CREATE: ParamRules = { FriendlyName: text, Email: text, PolicySid: policy, StatusCallback: url }
const CHANGE: ParamRules = { Status: { form: { values: STATUSES } }, FriendlyName: text, Email: text, StatusCallback: url }
const LIST: ParamRules = { Status: { form: { values: STATUSES } }, FriendlyName: text, PolicySid: policy, ...V1_PAGE }
const ASSIGN: ParamRules = { ObjectSid: { form: { sid: '[a-zA-Z]{2}' } } }

/** Customer profiles and trust products: the same but for their names. */
export function bundleRoutes(parts: TrustHubParts): readonly RestRoute[] {
  return (['profile', 'trust-product'] as const).flatMap((kind) => routesOf(parts, kind))
}

function routesOf(parts: TrustHubParts, kind: Bundle['kind']): readonly RestRoute[] {
  const { registry } = parts
  const base = `/v1/${nameOf(kind)}`
  return [
    { method: 'POST', path: base, params: CREATE, handle: (call) => create(registry, kind, call) },
    { method: 'GET', path: base, params: LIST, handle: (call) => list(parts, kind, call) },
    { method: 'GET', path: `${base}/{Sid:BU}`, params: {}, handle: (call) => jsonAnswer(200, present(bundleOf(registry, kind, call))) },
    { method: 'POST', path: `${base}/{Sid:BU}`, params: CHANGE, handle: (call) => change(registry, kind, call) },
    { method: 'POST', path: `${base}/{Sid:BU}/EntityAssignments`, params: ASSIGN, handle: (call) => assign(parts, kind, call) },
    {
      method: 'GET',
      path: `${base}/{Sid:BU}/EntityAssignments`,
      params: { ObjectType: text, ...V1_PAGE },
      handle: (call) => {
        const bundle = bundleOf(registry, kind, call)
        const items = bundle.assigned.toReversed()
        return v1Page(call, {
          key: 'results',
          url: `${urlOf(bundle)}/EntityAssignments`,
          items,
          present: (each) => presentAssignment(bundle, each),
        })
      },
    },
    { method: 'POST', path: `${base}/{Sid:BU}/Evaluations`, params: { PolicySid: policy }, handle: (call) => evaluate(parts, kind, call) },
  ]
}

function create(registry: Registry, kind: Bundle['kind'], call: RestCall): RestAnswer {
  const policySid = required(call, 'PolicySid')
  if (POLICIES[policySid]?.bundle !== kind) throw new RestRefusal(400, 20001, `PolicySid ${policySid} is no policy for this`)
  if (policySid === PRIMARY_POLICY) throw new RestRefusal(400, 20001, 'A primary customer profile is made in the console')
  const bundle: Bundle = {
    ...registry.newThing('BU', call.account.accountSid),
    kind,
    friendlyName: required(call, 'FriendlyName'),
    email: emailOf(required(call, 'Email')),
    policySid,
    statusCallback: call.params.one('StatusCallback'),
    status: 'draft',
    errors: [],
    assigned: [],
    compliant: false,
  }
  registry.bundles.set(bundle.sid, bundle)
  return jsonAnswer(201, present(bundle))
}

/** The operator has made an approved primary profile in the console: the parent account's is there from the beginning. */
function list(parts: TrustHubParts, kind: Bundle['kind'], call: RestCall): RestAnswer {
  primaryProfile(parts, call.account.accountSid)
  const wanted = (name: string, value: string) => (call.params.one(name) ?? value) === value
  const items = ofAccount(parts.registry.bundles, call.account.accountSid).filter(
    (bundle) =>
      bundle.kind === kind &&
      wanted('Status', bundle.status) &&
      wanted('FriendlyName', bundle.friendlyName) &&
      wanted('PolicySid', bundle.policySid),
  )
  return v1Page(call, { key: 'results', url: `${TRUSTHUB}/${nameOf(kind)}`, items, present })
}

/** The primary profile of a parent account, made when it is first looked for; a subaccount has none. */
function primaryProfile({ registry, accounts }: TrustHubParts, accountSid: string): void {
  if (accounts.find(accountSid)?.parentSid !== undefined) return
  const isThere = ofAccount(registry.bundles, accountSid).some((bundle) => bundle.policySid === PRIMARY_POLICY)
  if (isThere) return
  const thing = registry.newThing('BU', accountSid)
  registry.bundles.set(thing.sid, {
    ...thing,
    kind: 'profile',
    friendlyName: 'Primary',
    email: 'operator@example.com',
    policySid: PRIMARY_POLICY,
    statusCallback: null,
    status: 'twilio-approved',
    errors: [],
    assigned: [],
    compliant: true,
  })
}

function change(registry: Registry, kind: Bundle['kind'], call: RestCall): RestAnswer {
  const bundle = bundleOf(registry, kind, call)
  bundle.friendlyName = call.params.one('FriendlyName') ?? bundle.friendlyName
  bundle.email = call.params.one('Email') ?? bundle.email
  bundle.statusCallback = call.params.one('StatusCallback') ?? bundle.statusCallback
  const status = call.params.one('Status')
  if (status !== null) handIn(registry, bundle, status)
  return jsonAnswer(200, present(bundle))
}

function handIn(registry: Registry, bundle: Bundle, status: string): void {
  if (status !== 'pending-review') throw new RestRefusal(400, 20001, `Status ${status} cannot be set`)
  if (bundle.status !== 'draft' && bundle.status !== 'twilio-rejected') throw new RestRefusal(400, 20001, `The bundle is ${bundle.status}`)
  if (!bundle.compliant) throw new RestRefusal(400, 20001, 'The bundle was not evaluated as compliant')
  Object.assign(bundle, { status: 'pending-review', errors: [] })
  registry.review(
    bundle.kind,
    bundle,
    () => Object.assign(bundle, { status: 'in-review' }),
    (_, verdict) =>
      Object.assign(bundle, verdict === null ? { status: 'twilio-approved' } : { status: 'twilio-rejected', errors: verdict.errors }),
  )
}

function assign({ registry, accounts }: TrustHubParts, kind: Bundle['kind'], call: RestCall): RestAnswer {
  const bundle = bundleOf(registry, kind, call)
  const objectSid = required(call, 'ObjectSid')
  const object = registry.endUsers.get(objectSid) ?? registry.documents.get(objectSid) ?? registry.bundles.get(objectSid)
  const { accountSid, parentSid } = accounts.get(call.account.accountSid)
  const isParents = object !== undefined && 'policySid' in object && object.policySid === PRIMARY_POLICY && object.accountSid === parentSid
  if (object === undefined || (object.accountSid !== accountSid && !isParents))
    throw new RestRefusal(400, 20001, `${objectSid} is not known here`)
  if (bundle.assigned.some((each) => each.objectSid === objectSid)) throw new RestRefusal(400, 20001, `${objectSid} is assigned already`)
  const assignment = { sid: registry.newThing('BV', accountSid).sid, objectSid, createdAt: registry.now() }
  bundle.assigned.push(assignment)
  bundle.compliant = false
  return jsonAnswer(201, presentAssignment(bundle, assignment))
}

function evaluate({ registry }: TrustHubParts, kind: Bundle['kind'], call: RestCall): RestAnswer {
  const bundle = bundleOf(registry, kind, call)
  const policySid = required(call, 'PolicySid')
  if (policySid !== bundle.policySid) throw new RestRefusal(400, 20001, 'PolicySid is not that of the bundle')
  const has = new Set(bundle.assigned.flatMap(({ objectSid }) => typesOf(registry, objectSid)))
  const results = (POLICIES[policySid]?.needs ?? []).map((need) => {
    const passed = has.has(need)
    const failure_reason = passed ? null : `${need} is missing. Please add one to the bundle.`
    return {
      friendly_name: need,
      object_type: need,
      passed,
      failure_reason,
      error_code: passed ? null : 22_214,
      valid: [],
      invalid: [],
      requirement_friendly_name: need,
      requirement_name: need,
    }
  })
  bundle.compliant = results.every(({ passed }) => passed)
  const key = kind === 'profile' ? 'customer_profile_sid' : 'trust_product_sid'
  const { sid } = registry.newThing('EL', bundle.accountSid)
  return jsonAnswer(201, {
    sid,
    account_sid: bundle.accountSid,
    policy_sid: policySid,
    [key]: bundle.sid,
    status: bundle.compliant ? 'compliant' : 'noncompliant',
    results,
    date_created: isoTime(registry.now()),
    url: `${urlOf(bundle)}/Evaluations/${sid}`,
  })
}

function typesOf(registry: Registry, sid: string): string[] {
  const endUser = registry.endUsers.get(sid)
  if (endUser !== undefined) return [endUser.type]
  if (registry.documents.has(sid)) return ['customer_profile_address']
  const bundle = registry.bundles.get(sid)
  if (bundle === undefined || bundle.status === 'draft') return []
  if (bundle.policySid === PRIMARY_POLICY) return ['primary']
  return bundle.policySid === SECONDARY_POLICY ? ['secondary'] : bundle.policySid === STARTER_POLICY ? ['starter'] : []
}

function bundleOf(registry: Registry, kind: Bundle['kind'], call: RestCall): Bundle {
  const bundle = ownOf(registry.bundles, call)
  if (bundle.kind !== kind) throw new RestRefusal(404, 20404, `${bundle.sid} is another kind of bundle`)
  return bundle
}

function nameOf(kind: Bundle['kind']): string {
  return kind === 'profile' ? 'CustomerProfiles' : 'TrustProducts'
}

function emailOf(value: string): string {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) throw new RestRefusal(400, 20001, 'Email is no e-mail address')
  return value
}

function urlOf(bundle: Bundle): string {
  return `${TRUSTHUB}/${nameOf(bundle.kind)}/${bundle.sid}`
}

function present(bundle: Bundle) {
  const { sid, accountSid, policySid, friendlyName, status, email, statusCallback, createdAt, updatedAt, errors } = bundle
  const word = bundle.kind === 'profile' ? 'customer_profiles' : 'trust_products'
  return {
    sid,
    account_sid: accountSid,
    policy_sid: policySid,
    friendly_name: friendlyName,
    status,
    valid_until: null,
    email,
    status_callback: statusCallback,
    date_created: isoTime(createdAt),
    date_updated: isoTime(updatedAt),
    url: urlOf(bundle),
    links: {
      [`${word}_entity_assignments`]: `${urlOf(bundle)}/EntityAssignments`,
      [`${word}_evaluations`]: `${urlOf(bundle)}/Evaluations`,
      [`${word}_channel_endpoint_assignment`]: `${urlOf(bundle)}/ChannelEndpointAssignments`,
    },
    errors:
      errors.length === 0
        ? null
        : errors.map(({ code, description }) => ({ code, ...(description === undefined ? {} : { message: description }) })),
  }
}

function presentAssignment(bundle: Bundle, { sid, objectSid, createdAt }: Bundle['assigned'][number]) {
  return {
    sid,
    [bundle.kind === 'profile' ? 'customer_profile_sid' : 'trust_product_sid']: bundle.sid,
    account_sid: bundle.accountSid,
    object_sid: objectSid,
    date_created: isoTime(createdAt),
    url: `${urlOf(bundle)}/EntityAssignments/${sid}`,
  }
}
