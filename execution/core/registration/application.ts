import type { PhoneNumber } from '#core/values/phone-number.ts'

/** `ten-dlc`: a local number with a brand and a campaign. `toll-free`: a toll-free number that is verified by itself. */
export const ROUTES = ['ten-dlc', 'toll-free'] as const
export type Route = (typeof ROUTES)[number]

/** Legal forms as Twilio's customer profile spells them (public code, 2026; unverified). A sole proprietorship has no profile of this kind. */
export const LEGAL_FORMS = [
  'Co-operative',
  'Corporation',
  'Limited Liability Corporation',
  'Non-profit Corporation',
  'Partnership',
  'Sole Proprietorship',
] as const
export type LegalForm = (typeof LEGAL_FORMS)[number]

/** Twilio's words of 2026 for who owns the company. */
export const COMPANY_KINDS = ['private', 'public', 'non-profit', 'government'] as const
export type CompanyKind = (typeof COMPANY_KINDS)[number]

/** Positions that Twilio knows for the person who signs (public code, 2026; unverified). */
export const JOB_POSITIONS = ['Director', 'GM', 'VP', 'CEO', 'CFO', 'General Counsel', 'Other'] as const
export type JobPosition = (typeof JOB_POSITIONS)[number]

export type PostalAddress = {
  street: string
  /** Suite or floor; null when there is none. */
  streetSecondary: string | null
  city: string
  /** State or province, two letters. */
  region: string
  postalCode: string
  country: 'US' | 'CA'
}

export type Representative = {
  firstName: string
  lastName: string
  email: string
  phone: PhoneNumber
  title: string
  position: JobPosition
}

export type Business = {
  /** Exactly as on the letter of the IRS that gave the EIN; for a sole proprietor the person's own name is what is vetted. */
  legalName: string
  /** The name that customers know and that our texts begin with. */
  brandName: string
  form: LegalForm
  company: CompanyKind
  /** Nine digits; null for a sole proprietor who has none. */
  ein: string | null
  /** Of a public company. */
  stock: { exchange: string; ticker: string } | null
  /** Twilio's word for the trade, such as CONSTRUCTION. */
  industry: string
  website: string | null
  privacyPolicyUrl: string
  termsUrl: string
  /** Twilio writes here when something is decided. */
  email: string
  address: PostalAddress
}

/** Words that a person wrote in the place of ours; null keeps ours. */
export type OwnWords = { description: string | null; messageFlow: string | null; samples: readonly string[] | null }

/** Everything that a person must give before a number may be registered. */
export type Application = {
  route: Route
  business: Business
  representative: Representative
  /** A US or Canadian mobile that gets the code of a sole proprietor; at most three brands may share it. */
  mobilePhone: PhoneNumber | null
  /** True asks for secondary vetting, which costs more and lets more texts through. */
  secondaryVetting: boolean
  /** The numbers that shall send, ours at the carrier. One for a sole proprietor, one for toll-free. */
  numbers: readonly PhoneNumber[]
  words: OwnWords
  /** Public addresses of pictures that show how a customer agrees; needed for toll-free. */
  optInImageUrls: readonly string[]
  /** A second, written way in which customers agree (a web form), put into the message flow; null when there is none. */
  secondOptIn: string | null
  /** Texts expected in a month. */
  monthlyTexts: number
  /** Makes a free brand that cannot send, for a rehearsal. */
  mock: boolean
  /** The operator's own approved profile at the carrier; null to have it looked up. */
  primaryProfileSid: string | null
}
