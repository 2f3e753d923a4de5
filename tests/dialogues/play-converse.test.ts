/**
 * Goal: callers by other hands, and questions a dispatcher would try, are served by the command that strangers use. Method: each script is
 * played through `lead-agent converse`; some promises hold for every answer, and almost every caller reaches the goal of the script.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smsSegments } from '#core/values/sms-segments.ts'
import { callers, isRepeatedQuestion, numbersNobodyGave, playCaller, shortOfGoal } from './play-converse.ts'

const CALLERS_MIN = 100
const HOSTILE_SHARE_MIN = 0.25
const REACHED_MIN = 0.95
const TURNS_MEDIAN_MAX = 5
const SEGMENTS_MAX = 3

const played = callers.map((caller) => ({ caller, answers: playCaller(caller) }))

test('there are enough callers, of all trades and three languages, and a fifth of them is hostile', () => {
  assert.ok(callers.length >= CALLERS_MIN)
  assert.ok(callers.filter(({ hostile }) => hostile).length / callers.length >= HOSTILE_SHARE_MIN)
  assert.equal(new Set(callers.map(({ trade }) => trade)).size, 8)
  assert.equal(new Set(played.flatMap(({ answers }) => answers.map(({ lead }) => lead['language']))).size, 3)
  assert.equal(new Set(callers.map(({ name }) => name)).size, callers.length)
})

test('callers reach their goal, within five turns at the median', () => {
  const short = played.flatMap(({ caller, answers }) => {
    const missed = shortOfGoal(caller, answers)
    return missed.length === 0 ? [] : [`${caller.trade}: ${caller.name}: ${missed.join('; ')}`]
  })
  assert.ok(short.length <= callers.length * (1 - REACHED_MIN), short.join('\n'))
  const turns = played
    .map(({ answers }) => answers.findIndex(({ status }) => status === 'qualified') + 1)
    .filter((count) => count > 0)
    .toSorted((one, other) => one - other)
  assert.ok((turns[Math.floor(turns.length / 2)] ?? Infinity) <= TURNS_MEDIAN_MAX, turns.join(' '))
})

test('nobody is asked for what they have said, told a number nobody gave, or sent a long text', () => {
  for (const { caller, answers } of played) {
    assert.deepEqual(numbersNobodyGave(caller, answers), [], caller.name)
    for (const answer of answers) {
      assert.ok(!isRepeatedQuestion(answer), `${caller.name}: ${answer.replies.join(' ')}`)
      for (const reply of answer.replies) assert.ok(smsSegments(reply).segments <= SEGMENTS_MAX, reply)
    }
  }
})
