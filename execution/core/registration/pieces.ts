import { brandTierOf } from './brand-tier.ts'
import type { BrandPiece, BundleName, CampaignPiece, EndUserPiece, Piece, PieceName, ServicePiece, VerificationPiece } from './piece.ts'
import type { RegistrationRecord } from './record.ts'
import type { RegistrationSettings } from './registration-settings.ts'
import { policiesFor } from './trust-policies.ts'

/** The carrier takes 64 characters; the end of a tenant's id tells it apart. */
const LABEL_TENANT_CHARACTERS = 44

/**
 * What a piece must look like at the carrier, from the application and the ids that exist so far. Null while an id that it needs is missing.
 * The states of a registration are differences between this and what was sent.
 */
export function pieceFor(name: PieceName, record: RegistrationRecord, settings: RegistrationSettings): Piece | null {
  switch (name) {
    case 'business':
      return businessPiece(record, settings)
    case 'representative':
      return endUser(record, settings, 'representative', 'authorized_representative_1', representativeOf(record))
    case 'starter':
      return endUser(record, settings, 'starter', 'starter_customer_profile_information', starterOf(record))
    case 'messaging':
      return messagingPiece(record, settings)
    case 'address': {
      const { legalName, address } = record.application.business
      return { kind: 'address', label: labelOf('address', record, settings), customer: legalName, address }
    }
    case 'document': {
      const address = record.made.address
      return address === undefined ? null : { kind: 'document', label: labelOf('document', record, settings), addressSid: address.sid }
    }
    case 'profile':
    case 'trust-product':
      return bundlePiece(name, record, settings)
    case 'brand':
      return brandPiece(record)
    case 'service':
      return servicePiece(record, settings)
    case 'campaign':
      return campaignPiece(record)
    case 'verification':
      return verificationPiece(record, settings)
    default:
      return name satisfies never
  }
}

/** Our name for a piece: whose it is and what it is. Found again by it after a lost answer. */
export function labelOf(name: PieceName, record: Pick<RegistrationRecord, 'chain'>, { tenantId }: RegistrationSettings): string {
  return `${tenantId.slice(-LABEL_TENANT_CHARACTERS)} ${name}${record.chain > 1 ? ` ${record.chain}` : ''}`
}

function endUser(
  record: RegistrationRecord,
  settings: RegistrationSettings,
  name: PieceName,
  type: string,
  attributes: Record<string, string>,
): EndUserPiece {
  return { kind: 'end-user', label: labelOf(name, record, settings), type, attributes }
}

/** The tenant is the direct customer; the reseller is the operator, whose own profile is assigned beside it (facts 12.2 step 2). */
function businessPiece(record: RegistrationRecord, settings: RegistrationSettings): EndUserPiece {
  const { business } = record.application
  return endUser(record, settings, 'business', 'customer_profile_business_information', {
    business_name: business.legalName,
    business_type: business.form,
    business_registration_identifier: 'EIN',
    business_registration_number: digitsOf(business.ein),
    business_identity: 'direct_customer',
    business_industry: business.industry,
    business_regions_of_operation: 'USA_AND_CANADA',
    website_url: business.website ?? '',
    social_media_profile_urls: '',
  })
}

function representativeOf({ application: { representative } }: RegistrationRecord): Record<string, string> {
  return {
    first_name: representative.firstName,
    last_name: representative.lastName,
    email: representative.email,
    phone_number: representative.phone,
    business_title: representative.title,
    job_position: representative.position,
  }
}

function starterOf({ application: { representative } }: RegistrationRecord): Record<string, string> {
  const { firstName, lastName, email, phone } = representative
  return { first_name: firstName, last_name: lastName, email, phone_number: phone }
}

function messagingPiece(record: RegistrationRecord, settings: RegistrationSettings): EndUserPiece {
  const { business, mobilePhone } = record.application
  if (business.ein === null) {
    return endUser(record, settings, 'messaging', 'sole_proprietor_information', {
      brand_name: business.brandName,
      mobile_phone_number: mobilePhone ?? '',
      vertical: business.industry,
    })
  }
  const stock = business.company === 'public' && business.stock !== null ? business.stock : null
  return endUser(record, settings, 'messaging', 'us_a2p_messaging_profile_information', {
    company_type: business.company,
    ...(stock === null ? {} : { stock_exchange: stock.exchange, stock_ticker: stock.ticker }),
  })
}

