import type { RestAnswer, RestCall } from '../rest-answer.ts'
import { jsonAnswer, RestRefusal } from '../rest-answer.ts'
import type { ParamRule, ParamRules } from '../rest-params.ts'
import type { RestRoute } from '../rest-router.ts'
import { MESSAGING, presentErrors } from './brands-rest.ts'
import { ofAccount, type Brand, type Campaign, type Registry } from './registry.ts'
import { ownOf, required } from './trusthub-rest.ts'
import { isoTime, V1_PAGE, v1Page } from './v1-page.ts'

const BASE = '/v1/Services/{ServiceSid:MG}/Compliance/Usa2p'

const text: ParamRule = { form: 'text' }
const list: ParamRule = { form: 'text', list: true }
const boolean: ParamRule = { form: 'boolean' }
const url: ParamRule = { form: 'url' }
/** What can also be changed later. */
const CHANGE: ParamRules = {
  HasEmbeddedLinks: boolean,
  HasEmbeddedPhone: boolean,
  MessageSamples: list,
  MessageFlow: text,
  Description: text,
  AgeGated: boolean,
  DirectLending: boolean,
  PrivacyPolicyUrl: url,
  TermsAndConditionsUrl: url,
}
const CREATE: ParamRules = {
  ...CHANGE,
  BrandRegistrationSid: { form: { sid: 'BN' } },
  UsAppToPersonUsecase: text,
  SubscriberOptIn: boolean,
  OptInMessage: text,
  OptOutMessage: text,
  HelpMessage: text,
  OptInKeywords: list,
  OptOutKeywords: list,
  HelpKeywords: list,
}

/** Campaigns of a messaging service: one each. */
export function campaignRoutes(registry: Registry): readonly RestRoute[] {
  return [
    {
      method: 'GET',
      path: `${BASE}/Usecases`,
      params: { BrandRegistrationSid: { form: { sid: 'BN' } } },
      handle: (call) => jsonAnswer(200, { us_app_to_person_usecases: useCases(brandOf(registry, call)) }),
    },
    { method: 'POST', path: BASE, params: CREATE, handle: (call) => create(registry, call) },
    {
      method: 'GET',
      path: BASE,
      params: V1_PAGE,
      handle: (call) => {
        const service = ownOf(registry.services, call, 'ServiceSid')
        const items = ofAccount(registry.campaigns, call.account.accountSid).filter((campaign) => campaign.serviceSid === service.sid)
        return v1Page(call, { key: 'compliance', url: `${MESSAGING}/Services/${service.sid}/Compliance/Usa2p`, items, present })
      },
    },
    { method: 'GET', path: `${BASE}/{Sid:QE}`, params: {}, handle: (call) => jsonAnswer(200, present(campaignOf(registry, call))) },
    { method: 'POST', path: `${BASE}/{Sid:QE}`, params: CHANGE, handle: (call) => change(registry, call) },
  ]
}

function useCases(brand: Brand) {
  const codes = brand.type === 'SOLE_PROPRIETOR' ? ['SOLE_PROPRIETOR'] : ['CUSTOMER_CARE', 'LOW_VOLUME', 'MARKETING', 'MIXED']
  return codes.map((code) => ({ code, name: code, description: code, post_approval_required: false }))
}

function create(registry: Registry, call: RestCall): RestAnswer {
  const service = ownOf(registry.services, call, 'ServiceSid')
  const brand = brandOf(registry, call)
  if (brand.status !== 'APPROVED' || brand.identity !== 'VERIFIED')
    throw new RestRefusal(400, 30991, 'The brand is not approved and verified')
  if (!useCases(brand).some(({ code }) => code === required(call, 'UsAppToPersonUsecase')))
    throw new RestRefusal(400, 30900, 'The brand may not use this use case')
  const others = [...registry.campaigns.values()]
  if (others.some((campaign) => campaign.serviceSid === service.sid))
    throw new RestRefusal(400, 20001, 'The service has a campaign already')
  if (brand.type === 'SOLE_PROPRIETOR' && others.some((campaign) => campaign.brandSid === brand.sid))
    throw new RestRefusal(400, 20001, 'A sole proprietor has one campaign')
  const campaign: Campaign = {
    ...registry.newThing('QE', call.account.accountSid),
    serviceSid: service.sid,
    brandSid: brand.sid,
    fields: fieldsOf(call, CREATE),
    status: 'PENDING',
    errors: [],
    handedIn: 0,
  }
  registry.campaigns.set(campaign.sid, campaign)
  handIn(registry, campaign)
  return jsonAnswer(201, present(campaign))
}

/** Only a failed one can be edited, and only as a whole. */
function change(registry: Registry, call: RestCall): RestAnswer {
  const campaign = campaignOf(registry, call)
  if (campaign.status !== 'FAILED') throw new RestRefusal(400, 20001, `The campaign is ${campaign.status}`)
  campaign.fields = { ...campaign.fields, ...fieldsOf(call, CHANGE) }
  handIn(registry, campaign)
  return jsonAnswer(200, present(campaign))
}

