import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isGsm, smsSegments, toGsm } from './sms-segments.ts'

test('a text of 160 GSM characters is one segment and of 161 is two', () => {
  assert.deepEqual(smsSegments('a'.repeat(160)), { encoding: 'GSM-7', units: 160, segments: 1 })
  assert.deepEqual(smsSegments('a'.repeat(161)), { encoding: 'GSM-7', units: 161, segments: 2 })
  assert.equal(smsSegments('a'.repeat(306)).segments, 2)
  assert.equal(smsSegments('a'.repeat(307)).segments, 3)
})

test('a text of 70 UCS-2 units is one segment and of 71 is two', () => {
  assert.deepEqual(smsSegments('ж'.repeat(70)), { encoding: 'UCS-2', units: 70, segments: 1 })
  assert.deepEqual(smsSegments('ж'.repeat(71)), { encoding: 'UCS-2', units: 71, segments: 2 })
  assert.equal(smsSegments('ж'.repeat(134)).segments, 2)
  assert.equal(smsSegments('ж'.repeat(135)).segments, 3)
})

test('extension characters count twice and are not cut in half', () => {
  assert.deepEqual(smsSegments('€'.repeat(80)), { encoding: 'GSM-7', units: 160, segments: 1 })
  assert.equal(smsSegments('€'.repeat(153)).units, 306)
  assert.equal(smsSegments('€'.repeat(153)).segments, 3)
})

test('an emoji is not cut in half either', () => {
  assert.equal(smsSegments('😀'.repeat(35)).segments, 1)
  assert.equal(smsSegments('😀'.repeat(67)).segments, 3)
})

test('a stack of marks longer than a part is cut and ends', () => {
  assert.equal(smsSegments(`z${'\u0300'.repeat(200)}`).segments, 3)
})

test('an empty text is one GSM-7 segment, never a free one', () => {
  assert.deepEqual(smsSegments(''), { encoding: 'GSM-7', units: 0, segments: 1 })
})

test('one curly quote doubles a text and its plain equal brings it back', () => {
  const text = `We\u2019re on it \u2014 back soon\u2026 ${'a'.repeat(100)}`
  assert.equal(smsSegments(text).encoding, 'UCS-2')
  assert.equal(toGsm(text), `We're on it - back soon... ${'a'.repeat(100)}`)
  assert.equal(smsSegments(toGsm(text)).segments, 1)
})

test('bullets, odd spaces, fractions and invisible characters get plain equals', () => {
  assert.equal(toGsm('\u2022\u00a01\u00bd\u202fin.\u200b \u201cA\u201d \u00d7'), '- 11/2 in. "A" x')
})

test('a letter with a separate accent becomes the one letter that GSM-7 has', () => {
  assert.equal(toGsm('cafe\u0301'), 'café')
  assert.ok(isGsm(toGsm('cafe\u0301')))
})

test('letters outside GSM-7 and emoji stay untouched while the rest is plain', () => {
  assert.equal(toGsm('Plomería Muñoz – ¡sí! 👍🏽'), 'Plomería Muñoz - ¡sí! 👍🏽')
  assert.equal(toGsm('日本語'), '日本語')
})

test('a text that is GSM-7 already comes back as it was', () => {
  const text = 'Ace: [ok] {x} ~ \\ | ^ € \r\n'
  assert.equal(toGsm(text), text)
})

test('a line break of two characters may be cut between them', () => {
  assert.equal(smsSegments(`${'ж'.repeat(66)}\r\n${'ж'.repeat(66)}`).segments, 2)
})
