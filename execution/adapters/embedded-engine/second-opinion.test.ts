import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Intent, ReadingContext } from '#core/qualification/reading.ts'
import { readWithRevocation } from './embedded-model.ts'
import { findByRules, readText } from './read-text.ts'
import { weigh } from './second-opinion.ts'
import { textFeatures } from './text-features.ts'

// Goal: the second opinion weighs danger and wishes, and never opting out. Method: opinions made up on the spot, and texts whose answer is plain.

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

test('a text that names nothing dangerous is raised by an opinion that is surer', () => {
  const uneasy = () => ({ emergency: -0.4, safety: -50, intents: null })
  assert.equal(readText('my ceiling is acting up', context, uneasy).urgency, 'routine')
  assert.equal(readText('the leak got bigger', context, uneasy).urgency, 'emergency')
  assert.equal(readText('it bites me when I hold the handle', context, ALARMED).urgency, 'emergency')
})

test('who is thought to smell gas is in danger, whatever the general judge thinks', () => {
  const { urgency, safety } = readText('that odor by the stove again', context, () => ({ emergency: -3, safety: 0, intents: null }))
  assert.deepEqual({ urgency, safety }, { urgency: 'emergency', safety: true })
})

test('who is threatened by somebody is in danger, who only wants to be safer is not', () => {
  const locks = { ...context, trade: 'locksmith' } as const
  const now = [
    'my ex is at the door with his key and he is kicking it',
    'a man is prying at my window, change the lock',
    'hay alguien forzando mi puerta',
  ]
  const calm = [
    'my ex moved out, new locks this week please',
    'they broke in last month, I want a stronger deadbolt',
    'my door bangs in the wind',
  ]
  for (const text of now) assert.equal(readText(text, locks).urgency, 'emergency', text)
  for (const text of calm) assert.notEqual(readText(text, locks).urgency, 'emergency', text)
})

test('the judge says what somebody wants, in words that no rule names', () => {
  const wants: readonly (readonly [Intent, string])[] = [
    ['wrong_number', 'honey this is a bakery, we never rang a plumber, wrong lady'],
    ['job_seeker', 'my cousin is a sharp young electrician, who reads resumes over there'],
    ['vendor_spam', 'we can put your company on page one, reply for a free audit'],
    ['complaint', 'your installer scratched my floor and laughed about it'],
    ['reschedule', 'the kids are sick, could our visit on tuesday slide to thursday'],
    ['cancel_appointment', 'my brother in law fixed it, no need to send anybody'],
    ['existing_job', 'est-ce que ma pièce est arrivée'],
    ['human_please', 'my eyes are bad, have a person ring me'],
    ['smalltalk', 'quedó precioso el baño, mil gracias'],
  ]
  for (const [intent, text] of wants) assert.equal(readText(text, context).intent, intent, text)
})

test('an intent of opting out is read only where the reader of opt-outs is not certain of the contrary', () => {
  assert.notEqual(readWithRevocation('how do I stop the water', context).reading.intent, 'opt_out')
  assert.notEqual(readWithRevocation('take me off the waitlist for tuesday', context).reading.intent, 'opt_out')
  assert.equal(readWithRevocation('take me off your list', context).reading.intent, 'opt_out')
  assert.equal(readWithRevocation('nobody named Sylvia lives here', context).reading.intent, 'wrong_number')
})

test('the same words with another fate are told apart', () => {
  const pairs: readonly (readonly [emergency: string, calm: string])[] = [
    ['i smell gas by the stove', 'gas company capped the line to our stove, need it hooked up again'],
    ['the co alarm is screaming and we feel sick', 'the co alarm chirps once a minute, needs a battery'],
    ['water is pouring through the kitchen ceiling', 'there is an old dry water stain on the kitchen ceiling'],
    ['my baby is locked in the car', 'my purse is locked in the car'],
    ['the outlet is smoking', 'the outlet is dead'],
  ]
  for (const [emergency, calm] of pairs) {
    assert.equal(readText(emergency, context).urgency, 'emergency', emergency)
    assert.notEqual(readText(calm, context).urgency, 'emergency', calm)
  }
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
