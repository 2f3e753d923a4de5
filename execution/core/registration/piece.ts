import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { PostalAddress } from './application.ts'

/** The things of a registration that exist at the carrier, each with an id of its own. */
export const PIECE_NAMES = [
  'business',
  'representative',
  'starter',
  'address',
  'document',
  'profile',
  'messaging',
  'trust-product',
  'brand',
  'service',
  'campaign',
  'verification',
] as const
export type PieceName = (typeof PIECE_NAMES)[number]

/** The two bundles that Trust Hub reviews. */
export type BundleName = 'profile' | 'trust-product'

/** `label` is the name under which we find the thing again; it names the tenant and the piece. */
export type EndUserPiece = { kind: 'end-user'; label: string; type: string; attributes: Readonly<Record<string, string>> }
export type AddressPiece = { kind: 'address'; label: string; customer: string; address: PostalAddress }
export type DocumentPiece = { kind: 'document'; label: string; addressSid: string }
export type BundlePiece = {
  kind: 'bundle'
  bundle: BundleName
  label: string
  email: string
  policySid: string
  statusCallback: string | null
}
export type BrandPiece = {
  kind: 'brand'
  profileSid: string
  trustProductSid: string
  type: 'STANDARD' | 'SOLE_PROPRIETOR'
  /** Null for a sole proprietor, who has no vetting to skip. */
  skipSecondaryVetting: boolean | null
  mock: boolean
}
export type ServicePiece = { kind: 'service'; label: string; inboundUrl: string; statusCallback: string }
export type CampaignPiece = {
  kind: 'campaign'
  serviceSid: string
  brandSid: string
  useCase: string
  description: string
  messageFlow: string
  samples: readonly string[]
  hasLinks: boolean
  hasPhones: boolean
  optInMessage: string
  optOutMessage: string
  helpMessage: string
  privacyPolicyUrl: string
  termsUrl: string
}
export type VerificationPiece = {
  kind: 'verification'
  label: string
  numberSid: string
  businessName: string
  brandName: string
  businessType: 'PRIVATE_PROFIT' | 'PUBLIC_PROFIT' | 'SOLE_PROPRIETOR' | 'NON_PROFIT' | 'GOVERNMENT'
  ein: string | null
  website: string
  email: string
  address: PostalAddress
  contact: { firstName: string; lastName: string; email: string; phone: PhoneNumber }
  summary: string
  sample: string
  additional: string
  optInImageUrls: readonly string[]
  monthlyTexts: number
  optInMessage: string
  helpMessage: string
  privacyPolicyUrl: string
  termsUrl: string
}

export type Piece =
  | EndUserPiece
  | AddressPiece
  | DocumentPiece
  | BundlePiece
  | BrandPiece
  | ServicePiece
  | CampaignPiece
  | VerificationPiece