function bundlePiece(bundle: BundleName, record: RegistrationRecord, settings: RegistrationSettings): Piece {
  const { business } = record.application
  const policies = policiesFor(business.ein !== null)
  return {
    kind: 'bundle',
    bundle,
    label: labelOf(bundle, record, settings),
    email: business.email,
    policySid: (bundle === 'profile' ? policies.profile : policies.messaging).sid,
    statusCallback: settings.bundleCallback,
  }
}

function brandPiece({ made, application }: RegistrationRecord): BrandPiece | null {
  const { profile } = made
  const trustProduct = made['trust-product']
  if (profile === undefined || trustProduct === undefined) return null
  const tier = brandTierOf(application)
  return {
    kind: 'brand',
    profileSid: profile.sid,
    trustProductSid: trustProduct.sid,
    type: tier === 'sole-proprietor' ? 'SOLE_PROPRIETOR' : 'STANDARD',
    skipSecondaryVetting: tier === 'sole-proprietor' ? null : tier === 'low-volume-standard',
    mock: application.mock,
  }
}

function servicePiece(record: RegistrationRecord, settings: RegistrationSettings): ServicePiece {
  const { inboundUrl, statusCallback } = settings
  return { kind: 'service', label: labelOf('service', record, settings), inboundUrl, statusCallback }
}

function campaignPiece({ made, application, words, useCase }: RegistrationRecord): CampaignPiece | null {
  if (made.service === undefined || made.brand === undefined || useCase === null) return null
  const { privacyPolicyUrl, termsUrl } = application.business
  return { kind: 'campaign', serviceSid: made.service.sid, brandSid: made.brand.sid, useCase, ...words, privacyPolicyUrl, termsUrl }
}

const TOLL_FREE_TYPES = {
  private: 'PRIVATE_PROFIT',
  public: 'PUBLIC_PROFIT',
  'non-profit': 'NON_PROFIT',
  government: 'GOVERNMENT',
} as const

/** Twilio's form of 2026 takes no more; unverified for the interface, so we stay on the careful side. */
const TOLL_FREE_TEXT_CHARACTERS = 500

const ANNOUNCED =
  'The consumer calls the business. When nobody answers, an announcement says that a text will come to this number, that message and data rates may ' +
  'apply and that STOP ends it; key 9 means no text. Agreeing is not a condition of any service.'

function verificationPiece(record: RegistrationRecord, settings: RegistrationSettings): VerificationPiece | null {
  const { application, words, numberSids } = record
  const { business, representative } = application
  const numberSid = numberSids[application.numbers[0] ?? '']
  if (numberSid === undefined) return null
  return {
    kind: 'verification',
    label: labelOf('verification', record, settings),
    numberSid,
    businessName: business.legalName,
    brandName: business.brandName,
    businessType: business.ein === null ? 'SOLE_PROPRIETOR' : TOLL_FREE_TYPES[business.company],
    ein: business.ein === null ? null : digitsOf(business.ein),
    website: business.website ?? '',
    email: business.email,
    address: business.address,
    contact: {
      firstName: representative.firstName,
      lastName: representative.lastName,
      email: representative.email,
      phone: representative.phone,
    },
    summary: words.description.slice(0, TOLL_FREE_TEXT_CHARACTERS),
    sample: words.samples[0] ?? '',
    additional: `${ANNOUNCED} Privacy policy: ${business.privacyPolicyUrl} Terms: ${business.termsUrl}`.slice(0, TOLL_FREE_TEXT_CHARACTERS),
    optInImageUrls: application.optInImageUrls,
    monthlyTexts: application.monthlyTexts,
    optInMessage: words.optInMessage,
    helpMessage: words.helpMessage,
    privacyPolicyUrl: business.privacyPolicyUrl,
    termsUrl: business.termsUrl,
  }
}

function digitsOf(ein: string | null): string {
  return (ein ?? '').replace(/\D/g, '')
}
