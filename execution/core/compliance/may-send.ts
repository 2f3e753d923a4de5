import { localTime } from '#core/hours/local-time.ts'
import { DAY_MS, instant } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import { AI_REPLIES_PER_DAY_MAX, capOpensAt, INSTANT_REPLY_PERIOD_MS, STATE_CAP, UNANSWERED_REPLIES_MAX } from './caps.ts'
import { rulesComplete } from './compliance-rules.ts'
import type { ComplianceRules } from './compliance-rules.ts'
import { contentFault } from './content-gate.ts'
import { DISABLED_KINDS, INQUIRY_ANSWERED_AT_ONCE_MS, PROACTIVE_KINDS } from './decision-table.ts'
import { earliestStart } from './hours-gate.ts'
import { zonesAt } from './quiet-hours.ts'
import { recipientPlace } from './recipient-place.ts'
import type { RecipientPlace } from './recipient-place.ts'
import { judgeRows } from './row-judgement.ts'
import type { RowJudgement } from './row-judgement.ts'
import { SEND_KINDS } from './send-question.ts'
import type { ConsentClass, Permission, SendKind, SendQuestion } from './send-question.ts'
import { textability } from './textability.ts'
import type { WindowRegion } from './windows.ts'
import { unsafeAreaCodes } from './zone-self-test.ts'

/**
 * May this text be sent, now, with these facts? The whole permission question in the order of facts 6.5; the first "no" ends it
 * and gives its code. `wait` names the instant at which to ask again (quiet hours, a minimum age, a full cap that will open in time);
 * everything else that fails is `never`. Without complete rules the answer is `never` (`rules_missing`).
 *
 * Codes of our own beside those of 6.5: `rules_missing`, `opt_out_doubt`, `cap_ai_unanswered`, `declined_text`,
 * `no_keyword`, `no_booking`, `conversation_closed`, `person_has_taken_over`, `complaint_open`, `zone_data_unsafe`.
 */
export function maySend(question: SendQuestion, rules: ComplianceRules): Permission {
  if (!rulesComplete(rules)) return refusal(['rules_missing'], question, null, '')
  const early = kindFault(question) ?? numberFault(question)
  if (early !== null) return refusal([early], question, null, rules.version)
  const kind = question.kind as SendKind // kindFault has refused every other text
  const place = placeOf(question, rules)
  const refuse = (...reasons: string[]) => refusal(reasons, question, place, rules.version)
  const rows = judgeRows(question, kind, place, rules)

  const silence = suppression(question, kind)
  if (silence !== null) return refuse(silence)
  const full = fullCap(question, kind, place, rules)
  if (full !== null) {
    const { opensAt, reason } = full
    return opensAt !== null && opensAt <= rows.latest ? wait(opensAt, [reason], question, place, rows, rules) : refuse(reason)
  }
  if (rows.fault !== null) return refuse(rows.fault)
  if (question.at > rows.ageEnds) return refuse(...lateReasons(rows))
  const delay = delayOf(question, kind, place, rows, rules)
  if (delay !== null) return delay.until === null ? refuse(delay.reason) : wait(delay.until, delay.reasons, question, place, rows, rules)
  const words = wordsFault(question, rows, rules)
  if (words !== null) return refuse(words)
  if (!isRegistered(question, place)) return refuse('sender_unregistered')
  const reasons = [...rows.classes.map((name) => `consent_${name.toLowerCase()}`), 'send']
  return { kind: 'send', until: null, reasons, evidence: evidenceOf(question, place, rows.classes, rules.version) }
}

/** Step 1. */
function kindFault(question: SendQuestion): string | null {
  if (!SEND_KINDS.some((kind) => kind === question.kind)) return 'kind_unknown'
  return DISABLED_KINDS.has(question.kind) ? 'kind_disabled' : null
}

/** Step 2. Landlines, toll-free numbers, our own, premium and short numbers take no texts from us. */
function numberFault(question: SendQuestion): string | null {
  const { to, contact, sender } = question
  if (SHORT_CODE.test(to)) return 'not_textable'
  const answered = textability(to, sender.ownNumbers)
  if (answered.textable) return contact.lineType === 'landline' || contact.lineType === 'toll-free' ? 'not_textable' : null
  switch (answered.reason) {
    case 'withheld':
      return /\d/.test(to) ? 'not_textable' : 'number_invalid'
    case 'toll_free':
    case 'own_number':
    case 'premium':
      return 'not_textable'
    case 'not_nanp':
      return 'country_unsupported'
    case 'invalid':
      return 'number_invalid'
    default:
      return answered.reason satisfies never
  }
}

