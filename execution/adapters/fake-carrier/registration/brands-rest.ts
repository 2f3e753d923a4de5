import type { RestAnswer, RestCall } from '../rest-answer.ts'
import { jsonAnswer, RestRefusal } from '../rest-answer.ts'
import type { ParamRules } from '../rest-params.ts'
import type { RestRoute } from '../rest-router.ts'
import { ofAccount, type Brand, type Bundle, type Registry, type ReviewError } from './registry.ts'
import { ownOf, required } from './trusthub-rest.ts'
import { SOLE_PROPRIETOR_POLICY } from './trusthub-rules.ts'
import { isoTime, V1_PAGE, v1Page } from './v1-page.ts'

export const MESSAGING = 'https://messaging.twilio.com/v1'
const BASE = '/v1/a2p/BrandRegistrations'

const bundle = { form: { sid: 'BU' } } as const
const boolean = { form: 'boolean' } as const
const CREATE: ParamRules = {
  CustomerProfileBundleSid: bundle,
  A2PProfileBundleSid: bundle,
  // A plain text in Twilio's file; anything else is a mistake of ours.
  BrandType: { form: { values: ['STANDARD', 'SOLE_PROPRIETOR'] } },
  Mock: boolean,
  SkipAutomaticSecVet: boolean,
}
/** A failed brand is reviewed again three times without a fee. */
const FREE_TRIES = 3

/** Brand registrations: make (costs), read, hand in again, text the code. */
export function brandRoutes(registry: Registry): readonly RestRoute[] {
  return [
    { method: 'POST', path: BASE, params: CREATE, handle: (call) => create(registry, call) },
    {
      method: 'GET',
      path: BASE,
      params: V1_PAGE,
      handle: (call) =>
        v1Page(call, {
          key: 'data',
          url: `${MESSAGING}/a2p/BrandRegistrations`,
          items: ofAccount(registry.brands, call.account.accountSid),
          present,
        }),
    },
    { method: 'GET', path: `${BASE}/{Sid:BN}`, params: {}, handle: (call) => jsonAnswer(200, present(ownOf(registry.brands, call))) },
    { method: 'POST', path: `${BASE}/{Sid:BN}`, params: {}, handle: (call) => handInAgain(registry, call) },
    { method: 'POST', path: `${BASE}/{Sid:BN}/SmsOtp`, params: {}, handle: (call) => sendCode(registry, call) },
  ]
}

/** A second brand for the same bundles is made like the first, and paid for: that is the trap. */
function create(registry: Registry, call: RestCall): RestAnswer {
  const type = call.params.one('BrandType') === 'SOLE_PROPRIETOR' ? 'SOLE_PROPRIETOR' : 'STANDARD'
  const profile = handedIn(registry, call, required(call, 'CustomerProfileBundleSid'), 'profile')
  const trustProduct = handedIn(registry, call, required(call, 'A2PProfileBundleSid'), 'trust-product')
  if ((trustProduct.policySid === SOLE_PROPRIETOR_POLICY) !== (type === 'SOLE_PROPRIETOR'))
    throw new RestRefusal(400, 20001, 'BrandType does not fit the bundles')
  const brand: Brand = {
    ...registry.newThing('BN', call.account.accountSid),
    profileSid: profile.sid,
    trustProductSid: trustProduct.sid,
    type,
    skipsVetting: call.params.one('SkipAutomaticSecVet') === 'true',
    mock: call.params.one('Mock') === 'true',
    status: 'PENDING',
    identity: null,
    score: null,
    errors: [],
    handedIn: 0,
    codes: 0,
  }
  registry.brands.set(brand.sid, brand)
  handIn(registry, brand)
  return jsonAnswer(201, present(brand))
}

function handedIn(registry: Registry, call: RestCall, sid: string, kind: Bundle['kind']): Bundle {
  const found = registry.bundles.get(sid)
  if (found === undefined || found.accountSid !== call.account.accountSid || found.kind !== kind)
    throw new RestRefusal(400, 20001, `${sid} is no such bundle of this account`)
  if (found.status === 'draft') throw new RestRefusal(400, 20001, `${sid} was not handed in`)
  return found
}

