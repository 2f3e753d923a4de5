import { DAY_MS, HOUR_MS, MINUTE_MS, plus } from '#core/values/instant.ts'
import { ago, alike, askedBy, BODY, BOOKED, NOON, STOPPED, TEXTED, type DecisionCase, type QuestionParts } from './decision-cases.ts'

type Column = NonNullable<Parameters<typeof alike>[4]>[number]

/** A text that every row lets through, from which each case takes one thing away. */
const WHOLE = 'Ace Plumbing, 12 Main St, Springfield, IL 62701, 217-555-0100: automated assistant. ARRET, STOP to end.'
const NO_BRAND = WHOLE.replace('Ace Plumbing', 'Hello')
const NO_STOP = WHOLE.replace(' ARRET, STOP to end.', '')
const NO_MACHINE = WHOLE.replace('automated assistant', 'hello')
const NO_FRENCH = WHOLE.replace('ARRET, ', '')
const NO_ADDRESS = 'Ace Plumbing: automated assistant. ARRET, STOP to end.'
const WITH_OFFER = `${WHOLE} Get 20% off today!`
const WITH_PRICE = `${WHOLE} It costs $99.`

/** Facts that carry each row, so that only the words are left to judge. */
const CARRIED: readonly { row: string; parts: QuestionParts; expect: string; columns?: readonly Column[] }[] = [
  { row: 'instant_reply', parts: { contact: { callAt: NOON } }, expect: 'send:consent_c1' },
  { row: 'inquiry_reply', parts: { contact: askedBy(5_000) }, expect: 'send:consent_c3' },
  { row: 'appointment_confirm', parts: { contact: TEXTED, booking: BOOKED }, expect: 'send:consent_c2' },
  { row: 'appointment_reminder', parts: { contact: TEXTED, booking: BOOKED }, expect: 'send:consent_c2' },
  { row: 'followup_engaged', parts: { kind: 'followup', contact: TEXTED }, expect: 'send:consent_c2' },
  {
    row: 'followup_nudge',
    parts: { kind: 'followup', contact: { callAt: ago(DAY_MS), disclosurePlayed: true } },
    expect: 'send:consent_c1d',
    columns: ['US'],
  },
  {
    row: 'followup_nudge',
    parts: { kind: 'followup', contact: { callAt: ago(DAY_MS), inquiryAt: ago(DAY_MS) } },
    expect: 'send:consent_c2',
    columns: ['CA', 'QC'],
  },
  {
    row: 'review_request',
    parts: { contact: { purchaseAt: ago(10 * DAY_MS), expressAt: ago(11 * DAY_MS) } },
    expect: 'send:consent_p+consent_c3',
    columns: ['US', 'US_STRICT'],
  },
  {
    row: 'review_request',
    parts: { contact: { purchaseAt: ago(10 * DAY_MS), expressAt: ago(11 * DAY_MS) } },
    expect: 'send:consent_p',
    columns: ['CA', 'QC'],
  },
]

const KEYWORDS: readonly { row: string; parts: QuestionParts }[] = [
  { row: 'stop_confirmation', parts: { kind: 'keyword_reply', contact: { suppressed: true }, keyword: STOPPED } },
  { row: 'keyword_reply', parts: { keyword: { ...STOPPED, keyword: 'HELP' } } },
]

const words = CARRIED.flatMap(({ row, parts, expect, columns }) => [
  ...alike(row, 'with all its words', { ...parts, body: WHOLE }, expect, columns),
  ...alike(row, 'without the name', { ...parts, body: NO_BRAND }, 'never:content_brand', columns),
  ...alike(row, 'without a way out', { ...parts, body: NO_STOP }, 'never:content_stop', columns),
  ...alike(row, 'with an offer', { ...parts, body: WITH_OFFER }, 'never:content_offer', columns),
])

const keywordWords = KEYWORDS.flatMap(({ row, parts }) => [
  ...alike(row, 'without the name', { ...parts, body: NO_BRAND }, 'never:content_brand'),
  ...alike(row, 'with an offer', { ...parts, body: WITH_OFFER }, 'never:content_offer'),
])

const JUST_WROTE = { ...TEXTED, lastInboundAt: ago(MINUTE_MS) }
const visitIn = (ms: number) => ({ ...BOOKED, visitAt: plus(NOON, ms) })
const AGREED = { expressAt: ago(11 * DAY_MS) }
const job = (ms: number) => ({ contact: { purchaseAt: ago(ms), ...AGREED } })
const called = (ms: number) => ({ kind: 'followup', contact: { callAt: ago(ms), disclosurePlayed: true } })
const asked = (ms: number) => ({ kind: 'followup', contact: { callAt: ago(ms), inquiryAt: ago(ms) } })
const wrote = (ms: number) => ({ kind: 'followup', contact: { ...TEXTED, lastInboundAt: ago(ms) } })

