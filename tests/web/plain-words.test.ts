import assert from 'node:assert/strict'
import { test } from 'node:test'
import { centsOf, dollars, phoneWords, plainCode, secondsWords } from '../../web/src/words/plain-words.ts'
import { clock, dateAfter, dateOf, elapsed, instantOf, moment, wantedTime } from '../../web/src/words/time-words.ts'

const NOON = Date.parse('2026-03-10T17:00:00Z')
const ZONE = 'America/Chicago'

test('how long somebody waits is said in one unit', () => {
  const words = [30_000, 4 * 60_000, 3 * 3_600_000, 86_400_000, 5 * 86_400_000].map((ms) =>
    elapsed(new Date(NOON - ms).toISOString(), NOON),
  )
  assert.deepEqual(words, ['just now', '4 min', '3 h', '1 day', '5 days'])
})

test('times are those of the business, not of the browser', () => {
  assert.equal(clock('2026-03-10T20:05:00Z', ZONE), '3:05 pm')
  assert.equal(moment('2026-03-10T14:00:00Z', NOON, ZONE), '9:00 am')
  assert.equal(moment('2026-03-08T14:00:00Z', NOON, ZONE), 'Sun 9:00 am')
  assert.equal(moment('2026-02-01T14:00:00Z', NOON, ZONE), 'Feb 1, 8:00 am')
  assert.equal(dateOf('2026-03-10T04:30:00Z', ZONE), '2026-03-09')
})

test('dates are counted without the clock changes', () => {
  assert.equal(dateAfter('2026-03-07', 2), '2026-03-09')
  assert.equal(dateAfter('2026-03-01', -1), '2026-02-28')
})

test('a wanted time is said as people say it', () => {
  assert.equal(wantedTime({ asap: true }), 'as soon as possible')
  assert.equal(wantedTime({ start: '2026-03-10T08:00', end: '2026-03-10T10:30' }), 'Tue, Mar 10, 8 am to 10:30 am')
  assert.equal(wantedTime({ start: '2026-03-10T08:00', end: '2026-03-11T10:00' }), 'Tue, Mar 10 to Wed, Mar 11')
  assert.equal(wantedTime(null), null)
})

test('a wall-clock time in a zone is one instant, also around the clock changes', () => {
  const walls = ['2026-01-15T08:00', '2026-07-15T08:00', '2026-03-08T01:30', '2026-03-08T03:30', '2026-11-01T03:00']
  assert.deepEqual(
    walls.map((wall) => instantOf(wall, ZONE)),
    [
      '2026-01-15T14:00:00.000Z',
      '2026-07-15T13:00:00.000Z',
      '2026-03-08T07:30:00.000Z',
      '2026-03-08T08:30:00.000Z',
      '2026-11-01T09:00:00.000Z',
    ],
  )
})

test('an amount is read as people type it', () => {
  assert.deepEqual(['450', '1,250', '$1,250.50', 'a lot'].map(centsOf), [45_000, 125_000, 125_050, Number.NaN])
})

test('figures and codes become words', () => {
  assert.deepEqual([dollars(384_000), dollars(1_250), dollars(0)], ['$3,840', '$12.50', '$0'])
  assert.deepEqual([secondsWords(0.8), secondsWords(3), secondsWords(14.6), secondsWords(300)], ['0.8 s', '3 s', '15 s', '5 min'])
  assert.equal(phoneWords('+12175550110'), '(217) 555-0110')
  assert.equal(phoneWords('+442079460000'), '+442079460000')
  assert.equal(plainCode('appliance_repair'), 'Appliance repair')
})
