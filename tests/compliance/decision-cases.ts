import type { ComplianceRules } from '#core/compliance/compliance-rules.ts'
import { maySend } from '#core/compliance/may-send.ts'
import type {
  BookingFacts,
  ContactStanding,
  KeywordFacts,
  Permission,
  SenderFacts,
  SendHistory,
  SendQuestion,
} from '#core/compliance/send-question.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, parseInstant, plus } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'

/** A Tuesday, 12:00 in New York, 11:00 in Chicago, 09:00 in Los Angeles and 11:00 in Calgary: inside every window of these places. */
export const NOON: Instant = parsed('2026-11-24T12:00:00-05:00')

export function parsed(iso: string): Instant {
  const at = parseInstant(iso)
  if (at === null) throw new Error(`${iso} is no instant`)
  return at
}

export function ago(duration: number, from: Instant = NOON): Instant {
  return plus(from, -duration)
}

export type QuestionParts = {
  to?: string
  at?: Instant
  kind?: string
  body?: string | null
  tzdata?: string
  sender?: Partial<SenderFacts>
  contact?: Partial<ContactStanding>
  history?: Partial<SendHistory>
  booking?: BookingFacts | null
  keyword?: KeywordFacts | null
}

/** A question about a stranger in Chicago at noon, to which each test adds what matters. */
export function question(parts: QuestionParts = {}): SendQuestion {
  return {
    to: parts.to ?? '+13125550143',
    at: parts.at ?? NOON,
    kind: parts.kind ?? 'instant_reply',
    body: parts.body ?? null,
    tzdata: parts.tzdata ?? '2026c',
    sender: {
      businessName: 'Ace Plumbing',
      mailingAddress: '12 Main St, Springfield, IL 62701',
      businessPhone: '+12175550100',
      timezone: 'America/Chicago',
      country: 'US',
      region: 'IL',
      registered: true,
      ownNumbers: ['+12175550102'],
      ...parts.sender,
    },
    contact: {
      suppressed: false,
      doubtful: false,
      callAt: null,
      disclosurePlayed: false,
      declinedText: false,
      lastInboundAt: null,
      inquiryAt: null,
      expressAt: null,
      writtenAt: null,
      purchaseAt: null,
      zip: null,
      region: null,
      engaged: false,
      lineType: 'mobile',
      staffVerified: false,
      conversationOpen: true,
      takenOver: false,
      complaintOpen: false,
      askedForOffer: false,
      ...parts.contact,
    },
    history: {
      lastInstantReplyAt: null,
      proactiveSentAt: [],
      automatedSentAt: [],
      aiRepliesInDay: 0,
      unansweredReplies: 0,
      correctsReply: false,
      sentForSameSubject: false,
      introducedAt: NOON,
      ...parts.history,
    },
    booking: parts.booking ?? null,
    keyword: parts.keyword ?? null,
  }
}

/** One cell of the decision table put to the test. */
export type DecisionCase = { row: string; why: string; parts: QuestionParts; expect: string }

/** `send:consent_c1`, `wait:quiet_hours` or `never:too_late`; what allowed a send is part of the answer. */
export function verdict(permission: Permission): string {
  return `${permission.kind}:${permission.reasons.filter((reason) => reason !== 'send').join('+')}`
}

export function wrongCases(cases: readonly DecisionCase[], rules: ComplianceRules): string[] {
  return cases.flatMap((example) => {
    const got = verdict(maySend(question(example.parts), rules))
    return got === example.expect ? [] : [`${example.row}, ${example.why}: expected ${example.expect}, got ${got}`]
  })
}

/** One number for each column of the table. */
const NUMBER = { US: '+13125550143', US_STRICT: '+12125550143', CA: '+14035550143', QC: '+15145550143' }
type Column = keyof typeof NUMBER
const COLUMNS: readonly Column[] = ['US', 'US_STRICT', 'CA', 'QC']

export const TEXTED = { lastInboundAt: ago(HOUR_MS * 24), inquiryAt: ago(HOUR_MS * 24), engaged: true }
const T_ID = ' 12 Main St, Springfield, IL 62701, 217-555-0100.'
export const BODY = 'Ace Plumbing: about your visit. Reply STOP to opt out.'

