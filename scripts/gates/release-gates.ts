import type { CommandRun, Gate, Judgement } from './gate.ts'
import { endOf, go, noGo } from './gate.ts'
import { lineJudge } from './line-gate.ts'
import { judgeMainJob } from './main-job-gate.ts'
import { judgeSpeed } from './speed-gate.ts'
import { suiteJudge } from './suite-gate.ts'
import { judgeUnderstanding } from './understanding-gate.ts'

/** What `git status` may show: the two documents that are written from what these commands measure. */
const WRITTEN_HERE = ['REVIEW_PACKET.md', 'PRO_CASE_STUDY.pdf']

/** Everything that decides on a release, the quick ones first, so that a no-go is seen early. The benchmark comes while nothing else runs. */
export const RELEASE_GATES: readonly Gate[] = [
  {
    id: 'commit',
    question: 'Is what was measured what is committed?',
    command: ['git', 'status', '--porcelain'],
    limitMinutes: 1,
    judge: judgeTree,
  },
  {
    id: 'licences',
    question: 'May everything that is shipped be sold and changed?',
    command: ['node', 'scripts/gates/licences.ts'],
    limitMinutes: 1,
    judge: lineJudge(/^\d+ packages, 0 with a licence that is not allowed: .+$/m),
  },
  {
    id: 'main-job',
    question: 'Does a missed call become a qualified lead, and is the first text out within 5 s?',
    command: ['npm', 'run', '--silent', 'demo'],
    limitMinutes: 3,
    judge: judgeMainJob,
  },
  {
    id: 'isolation',
    question: 'Does nobody get anything of another business, by any method of the store or any route?',
    command: ['node', '--test', 'tests/contract/store-sqlite.test.ts', 'tests/flow/permissions.test.ts'],
    limitMinutes: 3,
    judge: suiteJudge(10),
  },
  {
    id: 'permission',
    question: 'Does no text leave without permission, after STOP or in quiet hours?',
    command: ['node', '--test', 'tests/compliance/*.test.ts', 'tests/flow/opt-out.test.ts', 'tests/flow/ledger.test.ts'],
    limitMinutes: 3,
    judge: suiteJudge(20),
  },
  {
    id: 'survival',
    question: 'Does the process manager bring back what dies or hangs, and is every event kept?',
    command: ['node', '--test', 'execution/supervisor.test.ts', 'tests/flow/journal.test.ts'],
    limitMinutes: 3,
    judge: suiteJudge(5),
  },
  {
    id: 'closed-acts',
    question: 'Can a hostile model invent, promise or leak nothing, over 1,000 conversations?',
    command: ['npm', 'run', '--silent', 'eval:hostile'],
    limitMinutes: 5,
    judge: lineJudge(/^ungrounded +0\nleaked +0\noutsideActs +0$/m),
  },
  {
    id: 'replay',
    question: 'Is every conversation decided again to the byte?',
    command: ['npm', 'run', '--silent', 'sim:replay', '--', '--conversations', '1000', '--seed', '1'],
    limitMinutes: 10,
    judge: lineJudge(/^replayed: .+"different":0,"notRecorded":0.*$/m),
  },
  {
    id: 'laws',
    question: 'Do the laws hold with time-outs, doubled events and processes that die (one text a caller, none after STOP, none lost)?',
    command: ['npm', 'run', '--silent', 'sim', '--', '--seed', '1', '--calls', '2000'],
    limitMinutes: 10,
    judge: lineJudge(/^\{"calls":2000.*\}\nevery law held$/m),
  },
  {
    id: 'understanding',
    question: 'Does the embedded engine understand what customers write?',
    command: ['npm', 'run', '--silent', 'eval'],
    limitMinutes: 10,
    judge: judgeUnderstanding,
  },
  {
    id: 'suite',
    question: 'Is the code in form, and does every test of the default suite pass?',
    command: ['node', 'scripts/check.ts'],
    limitMinutes: 30,
    judge: judgeCheck,
  },
  {
    id: 'screens',
    question: 'Does every screen work in a real browser, on a phone and a desktop, by keyboard and for screen readers?',
    command: ['npm', 'run', '--silent', 'test:e2e'],
    limitMinutes: 25,
    judge: suiteJudge(80),
  },
  {
    id: 'speed',
    question: 'Is it quick and small enough, each missed call with exactly one text?',
    command: ['npm', 'run', '--silent', 'bench'],
    limitMinutes: 15,
    judge: judgeSpeed,
  },
]

/** Fewer tests than this were not the whole suite. */
const SUITE_TESTS_MIN = 2_000

export function judgeCheck(run: CommandRun): Judgement {
  const judgement = suiteJudge(SUITE_TESTS_MIN)(run)
  const last = /^check: (.+)$/m.exec(run.output.slice(run.output.lastIndexOf('\ncheck: ') + 1))?.[1] ?? 'the check did not end'
  if (last !== 'all parts passed') return noGo(`${last}; ${judgement.evidence}`)
  return judgement.isGo ? go(`format, lint, types, unused code and published figures; ${judgement.evidence}`) : judgement
}

export function judgeTree(run: CommandRun): Judgement {
  if (run.code !== 0) return noGo(`git did not answer: ${endOf(run)}`)
  const changed = run.output
    .split('\n')
    .map((line) => line.slice('XY '.length))
    .filter((path) => path !== '' && !WRITTEN_HERE.includes(path))
  return changed.length === 0
    ? go('nothing is changed beside the commit')
    : noGo(`changed and not committed: ${changed.slice(0, 5).join(', ')}`)
}
