import type { LineType } from '#core/event.ts'
import { DAY_MS, plus } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import { PROACTIVE_KINDS } from './decision-table.ts'
import type { ConsentClass, ContactStanding, KeywordFacts, SenderFacts, SendQuestion } from './send-question.ts'

/** A permission question as `lead-agent may-send` and the API put it: a consent class by name, and as many facts as the asker cares to give. */
export type StatedQuestion = {
  to: string
  at: Instant
  kind: string
  body?: string | null
  tenant?: StatedTenant | null
  contact?: StatedContact | null
}

/** A tenant as posted to the API; every field may be missing. */
export type StatedTenant = {
  name?: string | null
  mailingAddress?: string | null
  businessPhone?: string | null
  timezone?: string | null
  country?: 'US' | 'CA' | null
  region?: string | null
  numbers?: readonly { e164: string }[] | null
  registration?: { kind?: 'managed' | 'attested'; status?: string | null; campaignSid?: string | null } | null
}

export type StatedContact = {
  class?: ConsentClass | null
  lastInboundAt?: Instant | null
  callAt?: Instant | null
  disclosurePlayed?: boolean | null
  suppressed?: boolean | null
  zip?: string | null
  region?: string | null
  inquiryAt?: Instant | null
  expressAt?: Instant | null
  writtenAt?: Instant | null
  purchaseAt?: Instant | null
  declinedText?: boolean | null
  engaged?: boolean | null
  lineType?: LineType | null
}

/** An age inside the limits of every proactive row that counts from a call or a text (20 to 48 and 20 to 72 hours). */
const FITTING_AGE_MS = DAY_MS
/** An age inside the limits of a review request (5 to 30 days). */
const FITTING_JOB_AGE_MS = 10 * DAY_MS

/**
 * The full question for `maySend`, with what was not stated filled in so that the answer tells only what was asked:
 * - No tenant, or a tenant without a field: that field is not asked. No brand is looked for, the number counts as registered. A stated
 *   `registration` counts: `attested` or approved passes, a `managed` one without a campaign does not.
 * - No contact, or class `C0`: nobody consented. A contact without a class has the class that its dates make.
 * - A class is a ceiling: `C1` with a `lastInboundAt` does not become a conversation. It is also a statement: its date, when not given,
 *   is taken as standing now at an age that the table allows for the kind. A date that is given is checked. `C3` and `C4` contain `C2`.
 * - `disclosurePlayed` is true for `C1D` and above, unless it is stated otherwise, and `C1` with `disclosurePlayed` is `C1D`.
 * - Appointments count as agreed to just now, the time of the visit as not asked; a `keyword_reply` answers STOP when the contact is
 *   suppressed and HELP otherwise, received at `lastInboundAt`, or now. Nothing was sent before.
 */
export function statedQuestion(stated: StatedQuestion, tzdata: string): SendQuestion {
  const { to, at, kind } = stated
  const contact = contactOf(stated)
  const appointment = kind === 'appointment_confirm' || kind === 'appointment_reminder'
  return {
    to,
    at,
    kind,
    body: stated.body ?? null,
    tzdata,
    sender: senderOf(stated.tenant ?? {}),
    contact,
    history: {
      lastInstantReplyAt: null,
      proactiveSentAt: [],
      automatedSentAt: [],
      aiRepliesInDay: 0,
      unansweredReplies: 0,
      correctsReply: false,
      sentForSameSubject: false,
      introducedAt: at,
    },
    booking: appointment ? { agreed: true, stepAt: at, visitAt: 'not_asked' } : null,
    keyword: kind === 'keyword_reply' ? keywordOf(stated) : null,
  }
}

function senderOf(tenant: StatedTenant): SenderFacts {
  return {
    businessName: tenant.name ?? null,
    mailingAddress: tenant.mailingAddress ?? null,
    businessPhone: tenant.businessPhone ?? null,
    timezone: tenant.timezone ?? null,
    country: tenant.country ?? null,
    region: tenant.region ?? null,
    registered: isRegistered(tenant.registration ?? null),
    ownNumbers: (tenant.numbers ?? []).map((number) => number.e164),
  }
}

function isRegistered(registration: StatedTenant['registration']): boolean {
  if (!registration) return true
  return registration.kind === 'attested' || registration.status === 'approved' || Boolean(registration.campaignSid)
}

const LEVELS: Record<ConsentClass, number> = { C0: 0, C1: 1, C1D: 2, C2: 3, C3: 4, C4: 5, P: 6 }

function contactOf(stated: StatedQuestion): ContactStanding {
  const { at, kind } = stated
  const given = stated.contact ?? {}
  const level = LEVELS[given.class ?? classOf(given)]
  const fitting = PROACTIVE_KINDS.has(kind) ? plus(at, -FITTING_AGE_MS) : at
  // A class states what stands; the purchase is apart from the ladder and lets every given date count.
  const purchase = given.class === 'P'
  const stands = (needed: number, date: Instant | null | undefined, missing: Instant | null): Instant | null => {
    if (level < needed) return null
    return date ?? (purchase ? null : missing)
  }
  const isCallClass = level === LEVELS.C1 || level === LEVELS.C1D
  const lastInboundAt = stands(LEVELS.C2, given.lastInboundAt, fitting)
  return {
    suppressed: given.suppressed ?? false,
    doubtful: false,
    callAt: stands(LEVELS.C1, given.callAt, isCallClass ? fitting : null),
    disclosurePlayed: given.disclosurePlayed ?? level >= LEVELS.C1D,
    declinedText: given.declinedText ?? false,
    lastInboundAt,
    inquiryAt: stands(LEVELS.C2, given.inquiryAt, null) ?? lastInboundAt,
    expressAt: stands(LEVELS.C3, given.expressAt, at),
    writtenAt: stands(LEVELS.C4, given.writtenAt, at),
    purchaseAt: given.purchaseAt ?? (purchase ? plus(at, -FITTING_JOB_AGE_MS) : null),
    zip: given.zip ?? null,
    region: given.region ?? null,
    engaged: given.engaged ?? lastInboundAt !== null,
    lineType: given.lineType ?? 'unknown',
    staffVerified: level >= LEVELS.C3 && !purchase,
    conversationOpen: true,
    takenOver: false,
    complaintOpen: false,
    askedForOffer: false,
  }
}

/** The highest class that the given dates make. */
function classOf(given: StatedContact): ConsentClass {
  if (given.writtenAt) return 'C4'
  if (given.expressAt) return 'C3'
  if (given.lastInboundAt || given.inquiryAt) return 'C2'
  if (!given.callAt) return 'C0'
  return given.disclosurePlayed ? 'C1D' : 'C1'
}

function keywordOf(stated: StatedQuestion): KeywordFacts {
  const { contact, at } = stated
  return {
    keyword: contact?.suppressed ? 'STOP' : 'HELP',
    receivedAt: contact?.lastInboundAt ?? at,
    answeredByCarrier: false,
    confirmed: false,
  }
}
