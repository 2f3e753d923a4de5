import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import { firstTextBody } from '#core/compliance/message-texts.ts'
import { maySend } from '#core/compliance/may-send.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, plus, toIso } from '#core/values/instant.ts'
import { ago, NOON, parsed, question, verdict } from './decision-cases.ts'
import type { QuestionParts } from './decision-cases.ts'

const CALLED: QuestionParts = { contact: { callAt: ago(5_000) } }
const TEXTED = { lastInboundAt: ago(DAY_MS), inquiryAt: ago(DAY_MS), engaged: true }
const FOLLOWUP: QuestionParts = { kind: 'followup', contact: TEXTED }

function ask(parts: QuestionParts): string {
  return verdict(maySend(question(parts), COMPLIANCE_RULES))
}

function untilOf(parts: QuestionParts): string | null {
  const { until } = maySend(question(parts), COMPLIANCE_RULES)
  return until === null ? null : toIso(until)
}

test('a send carries the evidence of its decision', () => {
  assert.deepEqual(maySend(question({ ...CALLED, to: '+12085550143' }), COMPLIANCE_RULES), {
    kind: 'send',
    until: null,
    reasons: ['consent_c1', 'send'],
    evidence: {
      classes: ['C1'],
      zones: ['America/Boise', 'America/Los_Angeles'],
      localTimes: ['2026-11-24 10:00', '2026-11-24 09:00'],
      jurisdictions: ['US'],
      ruleVersion: COMPLIANCE_RULES.version,
    },
  })
})

test('a refusal carries evidence too', () => {
  const { evidence } = maySend(question({ to: '+15145550143' }), COMPLIANCE_RULES)
  assert.deepEqual(evidence, {
    classes: [],
    zones: ['America/Toronto'],
    localTimes: ['2026-11-24 12:00'],
    jurisdictions: ['QC'],
    ruleVersion: COMPLIANCE_RULES.version,
  })
})

test('an unknown kind is refused before everything else', () => {
  assert.equal(ask({ kind: 'newsletter', to: 'nonsense', contact: { suppressed: true } }), 'never:kind_unknown')
})

test('numbers that cannot be texted are refused with what is wrong', () => {
  const expected: Record<string, string> = {
    '3125550143': 'number_invalid',
    '+1312555014': 'number_invalid',
    '+13120550143': 'number_invalid',
    anonymous: 'number_invalid',
    '': 'number_invalid',
    '+266696687': 'not_textable',
    '+7378742833': 'not_textable',
    '88811': 'not_textable',
    '+19005550143': 'not_textable',
    '+18005550143': 'not_textable',
    '+12175550102': 'not_textable',
    '+442071838750': 'country_unsupported',
    '+18765550143': 'country_unsupported',
  }
  for (const [to, reason] of Object.entries(expected)) assert.equal(ask({ ...CALLED, to }), `never:${reason}`, to)
})

test('landlines and toll-free lines get no text, other lines do', () => {
  for (const lineType of ['landline', 'toll-free'] as const)
    assert.equal(ask({ contact: { callAt: NOON, lineType } }), 'never:not_textable')
  for (const lineType of ['mobile', 'voip', 'unknown'] as const)
    assert.equal(ask({ contact: { callAt: NOON, lineType } }), 'send:consent_c1')
})

test('an unlisted area code counts as a strict state', () => {
  assert.equal(
    ask({ to: '+17295550143', kind: 'followup', contact: { callAt: ago(DAY_MS), disclosurePlayed: true } }),
    'never:blocked_in_jurisdiction',
  )
})

test('after a revocation only the confirmation of STOP passes', () => {
  const stop = { keyword: 'STOP', receivedAt: ago(MINUTE_MS), answeredByCarrier: false, confirmed: false } as const
  const suppressed = { ...TEXTED, callAt: NOON, expressAt: NOON, staffVerified: true, suppressed: true }
  for (const kind of [
    'instant_reply',
    'ai_reply',
    'owner_alert',
    'appointment_confirm',
    'appointment_reminder',
    'followup',
    'review_request',
  ]) {
    assert.equal(ask({ kind, contact: suppressed, keyword: stop }), 'never:suppressed', kind)
  }
  assert.equal(ask({ kind: 'keyword_reply', contact: suppressed, keyword: stop }), 'send:')
  assert.equal(ask({ kind: 'keyword_reply', contact: suppressed, keyword: { ...stop, keyword: 'HELP' } }), 'never:suppressed')
})

