import type { RegistrationRecord } from './record.ts'

/** An event of Twilio's event streams (CloudEvents). Keys of `data` are lower case (facts 12.6). */
export type CarrierEvent = { type: string; data: Readonly<Record<string, unknown>> }

export type CarrierHint = { kind: 'look' } | { kind: 'number-registered'; e164: string } | null

/** Trust Hub's status callback, as the adapter names it: a bundle has a new status. */
export const BUNDLE_STATUS = 'bundle-status'

const FAMILY = /^com\.twilio\.messaging\.compliance\.([a-z-]+)\.([a-z-]+)$/

/**
 * What an event means for a registration: at most "look now", because the carrier's own answer decides and events may be lost, doubled or forged. Only that a
 * number is known to the carriers is taken from the event itself, since no request asks for it. Null: not ours or of no meaning.
 * The names of number events and of the field that holds the number are unverified.
 */
export function hintOf({ type, data }: CarrierEvent, record: RegistrationRecord): CarrierHint {
  if (type === BUNDLE_STATUS) return isOurBundle(data, record) ? { kind: 'look' } : null
  const [, family, word] = FAMILY.exec(type) ?? []
  if (family === undefined || word === undefined || !concerns(data, record)) return null
  if (family !== 'number-registration') return { kind: 'look' }
  const e164 = [data['phonenumber'], data['phone_number']].find((value) => typeof value === 'string')
  const isGood = /success|registered|approved/.test(word)
  return isGood && typeof e164 === 'string' && record.addedNumbers.includes(e164) ? { kind: 'number-registered', e164 } : { kind: 'look' }
}

/** Joined on the brand and the messaging service: the campaign's id in events is another one than that of the REST interface (facts 12.6). */
function concerns(data: CarrierEvent['data'], { made }: RegistrationRecord): boolean {
  const known = [
    [data['brandsid'], made.brand?.sid],
    [data['messagingservicesid'], made.service?.sid],
  ]
  return known.some(([theirs, ours]) => typeof theirs === 'string' && theirs === ours)
}

function isOurBundle(data: CarrierEvent['data'], { made }: RegistrationRecord): boolean {
  return [made.profile?.sid, made['trust-product']?.sid].some((sid) => sid !== undefined && sid === data['bundlesid'])
}
