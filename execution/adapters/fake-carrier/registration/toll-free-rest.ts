import type { NumberBook } from '../numbers.ts'
import { isTollFree } from '../numbers.ts'
import type { RestAnswer, RestCall } from '../rest-answer.ts'
import { jsonAnswer, RestRefusal } from '../rest-answer.ts'
import type { ParamRule, ParamRules } from '../rest-params.ts'
import type { RestRoute } from '../rest-router.ts'
import { MESSAGING } from './brands-rest.ts'
import { ofAccount, type Registry, type Verification } from './registry.ts'
import { ownOf, required } from './trusthub-rest.ts'
import { isoTime, V1_PAGE, v1Page } from './v1-page.ts'

const BASE = '/v1/Tollfree/Verifications'
const EDIT_DAYS = 7
const DAY_MS = 86_400_000

const text: ParamRule = { form: 'text' }
const list: ParamRule = { form: 'text', list: true }
const phone: ParamRule = { form: 'phone' }
const url: ParamRule = { form: 'url' }
const oneOf = (values: readonly string[], isList = false): ParamRule => (isList ? { form: { values }, list: true } : { form: { values } })

const CATEGORIES = ['ACCOUNT_NOTIFICATIONS', 'CUSTOMER_CARE', 'DELIVERY_NOTIFICATIONS', 'EVENTS', 'MARKETING', 'TWO_FACTOR_AUTHENTICATION']
const FIELDS: ParamRules = {
  BusinessName: text,
  BusinessWebsite: url,
  NotificationEmail: text,
  UseCaseCategories: oneOf(CATEGORIES, true),
  UseCaseSummary: text,
  ProductionMessageSample: text,
  OptInImageUrls: { form: 'url', list: true },
  OptInType: oneOf(['VERBAL', 'WEB_FORM', 'PAPER_FORM', 'VIA_TEXT', 'MOBILE_QR_CODE', 'IMPORT']),
  MessageVolume: oneOf([
    '10',
    '100',
    '1,000',
    '10,000',
    '100,000',
    '250,000',
    '500,000',
    '750,000',
    '1,000,000',
    '5,000,000',
    '10,000,000',
  ]),
  BusinessStreetAddress: text,
  BusinessStreetAddress2: text,
  BusinessCity: text,
  BusinessStateProvinceRegion: text,
  BusinessPostalCode: text,
  BusinessCountry: text,
  AdditionalInformation: text,
  BusinessContactFirstName: text,
  BusinessContactLastName: text,
  BusinessContactEmail: text,
  BusinessContactPhone: phone,
  BusinessRegistrationNumber: text,
  BusinessRegistrationAuthority: oneOf(['EIN', 'CBN', 'OTHER']),
  BusinessRegistrationCountry: text,
  BusinessType: oneOf(['PRIVATE_PROFIT', 'PUBLIC_PROFIT', 'SOLE_PROPRIETOR', 'NON_PROFIT', 'GOVERNMENT']),
  BusinessRegistrationPhoneNumber: phone,
  DoingBusinessAs: text,
  OptInConfirmationMessage: text,
  HelpMessageSample: text,
  PrivacyPolicyUrl: url,
  TermsAndConditionsUrl: url,
  AgeGatedContent: { form: 'boolean' },
  OptInKeywords: list,
}
const CREATE: ParamRules = {
  ...FIELDS,
  TollfreePhoneNumberSid: { form: { sid: 'PN' } },
  CustomerProfileSid: { form: { sid: 'BU' } },
  ExternalReferenceId: text,
}
const CHANGE: ParamRules = { ...FIELDS, EditReason: text }
const STATUSES = ['PENDING_REVIEW', 'IN_REVIEW', 'TWILIO_APPROVED', 'TWILIO_REJECTED']
const LIST: ParamRules = { TollfreePhoneNumberSid: { form: { sid: 'PN' } }, Status: oneOf(STATUSES), ExternalReferenceId: text, ...V1_PAGE }
const REQUIRED = [
  'BusinessName',
  'BusinessWebsite',
  'NotificationEmail',
  'UseCaseCategories',
  'UseCaseSummary',
  'ProductionMessageSample',
  'OptInImageUrls',
  'OptInType',
  'MessageVolume',
  // Demanded by the description only (facts 12.8).
  'BusinessType',
]

type Parts = { registry: Registry; numbers: NumberBook }

/** Toll-free verifications. */
export function tollFreeRoutes(parts: Parts): readonly RestRoute[] {
  const { registry } = parts
  return [
    { method: 'POST', path: BASE, params: CREATE, handle: (call) => create(parts, call) },
    {
      method: 'GET',
      path: BASE,
      params: LIST,
      handle: (call) => {
        const numberSid = call.params.one('TollfreePhoneNumberSid')
        const items = ofAccount(registry.verifications, call.account.accountSid).filter(
          (each) => numberSid === null || each.numberSid === numberSid,
        )
        return v1Page(call, {
          key: 'verifications',
          url: `${MESSAGING}/Tollfree/Verifications`,
          items,
          present: (each) => present(parts, each),
        })
      },
    },
    {
      method: 'GET',
      path: `${BASE}/{Sid:HH}`,
      params: {},
      handle: (call) => jsonAnswer(200, present(parts, ownOf(registry.verifications, call))),
    },
    { method: 'POST', path: `${BASE}/{Sid:HH}`, params: CHANGE, handle: (call) => change(parts, call) },
  ]
}

