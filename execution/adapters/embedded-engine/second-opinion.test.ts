import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReadingContext } from '#core/qualification/reading.ts'
import { findByRules, readText } from './read-text.ts'
import { weigh } from './second-opinion.ts'
import { textFeatures } from './text-features.ts'

// Goal: the second opinion weighs danger and nothing else. Method: opinions made up on the spot, and texts whose answer is plain.

const context: ReadingContext = {
  trade: 'plumbing',
  receivedAt: Date.parse('2026-01-14T16:00:00Z'),
  timezone: 'America/Chicago',
  asked: null,
}
const ALARMED = () => ({ emergency: 50, safety: 50, intents: null })
const CALM = () => ({ emergency: -50, safety: -50, intents: null })

test('no opinion makes or unmakes an opt-out', () => {
  for (const text of ['stop', 'unsubscribe me please', 'do not text me anymore', 'no me escriban', 'stop texting']) {
    assert.equal(readText(text, context, ALARMED).intent, 'opt_out', text)
    assert.equal(readText(text, context, CALM).intent, 'opt_out', text)
  }
  for (const text of ['14 Oak St', 'dana', 'tomorrow morning', 'the sink is clogged'])
    assert.notEqual(readText(text, context, CALM).intent, 'opt_out', text)
})

test('an alarmed opinion raises only a text that names something dangerous', () => {
  assert.equal(readText('my ceiling is acting up', context, ALARMED).urgency, 'routine')
  assert.equal(readText('thanks, you were great', context, ALARMED).urgency, 'none')
  assert.equal(readText('the leak got bigger', context, ALARMED).urgency, 'emergency')
})

test('dangers that nobody listed are heard by what their words mean', () => {
  for (const text of [
    'grandpa bolted himself in the shed and it is snowing',
    'mon grand-pere est barre dans le cabanon pis y neige',
    'grandma is stuck in the stair lift and crying',
  ])
    assert.equal(readText(text, context).urgency, 'emergency', text)
})

test('features do not depend on what was read before', () => {
  const featuresOf = (text: string) => textFeatures(findByRules(text, context).seen)
  const before = featuresOf('water is pouring through the ceiling')
  for (let word = 0; word < 6_000; word++) featuresOf(`strange${word}word`)
  assert.deepEqual(featuresOf('water is pouring through the ceiling'), before)
})

test('a text without a known feature leaves the bias alone', () => {
  const { emergency, safety } = weigh({ bias: [-12, -24], weights: new Map() }, ['leak'], ['R intent book'])
  assert.deepEqual({ emergency, safety }, { emergency: -1.5, safety: -3 })
})
