import type { Application } from './application.ts'

/** How the carriers class a brand. It decides the price, the pace and the use case. */
export type BrandTier = 'sole-proprietor' | 'low-volume-standard' | 'standard'

/**
 * The tier follows from "has an EIN" and never from the size: whoever has one is a standard brand, and an LLC that registers as a sole proprietor
 * pays for a rejection (30915). Low volume is the standard brand without secondary vetting (facts 12.2 step 11).
 */
export function brandTierOf(application: Pick<Application, 'business' | 'secondaryVetting'>): BrandTier {
  if (application.business.ein === null) return 'sole-proprietor'
  return application.secondaryVetting ? 'standard' : 'low-volume-standard'
}

/** The use cases that fit our texts, the best first. The first that the carrier offers for the brand is taken; promotions fit none of them. */
export const USE_CASES: Readonly<Record<BrandTier, readonly string[]>> = {
  'sole-proprietor': ['SOLE_PROPRIETOR'],
  'low-volume-standard': ['LOW_VOLUME', 'CUSTOMER_CARE'],
  standard: ['CUSTOMER_CARE', 'LOW_VOLUME'],
}
