import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#core/values/instant.ts'
import { readChoice } from './read-choice.ts'
import { slotInWords, slotsInWords } from './slot-in-words.ts'
import { slotsToOffer } from './slots-to-offer.ts'

const ZONE = 'America/Chicago'
const TZDATA = '2026c'
const slot = (local: string, hours = 2) => {
  const start = instant(Date.parse(`${local}:00-06:00`))
  return { start, end: instant(start + hours * 3_600_000), free: 1 }
}
const TUESDAY = slot('2026-11-24T08:00')
const WEDNESDAY = slot('2026-11-25T13:00')
const answer = (body: string, more: Partial<Parameters<typeof readChoice>[1]> = {}) =>
  readChoice([TUESDAY, WEDNESDAY], { body, affirm: null, preferredTime: null, ...more }, ZONE, TZDATA)

test('a place in the list takes that slot', () => {
  for (const body of ['1', 'the first one', 'First!', 'le premier', 'la primera', 'the earlier one please'])
    assert.deepEqual(answer(body), { kind: 'takes', index: 0 }, body)
  for (const body of ['2', 'second works', 'the later one', 'segunda']) assert.deepEqual(answer(body), { kind: 'takes', index: 1 }, body)
})

test('a named time takes the slot that it touches, also after a no', () => {
  const wednesday = { start: '2026-11-25T00:00', end: '2026-11-25T23:59' }
  assert.deepEqual(answer('no, wednesday', { affirm: false, preferredTime: wednesday }), { kind: 'takes', index: 1 })
  const atEight = { start: '2026-11-24T08:00', end: '2026-11-24T08:00' }
  assert.deepEqual(answer('8 is good', { affirm: true, preferredTime: atEight }), { kind: 'takes', index: 0 })
})

test('another time is a new wish; a bare yes to two slots takes neither', () => {
  const friday = { start: '2026-11-27T08:00', end: '2026-11-27T12:00' }
  assert.deepEqual(answer('friday morning?', { preferredTime: friday }), { kind: 'other', wish: friday })
  assert.deepEqual(answer('yes', { affirm: true }), { kind: 'unclear' })
  assert.deepEqual(answer('neither works', { affirm: false }), { kind: 'declines' })
  assert.deepEqual(readChoice([TUESDAY], { body: 'yes', affirm: true, preferredTime: null }, ZONE, TZDATA), { kind: 'takes', index: 0 })
})

test('a wish that touches both slots decides nothing', () => {
  const week = { start: '2026-11-24T00:00', end: '2026-11-27T23:59' }
  assert.deepEqual(answer('this week', { preferredTime: week }), { kind: 'unclear' })
})

test('slots inside the wish are offered first, then the nearest', () => {
  const slots = [slot('2026-11-23T08:00'), TUESDAY, slot('2026-11-24T13:00'), WEDNESDAY]
  const tuesdayMorning = { start: '2026-11-24T08:00', end: '2026-11-24T12:00' }
  assert.deepEqual(
    slotsToOffer(slots, tuesdayMorning, ZONE, TZDATA).map((of) => of.start),
    [TUESDAY.start, slot('2026-11-24T13:00').start],
  )
  assert.deepEqual(
    slotsToOffer(slots, null, ZONE, TZDATA).map((of) => of.start),
    [slots[0]?.start, TUESDAY.start],
  )
  assert.deepEqual(slotsToOffer([], tuesdayMorning, ZONE, TZDATA), [])
})

test('a slot is said with weekday, date and hours in three languages', () => {
  assert.equal(slotInWords(TUESDAY, 'en', ZONE, TZDATA), 'Tue Nov 24, 8-10 am')
  assert.equal(slotInWords(slot('2026-11-24T11:30'), 'en', ZONE, TZDATA), 'Tue Nov 24, 11:30 am-1:30 pm')
  assert.equal(slotInWords(WEDNESDAY, 'fr', ZONE, TZDATA), 'mer 25 nov, 13 h-15 h')
  assert.equal(slotsInWords([TUESDAY, WEDNESDAY], 'es', ZONE, TZDATA), 'mar 24 nov, 8-10 am o mié 25 nov, 1-3 pm')
})
