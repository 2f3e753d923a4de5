import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import { maySend } from '#core/compliance/may-send.ts'
import type { ContactStanding, KeywordFacts, Permission, SendHistory, SenderFacts, SendQuestion } from '#core/compliance/send-question.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import { CODE_LASTS_MS } from '#core/one-time-code.ts'
import { staffOf } from '#core/owner/staff.ts'
import { quietReason } from '#core/texts/receive-text.ts'
import type { Reason } from '#core/decision.ts'
import type { Effect } from '#core/effect.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { DAY_MS, HOUR_MS, type Instant, instant } from '#core/values/instant.ts'

/** What the answer rests on; kept with it as evidence. Nothing in it names the receiver. */
export type GateEvidence = Permission['evidence'] & { facts: Record<string, string | number | boolean | null> }

/** `evidence` is null where nobody asked the rules: no account, no phone, or a text that was found at the carrier. */
export type GateAnswer = { reasons: Reason[]; evidence: GateEvidence | null } & (
  | { kind: 'do' }
  /** `keepsPlace`: it may leave at `until`, which is its place in the pace of the tenant. */
  | { kind: 'wait'; until: Instant; keepsPlace?: true }
  | { kind: 'never' }
)

/** What the tenant has used so far: the clock hour, its own day and month. */
export type UsageNow = { textsThisHour: number; textsToday: number; microsThisMonth: number; dayEnds: Instant }

export type GateFacts = {
  at: Instant
  /** When the text was decided on. */
  plannedAt: Instant
  /** Of the receiver: the customer, or the staff member for an alert. */
  conversation: Conversation
  policy: TenantPolicy
  usage: UsageNow
  tzdata: string
  /** The built-in carrier needs no registration. */
  lab: boolean
}

type TextEffect = Extract<Effect, { kind: 'send-sms' | 'text-staff' }>

/**
 * May this text leave now? Asked when an outsider wants one and always in the moment of sending, with facts read then. The tenant's own limits
 * shed cost and never a lead: the row of a text that may not leave stays, with its reason.
 */
export function gateText(effect: TextEffect, facts: GateFacts): GateAnswer {
  const question = questionOf(effect, facts)
  const stopped = stoppedByPeople(effect, facts)
  if (stopped !== null) return { kind: 'never', reasons: [stopped], evidence: { ...NOT_ASKED, facts: usedFacts(question.contact) } }
  const permission = maySend(question, COMPLIANCE_RULES)
  const reasons = permission.reasons.map((code) => ({ code }))
  const evidence = { ...permission.evidence, facts: usedFacts(question.contact) }
  if (permission.kind === 'never') return { kind: 'never', reasons, evidence }
  if (permission.kind === 'wait' && permission.until !== null) return { kind: 'wait', until: permission.until, reasons, evidence }
  const cost = stoppedByCost(effect, facts)
  if (cost !== null) return { ...cost, evidence }
  return { kind: 'do', reasons: [...reasons, { code: 'rules', facts: { version: permission.evidence.ruleVersion } }], evidence }
}

/** A person's word came before the rules, which say it by their version all the same. */
const NOT_ASKED: Permission['evidence'] = {
  classes: [],
  zones: [],
  localTimes: [],
  jurisdictions: [],
  ruleVersion: COMPLIANCE_RULES.version,
}

/** The dated facts about the receiver, without place and number. */
function usedFacts(contact: ContactStanding): GateEvidence['facts'] {
  const { callAt, disclosurePlayed, declinedText, lastInboundAt, inquiryAt, expressAt, suppressed, doubtful, lineType, staffVerified } =
    contact
  const { purchaseAt, writtenAt, requestedAt = null } = contact
  return {
    callAt,
    declinedText,
    disclosurePlayed,
    doubtful,
    expressAt,
    inquiryAt,
    lastInboundAt,
    lineType,
    purchaseAt,
    requestedAt,
    staffVerified,
    suppressed,
    writtenAt,
  }
}