const SHORT_CODE = /^\+?\d{3,6}$/

type Placed = { to: string; contact: Pick<SendQuestion['contact'], 'zip' | 'region'>; sender: SendQuestion['sender'] }

function placeOf(question: Placed, rules: ComplianceRules): RecipientPlace {
  const { contact, sender } = question
  return recipientPlace(
    {
      to: question.to,
      zip: contact.zip,
      region: contact.region,
      tenantTimezone: sender.timezone,
      addTenantZone: sender.addOwnZone === true,
    },
    rules,
  )
}

/** Step 3. After a revocation nothing but the one confirmation goes out, not even an answer to HELP (facts 6.8, first law). */
function suppression(question: SendQuestion, kind: SendKind): string | null {
  const { contact, keyword } = question
  if (contact.suppressed && !(kind === 'keyword_reply' && keyword?.keyword === 'STOP')) return 'suppressed'
  return contact.doubtful && kind !== 'keyword_reply' && kind !== 'owner_alert' ? 'opt_out_doubt' : null
}

/** Step 4. `opensAt` is when the same text could pass; null when waiting does not help. */
type FullCap = { reason: string; opensAt: Instant | null }

function fullCap(question: SendQuestion, kind: SendKind, place: RecipientPlace, rules: ComplianceRules): FullCap | null {
  const { at, history, keyword } = question
  if (keyword !== null && kind === 'keyword_reply' && (keyword.answeredByCarrier || keyword.confirmed))
    return { reason: 'duplicate', opensAt: null }
  if (history.sentForSameSubject && kind !== 'ai_reply' && kind !== 'owner_alert') return { reason: 'duplicate', opensAt: null }
  if (kind === 'instant_reply' && history.lastInstantReplyAt !== null) {
    const opensAt = capOpensAt([history.lastInstantReplyAt], { count: 1, periodMs: INSTANT_REPLY_PERIOD_MS }, at)
    if (opensAt > at) return { reason: 'duplicate', opensAt }
  }
  if (isProactive(question, kind)) {
    for (const cap of rules.caps) {
      const opensAt = capOpensAt(history.proactiveSentAt, cap, at)
      if (opensAt > at) return { reason: cap.code, opensAt }
    }
  }
  if (
    !DIRECT_REPLIES.has(kind) &&
    history.automatedSentAt.length >= STATE_CAP.count &&
    place.regions.some((region) => isIn(region, rules))
  ) {
    const opensAt = capOpensAt(history.automatedSentAt, STATE_CAP, at)
    if (opensAt > at) return { reason: 'cap_state_24h', opensAt }
  }
  return kind === 'ai_reply' ? fullReplies(question) : null
}

/** What nobody waits for at this moment (facts, terms): an answer to a form becomes it when it is late. */
function isProactive({ at, contact }: SendQuestion, kind: SendKind): boolean {
  if (kind !== 'inquiry_reply') return PROACTIVE_KINDS.has(kind)
  return at - (contact.requestedAt ?? 0) > INQUIRY_ANSWERED_AT_ONCE_MS
}

/** Kinds that answer a text of the lead, or go to staff: the states' caps do not count them. */
const DIRECT_REPLIES: ReadonlySet<SendKind> = new Set<SendKind>(['ai_reply', 'keyword_reply', 'owner_alert'])

function isIn(region: WindowRegion, rules: ComplianceRules): boolean {
  return region !== 'UNKNOWN' && rules.stateCapRegions.has(region)
}

function fullReplies(question: SendQuestion): FullCap | null {
  const { history } = question
  if (history.aiRepliesInDay >= AI_REPLIES_PER_DAY_MAX) return { reason: 'cap_ai_day', opensAt: null }
  const allowed = history.correctsReply ? UNANSWERED_REPLIES_MAX + 1 : UNANSWERED_REPLIES_MAX
  return history.unansweredReplies >= allowed ? { reason: 'cap_ai_unanswered', opensAt: null } : null
}

