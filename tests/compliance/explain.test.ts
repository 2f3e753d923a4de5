/**
 * Goal: whatever is decided about a text or a call, its owner reads why in plain words. Method: the reason codes are collected from the source itself, so
 * that a new code without a sentence turns this red; the sentences are measured; the decision table's own cases are explained.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import { maySend } from '#core/compliance/may-send.ts'
import { CONSENT_CLASSES } from '#core/compliance/send-question.ts'
import { newConversation } from '#core/conversation/conversation.ts'
import { explainMessage } from '#core/explain/explain-message.ts'
import { explain, timeInWords } from '#core/explain/explain.ts'
import { SENTENCES } from '#core/explain/sentences.ts'
import { DECISION_CASES, parsed, question } from './decision-cases.ts'

const EXECUTION = join(import.meta.dirname, '..', '..', 'execution')

/** In these files every word with an underscore is a reason, but for the names below. */
const GATE_FILES = ['may-send', 'row-judgement', 'content-gate', 'caps', 'hours-gate', 'consent'].map(
  (name) => `core/compliance/${name}.ts`,
)

/** Kinds of text, needs of a row, faults of a pattern, anchors: words of the gate that are not reasons. */
const NO_REASONS = new Set(
  'ai_reply inquiry_reply appointment_confirm appointment_reminder instant_reply keyword_reply marketing_blast owner_alert review_request followup_engaged followup_nudge stop_confirmation staff_code booking_step not_asked not_nanp own_number toll_free ai_disclosure insecure_link no_emoji no_link no_offer no_offer_unasked no_price stop_when_stale t_id'.split(
    ' ',
  ),
)

/** Places that make a code from a value; what the values can be is said here, and a new place turns the test red. */
const MADE_CODES: Readonly<Record<string, readonly string[]>> = {
  'core/texts/answer-turn.ts: effect.kind': ['page-owner', 'tell-owner', 'update-owner', 'hand-over', 'suppress'],
  'core/calls/missed.ts: why': ['suppressed', 'redial', 'rate_limited_too_long'],
  'core/ledger/entry-of-text.ts: `carrier_${outcome.kind': ['carrier_retry', 'carrier_refused', 'carrier_unknown'],
  'core/inquiries/answer-inquiry.ts: refused': [
    'untextable',
    'texted_lately',
    'words_against_texts',
    'nothing_to_answer',
    'rate_limited_too_long',
  ],
  // What the gate answers, or what the sender lacks.
  'core/inquiries/receive-inquiry.ts: event.refused': ['sender_unregistered', 'no_carrier_account', 'no_number_of_ours'],
  'flow/ask-gate.ts: slot.reason': ['campaign_rate', 'campaign_cap_day'],
}

/** Here `code` is something else: the sentences themselves, one-time codes, points of a score, fault numbers of a registration and findings of a self-test, which have words of their own. */
const OTHER_CODES = [
  'core/explain/',
  'core/one-time-code',
  'core/qualification/lead-score',
  'core/registration/',
  'core/self-test/',
  'flow/registration/',
  'flow/phones/',
]

function sources(): { file: string; text: string }[] {
  return globSync('{core,flow}/**/*.ts', { cwd: EXECUTION })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !/\.(law\.)?test\.ts$/.test(file) && !OTHER_CODES.some((place) => file.startsWith(place)))
    .map((file) => ({ file, text: readFileSync(join(EXECUTION, file), 'utf8') }))
}

function collected(): { codes: Map<string, string>; made: string[] } {
  const codes = new Map<string, string>()
  const made: string[] = []
  for (const { file, text } of sources()) {
    for (const [, value = ''] of text.matchAll(/\bcode: ([^,;}\n]+)/g)) {
      const words = [...value.matchAll(/'([a-z][a-z0-9_-]*)'/g)].flatMap(([, word = '']) => word)
      for (const word of words) codes.set(word, file)
      if (words.length === 0 && !/^(number|string|reason\.code|ErrorCode)|null/.test(value)) made.push(`${file}: ${value.trim()}`)
    }
    if (GATE_FILES.includes(file)) {
      for (const [, word = ''] of text.matchAll(/'([a-z][a-z0-9]*(?:_[a-z0-9]+)+|suppressed|duplicate)'/g)) {
        if (!NO_REASONS.has(word)) codes.set(word, file)
      }
    }
  }
  for (const name of CONSENT_CLASSES) if (name !== 'C0') codes.set(`consent_${name.toLowerCase()}`, 'consent classes')
  for (const list of Object.values(MADE_CODES)) for (const code of list) codes.set(code, 'made')
  return { codes, made }
}

