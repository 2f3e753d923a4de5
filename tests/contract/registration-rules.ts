import { hasAll, isOfLength, textOf, type Form, type Rule } from './twilio-form.ts'

/** Ids of rule sets, by what they are for (facts of the carrier 12.1). Two public projects got them wrong. */
const PROFILE_POLICIES = ['RNdfbf3fae0e1107f8aded0e7cead80bf5', 'RN806dd6cd175f314e1f96a9727ee271f4']
const MESSAGING_POLICIES = ['RNb0d4771c2c98518d916a3d4cd70a8f8b', 'RN670d5d2e282a6130ae063b234b6019c8']

/** Attributes are one opaque JSON text in Twilio's files: what each type must and may say of itself. */
const ATTRIBUTES: Readonly<Record<string, { must: readonly string[]; may?: readonly string[] }>> = {
  customer_profile_business_information: {
    must: [
      'business_name',
      'business_type',
      'business_registration_identifier',
      'business_registration_number',
      'business_identity',
      'business_industry',
      'business_regions_of_operation',
      'website_url',
    ],
    may: ['social_media_profile_urls'],
  },
  authorized_representative_1: { must: ['first_name', 'last_name', 'email', 'phone_number', 'business_title', 'job_position'] },
  starter_customer_profile_information: { must: ['first_name', 'last_name', 'email', 'phone_number'] },
  us_a2p_messaging_profile_information: { must: ['company_type'], may: ['stock_exchange', 'stock_ticker'] },
  sole_proprietor_information: { must: ['brand_name', 'mobile_phone_number', 'vertical'] },
}
const VALUES: Readonly<Record<string, RegExp>> = {
  business_type: /^(Co-operative|Corporation|Limited Liability Corporation|Non-profit Corporation|Partnership|Sole Proprietorship)$/,
  business_registration_identifier: /^EIN$/,
  business_registration_number: /^\d{9}$/,
  business_identity: /^direct_customer$/,
  job_position: /^(Director|GM|VP|CEO|CFO|General Counsel|Other)$/,
  company_type: /^(private|public|non-profit|government)$/,
  phone_number: /^\+1\d{10}$/,
  mobile_phone_number: /^\+1\d{10}$/,
}
/** Facts of the carrier 12.2. */
const USE_CASES =
  /^(2FA|ACCOUNT_NOTIFICATION|CUSTOMER_CARE|DELIVERY_NOTIFICATION|FRAUD_ALERT|HIGHER_EDUCATION|LOW_VOLUME|MARKETING|MIXED|POLLING_VOTING|PUBLIC_SERVICE_ANNOUNCEMENT|SECURITY_ALERT|CHARITY|POLITICAL|AGENTS_FRANCHISES|PROXY|EMERGENCY|K12_EDUCATION|SOCIAL|SWEEPSTAKE|SOLE_PROPRIETOR)$/

const rule = (message: string, isBroken: (form: Form) => boolean, code = 20001): Rule => ({ code, message, isBroken })

const CAMPAIGN_WORDS: readonly Rule[] = [
  rule('Description is not of 40 to 4,096 characters', (form) => !isOfLength(form, 'Description', 40, 4_096)),
  rule('MessageFlow is not of 40 to 2,048 characters', (form) => !isOfLength(form, 'MessageFlow', 40, 2_048)),
  rule('MessageSamples are not 2 to 5 texts of 20 to 1,024 characters', (form) => {
    const samples = [form['MessageSamples'] ?? []].flat()
    return samples.length < 2 || samples.length > 5 || samples.some((sample) => sample.length < 20 || sample.length > 1_024)
  }),
  rule('AgeGated and DirectLending are sent, whatever they say', (form) => !hasAll(form, ['AgeGated', 'DirectLending'])),
  rule(
    'carriers refuse a campaign without PrivacyPolicyUrl and TermsAndConditionsUrl',
    (form) => !hasAll(form, ['PrivacyPolicyUrl', 'TermsAndConditionsUrl']),
    30908,
  ),
]

const INBOUND: readonly Rule[] = [
  rule('a service without InboundRequestUrl loses texts unlogged', (form) => !hasAll(form, ['InboundRequestUrl', 'StatusCallback'])),
  rule('the number must not answer beside the service', (form) => textOf(form, 'UseInboundWebhookOnNumber') !== 'false'),
  rule('FriendlyName has more than 64 characters', (form) => textOf(form, 'FriendlyName').length > 64),
]