function handIn(registry: Registry, campaign: Campaign): void {
  campaign.handedIn += 1
  Object.assign(campaign, { status: 'PENDING', errors: [] })
  registry.review(
    'campaign',
    campaign,
    () => Object.assign(campaign, { status: 'IN_PROGRESS' }),
    (_, verdict) => Object.assign(campaign, verdict === null ? { status: 'VERIFIED' } : { status: 'FAILED', errors: verdict.errors }),
  )
}

function fieldsOf(call: RestCall, rules: ParamRules): Record<string, string | readonly string[]> {
  for (const name of ['HasEmbeddedLinks', 'HasEmbeddedPhone', 'AgeGated', 'DirectLending']) required(call, name)
  lengthOf(call, 'Description', 40, 4_096)
  lengthOf(call, 'MessageFlow', 40, 2_048)
  const samples = call.params.all('MessageSamples')
  if (samples.length < 2 || samples.length > 5 || samples.some((sample) => sample.length < 20 || sample.length > 1_024))
    throw new RestRefusal(400, 20001, 'MessageSamples must be 2 to 5 texts of 20 to 1,024 characters')
  for (const name of ['OptInMessage', 'OptOutMessage', 'HelpMessage']) if (call.params.one(name) !== null) lengthOf(call, name, 20, 320)
  // What the carriers refuse in review is refused here at once, so that no test passes without it.
  for (const name of ['PrivacyPolicyUrl', 'TermsAndConditionsUrl']) required(call, name)
  return Object.fromEntries(
    Object.entries(rules).flatMap(([name, rule]): [string, string | readonly string[]][] => {
      const values = call.params.all(name)
      if (values.length === 0) return []
      return [[name, rule.list === true ? values : (values[0] ?? '')]]
    }),
  )
}

function lengthOf(call: RestCall, name: string, min: number, max: number): void {
  const { length } = required(call, name)
  if (length < min || length > max) throw new RestRefusal(400, 20001, `${name} must have ${min} to ${max} characters`)
}

function brandOf(registry: Registry, call: RestCall): Brand {
  const brand = registry.brands.get(required(call, 'BrandRegistrationSid'))
  if (brand === undefined || brand.accountSid !== call.account.accountSid)
    throw new RestRefusal(404, 20404, 'The brand is not of this account')
  return brand
}

function campaignOf(registry: Registry, call: RestCall): Campaign {
  const service = ownOf(registry.services, call, 'ServiceSid')
  const campaign = ownOf(registry.campaigns, call)
  if (campaign.serviceSid !== service.sid) throw new RestRefusal(404, 20404, 'The campaign is of another service')
  return campaign
}

function present(campaign: Campaign) {
  const { sid, accountSid, serviceSid, brandSid, fields, status, errors, createdAt, updatedAt } = campaign
  const one = (name: string) => (typeof fields[name] === 'string' ? fields[name] : null)
  const all = (name: string) => [fields[name] ?? []].flat()
  return {
    sid,
    account_sid: accountSid,
    brand_registration_sid: brandSid,
    messaging_service_sid: serviceSid,
    description: one('Description'),
    message_samples: all('MessageSamples'),
    us_app_to_person_usecase: one('UsAppToPersonUsecase'),
    has_embedded_links: one('HasEmbeddedLinks') === 'true',
    has_embedded_phone: one('HasEmbeddedPhone') === 'true',
    subscriber_opt_in: one('SubscriberOptIn') === 'true',
    age_gated: one('AgeGated') === 'true',
    direct_lending: one('DirectLending') === 'true',
    campaign_status: status,
    campaign_id: status === 'VERIFIED' ? `CM${sid.slice(2)}` : null,
    is_externally_registered: false,
    rate_limits: status === 'VERIFIED' ? { att: { mps: 1.25, msg_class: 'T' }, tmobile: { brand_tier: 'LOW' } } : null,
    message_flow: one('MessageFlow'),
    opt_in_message: one('OptInMessage'),
    opt_out_message: one('OptOutMessage'),
    help_message: one('HelpMessage'),
    opt_in_keywords: all('OptInKeywords'),
    opt_out_keywords: all('OptOutKeywords'),
    help_keywords: all('HelpKeywords'),
    privacy_policy_url: one('PrivacyPolicyUrl'),
    terms_and_conditions_url: one('TermsAndConditionsUrl'),
    date_created: isoTime(createdAt),
    date_updated: isoTime(updatedAt),
    url: `${MESSAGING}/Services/${serviceSid}/Compliance/Usa2p/${sid}`,
    mock: false,
    errors: presentErrors(errors),
  }
}
