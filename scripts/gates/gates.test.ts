/**
 * Goal: a gate says no when what it stands for is broken. Method: each judge reads the output of a run as its command prints it, then the same output with one
 * fault planted; a command that prints nothing or dies is a no-go for every gate.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { CommandRun, Gate } from './gate.ts'
import { go, noGo } from './gate.ts'
import { isAllowed, statedLicence } from './licences.ts'
import { RELEASE_GATES } from './release-gates.ts'
import { decisionOf, reviewPacket, type GateResult } from './review-packet.ts'
import { runGate } from './run-gate.ts'
import { speedFigures } from './speed-gate.ts'

const page = readFileSync(new URL('../../docs/reference-evaluation.md', import.meta.url), 'utf8')
const summary = (passed: number, failed = 0) =>
  `ℹ tests ${passed + failed}\nℹ pass ${passed}\nℹ fail ${failed}\nℹ cancelled 0\nℹ skipped 0\nℹ todo 0\n`
const bench = (words: string) => `memory of the whole tree                 resident   shared pages once
  at rest                                 230 MB     180 MB
missed call to text, 2000 calls at 100/s over 50 tenants, ms
  p50 3.5   p95 20.1   p99 50.3   max 90.5
  missed call    bare  17000/s   product   1700/s   ratio 10.0 %   processor time 50 and 560 us each, ratio 8.9 %
${words}`
const TOO_SLOW = 'BROKEN: webhook throughput is 10.0 % of the bare server, not 25.0 %\n'

/** Output of a good run, and the same with one fault. */
const OUTPUTS: Readonly<Record<string, { good: string; goodCode?: number; bad: [output: string, code: number][] }>> = {
  commit: { good: ' M REVIEW_PACKET.md\n', bad: [[' M execution/app.ts\n', 0]] },
  licences: {
    good: '140 packages, 0 with a licence that is not allowed: MIT 140\n',
    bad: [['140 packages, 1 with a licence that is not allowed: MIT 139, GPL-3.0 1\n', 1]],
  },
  'main-job': {
    good: '  First text 0.21 s after the missed call; lead qualified\n',
    bad: [
      ['  First text 5.21 s after the missed call; lead qualified\n', 0],
      ['  The lead was not qualified within a minute.\n', 1],
    ],
  },
  isolation: {
    good: summary(60),
    bad: [
      [summary(60, 1), 1],
      [summary(0), 0],
    ],
  },
  permission: {
    good: summary(60),
    bad: [
      [summary(60, 1), 1],
      [summary(0), 0],
    ],
  },
  survival: { good: summary(12), bad: [[summary(12, 1), 1]] },
  'closed-acts': {
    good: 'conversations        1000\nungrounded           0\nleaked               0\noutsideActs          0\n',
    bad: [['ungrounded           0\nleaked               1\noutsideActs          0\n', 1]],
  },
  replay: {
    good: 'replayed: {"conversations":1000,"different":0,"notRecorded":0}, 9.1 s\n',
    bad: [['replayed: {"conversations":1000,"different":1,"notRecorded":0}, 9.1 s\n', 1]],
  },
  laws: {
    good: '\r{"calls":2000,"texts":1}\nevery law held\n',
    bad: [['{"calls":2000,"texts":1}\nBROKEN one first text: CA1\n1 breaches\n', 1]],
  },
  understanding: {
    good: page,
    bad: [
      [page.replace(/(\| emergencies found \|.*\| )[\d.]+ % \|$/m, '$197.0 % |'), 0],
      [page.replace(/(\| safety found \|.*\| )[\d.]+ % \|$/m, '$197.9 % |'), 0],
      [page.replace(/(\| callers who reach their goal \|.*\| )[\d.]+( % [^|]*\|)$/m, '$194.9$2'), 0],
    ],
  },
  suite: {
    good: `${summary(2_700)}check: all parts passed\n`,
    bad: [
      [`${summary(2_700)}check: FAILED in types\n`, 1],
      [`${summary(2_699, 1)}check: FAILED in tests\n`, 1],
    ],
  },
  screens: {
    good: summary(109),
    bad: [
      [summary(108, 1), 1],
      ['Chromium could not be started', 1],
    ],
  },
  speed: {
    good: bench(TOO_SLOW),
    goodCode: 1,
    bad: [
      [bench('BROKEN: not every call has exactly one text\n'), 1],
      [bench(TOO_SLOW).replace('product   1700/s', 'product    600/s'), 1],
      ['the product did not start', 1],
    ],
  },
}

