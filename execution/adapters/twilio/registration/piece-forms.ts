import type { AddressPiece, CampaignPiece, Piece, PieceName, VerificationPiece } from '#core/registration/piece.ts'
import type { CarrierAccount } from '#ports/carrier.ts'
import type { RestRequest } from '../rest.ts'

export type PieceRequest = Pick<RestRequest, 'product' | 'path' | 'form' | 'headers'>

/** Shows and takes the policy addresses of a campaign (public code, 2026; the header itself is in the specification). */
export const CAMPAIGN_HEADERS = { 'X-Twilio-Api-Version': 'v1.2' } as const

/** Words that end and begin texts; what customers may write is listed in full where Twilio filters by these (facts 7.2). */
const OPT_OUT_KEYWORDS = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']
const OPT_IN_KEYWORDS = ['START', 'UNSTOP']
const HELP_KEYWORDS = ['HELP', 'INFO']

/** The request that makes a piece. */
export function makeRequest(account: CarrierAccount, piece: Piece): PieceRequest {
  switch (piece.kind) {
    case 'end-user':
      return trusthub('/v1/EndUsers', { FriendlyName: piece.label, Type: piece.type, Attributes: JSON.stringify(piece.attributes) })
    case 'address':
      return { product: 'api', path: addressesPath(account), form: { ...addressForm(piece), IsoCountry: piece.address.country } }
    case 'document':
      return trusthub('/v1/SupportingDocuments', {
        FriendlyName: piece.label,
        Type: 'customer_profile_address',
        Attributes: JSON.stringify({ address_sids: piece.addressSid }),
      })
    case 'bundle':
      return trusthub(`/v1/${bundlePath(piece.bundle)}`, {
        FriendlyName: piece.label,
        Email: piece.email,
        PolicySid: piece.policySid,
        ...(piece.statusCallback === null ? {} : { StatusCallback: piece.statusCallback }),
      })
    case 'brand':
      return messaging('/v1/a2p/BrandRegistrations', {
        CustomerProfileBundleSid: piece.profileSid,
        A2PProfileBundleSid: piece.trustProductSid,
        BrandType: piece.type,
        ...(piece.skipSecondaryVetting === null ? {} : { SkipAutomaticSecVet: String(piece.skipSecondaryVetting) }),
        ...(piece.mock ? { Mock: 'true' } : {}),
      })
    case 'service':
      return messaging('/v1/Services', serviceForm(piece))
    case 'campaign':
      return {
        ...messaging(campaignsPath(piece.serviceSid), {
          BrandRegistrationSid: piece.brandSid,
          UsAppToPersonUsecase: piece.useCase,
          ...campaignForm(piece),
          ...campaignKeywords(piece),
        }),
        headers: CAMPAIGN_HEADERS,
      }
    case 'verification':
      return messaging('/v1/Tollfree/Verifications', {
        TollfreePhoneNumberSid: piece.numberSid,
        ExternalReferenceId: piece.label,
        ...verificationForm(piece),
      })
    default:
      return piece satisfies never
  }
}

/** The request that changes a piece where it is. Null: Twilio has none for it, so that something must be made anew, which only a person may decide. */
export function changeRequest(account: CarrierAccount, piece: Piece, sid: string): PieceRequest | null {
  const id = encodeURIComponent(sid)
  switch (piece.kind) {
    case 'end-user':
      return trusthub(`/v1/EndUsers/${id}`, { FriendlyName: piece.label, Attributes: JSON.stringify(piece.attributes) })
    case 'address':
      return { product: 'api', path: addressesPath(account).replace('.json', `/${id}.json`), form: addressForm(piece) }
    case 'document':
      return trusthub(`/v1/SupportingDocuments/${id}`, {
        FriendlyName: piece.label,
        Attributes: JSON.stringify({ address_sids: piece.addressSid }),
      })
    case 'bundle':
      return trusthub(`/v1/${bundlePath(piece.bundle)}/${id}`, {
        FriendlyName: piece.label,
        Email: piece.email,
        ...(piece.statusCallback === null ? {} : { StatusCallback: piece.statusCallback }),
      })
    case 'service':
      return messaging(`/v1/Services/${id}`, serviceForm(piece))
    case 'campaign':
      return { ...messaging(`${campaignsPath(piece.serviceSid)}/${id}`, campaignForm(piece)), headers: CAMPAIGN_HEADERS }
    case 'verification':
      return messaging(`/v1/Tollfree/Verifications/${id}`, {
        EditReason: 'The reasons of the rejection were mended.',
        ...verificationForm(piece),
      })
    case 'brand':
      return null
    default:
      return piece satisfies never
  }
}

export function bundlePath(bundle: Extract<PieceName, 'profile' | 'trust-product'>): string {
  return bundle === 'profile' ? 'CustomerProfiles' : 'TrustProducts'
}