test('while it is unclear whether they said stop, automated texts rest', () => {
  assert.equal(ask({ contact: { callAt: NOON, doubtful: true } }), 'never:opt_out_doubt')
  assert.equal(ask({ kind: 'owner_alert', contact: { staffVerified: true, doubtful: true } }), 'send:')
})

test('suppression is asked before caps, caps before jurisdiction, jurisdiction before consent', () => {
  const sent = { proactiveSentAt: [ago(HOUR_MS)] }
  const nudge: QuestionParts = { kind: 'followup', to: '+12125550143', history: sent }
  assert.equal(ask({ ...nudge, contact: { suppressed: true } }), 'never:suppressed')
  assert.equal(ask(nudge), 'never:cap_24h')
  assert.equal(ask({ ...nudge, history: {} }), 'never:blocked_in_jurisdiction')
  assert.equal(ask({ kind: 'followup' }), 'never:no_consent_class')
})

test('a second instant reply within a day is a duplicate', () => {
  assert.equal(ask({ ...CALLED, history: { lastInstantReplyAt: ago(HOUR_MS) } }), 'never:duplicate')
  assert.equal(ask({ ...CALLED, history: { lastInstantReplyAt: ago(DAY_MS) } }), 'send:consent_c1')
  assert.equal(untilOf({ ...CALLED, history: { lastInstantReplyAt: ago(DAY_MS - MINUTE_MS) } }), toIso(plus(NOON, MINUTE_MS)))
})

test('a second text about the same subject is a duplicate', () => {
  assert.equal(ask({ ...FOLLOWUP, history: { sentForSameSubject: true } }), 'never:duplicate')
})

test('proactive texts are at most 1 a day, 3 a week, 6 in ninety days, and wait when waiting helps', () => {
  assert.equal(ask({ ...FOLLOWUP, history: { proactiveSentAt: [ago(23 * HOUR_MS)] } }), 'wait:cap_24h')
  assert.equal(untilOf({ ...FOLLOWUP, history: { proactiveSentAt: [ago(23 * HOUR_MS)] } }), toIso(plus(NOON, HOUR_MS)))
  assert.equal(ask({ ...FOLLOWUP, history: { proactiveSentAt: [ago(DAY_MS)] } }), 'send:consent_c2')
  const week = [2, 4, 6.5].map((days) => ago(days * DAY_MS))
  assert.equal(ask({ ...FOLLOWUP, history: { proactiveSentAt: week } }), 'wait:cap_7d')
  assert.equal(untilOf({ ...FOLLOWUP, history: { proactiveSentAt: week } }), toIso(plus(NOON, DAY_MS / 2)))
  const season = [10, 20, 30, 40, 50, 60].map((days) => ago(days * DAY_MS))
  assert.equal(ask({ ...FOLLOWUP, history: { proactiveSentAt: season } }), 'never:cap_90d')
  assert.equal(ask({ ...CALLED, history: { proactiveSentAt: week } }), 'send:consent_c1')
})

test('five states count three automated texts a day, replies apart', () => {
  const automatedSentAt = [ago(HOUR_MS), ago(2 * HOUR_MS), ago(3 * HOUR_MS)]
  for (const code of ['305', '405', '410', '503', '201']) {
    assert.equal(ask({ ...CALLED, to: `+1${code}5550143`, history: { automatedSentAt } }), 'never:cap_state_24h', code)
  }
  assert.equal(ask({ ...CALLED, history: { automatedSentAt } }), 'send:consent_c1')
  assert.equal(ask({ ...CALLED, to: '+13055550143', history: { automatedSentAt: automatedSentAt.slice(1) } }), 'send:consent_c1')
  assert.equal(
    ask({ to: '+13055550143', kind: 'ai_reply', contact: { ...TEXTED, lastInboundAt: NOON }, history: { automatedSentAt } }),
    'send:consent_c2',
  )
  assert.equal(ask({ ...CALLED, contact: { callAt: NOON, region: 'FL' }, history: { automatedSentAt } }), 'never:cap_state_24h')
})

test('the assistant answers at most twenty times a day, and not twice in a row unless it corrects itself', () => {
  const reply: QuestionParts = { kind: 'ai_reply', contact: { ...TEXTED, lastInboundAt: NOON } }
  assert.equal(ask({ ...reply, history: { aiRepliesInDay: 19 } }), 'send:consent_c2')
  assert.equal(ask({ ...reply, history: { aiRepliesInDay: 20 } }), 'never:cap_ai_day')
  assert.equal(ask({ ...reply, history: { unansweredReplies: 1 } }), 'never:cap_ai_unanswered')
  assert.equal(ask({ ...reply, history: { unansweredReplies: 1, correctsReply: true } }), 'send:consent_c2')
  assert.equal(ask({ ...reply, history: { unansweredReplies: 2, correctsReply: true } }), 'never:cap_ai_unanswered')
})

