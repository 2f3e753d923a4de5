import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleText, play } from './example-turn.ts'
import { standsDown } from './stood-down.ts'

test('an emergency is taken back by plain words, and by none that leave a doubt', () => {
  for (const words of [
    'fire dept came, it was a dead battery, all good now',
    'false alarm sorry',
    'everything is under control now',
    'fire department says its ok',
    'falsa alarma',
    'tout est correct',
  ])
    assert.ok(standsDown(exampleText(words, { intent: 'book' })), words)
  for (const words of [
    'all good now but it still smells',
    'fire dept is here',
    'we are outside now',
    'it is not over',
    'were safe now',
    'we are all ok now',
    'it is just me and the baby here',
    'everyone is fine',
    'its getting worse',
  ])
    assert.ok(!standsDown(exampleText(words, { intent: 'book' })), words)
  assert.ok(!standsDown(exampleText('all good now, 8 Quarry Rd', { intent: 'book', street: '8 Quarry Rd' })))
  assert.ok(!standsDown(exampleText('all good now', { intent: 'emergency_help', urgency: 'emergency' })))
})

test('what is asked for after an emergency was taken back is no emergency', () => {
  const turns = play([
    exampleText('the alarm sounds', { intent: 'emergency_help', urgency: 'emergency', safety: true, service: 'alarm' }),
    exampleText('fire dept came, it was a dead battery, all good now', { intent: 'book' }),
    exampleText('do look at the furnace, 22 Elm Ln, Cary', {
      intent: 'book',
      urgency: 'routine',
      service: 'furnace',
      street: '22 Elm Ln',
      city: 'Cary',
    }),
  ])
  assert.match(turns[1]?.replies[0]?.text ?? '', /^acknowledge-cancel/)
  assert.equal(turns[1]?.intake.urgency, 'none')
  assert.doesNotMatch(turns[2]?.replies[0]?.text ?? '', /emergency/)
})
