import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, plus } from '#core/values/instant.ts'
import { capDayStart, pace, sendSlot } from './pacing.ts'

const TZDATA = '2026c'
/** 21:00 in Los Angeles, already the next day in UTC. */
const EVENING = instant(Date.parse('2026-12-08T05:00:00Z'))
const MIDNIGHT = instant(Date.parse('2026-12-08T08:00:00Z'))

test('each class of brand has the pace and the cap that the carriers give it', () => {
  const figures = (tier: Parameters<typeof pace>[0]) => [pace(tier).textsPerSecond, pace(tier).segmentsPerDay]
  assert.deepEqual(figures('sole-proprietor'), [1, 1_000])
  assert.deepEqual(figures('low-volume-standard'), [3.75, 2_000])
  assert.deepEqual(figures('toll-free'), [3, null])
  for (const [score, expected] of [
    [null, [12, 2_000]],
    [24, [12, 2_000]],
    [25, [12, 10_000]],
    [50, [120, 40_000]],
    [100, [225, 200_000]],
  ] as const)
    assert.deepEqual(figures({ standardScore: score }), expected, `score ${score}`)
})

test('a second text of a sole proprietor waits until the second is over', () => {
  const pacing = pace('sole-proprietor')
  const sent = { lastAt: EVENING, segmentsToday: 1 }
  assert.deepEqual(sendSlot(pacing, sent, { segments: 1, at: plus(EVENING, 999), tzdata: TZDATA }), {
    kind: 'wait',
    until: plus(EVENING, 1_000),
    reason: 'campaign_rate',
  })
  assert.deepEqual(sendSlot(pacing, sent, { segments: 1, at: plus(EVENING, 1_000), tzdata: TZDATA }), { kind: 'now' })
})

test('fractions of a second are rounded up, so the rate is never exceeded', () => {
  const slot = sendSlot(pace('low-volume-standard'), { lastAt: EVENING, segmentsToday: 0 }, { segments: 1, at: EVENING, tzdata: TZDATA })
  assert.deepEqual(slot, { kind: 'wait', until: plus(EVENING, 267), reason: 'campaign_rate' })
})

test('a used-up day ends at midnight, Pacific time, and counts segments', () => {
  const pacing = pace('sole-proprietor')
  const ask = (segmentsToday: number, segments: number) =>
    sendSlot(pacing, { lastAt: null, segmentsToday }, { segments, at: EVENING, tzdata: TZDATA })
  assert.deepEqual(ask(998, 2), { kind: 'now' })
  assert.deepEqual(ask(999, 2), { kind: 'wait', until: MIDNIGHT, reason: 'campaign_cap_day' })
  assert.equal(capDayStart(MIDNIGHT, TZDATA), MIDNIGHT)
  assert.equal(capDayStart(plus(MIDNIGHT, -1), TZDATA), instant(Date.parse('2026-12-07T08:00:00Z')))
})

test('the days on which the clocks change end at their own midnight', () => {
  const pacing = pace('sole-proprietor')
  for (const [at, midnight] of [
    ['2026-11-01T20:00:00Z', '2026-11-02T08:00:00Z'],
    ['2027-03-14T20:00:00Z', '2027-03-15T07:00:00Z'],
  ] as const) {
    const slot = sendSlot(pacing, { lastAt: null, segmentsToday: 1_000 }, { segments: 1, at: instant(Date.parse(at)), tzdata: TZDATA })
    assert.deepEqual(slot, { kind: 'wait', until: instant(Date.parse(midnight)), reason: 'campaign_cap_day' })
  }
})

test('a text that is larger than a whole day goes alone on a fresh one', () => {
  const slot = sendSlot(
    { textsPerSecond: 1, segmentsPerDay: 2, source: '' },
    { lastAt: null, segmentsToday: 0 },
    { segments: 3, at: EVENING, tzdata: TZDATA },
  )
  assert.deepEqual(slot, { kind: 'now' })
})