test('a proactive text at night waits for the opening in the recipient’s zone', () => {
  const night: QuestionParts = {
    ...FOLLOWUP,
    to: '+12135550143',
    at: parsed('2026-11-24T06:00:00-06:00'),
    contact: { ...TEXTED, lastInboundAt: parsed('2026-11-23T06:00:00-06:00') },
  }
  assert.equal(ask(night), 'wait:quiet_hours')
  assert.equal(untilOf(night), toIso(parsed('2026-11-24T08:00:00-08:00')))
})

test('in the last five minutes of a window nothing proactive starts, though the hours still hold', () => {
  const late = (at: string): QuestionParts => ({
    ...FOLLOWUP,
    at: parsed(at),
    contact: { ...TEXTED, lastInboundAt: parsed('2026-11-23T20:00:00-06:00') },
  })
  assert.equal(ask(late('2026-11-24T20:54:59-06:00')), 'send:consent_c2')
  assert.equal(ask(late('2026-11-24T20:55:00-06:00')), 'wait:quiet_hours')
})

test('too early and at night waits for the age and then for the window', () => {
  const parts: QuestionParts = {
    ...FOLLOWUP,
    at: parsed('2026-11-24T20:00:00-06:00'),
    contact: { ...TEXTED, lastInboundAt: parsed('2026-11-24T11:00:00-06:00') },
  }
  assert.equal(ask(parts), 'wait:too_early+quiet_hours')
  assert.equal(untilOf(parts), toIso(parsed('2026-11-25T08:00:00-06:00')))
})

test('when no window opens before the consent ends, the text is dropped', () => {
  const parts: QuestionParts = {
    ...FOLLOWUP,
    to: '+12055550143',
    at: parsed('2026-11-21T20:00:00-06:00'),
    contact: { ...TEXTED, lastInboundAt: parsed('2026-11-19T20:00:00-06:00') },
  }
  // Alabama is closed on Sunday; Monday is after the third day.
  assert.equal(ask(parts), 'never:no_window_before_expiry')
})

test('a wait that would outlive the consent is a refusal', () => {
  const at = parsed('2026-11-24T22:00:00-06:00')
  const contact = { ...TEXTED, lastInboundAt: parsed('2026-11-24T01:00:00-06:00'), inquiryAt: parsed('2026-08-25T07:00:00-06:00') }
  // The inquiry's three months end on the 25th at seven, an hour before Chicago opens.
  assert.equal(ask({ kind: 'followup', at, contact }), 'never:no_window_before_expiry')
  assert.equal(ask({ kind: 'followup', at, contact: { ...contact, inquiryAt: parsed('2026-08-25T08:00:00-06:00') } }), 'wait:quiet_hours')
})

test('replies pass at any hour', () => {
  const at = parsed('2026-11-22T03:00:00-06:00')
  assert.equal(ask({ at, contact: { callAt: at } }), 'send:consent_c1')
})

test('the business may narrow the window and never widen it', () => {
  const early: QuestionParts = {
    ...FOLLOWUP,
    at: parsed('2026-11-24T09:00:00-06:00'),
    contact: { ...TEXTED, lastInboundAt: parsed('2026-11-23T09:00:00-06:00') },
  }
  assert.equal(untilOf({ ...early, sender: { narrowTo: { start: 600, end: 1080 } } }), toIso(parsed('2026-11-24T10:00:00-06:00')))
  const night = { ...early, at: parsed('2026-11-24T07:00:00-06:00') }
  assert.equal(untilOf({ ...night, sender: { narrowTo: { start: 0, end: 1440 } } }), toIso(parsed('2026-11-24T08:00:00-06:00')))
})

test('the business’s own zone counts for a number without a place, and for others when it asks for that', () => {
  const at = parsed('2026-11-24T09:00:00-05:00')
  const contact = { ...TEXTED, lastInboundAt: parsed('2026-11-23T09:00:00-05:00') }
  assert.equal(ask({ kind: 'followup', to: '+15005550143', at, contact, sender: { timezone: 'America/New_York' } }), 'send:consent_c2')
  assert.equal(ask({ kind: 'followup', to: '+12125550143', at, contact, sender: { timezone: 'America/Denver' } }), 'send:consent_c2')
  assert.equal(
    ask({ kind: 'followup', to: '+12125550143', at, contact, sender: { timezone: 'America/Denver', addOwnZone: true } }),
    'wait:quiet_hours',
  )
})