/** Cases that each column must answer alike, written once. */
export function alike(
  kind: string,
  why: string,
  parts: QuestionParts,
  expect: string,
  columns: readonly Column[] = COLUMNS,
): DecisionCase[] {
  return columns.map((column) => ({ row: `${kind}/${column}`, why, parts: { kind, to: NUMBER[column], ...parts }, expect }))
}

export const BOOKED: BookingFacts = { agreed: true, stepAt: ago(10 * MINUTE_MS), visitAt: plus(NOON, DAY_MS) }
export const STOPPED: KeywordFacts = { keyword: 'STOP', receivedAt: ago(MINUTE_MS), answeredByCarrier: false, confirmed: false }

/** Three in the morning in New York, midnight in Los Angeles: inside no window. */
const NIGHT = parsed('2026-11-25T03:00:00-05:00')

/** Somebody who filled in a form so long ago and ticked the box. */
export function askedBy(ms: number, from: Instant = NOON): QuestionParts['contact'] & object {
  return { expressAt: ago(ms, from), requestedAt: ago(ms, from) }
}

/** At least one "yes" and one "no" for every cell of facts 6.2. */
export const DECISION_CASES: readonly DecisionCase[] = [
  ...alike('instant_reply', 'at once after a call', { contact: { callAt: ago(5_000) } }, 'send:consent_c1'),
  ...alike('instant_reply', 'in the tenth minute', { contact: { callAt: ago(10 * MINUTE_MS) } }, 'send:consent_c1'),
  ...alike('instant_reply', 'after ten minutes', { contact: { callAt: ago(10 * MINUTE_MS + 1) } }, 'never:consent_expired+too_late'),
  ...alike('instant_reply', 'nobody called', { contact: TEXTED }, 'never:no_consent_class'),
  ...alike('instant_reply', 'the caller pressed 9', { contact: { callAt: ago(5_000), declinedText: true } }, 'never:declined_text'),
  ...alike(
    'instant_reply',
    'without the automation named',
    { contact: { callAt: NOON }, body: 'Ace Plumbing: sorry. ARRET, STOP to end.' },
    'never:content_ai_disclosure',
  ),
  ...alike(
    'instant_reply',
    'with a link',
    { contact: { callAt: NOON }, body: 'Ace Plumbing: automated, see ace.com. ARRET, STOP to end.' },
    'never:content_link',
  ),
  ...alike(
    'instant_reply',
    'with an emoji',
    { contact: { callAt: NOON }, body: 'Ace Plumbing: automated 🔥 ARRET, STOP to end.' },
    'send:consent_c1',
    ['US', 'CA', 'QC'],
  ),
  ...alike(
    'instant_reply',
    'with an emoji',
    { contact: { callAt: NOON }, body: 'Ace Plumbing: automated 🔥 STOP to end.' },
    'never:content_emoji',
    ['US_STRICT'],
  ),
  ...alike(
    'instant_reply',
    'in English alone',
    { contact: { callAt: NOON }, body: 'Ace Plumbing: automated. STOP to end.' },
    'never:content_french',
    ['QC'],
  ),
  ...alike(
    'instant_reply',
    'in English alone',
    { contact: { callAt: NOON }, body: 'Ace Plumbing: automated. STOP to end.' },
    'send:consent_c1',
    ['US', 'US_STRICT', 'CA'],
  ),
  ...alike('inquiry_reply', 'at once after a form with a tick', { contact: askedBy(5_000) }, 'send:consent_c3'),
  ...alike('inquiry_reply', 'in the night, in the tenth minute', { at: NIGHT, contact: askedBy(10 * MINUTE_MS, NIGHT) }, 'send:consent_c3'),
  ...alike(
    'inquiry_reply',
    'in the night, after ten minutes',
    { at: NIGHT, contact: askedBy(10 * MINUTE_MS + 1, NIGHT) },
    'wait:quiet_hours',
  ),
  ...alike('inquiry_reply', 'by day, hours later', { contact: askedBy(5 * HOUR_MS) }, 'send:consent_c3'),
  ...alike('inquiry_reply', 'without a tick', { contact: { requestedAt: ago(5_000) } }, 'never:no_consent_class'),
  ...alike('inquiry_reply', 'to a text or a call', { contact: { ...TEXTED, callAt: ago(5_000) } }, 'never:no_consent_class'),
  ...alike('inquiry_reply', 'after STOP', { contact: { ...askedBy(5_000), suppressed: true } }, 'never:suppressed'),
  ...alike('inquiry_reply', 'to a landline', { contact: { ...askedBy(5_000), lineType: 'landline' } }, 'never:not_textable'),
  ...alike('ai_reply', 'to a text of a minute ago', { contact: { ...TEXTED, lastInboundAt: ago(MINUTE_MS) } }, 'send:consent_c2'),
  ...alike('ai_reply', 'to a text of half an hour ago', { contact: { ...TEXTED, lastInboundAt: ago(30 * MINUTE_MS) } }, 'send:consent_c2'),
  ...alike(
    'ai_reply',
    'to a text of more than half an hour ago',
    { contact: { ...TEXTED, lastInboundAt: ago(30 * MINUTE_MS + 1) } },
    'never:too_late',
  ),
  ...alike('ai_reply', 'to somebody who only called', { contact: { callAt: ago(MINUTE_MS) } }, 'never:no_consent_class'),
  ...alike('keyword_reply', 'to HELP', { keyword: { ...STOPPED, keyword: 'HELP', receivedAt: ago(20 * MINUTE_MS) } }, 'send:'),
  ...alike('keyword_reply', 'to nothing', {}, 'never:no_keyword'),
  ...alike(
    'keyword_reply',
    'to HELP without a name',
    { keyword: { ...STOPPED, keyword: 'HELP' }, body: 'Call us.' },
    'never:content_brand',
  ),
  ...alike(
    'stop_confirmation',
    'within five minutes',
    { kind: 'keyword_reply', contact: { suppressed: true }, keyword: { ...STOPPED, receivedAt: ago(5 * MINUTE_MS) } },
    'send:',
  ),
  ...alike(
    'stop_confirmation',
    'after five minutes',
    { kind: 'keyword_reply', contact: { suppressed: true }, keyword: { ...STOPPED, receivedAt: ago(5 * MINUTE_MS + 1) } },
    'never:too_late',
  ),
  ...alike(
    'stop_confirmation',
    'when the carrier has sent one',
    { kind: 'keyword_reply', contact: { suppressed: true }, keyword: { ...STOPPED, answeredByCarrier: true } },
    'never:duplicate',
  ),
  ...alike(
    'stop_confirmation',
    'a second time',
    { kind: 'keyword_reply', contact: { suppressed: true }, keyword: { ...STOPPED, confirmed: true } },
    'never:duplicate',
  ),
  ...alike('owner_alert', 'to a verified phone', { contact: { staffVerified: true } }, 'send:'),
  ...alike('owner_alert', 'to a phone that nobody verified', { contact: { expressAt: ago(DAY_MS) } }, 'never:no_consent_class'),
  ...alike('appointment_confirm', 'in a conversation', { contact: TEXTED, booking: BOOKED }, 'send:consent_c2'),
  ...alike('appointment_confirm', 'with express consent', { contact: { expressAt: ago(DAY_MS) }, booking: BOOKED }, 'send:consent_c3'),
  ...alike(
    'appointment_confirm',
    'half an hour after the booking and more',
    { contact: TEXTED, booking: { ...BOOKED, stepAt: ago(30 * MINUTE_MS + 1) } },
    'never:too_late',
  ),
  ...alike('appointment_confirm', 'without a booking', { contact: TEXTED }, 'never:no_booking'),
  ...alike('appointment_confirm', 'to somebody who only called', { contact: { callAt: NOON }, booking: BOOKED }, 'never:no_consent_class'),
  ...alike('appointment_confirm', 'without an address', { contact: TEXTED, booking: BOOKED, body: BODY }, 'send:consent_c2', [
    'US',
    'US_STRICT',
  ]),
  ...alike('appointment_confirm', 'without an address', { contact: TEXTED, booking: BOOKED, body: BODY }, 'never:content_t_id', [
    'CA',
    'QC',
  ]),
  ...alike('appointment_confirm', 'with an address', { contact: TEXTED, booking: BOOKED, body: BODY + T_ID }, 'send:consent_c2', [
    'CA',
    'QC',
  ]),
  ...alike('appointment_reminder', 'the day before', { contact: { expressAt: ago(DAY_MS) }, booking: BOOKED }, 'send:consent_c3'),
  ...alike(
    'appointment_reminder',
    'in a conversation of six days ago',
    { contact: { ...TEXTED, lastInboundAt: ago(6 * DAY_MS), inquiryAt: ago(6 * DAY_MS) }, booking: BOOKED },
    'send:consent_c2',
  ),
  ...alike(
    'appointment_reminder',
    'in a conversation of exactly seven days ago',
    { contact: { ...TEXTED, lastInboundAt: ago(7 * DAY_MS), inquiryAt: ago(7 * DAY_MS) }, booking: BOOKED },
    'send:consent_c2',
  ),
  ...alike(
    'appointment_reminder',
    'in a conversation of eight days ago',
    { contact: { ...TEXTED, lastInboundAt: ago(8 * DAY_MS), inquiryAt: ago(8 * DAY_MS) }, booking: BOOKED },
    'never:consent_expired',
  ),
  ...alike(
    'appointment_reminder',
    'eleven hours before',
    { contact: { expressAt: ago(DAY_MS) }, booking: { ...BOOKED, visitAt: plus(NOON, 11 * HOUR_MS) } },
    'never:too_late',
  ),
  ...alike(
    'appointment_reminder',
    'two days before',
    { contact: { expressAt: ago(DAY_MS) }, booking: { ...BOOKED, visitAt: plus(NOON, 37 * HOUR_MS) } },
    'wait:too_early',
  ),
  ...alike('appointment_reminder', 'without an address', { contact: TEXTED, booking: BOOKED, body: BODY }, 'send:consent_c2', [
    'US',
    'US_STRICT',
  ]),
  ...alike('appointment_reminder', 'without an address', { contact: TEXTED, booking: BOOKED, body: BODY }, 'never:content_t_id', [
    'CA',
    'QC',
  ]),
  ...alike('followup_engaged', 'a day after the last text', { kind: 'followup', contact: TEXTED }, 'send:consent_c2'),
  ...alike(
    'followup_engaged',
    'in Connecticut on a conversation alone',
    { kind: 'followup', to: '+12035550143', contact: TEXTED },
    'never:no_consent_class',
    ['US_STRICT'],
  ),
  ...alike(
    'followup_engaged',
    'in Connecticut with express consent',
    { kind: 'followup', to: '+12035550143', contact: { ...TEXTED, expressAt: ago(DAY_MS) } },
    'send:consent_c3',
    ['US_STRICT'],
  ),
  ...alike(
    'followup_engaged',
    'nineteen hours after the last text',
    { kind: 'followup', contact: { ...TEXTED, lastInboundAt: ago(19 * HOUR_MS) } },
    'wait:too_early',
  ),
  ...alike(
    'followup_engaged',
    'more than three days after the last text',
    { kind: 'followup', contact: { ...TEXTED, lastInboundAt: ago(72 * HOUR_MS + 1) } },
    'never:too_late',
  ),
  ...alike(
    'followup_engaged',
    'when the lead is booked',
    { kind: 'followup', contact: { ...TEXTED, conversationOpen: false } },
    'never:conversation_closed',
  ),
  ...alike(
    'followup_engaged',
    'while a person writes',
    { kind: 'followup', contact: { ...TEXTED, takenOver: true } },
    'never:person_has_taken_over',
  ),
  ...alike(
    'followup_engaged',
    'on an inquiry of four months ago',
    { kind: 'followup', contact: { ...TEXTED, inquiryAt: parsed('2026-07-24T12:00:00Z') } },
    'never:consent_expired',
    ['US', 'US_STRICT'],
  ),
  ...alike(
    'followup_engaged',
    'on an inquiry of four months ago',
    { kind: 'followup', contact: { ...TEXTED, inquiryAt: parsed('2026-07-24T12:00:00Z') } },
    'send:consent_c2',
    ['CA', 'QC'],
  ),
  ...alike(
    'followup_engaged',
    'on an inquiry of more than six months ago',
    { kind: 'followup', contact: { ...TEXTED, inquiryAt: parsed('2026-05-24T12:00:00Z') } },
    'never:consent_expired',
    ['CA', 'QC'],
  ),
  ...alike('followup_engaged', 'without an address', { kind: 'followup', contact: TEXTED, body: BODY }, 'send:consent_c2', [
    'US',
    'US_STRICT',
  ]),
  ...alike('followup_engaged', 'without an address', { kind: 'followup', contact: TEXTED, body: BODY }, 'never:content_t_id', ['CA', 'QC']),
  ...alike(
    'followup_nudge',
    'a day after a call with the announcement',
    { kind: 'followup', contact: { callAt: ago(DAY_MS), disclosurePlayed: true } },
    'send:consent_c1d',
    ['US'],
  ),
  ...alike(
    'followup_nudge',
    'a day after a call without the announcement',
    { kind: 'followup', contact: { callAt: ago(DAY_MS) } },
    'never:no_consent_class',
    ['US'],
  ),
  ...alike(
    'followup_nudge',
    'more than two days after the call',
    { kind: 'followup', contact: { callAt: ago(48 * HOUR_MS + 1), disclosurePlayed: true } },
    'never:too_late',
    ['US'],
  ),
  ...alike(
    'followup_nudge',
    'four days after the call',
    { kind: 'followup', contact: { callAt: ago(96 * HOUR_MS), disclosurePlayed: true } },
    'never:consent_expired',
    ['US'],
  ),
  ...alike(
    'followup_nudge',
    'in a strict state',
    { kind: 'followup', contact: { callAt: ago(DAY_MS), disclosurePlayed: true } },
    'never:blocked_in_jurisdiction',
    ['US_STRICT'],
  ),
  ...alike(
    'followup_nudge',
    'in Canada without an inquiry',
    { kind: 'followup', contact: { callAt: ago(DAY_MS), disclosurePlayed: true } },
    'never:blocked_in_jurisdiction',
    ['CA', 'QC'],
  ),
  ...alike(
    'followup_nudge',
    'in Canada after a voicemail that asked',
    { kind: 'followup', contact: { callAt: ago(DAY_MS), inquiryAt: ago(DAY_MS) } },
    'send:consent_c2',
    ['CA', 'QC'],
  ),
  ...alike(
    'review_request',
    'ten days after the job, with express consent',
    { contact: { purchaseAt: ago(10 * DAY_MS), expressAt: ago(11 * DAY_MS) } },
    'send:consent_p+consent_c3',
    ['US', 'US_STRICT'],
  ),
  ...alike('review_request', 'without express consent', { contact: { purchaseAt: ago(10 * DAY_MS) } }, 'never:no_consent_class', [
    'US',
    'US_STRICT',
  ]),
  ...alike('review_request', 'without express consent', { contact: { purchaseAt: ago(10 * DAY_MS) } }, 'send:consent_p', ['CA', 'QC']),
  ...alike(
    'review_request',
    'four days after the job',
    { contact: { purchaseAt: ago(4 * DAY_MS), expressAt: ago(11 * DAY_MS) } },
    'wait:too_early',
  ),
  ...alike(
    'review_request',
    'thirty-one days after the job',
    { contact: { purchaseAt: ago(31 * DAY_MS), expressAt: ago(11 * DAY_MS) } },
    'never:consent_expired+too_late',
  ),
  ...alike(
    'review_request',
    'while a complaint is open',
    { contact: { purchaseAt: ago(10 * DAY_MS), expressAt: ago(11 * DAY_MS), complaintOpen: true } },
    'never:complaint_open',
  ),
  ...alike('review_request', 'without an address', { contact: { purchaseAt: ago(10 * DAY_MS) }, body: BODY }, 'never:content_t_id', [
    'CA',
    'QC',
  ]),
  ...alike(
    'marketing_blast',
    'whatever was agreed',
    { contact: { writtenAt: ago(DAY_MS), expressAt: ago(DAY_MS) } },
    'never:kind_disabled',
  ),
]
