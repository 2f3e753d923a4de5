import type { HandsetBook, HandsetKind } from './handsets.ts'
import { isTollFree } from './numbers.ts'
import type { RestAnswer, RestCall } from './rest-answer.ts'
import { RestRefusal, jsonAnswer } from './rest-answer.ts'
import type { ParamRules } from './rest-params.ts'
import { isDialable } from './rest-params.ts'
import type { RestRoute } from './rest-router.ts'

const PACKAGES: ReadonlySet<string> = new Set([
  'validation',
  'caller_name',
  'sim_swap',
  'call_forwarding',
  'line_status',
  'line_type_intelligence',
  'identity_match',
  'reassigned_number',
  'sms_pumping_risk',
  'phone_number_quality_score',
  'pre_fill',
])

const FETCH: ParamRules = Object.fromEntries(
  [
    'Fields',
    'CountryCode',
    'FirstName',
    'LastName',
    'AddressLine1',
    'AddressLine2',
    'City',
    'State',
    'PostalCode',
    'AddressCountryCode',
    'NationalId',
    'DateOfBirth',
    'LastVerifiedDate',
    'VerificationSid',
    'PartnerSubId',
  ].map((name) => [name, { form: 'text' as const }]),
)

const LINE_TYPES: Readonly<Record<HandsetKind, string>> = {
  mobile: 'mobile',
  landline: 'landline',
  voip: 'nonFixedVoip',
  'toll-free': 'tollFree',
  unknown: 'unknown',
}

/** Lookup v2: validation of any number, and the line type of telephones on the fake network. Other packages answer null. */
export function lookupRoutes(parts: { handsets: HandsetBook; origin: () => string }): readonly RestRoute[] {
  return [{ method: 'GET', path: '/v2/PhoneNumbers/{PhoneNumber}', params: FETCH, handle: (call) => fetchNumber(parts, call) }]
}

function fetchNumber(parts: { handsets: HandsetBook; origin: () => string }, call: RestCall): RestAnswer {
  const fields = (call.params.one('Fields') ?? '').split(',').filter((field) => field !== '')
  const unknown = fields.find((field) => !PACKAGES.has(field))
  if (unknown !== undefined) throw new RestRefusal(400, 60600, `Invalid field: ${unknown}`)
  const number = call.ids['PhoneNumber'] ?? ''
  const valid = isDialable(number)
  return jsonAnswer(200, {
    calling_country_code: valid && number.startsWith('+1') ? '1' : null,
    country_code: valid && number.startsWith('+1') ? 'US' : null,
    phone_number: number,
    national_format: valid && number.startsWith('+1') ? `(${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8)}` : null,
    valid,
    validation_errors: valid ? null : [validationError(number)],
    caller_name: null,
    sim_swap: null,
    call_forwarding: null,
    line_status: null,
    line_type_intelligence: valid && fields.includes('line_type_intelligence') ? lineType(parts.handsets, number) : null,
    identity_match: null,
    reassigned_number: null,
    sms_pumping_risk: null,
    phone_number_quality_score: null,
    pre_fill: null,
    url: `${parts.origin()}/v2/PhoneNumbers/${number}`,
  })
}

function lineType(handsets: HandsetBook, number: string) {
  const handset = handsets.get(number)
  const kind = isTollFree(number) ? 'toll-free' : handset.kind
  return {
    mobile_country_code: '310',
    mobile_network_code: '260',
    carrier_name: handset.carrierName,
    type: LINE_TYPES[kind],
    error_code: null,
  }
}

function validationError(number: string): string {
  const digits = number.replace(/\D/g, '')
  if (digits.length < 8) return 'TOO_SHORT'
  return digits.length > 15 || (number.startsWith('+1') && digits.length > 11) ? 'TOO_LONG' : 'INVALID_BUT_POSSIBLE'
}
