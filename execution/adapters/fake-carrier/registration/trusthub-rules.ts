/** The ids of the rule sets, as `GET /v1/Policies` lists them, with what a bundle under each must hold. */
export const POLICIES: Readonly<Record<string, { name: string; bundle: 'profile' | 'trust-product'; needs: readonly Need[] }>> = {
  RN6433641899984f951173ef1738c3bdd0: { name: 'Primary Customer Profile of type Business', bundle: 'profile', needs: [] },
  RNdfbf3fae0e1107f8aded0e7cead80bf5: {
    name: 'Secondary Customer Profile of type Business',
    bundle: 'profile',
    needs: ['customer_profile_business_information', 'authorized_representative_1', 'customer_profile_address', 'primary'],
  },
  RN806dd6cd175f314e1f96a9727ee271f4: {
    name: 'Starter Customer Profile of type Business',
    bundle: 'profile',
    needs: ['starter_customer_profile_information', 'customer_profile_address', 'primary'],
  },
  RNb0d4771c2c98518d916a3d4cd70a8f8b: {
    name: 'A2P Messaging: Local - Business',
    bundle: 'trust-product',
    needs: ['us_a2p_messaging_profile_information', 'secondary'],
  },
  RN670d5d2e282a6130ae063b234b6019c8: {
    name: 'A2P Messaging: Sole Proprietor',
    bundle: 'trust-product',
    needs: ['sole_proprietor_information', 'starter'],
  },
}

export type Need = string

export const PRIMARY_POLICY = 'RN6433641899984f951173ef1738c3bdd0'
export const SECONDARY_POLICY = 'RNdfbf3fae0e1107f8aded0e7cead80bf5'
export const STARTER_POLICY = 'RN806dd6cd175f314e1f96a9727ee271f4'
export const SOLE_PROPRIETOR_POLICY = 'RN670d5d2e282a6130ae063b234b6019c8'

type Attribute = { isRight: (value: string) => boolean; optional?: true }

const given: Attribute = { isRight: (value) => value.trim() !== '' }
const phone: Attribute = { isRight: (value) => /^\+[1-9]\d{7,14}$/.test(value) }
const email: Attribute = { isRight: (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) }
const oneOf = (...values: string[]): Attribute => ({ isRight: (value) => values.includes(value) })

/** What each type of end user says of itself. Names and values beside these are refused. */
export const END_USER_TYPES: Readonly<Record<string, Readonly<Record<string, Attribute>>>> = {
  customer_profile_business_information: {
    business_name: given,
    business_type: oneOf(
      'Co-operative',
      'Corporation',
      'Limited Liability Corporation',
      'Non-profit Corporation',
      'Partnership',
      'Sole Proprietorship',
    ),
    business_registration_identifier: oneOf('EIN'),
    business_registration_number: { isRight: (value) => /^\d{9}$/.test(value) },
    business_identity: oneOf('direct_customer'),
    business_industry: given,
    business_regions_of_operation: oneOf('USA_AND_CANADA'),
    website_url: { isRight: (value) => URL.canParse(value) },
    social_media_profile_urls: { isRight: () => true, optional: true },
  },
  authorized_representative_1: {
    first_name: given,
    last_name: given,
    email,
    phone_number: phone,
    business_title: given,
    job_position: oneOf('Director', 'GM', 'VP', 'CEO', 'CFO', 'General Counsel', 'Other'),
  },
  starter_customer_profile_information: { first_name: given, last_name: given, email, phone_number: phone },
  us_a2p_messaging_profile_information: {
    company_type: oneOf('private', 'public', 'non-profit', 'government'),
    stock_exchange: { ...given, optional: true },
    stock_ticker: { ...given, optional: true },
  },
  sole_proprietor_information: { brand_name: given, mobile_phone_number: phone, vertical: given },
}

/** What is wrong with the attributes of an end user; null when nothing is. */
export function attributeProblem(type: string, attributes: Readonly<Record<string, unknown>>): string | null {
  const known = END_USER_TYPES[type]
  if (known === undefined) return `Type ${type} is not known`
  const stranger = Object.keys(attributes).find((name) => !Object.hasOwn(known, name))
  if (stranger !== undefined) return `attribute ${stranger} does not belong to ${type}`
  for (const [name, { isRight, optional }] of Object.entries(known)) {
    const value = attributes[name]
    if (value === undefined && optional === true) continue
    if (typeof value !== 'string' || !isRight(value)) return `attribute ${name} of ${type} is missing or wrong`
  }
  if (attributes['company_type'] === 'public' && attributes['stock_ticker'] === undefined) return 'a public company needs its stock'
  return null
}