function handInAgain(registry: Registry, call: RestCall): RestAnswer {
  const brand = ownOf(registry.brands, call)
  const isOpen = brand.status === 'FAILED' || (brand.status === 'APPROVED' && brand.identity !== 'VERIFIED')
  if (!isOpen) throw new RestRefusal(400, 20001, `The brand is ${brand.status}`)
  if (brand.handedIn > FREE_TRIES) throw new RestRefusal(400, 21724, 'Too many updates of this brand')
  handIn(registry, brand)
  return jsonAnswer(202, present(brand))
}

function handIn(registry: Registry, brand: Brand): void {
  brand.handedIn += 1
  Object.assign(brand, { status: 'PENDING', errors: [] })
  registry.review(
    'brand',
    brand,
    () => Object.assign(brand, { status: 'IN_REVIEW' }),
    (_, verdict) => decide(registry, brand, verdict?.errors ?? null),
  )
}

/** A bundle that was rejected fails its brand. A proprietor's brand is approved before the code is answered. */
function decide(registry: Registry, brand: Brand, errors: readonly ReviewError[] | null): void {
  const rejected = [brand.profileSid, brand.trustProductSid].some((sid) => registry.bundles.get(sid)?.status === 'twilio-rejected')
  if (errors !== null || rejected) {
    Object.assign(brand, { status: 'FAILED', errors: errors ?? [{ code: 30799, fields: [], description: 'The bundle was rejected.' }] })
    return
  }
  const isUnverified = brand.type === 'SOLE_PROPRIETOR' || registry.takeUnverified()
  Object.assign(brand, {
    status: 'APPROVED',
    identity: isUnverified ? 'UNVERIFIED' : 'VERIFIED',
    score: brand.type === 'STANDARD' && !brand.skipsVetting ? 60 : null,
  })
  if (brand.type === 'SOLE_PROPRIETOR') textCode(registry, brand)
}

function sendCode(registry: Registry, call: RestCall): RestAnswer {
  const brand = ownOf(registry.brands, call)
  if (brand.type !== 'SOLE_PROPRIETOR') throw new RestRefusal(400, 20001, 'Only a sole proprietor gets a code')
  textCode(registry, brand)
  return jsonAnswer(201, { account_sid: brand.accountSid, brand_registration_sid: brand.sid })
}

function textCode(registry: Registry, brand: Brand): void {
  const bundle = registry.bundles.get(brand.trustProductSid)
  const mobile = bundle?.assigned
    .map(({ objectSid }) => registry.endUsers.get(objectSid)?.attributes['mobile_phone_number'])
    .find((to) => to !== undefined)
  brand.codes += 1
  if (mobile !== undefined) registry.textCode(mobile)
}

/** Reasons as the newer interfaces write them. */
export function presentErrors(errors: readonly ReviewError[]) {
  return errors.map(({ code, fields, description }) => ({
    error_code: code,
    fields: fields ?? [],
    url: `https://www.twilio.com/docs/api/errors/${code}`,
    description: description ?? `Error ${code}`,
  }))
}

function present(brand: Brand) {
  const { sid, accountSid, profileSid, trustProductSid, createdAt, updatedAt, type, status, identity, score, mock } = brand
  const url = `${MESSAGING}/a2p/BrandRegistrations/${sid}`
  return {
    sid,
    account_sid: accountSid,
    customer_profile_bundle_sid: profileSid,
    a2p_profile_bundle_sid: trustProductSid,
    date_created: isoTime(createdAt),
    date_updated: isoTime(updatedAt),
    brand_type: type,
    status,
    tcr_id: status === 'APPROVED' ? `B${sid.slice(2, 8).toUpperCase()}` : null,
    failure_reason: null,
    errors: presentErrors(brand.errors),
    url,
    brand_score: score,
    brand_feedback: null,
    identity_status: identity,
    russell_3000: null,
    government_entity: null,
    tax_exempt_status: null,
    skip_automatic_sec_vet: brand.skipsVetting,
    mock,
    links: { brand_vettings: `${url}/Vettings`, brand_registration_otps: `${url}/SmsOtp` },
  }
}