test('extra closed days count where holidays do', () => {
  const sender = { extraHolidays: ['2026-11-24'] }
  const at = parsed('2026-11-24T12:00:00-06:00')
  assert.equal(ask({ ...FOLLOWUP, at, to: '+15045550143', sender }), 'wait:quiet_hours')
  assert.equal(ask({ ...FOLLOWUP, at, sender }), 'send:consent_c2')
})

test('with zone data that claims to know more than it does, nothing proactive goes to the places concerned', () => {
  const lie = '9999z'
  assert.equal(ask({ ...FOLLOWUP, to: '+12045550143', tzdata: lie }), 'never:zone_data_unsafe')
  assert.equal(ask({ ...FOLLOWUP, to: '+14165550143', tzdata: lie }), 'send:consent_c2')
  assert.equal(ask({ ...CALLED, to: '+12045550143', tzdata: lie }), 'send:consent_c1')
})

test('an address in a stricter place makes the answer stricter', () => {
  const nudge = { kind: 'followup', contact: { callAt: ago(DAY_MS), disclosurePlayed: true } }
  assert.equal(ask(nudge), 'send:consent_c1d')
  assert.equal(ask({ ...nudge, contact: { ...nudge.contact, region: 'NY' } }), 'never:blocked_in_jurisdiction')
  assert.equal(ask({ ...nudge, contact: { ...nudge.contact, zip: 'M5V 1A1' } }), 'never:blocked_in_jurisdiction')
  assert.equal(
    ask({ ...FOLLOWUP, body: 'Ace Plumbing: still need us? STOP to end.', contact: { ...TEXTED, zip: 'H2X 1Y4' } }),
    'never:content_t_id',
  )
})

test('our own first texts pass every gate, in each jurisdiction', () => {
  const sender = { name: 'Ace Plumbing', mailingAddress: '12 Main St, Springfield, IL 62701', businessPhone: '+12175550100', website: null }
  for (const to of ['+13125550143', '+12125550143', '+14035550143', '+15145550143', '+17295550143']) {
    assert.equal(ask({ ...CALLED, to, body: firstTextBody(to, sender) }), 'send:consent_c1', to)
  }
})

test('a number without an approved campaign sends nothing, except from Canada to Canada', () => {
  const sender = { registered: false }
  assert.equal(ask({ ...CALLED, sender }), 'never:sender_unregistered')
  assert.equal(ask({ ...CALLED, to: '+14165550143', sender: { ...sender, country: 'CA' } }), 'send:consent_c1')
  assert.equal(ask({ ...CALLED, to: '+13125550143', sender: { ...sender, country: 'CA' } }), 'never:sender_unregistered')
  assert.equal(ask({ ...CALLED, to: '+14165550143', sender }), 'never:sender_unregistered')
})

test('the words are asked after the clock and before the registration', () => {
  const bad = { ...CALLED, body: 'Hello', sender: { registered: false } }
  assert.equal(ask(bad), 'never:content_brand')
  const night: QuestionParts = {
    ...FOLLOWUP,
    at: parsed('2026-11-24T03:00:00-06:00'),
    body: 'Hello',
    contact: { ...TEXTED, lastInboundAt: parsed('2026-11-23T03:00:00-06:00') },
  }
  assert.equal(ask(night), 'wait:quiet_hours')
})

test('a reply without name and way out is fine for thirty days after an introduction', () => {
  const reply: QuestionParts = { kind: 'ai_reply', body: 'When does it leak?', contact: { ...TEXTED, lastInboundAt: NOON } }
  assert.equal(ask({ ...reply, history: { introducedAt: ago(30 * DAY_MS) } }), 'send:consent_c2')
  assert.equal(ask({ ...reply, history: { introducedAt: ago(30 * DAY_MS + 1) } }), 'never:content_ai_disclosure')
  assert.equal(ask({ ...reply, history: { introducedAt: null } }), 'never:content_ai_disclosure')
})

test('an answer may speak of an offer only when the lead asked for one', () => {
  const reply: QuestionParts = { kind: 'ai_reply', body: 'Yes, there is a 10% discount for seniors.' }
  assert.equal(ask({ ...reply, contact: { ...TEXTED, lastInboundAt: NOON } }), 'never:content_offer')
  assert.equal(ask({ ...reply, contact: { ...TEXTED, lastInboundAt: NOON, askedForOffer: true } }), 'send:consent_c2')
})
