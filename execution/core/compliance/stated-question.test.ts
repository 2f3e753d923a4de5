import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, MINUTE_MS, parseInstant, plus } from '#core/values/instant.ts'
import { COMPLIANCE_RULES } from './compliance-rules.ts'
import { maySend } from './may-send.ts'
import { CONSENT_CLASSES } from './send-question.ts'
import { statedQuestion } from './stated-question.ts'
import type { StatedQuestion } from './stated-question.ts'

/** Noon in Chicago on a Tuesday. */
const NOON = parseInstant('2026-11-24T12:00:00-06:00') ?? instant(0)
const CHICAGO = '+13125550143'

function ask(stated: Partial<StatedQuestion>): string {
  const permission = maySend(statedQuestion({ to: CHICAGO, at: NOON, kind: 'instant_reply', ...stated }, '2026c'), COMPLIANCE_RULES)
  return [permission.kind, ...permission.reasons].join(' ')
}

test('without a contact nobody has consented', () => {
  assert.equal(ask({}), 'never no_consent_class')
  assert.equal(ask({ contact: { class: 'C0', callAt: NOON } }), 'never no_consent_class')
})

test('a class alone stands now, at an age that fits the kind', () => {
  const rows = CONSENT_CLASSES.map((name) =>
    [
      name,
      ...['instant_reply', 'ai_reply', 'appointment_reminder', 'followup', 'review_request'].map(
        (kind) => ask({ kind, contact: { class: name } }).split(' ')[0],
      ),
    ].join(' '),
  )
  assert.deepEqual(rows, [
    'C0 never never never never never',
    'C1 send never never never never',
    'C1D send never never send never',
    'C2 never send send send never',
    'C3 never send send send never',
    'C4 never send send send never',
    'P never never never never never',
  ])
})

test('a purchase needs express consent in the United States and stands alone in Canada', () => {
  assert.equal(ask({ kind: 'review_request', contact: { class: 'P', expressAt: NOON } }), 'send consent_p consent_c3 send')
  assert.equal(ask({ kind: 'review_request', to: '+14035550143', contact: { class: 'P' } }), 'send consent_p send')
})

test('a stated date is checked', () => {
  assert.equal(ask({ contact: { class: 'C1', callAt: plus(NOON, -11 * MINUTE_MS) } }), 'never consent_expired too_late')
  assert.equal(ask({ kind: 'ai_reply', contact: { class: 'C2', lastInboundAt: plus(NOON, -31 * MINUTE_MS) } }), 'never too_late')
  assert.equal(ask({ kind: 'followup', contact: { class: 'C1D', disclosurePlayed: false } }), 'never no_consent_class')
})

test('the class is a ceiling, and without one the dates make it', () => {
  assert.equal(ask({ kind: 'ai_reply', contact: { class: 'C1', lastInboundAt: NOON } }), 'never no_consent_class')
  assert.equal(ask({ kind: 'ai_reply', contact: { lastInboundAt: NOON } }), 'send consent_c2 send')
  assert.equal(
    ask({ kind: 'followup', contact: { callAt: plus(NOON, -24 * 60 * MINUTE_MS), disclosurePlayed: true } }),
    'send consent_c1d send',
  )
})

test('an unstated tenant asks nothing of brand and registration, a stated one does', () => {
  const body = 'Our automated assistant: sorry we missed you. STOP to end.'
  const contact = { class: 'C1' } as const
  assert.equal(ask({ contact, body }), 'send consent_c1 send')
  assert.equal(ask({ contact, body, tenant: { name: 'Ace Plumbing' } }), 'never content_brand')
  assert.equal(ask({ contact, tenant: { registration: { kind: 'managed' } } }), 'never sender_unregistered')
  assert.equal(ask({ contact, tenant: { registration: { kind: 'attested' } } }), 'send consent_c1 send')
  assert.equal(ask({ contact, tenant: { registration: { kind: 'managed', campaignSid: 'QE1' } } }), 'send consent_c1 send')
  assert.equal(ask({ contact, tenant: { numbers: [{ e164: CHICAGO }] } }), 'never not_textable')
})

test('to a suppressed contact only the answer to STOP goes out, within five minutes of the text', () => {
  const contact = { class: 'C2', suppressed: true } as const
  assert.equal(ask({ contact }), 'never suppressed')
  assert.equal(ask({ kind: 'keyword_reply', contact }), 'send send')
  assert.equal(ask({ kind: 'keyword_reply', contact: { ...contact, lastInboundAt: plus(NOON, -6 * MINUTE_MS) } }), 'never too_late')
})

test('an address counts', () => {
  assert.equal(ask({ kind: 'followup', contact: { class: 'C1D', region: 'NY' } }), 'never blocked_in_jurisdiction')
  assert.equal(ask({ kind: 'followup', contact: { class: 'C2', zip: '06103' } }), 'never no_consent_class')
})