export function campaignsPath(serviceSid: string): string {
  return `/v1/Services/${encodeURIComponent(serviceSid)}/Compliance/Usa2p`
}

export function addressesPath({ accountSid }: CarrierAccount): string {
  return `/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Addresses.json`
}

function trusthub(path: string, form: NonNullable<RestRequest['form']>): PieceRequest {
  return { product: 'trusthub', path, form }
}

function messaging(path: string, form: NonNullable<RestRequest['form']>): PieceRequest {
  return { product: 'messaging', path, form }
}

/** The country of an address cannot be changed. */
function addressForm({ label, customer, address }: AddressPiece): Record<string, string> {
  return {
    FriendlyName: label,
    CustomerName: customer,
    Street: address.street,
    ...(address.streetSecondary === null ? {} : { StreetSecondary: address.streetSecondary }),
    City: address.city,
    Region: address.region,
    PostalCode: address.postalCode,
  }
}

/**
 * Everything that decides whether a customer's answer reaches us: once a number is in a service its own address is ignored, unless the last field says
 * otherwise, and a missing address loses texts unlogged (facts, design rule 6). Smart encoding is off, because a text whose answer was lost is found again
 * by its words.
 */
function serviceForm({ label, inboundUrl, statusCallback }: Extract<Piece, { kind: 'service' }>): Record<string, string> {
  return {
    FriendlyName: label,
    InboundRequestUrl: inboundUrl,
    InboundMethod: 'POST',
    UseInboundWebhookOnNumber: 'false',
    StatusCallback: statusCallback,
    StickySender: 'true',
    SmartEncoding: 'false',
  }
}

/** What can also be changed later; use case, keywords and automatic answers cannot (facts 12.3). */
function campaignForm(piece: CampaignPiece): Record<string, string | readonly string[]> {
  return {
    Description: piece.description,
    MessageFlow: piece.messageFlow,
    MessageSamples: piece.samples,
    HasEmbeddedLinks: String(piece.hasLinks),
    HasEmbeddedPhone: String(piece.hasPhones),
    AgeGated: 'false',
    DirectLending: 'false',
    PrivacyPolicyUrl: piece.privacyPolicyUrl,
    TermsAndConditionsUrl: piece.termsUrl,
  }
}

function campaignKeywords(piece: CampaignPiece): Record<string, string | readonly string[]> {
  return {
    SubscriberOptIn: 'true',
    OptInMessage: piece.optInMessage,
    OptOutMessage: piece.optOutMessage,
    HelpMessage: piece.helpMessage,
    OptInKeywords: OPT_IN_KEYWORDS,
    OptOutKeywords: OPT_OUT_KEYWORDS,
    HelpKeywords: HELP_KEYWORDS,
  }
}

/** The steps in which Twilio wants to know how many texts a month there will be (its form of 2026; unverified as values of the interface). */
const VOLUMES = [10, 100, 1_000, 10_000, 100_000, 250_000, 500_000, 750_000, 1_000_000, 5_000_000]

function volumeOf(monthlyTexts: number): string {
  return (VOLUMES.find((volume) => monthlyTexts <= volume) ?? 10_000_000).toLocaleString('en-US')
}

function verificationForm(piece: VerificationPiece): Record<string, string | readonly string[]> {
  const { address, contact, ein } = piece
  return {
    BusinessName: piece.businessName,
    DoingBusinessAs: piece.brandName,
    BusinessWebsite: piece.website,
    BusinessType: piece.businessType,
    ...(ein === null
      ? {}
      : { BusinessRegistrationNumber: ein, BusinessRegistrationAuthority: 'EIN', BusinessRegistrationCountry: address.country }),
    NotificationEmail: piece.email,
    UseCaseCategories: ['CUSTOMER_CARE'],
    UseCaseSummary: piece.summary,
    ProductionMessageSample: piece.sample,
    AdditionalInformation: piece.additional,
    OptInImageUrls: piece.optInImageUrls,
    OptInType: 'VERBAL',
    OptInConfirmationMessage: piece.optInMessage,
    OptInKeywords: OPT_IN_KEYWORDS,
    HelpMessageSample: piece.helpMessage,
    MessageVolume: volumeOf(piece.monthlyTexts),
    PrivacyPolicyUrl: piece.privacyPolicyUrl,
    TermsAndConditionsUrl: piece.termsUrl,
    AgeGatedContent: 'false',
    BusinessStreetAddress: address.street,
    ...(address.streetSecondary === null ? {} : { BusinessStreetAddress2: address.streetSecondary }),
    BusinessCity: address.city,
    BusinessStateProvinceRegion: address.region,
    BusinessPostalCode: address.postalCode,
    BusinessCountry: address.country,
    BusinessContactFirstName: contact.firstName,
    BusinessContactLastName: contact.lastName,
    BusinessContactEmail: contact.email,
    BusinessContactPhone: contact.phone,
  }
}