/** Every word that a row asks for, one at a time, and both ends of every age to the millisecond. */
export const EDGE_CASES: readonly DecisionCase[] = [
  ...words,
  ...keywordWords,
  ...alike('instant_reply', 'with a price', { contact: { callAt: NOON }, body: WITH_PRICE }, 'never:content_price'),
  ...alike('inquiry_reply', 'a day later', { contact: askedBy(DAY_MS) }, 'send:consent_c3'),
  ...alike('inquiry_reply', 'a moment more', { contact: askedBy(DAY_MS + 1) }, 'never:too_late'),
  ...alike('inquiry_reply', 'with a price', { contact: askedBy(5_000), body: WITH_PRICE }, 'never:content_price'),
  ...alike('inquiry_reply', 'with a link', { contact: askedBy(5_000), body: `${WHOLE} See ace.com` }, 'never:content_link'),
  ...alike('inquiry_reply', 'without the automation named', { contact: askedBy(5_000), body: NO_MACHINE }, 'never:content_ai_disclosure'),
  ...alike('inquiry_reply', 'in English alone', { contact: askedBy(5_000), body: NO_FRENCH }, 'never:content_french', ['QC']),
  ...alike('inquiry_reply', 'without an address', { contact: askedBy(5_000), body: NO_ADDRESS }, 'never:content_t_id', ['CA', 'QC']),
  ...alike('inquiry_reply', 'with an emoji', { contact: askedBy(5_000), body: `${WHOLE} 🔥` }, 'never:content_emoji', ['US_STRICT']),
  ...alike(
    'ai_reply',
    'first of all, without saying who writes',
    { contact: JUST_WROTE, body: 'Sure, when?', history: { introducedAt: null } },
    'never:content_ai_disclosure',
  ),
  ...alike('ai_reply', 'with an offer that nobody asked for', { contact: JUST_WROTE, body: WITH_OFFER }, 'never:content_offer'),
  ...alike(
    'ai_reply',
    'with an offer that they asked for',
    { contact: { ...JUST_WROTE, askedForOffer: true }, body: WITH_OFFER },
    'send:consent_c2',
  ),
  ...alike(
    'keyword_reply',
    'to HELP of half an hour ago',
    { keyword: { ...STOPPED, keyword: 'HELP', receivedAt: ago(30 * MINUTE_MS) } },
    'send:',
  ),
  ...alike(
    'keyword_reply',
    'to HELP of longer ago',
    { keyword: { ...STOPPED, keyword: 'HELP', receivedAt: ago(30 * MINUTE_MS + 1) } },
    'never:too_late',
  ),
  ...alike('appointment_reminder', '36 hours before', { contact: AGREED, booking: visitIn(36 * HOUR_MS) }, 'send:consent_c3'),
  ...alike('appointment_reminder', 'a moment sooner', { contact: AGREED, booking: visitIn(36 * HOUR_MS + 1) }, 'wait:too_early'),
  ...alike('appointment_reminder', '12 hours before', { contact: AGREED, booking: visitIn(12 * HOUR_MS) }, 'send:consent_c3'),
  ...alike('appointment_reminder', 'a moment later', { contact: AGREED, booking: visitIn(12 * HOUR_MS - 1) }, 'never:too_late'),
  ...alike('followup_engaged', '20 hours after the last text', wrote(20 * HOUR_MS), 'send:consent_c2'),
  ...alike('followup_engaged', 'a moment sooner', wrote(20 * HOUR_MS - 1), 'wait:too_early'),
  ...alike('followup_engaged', '72 hours after the last text', wrote(72 * HOUR_MS), 'send:consent_c2'),
  ...alike('followup_nudge', '20 hours after the call', called(20 * HOUR_MS), 'send:consent_c1d', ['US']),
  ...alike('followup_nudge', 'a moment sooner', called(20 * HOUR_MS - 1), 'wait:too_early', ['US']),
  ...alike('followup_nudge', '48 hours after the call', called(48 * HOUR_MS), 'send:consent_c1d', ['US']),
  ...alike('followup_nudge', '20 hours after the call', asked(20 * HOUR_MS), 'send:consent_c2', ['CA', 'QC']),
  ...alike('followup_nudge', 'a moment sooner', asked(20 * HOUR_MS - 1), 'wait:too_early', ['CA', 'QC']),
  ...alike('followup_nudge', '48 hours after the call', asked(48 * HOUR_MS), 'send:consent_c2', ['CA', 'QC']),
  ...alike('followup_nudge', 'a moment later', asked(48 * HOUR_MS + 1), 'never:too_late', ['CA', 'QC']),
  ...alike('followup_nudge', 'without an address', { ...asked(DAY_MS), body: BODY }, 'never:content_t_id', ['CA', 'QC']),
  ...alike('review_request', 'five days after the job', job(5 * DAY_MS), 'send:consent_p+consent_c3', ['US', 'US_STRICT']),
  ...alike('review_request', 'five days after the job', job(5 * DAY_MS), 'send:consent_p', ['CA', 'QC']),
  ...alike('review_request', 'a moment sooner', job(5 * DAY_MS - 1), 'wait:too_early'),
  ...alike('review_request', '30 days after the job', job(30 * DAY_MS), 'send:consent_p+consent_c3', ['US', 'US_STRICT']),
  ...alike('review_request', '30 days after the job', job(30 * DAY_MS), 'send:consent_p', ['CA', 'QC']),
  ...alike('review_request', 'a moment later', job(30 * DAY_MS + 1), 'never:consent_expired+too_late'),
]
