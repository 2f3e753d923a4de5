/**
 * The judgement of a self-test. Goal: what is surely broken is `down`, what could not be asked or is not ours to see is never an alarm, and every
 * finding is said in plain words. Method: a table of what was found at the carrier, at our address and in the rehearsed call, and what it comes to.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { GateAnswer } from '#core/gate.ts'
import { newConversation } from '#core/conversation/conversation.ts'
import { instant, plus, HOUR_MS } from '#core/values/instant.ts'
import { testPolicy } from '../../../tests/flow/house.ts'
import { checkAddress, type Reached } from './check-address.ts'
import { checkCall } from './check-call.ts'
import { checkLines, isSameAddress, type AccountAtCarrier, type LineAtCarrier, type LineRoute } from './check-line.ts'
import { finding, FINDINGS, meaningOf, sentenceOf, type FindingCode } from './finding.ts'
import { inOrder, judge } from './judge.ts'
import type { RehearsedCall } from './rehearse-missed-call.ts'
import { testedLine } from './tested-line.ts'

const OURS = { voice: 'https://x.example/v', voiceStatus: 'https://x.example/v/status', sms: 'https://x.example/s' }
const ACTIVE: AccountAtCarrier = { kind: 'read', status: 'active' }
const url = (address: string | null): LineRoute => ({ kind: 'address', url: address })
const GOOD: LineAtCarrier = { kind: 'present', voice: url(OURS.voice), voiceStatus: url(OURS.voiceStatus), texts: url(OURS.sms) }
const AT = instant(Date.parse('2026-12-07T12:02:00Z'))
const ZONE = 'America/Chicago'
const TZDATA = process.versions['tz'] ?? ''

type Case = {
  what: string
  account?: AccountAtCarrier
  lines: (Partial<Extract<LineAtCarrier, { kind: 'present' }>> | 'absent' | 'unread')[]
  codes: FindingCode[]
  state: string
}

const LINES: readonly Case[] = [
  { what: 'all three addresses are ours', lines: [{}], codes: ['line_leads_here'], state: 'ok' },
  {
    what: 'the voice address is a stranger’s',
    lines: [{ voice: url('https://old.example/v') }],
    codes: ['line_voice_elsewhere'],
    state: 'down',
  },
  { what: 'no voice address at all', lines: [{ voice: url(null) }], codes: ['line_voice_elsewhere'], state: 'down' },
  {
    what: 'another business of this server',
    lines: [{ voice: url('https://x.example/other') }],
    codes: ['line_voice_elsewhere'],
    state: 'down',
  },
  { what: 'texts go elsewhere', lines: [{ texts: url('https://old.example/s') }], codes: ['line_texts_elsewhere'], state: 'down' },
  { what: 'only the report of the end', lines: [{ voiceStatus: url(null) }], codes: ['line_status_elsewhere'], state: 'warn' },
  {
    what: 'calls elsewhere say nothing of reports',
    lines: [{ voice: url(null), voiceStatus: url(null) }],
    codes: ['line_voice_elsewhere'],
    state: 'down',
  },
  {
    what: 'a trunk that nobody can look into',
    lines: [{ voice: { kind: 'unseen', by: 'trunk' }, voiceStatus: { kind: 'unseen', by: 'trunk' } }],
    codes: ['line_voice_unseen'],
    state: 'ok',
  },
  {
    what: 'a service that is not ours to see',
    lines: [{ texts: { kind: 'unseen', by: 'service' } }],
    codes: ['line_texts_unseen'],
    state: 'ok',
  },
  { what: 'the number is gone', lines: ['absent'], codes: ['line_absent'], state: 'down' },
  { what: 'one of two is gone', lines: [{}, 'absent'], codes: ['line_leads_here', 'line_absent'], state: 'down' },
  { what: 'a number that could not be read', lines: ['unread'], codes: ['carrier_silent'], state: 'unknown' },
  {
    what: 'one unread, one surely wrong',
    lines: ['unread', { voice: url(null) }],
    codes: ['line_voice_elsewhere', 'carrier_silent'],
    state: 'down',
  },
  { what: 'the account could not be asked', account: { kind: 'unread' }, lines: [{}], codes: ['carrier_silent'], state: 'unknown' },
  { what: 'credentials that are refused', account: { kind: 'refused' }, lines: [], codes: ['account_refused'], state: 'down' },
  { what: 'a suspended account', account: { kind: 'read', status: 'suspended' }, lines: [{}], codes: ['account_inactive'], state: 'down' },
  { what: 'no account', account: { kind: 'missing' }, lines: [], codes: ['account_missing'], state: 'down' },
  { what: 'no number', lines: [], codes: ['line_missing'], state: 'down' },
]

describe('where a number leads', () => {
  for (const { what, account = ACTIVE, lines, codes, state } of LINES) {
    test(`${what}: ${state}`, () => {
      const read = lines.map((line, place) => ({
        e164: `+1217555010${place}`,
        line: line === 'unread' ? null : line === 'absent' ? { kind: 'absent' as const } : { ...GOOD, ...line },
      }))
      const found = inOrder(checkLines(account, read, OURS))
      assert.deepEqual(
        found.map(({ code }) => code),
        codes,
      )
      assert.equal(judge(found).state, state)
    })
  }

  test('the same place in the carrier’s spellings, and no other', () => {
    for (const same of [
      'https://x.example/v#rc=2&rp=all',
      'HTTPS://X.example/v',
      'https://user:secret@x.example/v',
      'https://x.example:443/v',
      ' https://x.example/v',
    ])
      assert.ok(isSameAddress(same, OURS.voice), same)
    for (const other of [
      'http://x.example/v',
      'https://x.example/V',
      'https://x.example/v/',
      'https://x.example:8443/v',
      'https://x.example.evil/v',
      '',
      null,
    ])
      assert.ok(!isSameAddress(other, OURS.voice), String(other))
  })

  test('of a stranger’s address only the host is told', () => {
    const [found] = checkLines(
      ACTIVE,
      [{ e164: '+12175550100', line: { ...GOOD, voice: url('https://a:b@Old.example:1/tok3n?key=1') } }],
      OURS,
    )
    assert.ok(found)
    assert.equal(sentenceOf(found), 'Calls to +12175550100 go to another address (old.example:1), not to us.')
  })
})

describe('whether our address is reached', () => {
  const failed = (why: Extract<Reached, { kind: 'failed' }>['why']): Reached => ({ kind: 'failed', why, words: 'no answer within 5 s' })
  const cases: readonly [string, Reached, { cameAgoMs?: number; before?: FindingCode }, FindingCode][] = [
    ['204 to a valid signature', { kind: 'answered', status: 204, code: null }, {}, 'address_reached'],
    ['our refusal of the signature', { kind: 'answered', status: 403, code: 'bad_signature' }, {}, 'address_unsigned'],
    ['a stranger’s 403', { kind: 'answered', status: 403, code: null }, {}, 'address_strange'],
    ['a parked page', { kind: 'answered', status: 200, code: null }, {}, 'address_strange'],
    ['our server without this business', { kind: 'answered', status: 404, code: 'unknown_tenant' }, {}, 'address_strange'],
    ['a first time-out', failed('timeout'), {}, 'address_doubtful'],
    ['a second time-out', failed('timeout'), { before: 'address_doubtful' }, 'address_silent'],
    ['still silent', failed('refused'), { before: 'address_silent' }, 'address_silent'],
    [
      'silent from here, but the carrier came today',
      failed('timeout'),
      { cameAgoMs: HOUR_MS, before: 'address_doubtful' },
      'address_from_outside',
    ],
    [
      'silent, and the carrier came two days ago',
      failed('timeout'),
      { cameAgoMs: 48 * HOUR_MS, before: 'address_doubtful' },
      'address_silent',
    ],
    [
      'a certificate that ran out, whoever came',
      failed('certificate'),
      { cameAgoMs: HOUR_MS, before: 'address_doubtful' },
      'address_silent',
    ],
    ['a name that is gone', failed('name'), { before: 'address_doubtful' }, 'address_silent'],
  ]
  for (const [what, reached, { cameAgoMs, before = null }, code] of cases) {
    test(`${what}: ${code}`, () => {
      const carrierCameAt = cameAgoMs === undefined ? null : plus(AT, -cameAgoMs)
      assert.equal(checkAddress({ publicUrl: 'https://x.example', reached, at: AT, carrierCameAt, before }).code, code)
    })
  }
})

describe('whether a missed call would be answered', () => {
  const policy = testPolicy('t_ace')
  const spoken = { text: 'Hi, this is Ace Plumbing.', language: 'en-US' as const, audioUrl: null }
  const text: RehearsedCall['text'] = {
    kind: 'send-sms',
    smsKind: 'instant_reply',
    to: policy.numbers[0]?.e164 ?? assert.fail(),
    from: null,
    body: 'Hi',
    leadId: null,
    callSid: null,
  }
  const call: RehearsedCall = { replies: [], heard: spoken, text, conversation: newConversation('x', null) }
  const gate: GateAnswer = { kind: 'do', reasons: [], evidence: null }
  const never = (code: string): GateAnswer => ({ kind: 'never', reasons: [{ code }], evidence: null })
  const wait = (code: string): GateAnswer => ({ kind: 'wait', until: AT, reasons: [{ code }], evidence: null })
  const good = { policy, call, brokenDocument: null, gate, gateWords: 'Words.', storeWritable: true }
  const cases: readonly [string, Partial<Parameters<typeof checkCall>[0]>, FindingCode[], string, boolean][] = [
    ['all is well', {}, ['call_answered', 'text_ready'], 'ok', false],
    ['nothing is heard', { call: { ...call, heard: null } }, ['call_unanswered', 'text_ready'], 'down', true],
    ['a document the carrier refuses', { brokenDocument: '12100' }, ['call_broken', 'text_ready'], 'down', true],
    ['the name is not said', { call: { ...call, heard: { ...spoken, text: 'Hi.' } } }, ['call_unnamed', 'text_ready'], 'warn', true],
    [
      'a recording of theirs',
      { call: { ...call, heard: { ...spoken, audioUrl: 'https://a' } } },
      ['call_recording', 'text_ready'],
      'ok',
      false,
    ],
    ['no text', { call: { ...call, text: null }, gate: null }, ['call_answered', 'text_absent'], 'down', true],
    [
      'three segments',
      { call: { ...call, text: { ...text, body: 'x'.repeat(400) } } },
      ['call_answered', 'text_long', 'text_ready'],
      'warn',
      true,
    ],
    ['quiet hours', { gate: wait('quiet_hours') }, ['call_answered', 'text_waits'], 'ok', false],
    ['the hour’s limit', { gate: wait('tenant_cap_hour') }, ['call_answered', 'text_limited'], 'warn', true],
    ['paused', { gate: never('tenant_paused') }, ['call_answered', 'text_held'], 'warn', false],
    ['the budget', { gate: never('tenant_budget') }, ['call_answered', 'text_held'], 'warn', false],
    ['no registration', { gate: never('sender_unregistered') }, ['call_answered', 'text_held'], 'warn', false],
    ['a text that may never leave', { gate: never('content_brand') }, ['call_answered', 'text_refused'], 'down', true],
    [
      'an owner without a phone',
      { policy: { ...policy, ownerPhone: null } },
      ['call_answered', 'text_ready', 'owner_unverified'],
      'warn',
      false,
    ],
    ['a store that takes nothing', { storeWritable: false }, ['call_answered', 'text_ready', 'store_closed'], 'down', true],
  ]
  for (const [what, changed, codes, state, isFault] of cases) {
    test(`${what}: ${state}${isFault ? ', told' : ''}`, () => {
      const found = checkCall({ ...good, ...changed })
      assert.deepEqual(
        found.map(({ code }) => code),
        codes,
      )
      const verdict = judge(found)
      assert.deepEqual([verdict.state, verdict.fault !== null], [state, isFault])
    })
  }
})

test('what is down counts before what is unknown, and that before what only wants a look', () => {
  const of = (...codes: FindingCode[]) => judge(codes.map((code) => finding(code))).state
  assert.equal(of('text_ready', 'carrier_silent', 'call_unnamed'), 'unknown')
  assert.equal(of('carrier_silent', 'address_unsigned'), 'down')
  assert.equal(of('line_voice_unseen', 'address_from_outside', 'call_recording'), 'ok')
})

test('every finding is a plain sentence with its places filled, and whatever is bad says what to do', () => {
  for (const code of Object.keys(FINDINGS) as FindingCode[]) {
    // `Object.keys` only forgets the names.
    const one = finding(code, { subject: '+12175550102', detail: 'a thing' })
    const { state, todo } = meaningOf(one)
    assert.match(sentenceOf(one), /^[A-Z+].*[^ {}]$/, code)
    assert.doesNotMatch(sentenceOf(one), /[{}]/, code)
    if ((state === 'down' || state === 'warn') && meaningOf(one).toldElsewhere !== true) assert.match(todo ?? '', /\.$/, code)
  }
})

test('the line on the first screen says when, in the business’s own time, and turns amber after 26 hours', () => {
  const findings = [finding('line_leads_here', { subject: '+12175550102' }), finding('text_ready')]
  const said = (later: number, found = findings) => testedLine({ at: AT, findings: found }, plus(AT, later), ZONE, TZDATA)
  assert.deepEqual(said(HOUR_MS), { state: 'ok', sentence: 'Working. Tested 6:02 this morning.' })
  assert.deepEqual(said(20 * HOUR_MS), { state: 'ok', sentence: 'Working. Tested yesterday at 6:02 am.' })
  assert.deepEqual(said(27 * HOUR_MS), { state: 'warn', sentence: 'Last tested yesterday at 6:02 am: that is more than a day ago.' })
  assert.match(said(75 * HOUR_MS).sentence, /^Last tested on 2026-12-07 at 6:02 am/)
  const unseen = said(HOUR_MS, [finding('line_voice_unseen', { subject: '+12175550102', detail: 'a SIP trunk' })])
  assert.equal(unseen.state, 'ok')
  assert.match(unseen.sentence, /^Working\. Tested 6:02 this morning\. Calls to \+12175550102 go through a SIP trunk, which we cannot/)
})