function stoppedByPeople(effect: TextEffect, facts: GateFacts): Reason | null {
  if (effect.kind === 'text-staff' || effect.smsKind === 'keyword_reply' || effect.code !== undefined) return null
  // Also what a person writes: the other installation has the conversation now, and would not know of it.
  if (typeof facts.policy.movedOutAt === 'number') return { code: 'tenant_moved' }
  const paused = pausedReason(facts.policy)
  if (paused !== null && effect.byPerson !== true) return paused
  const quiet = quietReason(facts.conversation, facts.at)
  if (quiet?.code === 'person_has_taken_over' && effect.byPerson === true) return null
  return quiet?.code === 'suppressed' ? null : quiet
}

/** While a business is paused the assistant sends nothing on its own. */
export function pausedReason({ status }: TenantPolicy): Reason | null {
  return status === 'paused' ? { code: 'tenant_paused' } : null
}

type StoppedByCost = { reasons: Reason[] } & ({ kind: 'wait'; until: Instant } | { kind: 'never' })

/** Hour, day and month of the tenant. STOP and HELP answers and emergencies are never held back by money. */
function stoppedByCost(effect: TextEffect, facts: GateFacts): StoppedByCost | null {
  if (isOwed(effect, facts.conversation)) return null
  const { limits } = facts.policy
  const { usage, at } = facts
  if (usage.microsThisMonth >= limits.monthlyBudgetCents * 10_000) {
    return { kind: 'never', reasons: [{ code: 'tenant_budget', facts: { spentCents: Math.floor(usage.microsThisMonth / 10_000) } }] }
  }
  if (usage.textsToday >= limits.textsPerDay)
    return { kind: 'wait', until: usage.dayEnds, reasons: [{ code: 'tenant_cap_day', facts: { texts: usage.textsToday } }] }
  if (usage.textsThisHour >= limits.textsPerHour) {
    const hourEnds = instant((Math.floor(at / HOUR_MS) + 1) * HOUR_MS)
    return { kind: 'wait', until: hourEnds, reasons: [{ code: 'tenant_cap_hour', facts: { texts: usage.textsThisHour } }] }
  }
  return null
}

/** Neither money nor pace holds it back: an answer to STOP or HELP, an emergency, the word that something is held back. */
export function isOwed(effect: TextEffect, conversation: Conversation): boolean {
  if (effect.kind === 'text-staff') return effect.alert === 'emergency' || effect.alert === 'rate-limited'
  return effect.smsKind === 'keyword_reply' || conversation.lead?.intake.urgency === 'emergency'
}

function questionOf(effect: TextEffect, facts: GateFacts): SendQuestion {
  const { at, conversation, policy, tzdata } = facts
  const kind = effect.kind === 'send-sms' ? effect.smsKind : 'owner_alert'
  const byPerson = effect.kind === 'send-sms' && effect.byPerson === true
  return {
    to: effect.to,
    at,
    kind,
    body: effect.body,
    tzdata,
    sender: senderOf(policy, facts.lab),
    contact: {
      ...standingOf(conversation, policy),
      ...(byPerson ? PERSON_STANDS : {}),
      staffVerified: isVerifiedStaff(policy, effect.to) || isAskedForCode(effect, at),
    },
    history: byPerson ? { ...historyOf(conversation, at), ...PERSON_COUNTS } : historyOf(conversation, at),
    booking: bookingFacts(kind, conversation),
    keyword: effect.kind === 'send-sms' && kind === 'keyword_reply' ? keywordOf(effect, facts) : null,
  }
}

/** The visit that an appointment text is about: agreed by the customer's own word or by the owner after a talk. */
function bookingFacts(kind: string, { lead }: Conversation): SendQuestion['booking'] {
  const visit = lead?.intake.visit
  if (visit === undefined || (kind !== 'appointment_confirm' && kind !== 'appointment_reminder')) return null
  return { agreed: visit.state === 'confirmed', stepAt: visit.agreedAt, visitAt: visit.start }
}

