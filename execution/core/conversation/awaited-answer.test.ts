import assert from 'node:assert/strict'
import { test } from 'node:test'
import { awaitedAnswer } from './awaited-answer.ts'
import { EXAMPLE_AT } from './example-turn.ts'
import { newIntake } from './new-intake.ts'

test('what waits for its answer is what was asked, and after that the time that is still unknown', () => {
  const open = newIntake('en')
  const qualified = { ...open, status: 'qualified' as const }
  const known = { value: { asap: true } as const, words: 'now', messageSid: 'SM1', at: EXAMPLE_AT }
  assert.equal(awaitedAnswer(null, ''), null)
  assert.equal(awaitedAnswer(open, ''), null)
  assert.equal(awaitedAnswer({ ...open, asked: 'name' }, ''), 'name')
  assert.equal(awaitedAnswer(qualified, 'asap'), 'time')
  assert.equal(awaitedAnswer({ ...qualified, asked: 'photo' }, 'no, tuesday'), 'photo')
  assert.equal(awaitedAnswer({ ...qualified, slots: { ...qualified.slots, preferredTime: known } }, 'my son opens'), null)
  assert.equal(awaitedAnswer({ ...qualified, slots: { ...qualified.slots, preferredTime: known } }, 'No mejor el martes'), 'time')
})