/** What registering demands beyond Twilio's OpenAPI files: opaque attributes, texts that are really lists of words, what only carriers require. */
export const REGISTRATION_RULES: Readonly<Record<string, readonly Rule[]>> = {
  CreateEndUser: [
    rule('the type of end user is not known', (form) => ATTRIBUTES[textOf(form, 'Type')] === undefined),
    rule('the attributes are not those of the type', (form) => !hasAttributes(form, textOf(form, 'Type'))),
  ],
  UpdateEndUser: [
    rule('the attributes are those of no type', (form) => !Object.keys(ATTRIBUTES).some((type) => hasAttributes(form, type))),
  ],
  CreateSupportingDocument: [
    rule('the document is no address of the customer', (form) => textOf(form, 'Type') !== 'customer_profile_address'),
    rule('the document names no address', (form) => !/^AD[0-9a-f]{32}$/i.test(String(attributesOf(form)?.['address_sids']))),
  ],
  CreateCustomerProfile: [
    rule('PolicySid is none of a customer profile', (form) => !PROFILE_POLICIES.includes(textOf(form, 'PolicySid'))),
    rule('Email is none', (form) => !/^\S+@\S+\.\S+$/.test(textOf(form, 'Email'))),
  ],
  CreateTrustProduct: [rule('PolicySid is none of a messaging product', (form) => !MESSAGING_POLICIES.includes(textOf(form, 'PolicySid')))],
  CreateCustomerProfileEvaluation: [
    rule('PolicySid is none of a customer profile', (form) => !PROFILE_POLICIES.includes(textOf(form, 'PolicySid'))),
  ],
  CreateTrustProductEvaluation: [
    rule('PolicySid is none of a messaging product', (form) => !MESSAGING_POLICIES.includes(textOf(form, 'PolicySid'))),
  ],
  CreateBrandRegistrations: [
    rule(
      'BrandType is a text in the files and a list of two in truth',
      (form) => !/^(STANDARD|SOLE_PROPRIETOR)$/.test(textOf(form, 'BrandType')),
    ),
    rule(
      'a sole proprietor has no vetting to skip',
      (form) => textOf(form, 'BrandType') === 'SOLE_PROPRIETOR' && hasAll(form, ['SkipAutomaticSecVet']),
    ),
    rule('both bundles are the same', (form) => textOf(form, 'CustomerProfileBundleSid') === textOf(form, 'A2PProfileBundleSid')),
  ],
  CreateService: INBOUND,
  UpdateService: INBOUND,
  CreateUsAppToPerson: [
    ...CAMPAIGN_WORDS,
    rule('the use case is not known', (form) => !USE_CASES.test(textOf(form, 'UsAppToPersonUsecase'))),
    rule('a message for a keyword is not of 20 to 320 characters', (form) =>
      ['OptInMessage', 'OptOutMessage', 'HelpMessage'].some((name) => hasAll(form, [name]) && !isOfLength(form, name, 20, 320)),
    ),
    rule('keywords come with their message', (form) => hasAll(form, ['OptInKeywords']) && !hasAll(form, ['OptInMessage'])),
  ],
  UpdateUsAppToPerson: CAMPAIGN_WORDS,
  CreateTollfreeVerification: [
    rule('BusinessType is required by the description', (form) => !hasAll(form, ['BusinessType'])),
    rule(
      'who is no sole proprietor gives number, authority and country of registration',
      (form) =>
        textOf(form, 'BusinessType') !== 'SOLE_PROPRIETOR' &&
        !hasAll(form, ['BusinessRegistrationNumber', 'BusinessRegistrationAuthority', 'BusinessRegistrationCountry']),
    ),
    rule('no picture of the opt-in', (form) => !hasAll(form, ['OptInImageUrls'])),
  ],
}

function attributesOf(form: Form): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(textOf(form, 'Attributes'))
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

function hasAttributes(form: Form, type: string): boolean {
  const attributes = attributesOf(form)
  const known = ATTRIBUTES[type]
  if (attributes === null || known === undefined) return false
  const isComplete = known.must.every((name) => typeof attributes[name] === 'string' && attributes[name] !== '')
  const isPlain = Object.keys(attributes).every((name) => known.must.includes(name) || (known.may ?? []).includes(name))
  return (
    isComplete &&
    isPlain &&
    Object.entries(VALUES).every(([name, words]) => attributes[name] === undefined || words.test(textIn(attributes[name])))
  )
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