/** Whoever asks for a code on their own phone wants that text; nothing else goes to a phone that is not shown to be theirs. */
function isAskedForCode(effect: TextEffect, at: Instant): boolean {
  if (effect.kind !== 'send-sms' || effect.smsKind !== 'owner_alert' || effect.code === undefined) return false
  const age = at - effect.code.madeAt
  return age >= 0 && age <= CODE_LASTS_MS
}

/** A person's own words are not held back because a person has the conversation. */
const PERSON_STANDS = { takenOver: false }

/** The limits on replies in a row keep the assistant from talking to itself; a person is none of it. */
const PERSON_COUNTS = { aiRepliesInDay: 0, unansweredReplies: 0 }

function isVerifiedStaff(policy: TenantPolicy, to: string): boolean {
  return staffOf(policy, to)?.verified ?? false
}

/** The business as the rules see a sender. */
export function senderOf(policy: TenantPolicy, lab: boolean): SenderFacts {
  return {
    businessName: policy.name,
    mailingAddress: policy.mailingAddress,
    businessPhone: policy.businessPhone,
    timezone: policy.timezone,
    country: policy.country,
    region: policy.region,
    registered: lab || policy.registration.kind === 'attested' || policy.registration.status === 'approved',
    ownNumbers: policy.numbers.map((number) => number.e164),
  }
}

/** The dated facts from which the consent classes of a customer follow. */
export function standingOf(conversation: Conversation, policy: TenantPolicy): ContactStanding {
  const { contact, lead } = conversation
  return {
    suppressed: contact.suppressedAt !== null,
    doubtful: contact.doubtAt !== null,
    callAt: contact.callAt,
    disclosurePlayed: contact.disclosurePlayedAt !== null,
    declinedText: contact.declinedTextAt !== null && contact.declinedTextAt >= (contact.callAt ?? contact.declinedTextAt),
    lastInboundAt: contact.lastInboundAt,
    inquiryAt: contact.inquiryAt,
    expressAt: contact.expressAt,
    requestedAt: contact.requestedAt ?? null,
    writtenAt: contact.writtenAt ?? null,
    purchaseAt: contact.purchaseAt ?? null,
    zip: lead?.intake.slots.zip?.value ?? null,
    region: contact.region ?? null,
    engaged: contact.lastInboundAt !== null,
    lineType: conversation.lineType,
    staffVerified: policy.ownerPhoneVerified,
    conversationOpen: lead === null || lead.status === 'open' || lead.status === 'qualified',
    takenOver: conversation.takenOver !== null,
    complaintOpen: lead?.intake.intent === 'complaint',
    // What the owner approved is said only to who asks; an estimate that is free is then an answer and no offer.
    askedForOffer: lead?.intake.intent === 'quote' || (lead?.intake.timesSaid['answer-known'] ?? 0) > 0,
  }
}

/** The once-keys of the outbox keep a text from going out twice, so a text is no obstacle to itself here. */
function historyOf(conversation: Conversation, at: Instant): SendHistory {
  const { history, contact } = conversation
  const inDay = history.automatedAt.filter((sentAt) => at - sentAt < DAY_MS)
  const lastInboundAt = contact.lastInboundAt ?? 0
  return {
    lastInstantReplyAt: null,
    proactiveSentAt: history.proactiveAt,
    automatedSentAt: inDay.filter((sentAt) => sentAt < lastInboundAt || lastInboundAt === 0),
    aiRepliesInDay: inDay.length,
    unansweredReplies: inDay.filter((sentAt) => sentAt > lastInboundAt).length,
    correctsReply: false,
    sentForSameSubject: false,
    introducedAt: history.introducedAt,
  }
}

function keywordOf({ keyword = 'HELP', askedAt }: Effect & { kind: 'send-sms' }, facts: GateFacts): KeywordFacts {
  return { keyword, receivedAt: askedAt ?? facts.plannedAt, answeredByCarrier: false, confirmed: false }
}
