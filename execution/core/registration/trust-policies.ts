/** A rule set of Twilio's Trust Hub: what a bundle of each kind must hold. */
export type TrustPolicy = {
  sid: string
  /** What its name must contain, so that swapped or changed ids are seen before anything is made. */
  name: RegExp
}

/**
 * The ids that we use (facts 12.1). Confirmed by several public code bases and not by Twilio's documents; one public project has the two main ones
 * swapped. They are compared with `GET /v1/Policies` before the first thing is made.
 */
export const PRIMARY_PROFILE: TrustPolicy = { sid: 'RN6433641899984f951173ef1738c3bdd0', name: /primary customer profile/i }
export const SECONDARY_PROFILE: TrustPolicy = { sid: 'RNdfbf3fae0e1107f8aded0e7cead80bf5', name: /secondary customer profile/i }
export const A2P_BUSINESS: TrustPolicy = { sid: 'RNb0d4771c2c98518d916a3d4cd70a8f8b', name: /a2p messaging/i }
export const STARTER_PROFILE: TrustPolicy = { sid: 'RN806dd6cd175f314e1f96a9727ee271f4', name: /starter customer profile/i }
export const A2P_SOLE_PROPRIETOR: TrustPolicy = { sid: 'RN670d5d2e282a6130ae063b234b6019c8', name: /a2p|sole proprietor/i }

export type PolicyPair = { profile: TrustPolicy; messaging: TrustPolicy }

/** The two rule sets for a business with or without a tax number. */
export function policiesFor(hasEin: boolean): PolicyPair {
  return hasEin ? { profile: SECONDARY_PROFILE, messaging: A2P_BUSINESS } : { profile: STARTER_PROFILE, messaging: A2P_SOLE_PROPRIETOR }
}

/** What does not agree between our ids and the carrier's own list; empty when both are right. */
export function policyProblems(expected: PolicyPair, listed: readonly { sid: string; name: string }[]): string[] {
  return [expected.profile, expected.messaging].flatMap(({ sid, name }) => {
    const found = listed.find((policy) => policy.sid === sid)
    if (found === undefined) return [`the carrier lists no policy ${sid}`]
    return name.test(found.name) ? [] : [`the carrier calls ${sid} "${found.name}"`]
  })
}