const run = (output: string, code: number | null = 0): CommandRun => ({ code, output, tookMs: 1 })

for (const { id, judge } of RELEASE_GATES)
  test(`the gate "${id}" says go to a good run, and no to a fault, to silence and to a command that dies`, () => {
    const outputs = OUTPUTS[id]
    assert.ok(outputs, `a good and a bad output of ${id} belong into this file`)
    const good = judge(run(outputs.good, outputs.goodCode))
    assert.equal(good.isGo, true, good.evidence)
    assert.notEqual(good.evidence, '')
    for (const [output, code] of outputs.bad) assert.equal(judge(run(output, code)).isGo, false, output)
    assert.equal(judge(run('', 1)).isGo, false)
    assert.equal(judge(run(outputs.good, null)).isGo, false)
  })

test('a goal that is missed without being a no-go is said', () => {
  const speed = RELEASE_GATES.find(({ id }) => id === 'speed')
  assert.deepEqual(speed?.judge(run(bench(TOO_SLOW), 1)).shortfalls, ['webhook throughput is 10.0 % of the bare server, not 25.0 %'])
  assert.equal(speedFigures(bench(''))?.ofBarePercent, 10)
})

const result = (judgement: GateResult['judgement']): GateResult => ({ gate: RELEASE_GATES[0] as Gate, judgement, tookMs: 1_500 })
const OCCASION = { commit: 'abc1234', committedAt: '2026-11-22', measuredAt: '2026-11-22', machine: '2 processors', isWhole: true }

test('the decision is go only when every gate was asked and says go', () => {
  assert.equal(decisionOf([result(go('fine'))], { isWhole: true }), 'GO')
  assert.equal(decisionOf([result(go('fine')), result(noGo('broken'))], { isWhole: true }), 'NO-GO')
  assert.equal(decisionOf([result(noGo('broken'))], { isWhole: false }), 'NO-GO')
  assert.equal(decisionOf([result(go('fine'))], { isWhole: false }), 'NOT DECIDED')
  assert.equal(decisionOf([], { isWhole: true }), 'NOT DECIDED')
})

test('the packet has a row for each gate, its evidence on one line, and the goals that were missed', () => {
  const packet = reviewPacket([result(go('a | b\nc', ['a goal: 1, goal 2'])), result(noGo('broken'))], OCCASION)
  assert.match(packet, /^\*\*NO-GO\*\*/m)
  assert.match(packet, /\| go \| a \\\| b c \| 2 s \|/)
  assert.match(packet, /\| \*\*no-go\*\* \| broken \|/)
  assert.match(packet, /^- commit: a goal: 1, goal 2$/m)
})

test('a command that cannot be started has no code and says why', async () => {
  const { code, output } = await runGate({ ...(RELEASE_GATES[0] as Gate), command: ['no-such-command-here'] })
  assert.equal(code, null)
  assert.match(output, /ENOENT/)
})

test('licences: one of several is enough, all of several are needed, none stated is refused', () => {
  assert.ok(isAllowed('MIT') && isAllowed('(AFL-2.1 OR BSD-3-Clause)') && isAllowed('(MIT AND Zlib)'))
  assert.ok(!isAllowed('GPL-3.0') && !isAllowed('(MIT AND GPL-3.0)') && !isAllowed(statedLicence({})))
  assert.equal(statedLicence({ licenses: [{ type: 'MIT' }] }), 'MIT')
})
