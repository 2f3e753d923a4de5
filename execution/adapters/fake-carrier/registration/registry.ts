import type { CarrierClock } from '../clock.ts'
import type { HandsetBook } from '../handsets.ts'
import { show } from '../handsets.ts'
import { createSeededRandom } from '../seeded-random.ts'

/** A reason of a rejection, as Twilio puts it into `errors`. */
export type ReviewError = { code: number; fields?: readonly string[]; description?: string }

/** Everything that somebody reviews. */
export type Reviewed = 'profile' | 'trust-product' | 'brand' | 'campaign' | 'verification'

type Thing = { sid: string; accountSid: string; createdAt: number; updatedAt: number }
export type EndUser = Thing & { friendlyName: string; type: string; attributes: Record<string, string> }
export type SupportingDocument = Thing & { friendlyName: string; attributes: Record<string, string> }
export type Address = Thing & { fields: Readonly<Record<string, string>> }
export type Bundle = Thing & {
  kind: 'profile' | 'trust-product'
  friendlyName: string
  email: string
  policySid: string
  statusCallback: string | null
  status: 'draft' | 'pending-review' | 'in-review' | 'twilio-approved' | 'twilio-rejected'
  errors: readonly ReviewError[]
  assigned: { sid: string; objectSid: string; createdAt: number }[]
  /** The last evaluation; a change of what it holds takes it back. */
  compliant: boolean
}
export type Brand = Thing & {
  profileSid: string
  trustProductSid: string
  type: 'STANDARD' | 'SOLE_PROPRIETOR'
  skipsVetting: boolean
  mock: boolean
  status: 'PENDING' | 'IN_REVIEW' | 'APPROVED' | 'FAILED' | 'SUSPENDED'
  identity: 'SELF_DECLARED' | 'UNVERIFIED' | 'VERIFIED' | null
  score: number | null
  errors: readonly ReviewError[]
  handedIn: number
  codes: number
}
export type Service = Thing & { fields: Readonly<Record<string, string>> }
export type Campaign = Thing & {
  serviceSid: string
  brandSid: string
  fields: Readonly<Record<string, string | readonly string[]>>
  status: 'PENDING' | 'IN_PROGRESS' | 'VERIFIED' | 'FAILED' | 'SUSPENDED'
  errors: readonly ReviewError[]
  handedIn: number
}
export type Verification = Thing & {
  numberSid: string
  fields: Readonly<Record<string, string | readonly string[]>>
  status: 'PENDING_REVIEW' | 'IN_REVIEW' | 'TWILIO_APPROVED' | 'TWILIO_REJECTED'
  errors: readonly ReviewError[]
  editAllowed: boolean
  handedIn: number
}

/** How long reviewers take, in milliseconds. */
export type ReviewTimes = Record<Reviewed, number>

/** Quick for a rehearsal and in the order of the real ones: bundles and brands in minutes, campaigns in days. */
const REVIEW_TIMES: ReviewTimes = {
  profile: 5 * 60_000,
  'trust-product': 5 * 60_000,
  brand: 10 * 60_000,
  campaign: 3 * 86_400_000,
  verification: 2 * 86_400_000,
}

export type RegistryParts = { clock: CarrierClock; seed: number; handsets: HandsetBook }

/** What a test or the lab may do as the reviewer, and see as the bookkeeper. */
export type RegistrationDesk = {
  /** The next `times` reviews of this kind end with these reasons. */
  reject(what: Reviewed, errors: readonly ReviewError[], options?: { times?: number; editAllowed?: boolean }): void
  /** The next brands are approved with an identity that carries no campaign. */
  leaveUnverified(times?: number): void
  /** The proprietor answers the text with the code. */
  answerCode(brandSid: string): void
  suspendCampaign(sid: string, errors?: readonly ReviewError[]): void
  setReviewTimes(times: Partial<ReviewTimes>): void
  /** What would be on the bill: everything that was ever made. */
  brands(): readonly Brand[]
  campaigns(): readonly Campaign[]
  bundles(): readonly Bundle[]
  services(): readonly Service[]
  endUsers(): readonly EndUser[]
  verifications(): readonly Verification[]
}

