import type { ApplicationField } from './application-field.ts'

/** Who can mend it. `operator`: whoever runs this installation, at the carrier's console or with its support. `again`: nothing is wrong with the application. */
export type Mender = 'business' | 'operator' | 'again'

export type FailureMeaning = {
  mender: Mender
  /** What is wrong and what to do, for a person. */
  words: string
  /** What of the application to change; empty when nothing of it is wrong. */
  fields: readonly ApplicationField[]
}

/**
 * What a code of a rejected brand, campaign, number or toll-free verification asks of whom. Sources: facts of the carrier 12.4 and compliance 2.1
 * (Twilio's error dictionary and troubleshooting pages, 2023 to 2026). 30899 to 30902 and 30908 come from public code, 30915, 30930 and 30991 are newer than the
 * dictionary: their wording is unverified. Null for a code that is not listed.
 */
export function meaningOfFailure(code: number | null): FailureMeaning | null {
  return (code === null ? undefined : FAILURES.get(code)) ?? null
}

/** Every code that is listed; the tests compare it with the facts. */
export function listedFailures(): number[] {
  return [...FAILURES.keys()]
}

/** Said when Twilio names a code that we do not know: its own sentence goes with it. */
export const UNLISTED_FAILURE: FailureMeaning = {
  mender: 'operator',
  words: 'a reason that we do not know; look the code up at twilio.com/docs/api/errors and read what Twilio says',
  fields: [],
}

/** The fields as Twilio names them in `errors[].fields`, for codes that name their field themselves. Lower case. */
const TWILIO_FIELDS: Readonly<Record<string, ApplicationField>> = {
  message_flow: 'words.messageFlow',
  description: 'words.description',
  campaign_description: 'words.description',
  message_samples: 'words.samples',
  sample_messages: 'words.samples',
  use_case: 'secondaryVetting',
  us_app_to_person_usecase: 'secondaryVetting',
  privacy_policy_url: 'business.privacyPolicyUrl',
  terms_and_conditions_url: 'business.termsUrl',
  website: 'business.website',
  website_url: 'business.website',
  business_website: 'business.website',
  business_name: 'business.legalName',
  company_name: 'business.legalName',
  brand_name: 'business.brandName',
  doing_business_as: 'business.brandName',
  business_type: 'business.form',
  company_type: 'business.company',
  business_industry: 'business.industry',
  vertical: 'business.industry',
  business_registration_number: 'business.ein',
  tax_id: 'business.ein',
  ein: 'business.ein',
  stock_symbol: 'business.stock',
  stock_ticker: 'business.stock',
  stock_exchange: 'business.stock',
  street: 'business.address',
  city: 'business.address',
  region: 'business.address',
  state: 'business.address',
  postal_code: 'business.address',
  iso_country: 'business.address',
  address_sids: 'business.address',
  email: 'representative.email',
  first_name: 'representative.firstName',
  last_name: 'representative.lastName',
  phone_number: 'representative.phone',
  business_title: 'representative.title',
  job_position: 'representative.position',
  mobile_phone_number: 'mobilePhone',
  opt_in_image_urls: 'optInImageUrls',
  use_case_summary: 'words.description',
  production_message_sample: 'words.samples',
}

/** Our fields for the ones that Twilio named; those that nobody here can change are left out. */
export function fieldsNamed(twilioFields: readonly string[]): ApplicationField[] {
  const known = twilioFields.map((name) => TWILIO_FIELDS[name.toLowerCase()]).filter((field) => field !== undefined)
  return [...new Set(known)]
}

const business = (words: string, fields: readonly ApplicationField[]): FailureMeaning => ({ mender: 'business', words, fields })
const operator = (words: string, fields: readonly ApplicationField[] = []): FailureMeaning => ({ mender: 'operator', words, fields })
const again = (words: string): FailureMeaning => ({ mender: 'again', words, fields: [] })

const FLOW = ['words.messageFlow'] as const
const OPT_IN = ['words.messageFlow', 'secondOptIn', 'optInImageUrls'] as const