/**
 * The ten minutes after a call and the thirty days after a job are the end of the class as well as the age of the text (facts 6.1 and 6.2),
 * so both steps say no.
 */
function lateReasons(rows: RowJudgement): string[] {
  return rows.classes.some((name) => name === 'C1' || name === 'P') ? ['consent_expired', 'too_late'] : ['too_late']
}

/** Steps 7 and 8 for what may become better by waiting; null when nothing stands in the way. */
type Delay = { until: Instant; reasons: string[] } | { until: null; reason: string }

function delayOf(question: SendQuestion, kind: SendKind, place: RecipientPlace, rows: RowJudgement, rules: ComplianceRules): Delay | null {
  const { at, sender } = question
  const oldEnough = rows.earliest > at ? instant(rows.earliest) : at
  const early = oldEnough > at ? ['too_early'] : []
  if (!isProactive(question, kind)) return early.length === 0 ? null : { until: oldEnough, reasons: early }
  if (unsafeAreaCodes(question.tzdata).has(question.to.slice(2, 5))) return { until: null, reason: 'zone_data_unsafe' }
  const hours = {
    tzdata: question.tzdata,
    windows: rules.windows,
    holidays: rules.holidays,
    narrowTo: sender.narrowTo ?? null,
    extraHolidays: sender.extraHolidays ?? NO_DATES,
  }
  const start = earliestStart(oldEnough, rows.latest, place, hours)
  if (start === null) return { until: null, reason: 'no_window_before_expiry' }
  if (start === at) return null
  return { until: start, reasons: start > oldEnough ? [...early, 'quiet_hours'] : early }
}

const NO_DATES: readonly string[] = []

/** Step 9. How long a text with name, automation and way out covers the replies after it (facts 2.1). */
const INTRODUCTION_LASTS_MS = 30 * DAY_MS

function wordsFault(question: SendQuestion, rows: RowJudgement, rules: ComplianceRules): string | null {
  const { body, at, sender, history } = question
  if (body === null) return null
  const introductionStale = history.introducedAt === null || at - history.introducedAt > INTRODUCTION_LASTS_MS
  return contentFault({ body, needs: rows.needs, sender, introductionStale, askedForOffer: question.contact.askedForOffer }, rules.content)
}

/** Step 10. A Canadian business texting Canadian numbers needs no US campaign (facts 2.3). */
/** Whether the carriers let texts of this sender through to this receiver. The last step of `maySend`, for whoever must know it before there is a text. */
export function isRegisteredFor(question: Placed, rules: ComplianceRules): boolean {
  return isRegistered(question, placeOf(question, rules))
}

function isRegistered(question: Pick<SendQuestion, 'sender'>, place: RecipientPlace): boolean {
  if (question.sender.registered) return true
  return question.sender.country === 'CA' && place.jurisdictions.every((jurisdiction) => jurisdiction === 'CA' || jurisdiction === 'QC')
}

function refusal(reasons: readonly string[], question: SendQuestion, place: RecipientPlace | null, ruleVersion: string): Permission {
  return { kind: 'never', until: null, reasons, evidence: evidenceOf(question, place, [], ruleVersion) }
}

function wait(
  until: Instant,
  reasons: readonly string[],
  question: SendQuestion,
  place: RecipientPlace,
  rows: RowJudgement,
  rules: ComplianceRules,
): Permission {
  return { kind: 'wait', until, reasons, evidence: evidenceOf(question, place, rows.classes, rules.version) }
}

/** Step 12 needs it for refusals too. */
function evidenceOf(
  question: SendQuestion,
  place: RecipientPlace | null,
  classes: readonly ConsentClass[],
  ruleVersion: string,
): Permission['evidence'] {
  if (place === null) return { classes, zones: [], localTimes: [], jurisdictions: [], ruleVersion }
  const zones = zonesAt(question.at, place, question.tzdata)
  const localTimes = zones.map((zone) => {
    const local = localTime(question.at, zone, question.tzdata)
    return `${local.isoDate} ${local.hour < 10 ? '0' : ''}${local.hour}:${local.minute < 10 ? '0' : ''}${local.minute}`
  })
  return { classes, zones, localTimes, jurisdictions: place.jurisdictions, ruleVersion }
}
