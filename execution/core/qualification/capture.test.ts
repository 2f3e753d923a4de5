import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleText } from '#core/conversation/example-turn.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import { capture, higherUrgency } from './capture.ts'

const intake = newIntake('en')

test('a value may tidy the words of its span but not add to them', () => {
  const refusedOf = (...text: Parameters<typeof exampleText>) => capture(intake, exampleText(...text)).refused
  assert.deepEqual(refusedOf('its dana lee', { name: 'Dana Lee' }, { name: 'dana lee' }), [])
  assert.deepEqual(refusedOf('its dana', { name: 'Dana Lee' }, { name: 'dana' }), ['name'])
  assert.deepEqual(refusedOf('14 oak', { street: '14 Oak' }, { street: '14 oak' }), [])
  assert.deepEqual(refusedOf('14 oak', { street: '99 Oak' }, { street: '14 oak' }), ['street'])
  assert.deepEqual(refusedOf('m5v2t6', { zip: 'M5V 2T6' }, { zip: 'm5v2t6' }), [])
  assert.deepEqual(refusedOf('zip 62701', { zip: '90210' }, { zip: '62701' }), ['zip'])
  assert.deepEqual(refusedOf('(217) 555-0199', { callbackPhone: '+12175550199' }, { callbackPhone: '(217) 555-0199' }), [])
  assert.deepEqual(refusedOf('call 555', { callbackPhone: '+12175550199' }, { callbackPhone: '555' }), ['callbackPhone'])
})

test("the problem is the customer's own account, and a worse one replaces it", () => {
  const first = capture(intake, exampleText('  sink drips\n a bit ', { service: 'sink', urgency: 'routine' }))
  assert.equal(first.slots.problem?.value, 'sink drips a bit')
  assert.equal(first.slots.problem?.words, 'sink drips\n a bit')
  const known = { ...intake, slots: first.slots, urgency: 'routine' as const }
  const same = capture(known, exampleText('yes the sink, kitchen', { service: 'sink', urgency: 'routine' }))
  assert.equal(same.slots.problem?.value, 'sink drips a bit')
  const worse = capture(known, exampleText('now it floods', { intent: 'emergency_help', urgency: 'emergency' }))
  assert.equal(worse.slots.problem?.value, 'now it floods')
})

test('a very long account is cut between characters', () => {
  const { slots } = capture(intake, exampleText(`x${'💧'.repeat(300)}`, { intent: 'emergency_help', urgency: 'emergency' }))
  assert.ok((slots.problem?.words ?? '').length <= 300)
  assert.ok(slots.problem?.words?.isWellFormed())
})

test('the more pressing urgency stands', () => {
  assert.equal(higherUrgency('routine', 'urgent'), 'urgent')
  assert.equal(higherUrgency('emergency', 'none'), 'emergency')
})

test('the same time on another day keeps its hours; another day without these words does not', () => {
  const preferredTime = { start: '2026-11-24T15:00', end: '2026-11-24T18:00' }
  const wednesday = { start: '2026-11-25T08:00', end: '2026-11-25T18:00' }
  const first = capture(intake, exampleText('tuesday after 3', { preferredTime }, { preferredTime: 'tuesday after 3' }))
  const known = { ...intake, slots: first.slots }
  const moved = (body: string, words: string) =>
    capture(known, exampleText(body, { preferredTime: wednesday }, { preferredTime: words })).slots.preferredTime?.value
  const kept = { start: '2026-11-25T15:00', end: '2026-11-25T18:00' }
  assert.deepEqual(moved('make that wednesday same time', 'wednesday'), kept)
  assert.deepEqual(moved('el miércoles a la misma hora', 'miércoles'), kept)
  assert.deepEqual(moved('mercredi même heure', 'mercredi'), kept)
  assert.deepEqual(moved('make that wednesday, same address', 'wednesday'), wednesday)
})

test('an hour with its part of the day stays on the day that was given, and a word for no town is none', () => {
  const preferredTime = { start: '2026-11-24T08:00', end: '2026-11-24T18:00' }
  const first = capture(intake, exampleText('martes', { preferredTime }, { preferredTime: 'martes' }))
  const three = { start: '2026-11-22T15:00', end: '2026-11-22T16:00' }
  for (const words of ['a las 3 de la tarde', '3 in the afternoon']) {
    const text = exampleText(words, { preferredTime: three }, { preferredTime: words })
    assert.deepEqual(capture({ ...intake, slots: first.slots }, text).slots.preferredTime?.value, {
      start: '2026-11-24T15:00',
      end: '2026-11-24T16:00',
    })
  }
  const street = { value: '2214 S Trumbull', words: '2214 S Trumbull', messageSid: 'SM1', at: 0 as never }
  const asked = { ...intake, asked: 'address' as const, timesSaid: { 'ask-city': 1 }, slots: { ...intake.slots, street } }
  const { slots } = capture(asked, exampleText('perdón, 2241', { intent: 'book' }))
  assert.deepEqual([slots.city, slots.street?.value], [null, '2241 S Trumbull'])
})