const FAILURES: ReadonlyMap<number, FailureMeaning> = new Map<number, FailureMeaning>([
  // Requests that are refused at once.
  [20003, operator('the account SID or auth token is wrong or was changed; enter the current one with the business')],
  [20404, operator('Twilio does not know a thing that we made; somebody has deleted it there. Ask support before starting anew')],
  [21710, operator('the number is in another messaging service; take it out there, then resume', ['numbers'])],
  [21711, operator('the messaging service has as many numbers as it may have', ['numbers'])],
  [21712, operator('the number belongs to another messaging service; take it out there, then resume', ['numbers'])],
  [21724, operator('the three free tries of this brand are used up; Twilio support must open it, do not make a second brand')],

  // Brands.
  [30701, business('the state of the address is not valid; two letters in the United States', ['business.address'])],
  [30702, operator('the registry has lost this brand; ask Twilio support before anything is made again')],
  [30729, business('the country of the address cannot be registered', ['business.address'])],
  [30751, business('the mobile phone cannot receive the code; give a US wireless number', ['mobilePhone'])],
  [30790, again('Twilio failed inside; resume, and ask support when it comes back')],
  [30792, again('Twilio failed inside; resume, and ask support when it comes back')],
  [
    30799,
    business('the registry could not match the business: legal name, EIN and address must read as on the letter of the IRS', [
      'business.legalName',
      'business.ein',
      'business.address',
    ]),
  ],
  [
    30894,
    business('the brand does not match the campaign: name, website and texts must show the same business', [
      'business.brandName',
      'business.website',
      'words.samples',
    ]),
  ],
  [30898, operator('too many brands are registered under this EIN; use the brand that exists or ask Twilio support', ['business.ein'])],
  [
    30914,
    business('the names differ: a sole proprietor is vetted under the name of the person, and the brand must carry it', [
      'business.legalName',
      'business.brandName',
      'representative.firstName',
      'representative.lastName',
    ]),
  ],
  [
    30915,
    business('the business has a tax number, so it cannot be a sole proprietor; give the EIN and the legal form', [
      'business.ein',
      'business.form',
    ]),
  ],
  [
    30991,
    business(
      'the brand is registered but its identity is not verified: legal name, EIN and address must read as on the letter of the IRS',
      ['business.legalName', 'business.ein', 'business.address'],
    ),
  ],

  // Campaigns.
  [30033, operator('it is suspended; ask Twilio support why. Sending through another campaign meanwhile would be a violation')],
  [30880, again('no reason was given; resume once, then ask Twilio support')],
  [
    30881,
    business("the support e-mail is not accepted; give an address of the business's own domain that answers", [
      'business.email',
      'representative.email',
    ]),
  ],
  [30882, business('the terms are missing or cannot be opened; publish them under a public address', ['business.termsUrl'])],
  [30883, business('the content is not accepted; look at the samples and at the website', ['words.samples', 'business.website'])],
  [30884, business('the texts look like spam or phishing; name the business and drop links that nobody needs', ['words.samples'])],
  [30885, business('the content counts as high risk (loans, debts, gambling and the like)', ['words.description', 'words.samples'])],
  [30886, business('the description does not say who texts whom, about what and why', ['words.description'])],
  [30887, business('the way to opt out is missing or wrong; say "Reply STOP to opt out"', ['words.messageFlow', 'words.samples'])],
  [
    30888,
    business('the content needs an age gate; our service has none, so leave such content out', ['words.description', 'words.samples']),
  ],
  [30889, business('phone numbers in the samples do not fit what was declared; write the samples as they are sent', ['words.samples'])],
  [30890, business('the way to get help is missing or wrong; say "Reply HELP for help"', ['words.messageFlow', 'words.samples'])],
  [30891, business('the website cannot be opened or does not show this business', ['business.website'])],
  [30892, business('a link uses a public shortener; write the full address', ['words.samples', 'words.messageFlow'])],
  [30893, business('the samples do not fit the use case; show texts as they are sent, with the name of the business', ['words.samples'])],
  [30895, business('the content looks like direct lending, which we do not support', ['words.description', 'words.samples'])],
  [
    30896,
    business(
      'the reviewer does not see how customers agree: name each way, quote the announcement, and add a written way or a published script',
      OPT_IN,
    ),
  ],
  [30897, business('the content is not allowed; leave it out of the samples and the website', ['words.samples', 'business.website'])],
  [30899, again('a carrier refused without a reason that we know; resume once, then ask Twilio support')],
  [
    30900,
    operator(
      'the brand may not use this use case, and a campaign cannot change it; ask Twilio support before another campaign is paid for',
    ),
  ],
  [30901, again('the review took too long and was ended; resume to have it done again')],
  [30902, again('the second reviewer refused without a reason that we know; resume once, then ask Twilio support')],
  [30908, business('the privacy policy is missing, cannot be opened, or lets mobile numbers be shared', ['business.privacyPolicyUrl'])],
  [30930, operator('the brand has its hundred campaigns; delete one that is not used')],

  // How customers agree, for campaigns and toll-free alike.
  [30540, business('the confirmation after agreeing must name brand, program, rates, HELP and STOP', FLOW)],
  [30544, business('the words by which customers agree do not say what the texts are about', FLOW)],
  [30545, business('the words by which customers agree do not say how often texts come', FLOW)],
  [30551, business('the words by which customers agree do not name texts', FLOW)],
  [30555, business('a text goes out before anything shows that the customer agreed; describe the step before the text', OPT_IN)],
  [30556, business('agreeing to texts is mixed with agreeing to calls or mail; each must stand alone', FLOW)],
  [30569, business('"Message and data rates may apply" is missing where customers agree', FLOW)],
  [30570, business('"Reply HELP for help" is missing where customers agree', FLOW)],
  [30831, business('express consent is not shown; add a written way to agree or a published script', OPT_IN)],
  [
    30857,
    business('a link leads somewhere else than it says; use the own https domain without redirects', ['words.samples', 'business.website']),
  ],
  [30936, business('the answer to HELP must name the business and a phone, e-mail or website', ['business.website', 'business.brandName'])],
])