test('every reason in the source has a sentence', () => {
  const { codes } = collected()
  assert.ok(codes.size > 110, `only ${codes.size} reasons were found: the search is broken`)
  const silent = [...codes].filter(([code]) => !Object.hasOwn(SENTENCES, code)).map(([code, file]) => `${code} in ${file}`)
  assert.deepEqual(silent, [])
})

test('every place that makes a code from a value is known', () => {
  assert.deepEqual(
    [...new Set(collected().made)].filter((place) => !Object.hasOwn(MADE_CODES, place)),
    [],
  )
})

test('the table has no sentence for a reason that nobody gives', () => {
  const { codes } = collected()
  const extra = ['send', 'carrier_done', 'no_hours_for_kind', 'code_unverified', 'suppression_lifted', 'consent_recorded']
  assert.deepEqual(
    Object.keys(SENTENCES).filter((code) => !codes.has(code) && !extra.includes(code)),
    [],
  )
})

test('sentences are short, plain, and free of codes', () => {
  for (const [code, sentence] of Object.entries(SENTENCES)) {
    const text =
      typeof sentence === 'function' ? (sentence({ carrierCode: 21610, errorCode: 30007, why: 'landline' }) ?? '') : (sentence ?? '')
    if (text === '') continue
    assert.match(text, /^[A-Z].*\.$/, code)
    assert.doesNotMatch(text, /_|\bconsent\b|jurisdiction|suppress|tenant|campaign|carrier|TCPA|CASL/i, code)
    for (const part of text.split(/(?<=\.) /)) assert.ok(part.split(' ').length <= 24, `${code}: "${part}" is long`)
    const words = text.split(/[^A-Za-z']+/).filter((word) => word !== '')
    assert.ok(words.reduce((sum, word) => sum + word.length, 0) / words.length < 6, `${code}: long words`)
  }
})

test('every answer that the decision table gives in its cases can be told', () => {
  for (const { row: name, parts } of DECISION_CASES) {
    const asked = question(parts)
    const permission = maySend(asked, COMPLIANCE_RULES)
    const sentences = explain({
      verdict: permission.kind === 'send' ? 'sent' : permission.kind === 'wait' ? 'waits' : 'refused',
      at: asked.at,
      until: permission.until,
      reasons: permission.reasons.map((code) => ({ code })),
      timezone: 'America/Chicago',
      tzdata: '2026c',
    })
    assert.ok(sentences.length >= 2, `${name}: ${sentences.join(' ')}`)
    assert.doesNotMatch(sentences.join(' '), /is noted as/)
  }
})

test('what became of it comes first, with the time on the clock of the business, then why', () => {
  const at = parsed('2026-11-24T15:05:00Z')
  const told = (verdict: Parameters<typeof explain>[0]['verdict'], codes: string[]) =>
    explain({ verdict, at, until: at, reasons: codes.map((code) => ({ code })), timezone: 'America/Chicago', tzdata: '2026c' })
  assert.deepEqual(told('waits', ['quiet_hours']), [
    'This text waits until Tuesday, November 24, 9:05 am.',
    'It is too early or too late in the day, or a day of rest, where they live.',
  ])
  assert.deepEqual(told('sent', ['consent_c1', 'send', 'rules'])[0], 'This text went out on Tuesday, November 24, 9:05 am.')
  assert.deepEqual(told('refused', ['never_heard_of']), [
    'This text was not sent and will not be.',
    'The reason is noted as "never_heard_of".',
  ])
  assert.equal(timeInWords(parsed('2026-11-24T06:00:00Z'), 'America/Chicago', '2026c'), 'Tuesday, November 24, 12:00 am')
  assert.equal(timeInWords(parsed('2026-11-24T18:30:00Z'), 'America/Chicago', '2026c'), 'Tuesday, November 24, 12:30 pm')
})

test('a text in the message list is explained with the dates that it rested on', () => {
  const at = parsed('2026-11-24T15:05:00Z')
  const contact = { ...newConversation('+13125550143', null).contact, callAt: at, lastInboundAt: parsed('2026-11-25T15:05:00Z') }
  const text = { status: 'delivered', createdAt: at, sentAt: at, waitsUntil: null, errorCode: null, contact }
  const sent = explainMessage({ ...text, reasons: [{ code: 'consent_c1' }, { code: 'send' }] }, 'America/Chicago', '2026c')
  assert.equal(sent.at(-1), 'They called on Tuesday, November 24, 9:05 am.')
  const later = explainMessage({ ...text, reasons: [{ code: 'consent_c2' }] }, 'America/Chicago', '2026c')
  assert.ok(!later.some((sentence) => sentence.startsWith('They last wrote')), 'what was written after the text did not allow it')
  const failed = explainMessage({ ...text, status: 'undelivered', errorCode: 30006, reasons: [] }, 'America/Chicago', '2026c')
  assert.deepEqual(failed, ['This text did not arrive.', 'This number cannot get texts. Please call them.'])
})