export type Registry = ReturnType<typeof createRegistry>

/** Keeps what Trust Hub and the campaign registry keep, in memory, and reviews it on the carrier's clock. */
export function createRegistry({ clock, seed, handsets }: RegistryParts) {
  const random = createSeededRandom(seed + 3)
  const times = { ...REVIEW_TIMES }
  const verdicts: Verdict[] = []
  const unverified = { left: 0 }
  const shelves = emptyShelves()

  function verdictOn(what: Reviewed): { errors: readonly ReviewError[]; editAllowed: boolean } | null {
    const verdict = verdicts.find((each) => each.what === what && each.left > 0)
    if (verdict === undefined) return null
    verdict.left -= 1
    return verdict
  }

  /** Half the time until somebody looks, the other half until it is decided; an answer that was overtaken by another change counts no more. */
  function review<Item extends Thing>(
    what: Reviewed,
    item: Item,
    begin: (item: Item) => void,
    decide: (item: Item, verdict: ReturnType<typeof verdictOn>) => void,
  ): void {
    const handedInAt = clock.now()
    item.updatedAt = handedInAt
    const isCurrent = () => item.updatedAt === handedInAt
    clock.after(times[what] / 2, () => isCurrent() && begin(item))
    clock.after(times[what], () => {
      if (!isCurrent()) return
      decide(item, verdictOn(what))
    })
  }

  function takeUnverified(): boolean {
    if (unverified.left <= 0) return false
    unverified.left -= 1
    return true
  }

  return {
    ...shelves,
    desk: deskOf(shelves, { verdicts, unverified, times }),
    review,
    takeUnverified,
    now: () => clock.now(),
    newThing: (prefix: string, accountSid: string): Thing => {
      const at = clock.now()
      return { sid: prefix + random.hex(32), accountSid, createdAt: at, updatedAt: at }
    },
    /** The text that a sole proprietor must answer. */
    textCode(to: string) {
      show(handsets.register({ e164: to }), { from: '+19735550100', body: 'Reply YES to verify your brand.', at: clock.now() })
    },
  }
}

type Verdict = { what: Reviewed; errors: readonly ReviewError[]; left: number; editAllowed: boolean }

function emptyShelves() {
  return {
    endUsers: new Map<string, EndUser>(),
    documents: new Map<string, SupportingDocument>(),
    addresses: new Map<string, Address>(),
    bundles: new Map<string, Bundle>(),
    brands: new Map<string, Brand>(),
    services: new Map<string, Service>(),
    campaigns: new Map<string, Campaign>(),
    verifications: new Map<string, Verification>(),
  }
}

function deskOf(
  shelves: ReturnType<typeof emptyShelves>,
  { verdicts, unverified, times }: { verdicts: Verdict[]; unverified: { left: number }; times: ReviewTimes },
): RegistrationDesk {
  return {
    reject: (what, errors, { times: left = 1, editAllowed = true } = {}) => verdicts.push({ what, errors, left, editAllowed }),
    leaveUnverified: (left = 1) => (unverified.left += left),
    answerCode(brandSid) {
      const brand = shelves.brands.get(brandSid)
      if (brand !== undefined && brand.codes > 0) brand.identity = 'VERIFIED'
    },
    suspendCampaign(sid, errors = []) {
      const campaign = shelves.campaigns.get(sid)
      if (campaign !== undefined) Object.assign(campaign, { status: 'SUSPENDED', errors })
    },
    setReviewTimes: (changes) => Object.assign(times, changes),
    brands: () => [...shelves.brands.values()],
    campaigns: () => [...shelves.campaigns.values()],
    bundles: () => [...shelves.bundles.values()],
    services: () => [...shelves.services.values()],
    endUsers: () => [...shelves.endUsers.values()],
    verifications: () => [...shelves.verifications.values()],
  }
}

/** The things of one account, the newest first. */
export function ofAccount<Item extends { accountSid: string }>(shelf: ReadonlyMap<string, Item>, accountSid: string): Item[] {
  return [...shelf.values()].filter((item) => item.accountSid === accountSid).toReversed()
}
