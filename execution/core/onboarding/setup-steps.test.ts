import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#core/values/instant.ts'
import { afterChange, openSteps, SETUP_STEPS } from './setup-steps.ts'

const ALL = Object.fromEntries(SETUP_STEPS.map((step) => [step, instant(1)]))

test('every step of a new setup is open, and none of a business that was made without one', () => {
  assert.deepEqual(openSteps({}), SETUP_STEPS)
  assert.deepEqual(openSteps(ALL), [])
  assert.deepEqual([openSteps(null), openSteps(undefined)], [[], []])
})

test('a change opens the steps that showed it, and no other', () => {
  assert.deepEqual(openSteps(afterChange(ALL, ['hours'])), ['hours', 'callers'])
  assert.deepEqual(openSteps(afterChange(ALL, ['numbers'])), ['forwarding', 'test-call'])
  assert.deepEqual(openSteps(afterChange(ALL, ['name'])), ['procedure', 'messages', 'callers'])
  assert.deepEqual(openSteps(afterChange(ALL, ['limits'])), [])
})
