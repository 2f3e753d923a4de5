import { callOf } from '#core/calls/call-state.ts'
import { addCalendarMonths } from '#core/compliance/calendar-months.ts'
import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import { classExpiry } from '#core/compliance/consent.ts'
import { type Jurisdiction, recipientPlace } from '#core/compliance/recipient-place.ts'
import type { ConsentClass } from '#core/compliance/send-question.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { ConversationEvent } from '#core/event.ts'
import { standingOf } from '#core/gate.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { instant, MINUTE_MS, plus, toIso, type Instant } from '#core/values/instant.ts'
import type { JsonObject } from './canonical-json.ts'
import { spokenSettings } from '#core/calls/message-settings.ts'
import { SCRIPT_VERSION, scriptVersionOf } from './script-version.ts'

/** The instant reply leaves within this time of the call, and the bare call allows nothing else (facts 6.1, C1). */
const CALL_LASTS_MS = 10 * MINUTE_MS

/** An inquiry makes a relationship for so long: 47 CFR 64.1200(f)(5) and CASL s. 10(10)(e). */
const INQUIRY_MONTHS: Record<Jurisdiction, number> = { US: 3, US_STRICT: 3, CA: 6, QC: 6 }

type Recorded = { event: ConversationEvent; after: Conversation; consentClass: ConsentClass; policy: TenantPolicy; at: Instant }

/**
 * The record of facts 6.7 without what names the person. Every field is there, null when unknown; `e164`, `providerId`, `exactWords`,
 * `audioRef`, `ip` and `userAgent` are in `personalRecord`; `tenantId` and `prevHash` are fields of every entry.
 */
export function openRecord({ event, after, consentClass, policy, at }: Recorded): JsonObject {
  const jurisdictions = jurisdictionsOf(after, policy)
  // In the order of their names, as the ledger writes them.
  return {
    actor: isStaffWord(event) ? 'operator' : null,
    class: consentClass,
    disclosurePlayed: disclosurePlayed(event, after),
    jurisdictionAtTime: [...jurisdictions],
    language: after.language,
    lawUntil: consentClass === 'C2' ? lawUntil(after, jurisdictions) : null,
    occurredAt: toIso(occurredAt(event, after, at)),
    scriptVersion: scriptOf(event, after, policy),
    source: sourceOf(event),
    validUntil: validUntil(consentClass, after, policy, jurisdictions),
  }
}

/** The part of the record of facts 6.7 that names the person or repeats their words. */
export function personalRecord(event: ConversationEvent, phone: string): JsonObject {
  return {
    actor: 'by' in event ? event.by : null,
    audioRef: event.kind === 'voicemail-recorded' ? event.recordingUrl : event.kind === 'consent-recorded' ? event.audioRef : null,
    e164: phone,
    exactWords: wordsOf(event),
    ip: event.kind === 'consent-recorded' ? event.ip : event.kind === 'inquiry-received' ? event.consent.ip : null,
    ...(event.kind === 'inquiry-received' ? { pageUrl: event.consent.pageUrl } : {}),
    providerId: providerIdOf(event),
    userAgent: event.kind === 'consent-recorded' ? event.userAgent : event.kind === 'inquiry-received' ? event.consent.userAgent : null,
  }
}

/** A person of the business has said it; the product has seen nothing of it. */
export function isStaffWord(event: ConversationEvent): boolean {
  return STAFF_WORDS.has(event.kind)
}

const STAFF_WORDS: ReadonlySet<ConversationEvent['kind']> = new Set([
  'person-took-over',
  'person-released',
  'opt-out-recorded',
  'opt-out-undone',
  'consent-recorded',
])

function jurisdictionsOf({ key, phone, lead, contact }: Conversation, policy: TenantPolicy): readonly Jurisdiction[] {
  const zip = lead?.intake.slots.zip?.value ?? null
  return recipientPlace({ to: phone ?? key, zip, region: contact.region ?? null, tenantTimezone: policy.timezone }, COMPLIANCE_RULES)
    .jurisdictions
}

