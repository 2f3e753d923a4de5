import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missedMessage } from '#core/calls/spoken.ts'
import { testPolicy } from '../flow/house.ts'
import { spokenMessage } from '../../web/src/setup/spoken-message.ts'

test('the preview in Setup says what callers hear', () => {
  const policy = testPolicy('t_web', { name: 'Ace Plumbing' })
  assert.equal(spokenMessage('Ace Plumbing'), missedMessage(policy, { emergencyKey: false }).text)
})