function create(parts: Parts, call: RestCall): RestAnswer {
  const { registry, numbers } = parts
  const number = numbers.bySid(required(call, 'TollfreePhoneNumberSid'))
  if (number === null || number.accountSid !== call.account.accountSid || !isTollFree(number.e164))
    throw new RestRefusal(400, 20001, 'The number is no toll-free number of this account')
  for (const name of REQUIRED) required(call, name)
  const isProprietor = call.params.one('BusinessType') === 'SOLE_PROPRIETOR'
  if (!isProprietor)
    for (const name of ['BusinessRegistrationNumber', 'BusinessRegistrationAuthority', 'BusinessRegistrationCountry']) required(call, name)
  const verification: Verification = {
    ...registry.newThing('HH', call.account.accountSid),
    numberSid: number.sid,
    fields: given(call, CREATE),
    status: 'PENDING_REVIEW',
    errors: [],
    editAllowed: false,
    handedIn: 0,
  }
  registry.verifications.set(verification.sid, verification)
  handIn(registry, verification)
  return jsonAnswer(201, present(parts, verification))
}

function change(parts: Parts, call: RestCall): RestAnswer {
  const verification = ownOf(parts.registry.verifications, call)
  if (verification.status !== 'TWILIO_REJECTED' || !verification.editAllowed)
    throw new RestRefusal(400, 20001, `The verification is ${verification.status} and cannot be edited`)
  verification.fields = { ...verification.fields, ...given(call, CHANGE) }
  handIn(parts.registry, verification)
  return jsonAnswer(202, present(parts, verification))
}

function handIn(registry: Registry, verification: Verification): void {
  verification.handedIn += 1
  Object.assign(verification, { status: 'PENDING_REVIEW', errors: [], editAllowed: false })
  registry.review(
    'verification',
    verification,
    () => Object.assign(verification, { status: 'IN_REVIEW' }),
    (_, verdict) =>
      Object.assign(
        verification,
        verdict === null
          ? { status: 'TWILIO_APPROVED' }
          : { status: 'TWILIO_REJECTED', errors: verdict.errors, editAllowed: verdict.editAllowed },
      ),
  )
}

function given(call: RestCall, rules: ParamRules): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    Object.entries(rules).flatMap(([name, rule]): [string, string | readonly string[]][] => {
      const values = call.params.all(name)
      return values.length === 0 ? [] : [[name, rule.list === true ? values : (values[0] ?? '')]]
    }),
  )
}

function present({ numbers }: Parts, verification: Verification) {
  const { sid, accountSid, numberSid, status, errors, fields, createdAt, updatedAt } = verification
  const one = (name: string) => (typeof fields[name] === 'string' ? fields[name] : null)
  const all = (name: string) => [fields[name] ?? []].flat()
  const isRejected = status === 'TWILIO_REJECTED'
  const first = errors[0]
  return {
    sid,
    account_sid: accountSid,
    customer_profile_sid: one('CustomerProfileSid'),
    trust_product_sid: null,
    regulated_item_sid: null,
    date_created: isoTime(createdAt),
    date_updated: isoTime(updatedAt),
    business_name: one('BusinessName'),
    business_street_address: one('BusinessStreetAddress'),
    business_street_address2: one('BusinessStreetAddress2'),
    business_city: one('BusinessCity'),
    business_state_province_region: one('BusinessStateProvinceRegion'),
    business_postal_code: one('BusinessPostalCode'),
    business_country: one('BusinessCountry'),
    business_website: one('BusinessWebsite'),
    business_contact_first_name: one('BusinessContactFirstName'),
    business_contact_last_name: one('BusinessContactLastName'),
    business_contact_email: one('BusinessContactEmail'),
    business_contact_phone: one('BusinessContactPhone'),
    notification_email: one('NotificationEmail'),
    use_case_categories: all('UseCaseCategories'),
    use_case_summary: one('UseCaseSummary'),
    production_message_sample: one('ProductionMessageSample'),
    opt_in_image_urls: all('OptInImageUrls'),
    opt_in_type: one('OptInType'),
    message_volume: one('MessageVolume'),
    additional_information: one('AdditionalInformation'),
    tollfree_phone_number_sid: numberSid,
    tollfree_phone_number: numbers.bySid(numberSid)?.e164 ?? null,
    status,
    url: `${MESSAGING}/Tollfree/Verifications/${sid}`,
    rejection_reason: isRejected ? (first?.description ?? null) : null,
    error_code: isRejected ? (first?.code ?? null) : null,
    edit_expiration: isRejected ? isoTime(updatedAt + EDIT_DAYS * DAY_MS) : null,
    edit_allowed: isRejected ? verification.editAllowed : null,
    business_registration_number: one('BusinessRegistrationNumber'),
    business_registration_authority: one('BusinessRegistrationAuthority'),
    business_registration_country: one('BusinessRegistrationCountry'),
    business_type: one('BusinessType'),
    business_registration_phone_number: null,
    doing_business_as: one('DoingBusinessAs'),
    opt_in_confirmation_message: one('OptInConfirmationMessage'),
    help_message_sample: one('HelpMessageSample'),
    privacy_policy_url: one('PrivacyPolicyUrl'),
    terms_and_conditions_url: one('TermsAndConditionsUrl'),
    age_gated_content: one('AgeGatedContent') === 'true',
    opt_in_keywords: all('OptInKeywords'),
    rejection_reasons: isRejected ? errors.map(({ code, description }) => ({ code, reason: description ?? `Error ${code}` })) : null,
    resource_links: {},
    external_reference_id: one('ExternalReferenceId'),
    vetting_id: null,
    vetting_provider: null,
    vetting_id_expiration: null,
  }
}