/** A carrier's report on a text speaks of a text, a staff member's word of itself. */
function sourceOf(event: ConversationEvent): string {
  switch (event.kind) {
    case 'sms-received':
    case 'texts-read':
    case 'reading-refined':
    case 'sms-failed':
      return 'sms'
    case 'voicemail-recorded':
    case 'voicemail-transcribed':
    case 'voicemail-read':
      return 'voicemail'
    case 'caller-key-pressed':
      return 'ivr_key'
    case 'person-took-over':
    case 'person-released':
    case 'person-acted':
    case 'person-picked-up':
    case 'person-key-pressed':
    case 'person-call-ended':
    case 'alert-raised':
    case 'lead-settled':
    case 'visit-chosen':
    case 'digest-due':
    case 'person-corrected':
    case 'sms-asked':
    case 'visit-answered':
    case 'visit-set':
    case 'visit-canceled':
    case 'opt-out-recorded':
    case 'opt-out-undone':
      return 'staff'
    case 'consent-recorded':
      return event.source
    case 'inquiry-received':
      return 'web'
    case 'call-received':
    case 'ring-picked-up':
    case 'ring-key-pressed':
    case 'ring-ended':
    case 'message-played':
    case 'call-ended':
    case 'timer-due':
    case 'caller-looked-up':
      return 'call'
    default:
      return event satisfies never
  }
}

/** A call or text that we learn of late happened when the carrier says, and what staff enter when they say. */
function occurredAt(event: ConversationEvent, after: Conversation, at: Instant): Instant {
  if (event.kind === 'consent-recorded') return event.occurredAt
  if (event.kind === 'inquiry-received') return after.contact.requestedAt ?? at
  if (event.kind === 'sms-received') return event.sentAt ?? at
  return event.kind === 'call-ended' ? (after.contact.callAt ?? at) : at
}

function scriptOf(event: ConversationEvent, after: Conversation, policy: TenantPolicy): string | null {
  if (event.kind === 'consent-recorded') return event.scriptVersion
  if (event.kind === 'inquiry-received') return event.consent.wordsVersion
  if (!hearsScript(event)) return null
  // Only who is promised a text hears the business's own words; to everybody else ours are spoken.
  const call = 'callSid' in event ? callOf(after, event.callSid) : null
  return call === null || !call.announced ? SCRIPT_VERSION : scriptVersionOf(spokenSettings(policy, call.mode))
}

function hearsScript(event: ConversationEvent): boolean {
  return event.kind === 'message-played' || event.kind === 'caller-key-pressed'
}

/** Of the call that the event belongs to; null for what was written. */
function disclosurePlayed(event: ConversationEvent, after: Conversation): boolean | null {
  if (!('callSid' in event)) return null
  return (callOf(after, event.callSid)?.disclosurePlayedAt ?? null) !== null
}

function providerIdOf(event: ConversationEvent): string | null {
  if ('callSid' in event) return event.callSid
  if (event.kind === 'sms-received') return event.messageSid
  if (event.kind === 'voicemail-read') return event.recordingSid
  if (event.kind === 'texts-read') return event.texts.at(-1)?.messageSid ?? null
  if (event.kind === 'inquiry-received') return event.inquiryId
  return event.kind === 'sms-failed' ? event.effectId : null
}

function wordsOf(event: ConversationEvent): string | null {
  if (event.kind === 'sms-received') return event.body
  if (event.kind === 'voicemail-read') return event.text.body
  if (event.kind === 'texts-read') return event.texts.map((text) => text.body).join('\n')
  if (event.kind === 'consent-recorded') return event.exactWords
  if (event.kind === 'inquiry-received') return event.consent.words
  if (event.kind === 'opt-out-recorded') return event.words
  if (event.kind === 'opt-out-undone') return event.reason
  return event.kind === 'caller-key-pressed' ? `key ${event.digits}` : null
}

/** How long the class carries a text of ours; where the places disagree, the earliest end. Null: it does not end by itself, or is none. */
function validUntil(
  consentClass: ConsentClass,
  after: Conversation,
  policy: TenantPolicy,
  jurisdictions: readonly Jurisdiction[],
): string | null {
  const { callAt } = after.contact
  if (consentClass === 'C0') return null
  if (consentClass === 'C1') return callAt === null ? null : toIso(plus(callAt, CALL_LASTS_MS))
  const standing = standingOf(after, policy)
  const ends = jurisdictions.flatMap((jurisdiction) => classExpiry(consentClass, standing, jurisdiction) ?? [])
  const first = Math.min(...ends)
  return Number.isFinite(first) ? toIso(instant(first)) : null
}

/** The outer bound that the law sets to an inquiry, by calendar months: longer than we use it. */
function lawUntil(after: Conversation, jurisdictions: readonly Jurisdiction[]): string | null {
  const inquiry = after.contact.inquiryAt ?? after.contact.lastInboundAt
  if (inquiry === null) return null
  const ends = jurisdictions.map((jurisdiction) => addCalendarMonths(inquiry, INQUIRY_MONTHS[jurisdiction]))
  return toIso(instant(Math.min(...ends)))
}
