import { classExpiry, NEVER_EXPIRES } from './consent.ts'
import type { ComplianceRules } from './compliance-rules.ts'
import type { ContentNeed, DecisionRow, RowKind } from './decision-table.ts'
import type { Jurisdiction, RecipientPlace } from './recipient-place.ts'
import type { ConsentClass, SendKind, SendQuestion } from './send-question.ts'

/** What the rows of the table say of one question, before the clock is asked. */
export type RowJudgement = {
  /** The first "no" of steps 5 and 6, or null. */
  fault: string | null
  /** The classes that carry the send. */
  classes: readonly ConsentClass[]
  /** Epoch milliseconds between which the text may leave by its age and its consent, both included; an empty span when `fault` is set. */
  earliest: number
  latest: number
  /** Its age alone makes it too late: a fault of step 7, not of consent. */
  ageEnds: number
  needs: ReadonlySet<ContentNeed>
}

/**
 * Steps 5 and 6 of facts 6.5 and the limits for step 7. Every row of every jurisdiction that may apply must allow the text;
 * the required words are the union.
 */
export function judgeRows(question: SendQuestion, kind: SendKind, place: RecipientPlace, rules: ComplianceRules): RowJudgement {
  const rowKind = rowKindOf(question, kind)
  const rows: DecisionRow[] = []
  for (const jurisdiction of place.jurisdictions) {
    const row = rules.decisions.get(`${rowKind}/${jurisdiction}`)
    if (row === undefined) return refused('rules_missing')
    rows.push(row)
  }
  if (rows.some((row) => row.decision === 'blocked')) return refused('blocked_in_jurisdiction')
  const circumstance = circumstanceFault(question, kind)
  if (circumstance !== null) return refused(circumstance)
  return carried(question, place, rows)
}

function rowKindOf(question: SendQuestion, kind: SendKind): RowKind {
  if (kind === 'followup') return question.contact.engaged ? 'followup_engaged' : 'followup_nudge'
  if (kind === 'keyword_reply') return question.keyword?.keyword === 'STOP' ? 'stop_confirmation' : 'keyword_reply'
  return kind
}

/** Needs of facts 6.2 that are not consent classes. */
function circumstanceFault(question: SendQuestion, kind: SendKind): string | null {
  const { contact, booking } = question
  switch (kind) {
    case 'instant_reply':
      return contact.declinedText ? 'declined_text' : null
    case 'inquiry_reply':
    case 'ai_reply':
      return contact.takenOver ? 'person_has_taken_over' : null
    case 'keyword_reply':
      return question.keyword === null ? 'no_keyword' : null
    case 'owner_alert':
      return contact.staffVerified ? null : 'no_consent_class'
    case 'appointment_confirm':
    case 'appointment_reminder':
      return booking?.agreed === true ? null : 'no_booking'
    case 'followup':
      if (contact.takenOver) return 'person_has_taken_over'
      return contact.conversationOpen ? null : 'conversation_closed'
    case 'review_request':
      return contact.complaintOpen ? 'complaint_open' : null
    case 'marketing_blast':
      return null
    default:
      return kind satisfies never
  }
}

function carried(question: SendQuestion, place: RecipientPlace, rows: readonly DecisionRow[]): RowJudgement {
  const classes = new Set<ConsentClass>()
  let [earliest, ageEnds, consentEnds] = [-Infinity, Infinity, Infinity]
  for (const [index, row] of rows.entries()) {
    const jurisdiction = place.jurisdictions[index] ?? 'US_STRICT'
    const consent = consentFor(needsOf(row, place), question, jurisdiction)
    if (consent === 'no_consent_class' && row.decision === 'blocked-without-consent') return refused('blocked_in_jurisdiction')
    if (typeof consent === 'string') return refused(consent)
    for (const name of consent.classes) classes.add(name)
    consentEnds = Math.min(consentEnds, consent.expiresAt)
    const age = ageLimits(row, question)
    earliest = Math.max(earliest, age.earliest)
    ageEnds = Math.min(ageEnds, age.latest)
  }
  return { fault: null, classes: [...classes], earliest, latest: Math.min(ageEnds, consentEnds), ageEnds, needs: unionOfNeeds(rows) }
}

function needsOf(row: DecisionRow, place: RecipientPlace): DecisionRow['needs'] {
  for (const [region, needs] of row.needsIn) if (place.regions.includes(region)) return needs
  return row.needs
}

/** The first list of classes that are all valid now, or the reason why none is. */
function consentFor(
  needs: DecisionRow['needs'],
  question: SendQuestion,
  jurisdiction: Jurisdiction,
): { classes: readonly ConsentClass[]; expiresAt: number } | 'no_consent_class' | 'consent_expired' {
  if (needs.length === 0) return { classes: [], expiresAt: NEVER_EXPIRES }
  let expired = false
  for (const classes of needs) {
    const expiresAt = jointExpiry(classes, question, jurisdiction)
    if (expiresAt === null) continue
    if (question.at <= expiresAt) return { classes, expiresAt }
    expired = true
  }
  return expired ? 'consent_expired' : 'no_consent_class'
}

function jointExpiry(classes: readonly ConsentClass[], question: SendQuestion, jurisdiction: Jurisdiction): number | null {
  let expiresAt = NEVER_EXPIRES
  for (const name of classes) {
    const expiry = classExpiry(name, question.contact, jurisdiction)
    if (expiry === null) return null
    expiresAt = Math.min(expiresAt, expiry)
  }
  return expiresAt
}

/** When its age lets the text leave. A row that counts from a fact which is not there can never be met in time. */
function ageLimits(row: DecisionRow, question: SendQuestion): { earliest: number; latest: number } {
  if (row.age === null) return { earliest: -Infinity, latest: Infinity }
  const anchor = anchorOf(row.age.from, question)
  if (anchor === 'not_asked') return { earliest: -Infinity, latest: Infinity }
  if (anchor === null) return { earliest: -Infinity, latest: -Infinity }
  return { earliest: anchor + row.age.minMs, latest: anchor + row.age.maxMs }
}

function anchorOf(from: NonNullable<DecisionRow['age']>['from'], question: SendQuestion): number | null | 'not_asked' {
  switch (from) {
    case 'call':
      return question.contact.callAt
    case 'inbound':
      return question.contact.lastInboundAt
    case 'inquiry':
      return question.contact.requestedAt ?? null
    case 'keyword':
      return question.keyword?.receivedAt ?? null
    case 'booking_step':
      return question.booking?.stepAt ?? null
    case 'visit':
      return question.booking?.visitAt ?? null
    case 'purchase':
      return question.contact.purchaseAt
    default:
      return from satisfies never
  }
}

function unionOfNeeds(rows: readonly DecisionRow[]): ReadonlySet<ContentNeed> {
  const [first] = rows
  if (first !== undefined && rows.length === 1) return first.content
  return new Set(rows.flatMap((row) => [...row.content]))
}

function refused(fault: string): RowJudgement {
  return { fault, classes: [], earliest: Infinity, latest: -Infinity, ageEnds: -Infinity, needs: new Set() }
}
