import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missedMessage, voicemailMessage } from '#core/calls/spoken.ts'
import { testPolicy } from '../flow/house.ts'
import { spokenMessage } from '../../web/src/setup/spoken-message.ts'

test('the preview in Setup says what callers hear', () => {
  const policy = testPolicy('t_web', { name: 'Ace Plumbing', ownerName: 'Sam' })
  assert.equal(spokenMessage(policy, 'day', ''), missedMessage(policy, { emergencyKey: false }).text)
  assert.equal(spokenMessage(policy, 'voicemail', ''), voicemailMessage(policy).text)
  const opening = 'You have reached {business}. {owner} is out.'
  const spoken = { night: { opening, voice: null, audioUrl: null }, voicemail: { opening, voice: null, audioUrl: null } }
  const own = { ...policy, messages: { spoken, firstText: null } }
  assert.equal(spokenMessage(own, 'night', opening), missedMessage(own, { emergencyKey: false, mode: 'night' }).text)
  assert.equal(spokenMessage(own, 'voicemail', opening), voicemailMessage(own).text)
})
