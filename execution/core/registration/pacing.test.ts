import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY_MS, instant, plus, SECOND_MS, type Instant } from '#core/values/instant.ts'
import fc from 'fast-check'
import { capDayStart, pace, takeSendSlot, type PaceState, type Pacing } from './pacing.ts'

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

/** What follows when a text asks for the first time. */
function ask(pacing: Pacing, state: PaceState | null, at: Instant, segments = 1) {
  return takeSendSlot(pacing, state, { segments, at, tzdata: TZDATA, placeAt: null, isOwed: false })
}

const used = (segments: number): PaceState => ({ queueEnds: instant(0), nextAt: instant(0), dayEnds: MIDNIGHT, segments })

test('a second text of a sole proprietor waits until the second is over, and has its place then', () => {
  const pacing = pace('sole-proprietor')
  const first = ask(pacing, null, EVENING)
  assert.deepEqual(first.slot, { kind: 'now' })
  const second = ask(pacing, first.state, plus(EVENING, 999))
  const third = ask(pacing, second.state, plus(EVENING, 999))
  assert.deepEqual(
    [second.slot, third.slot],
    [1_000, 2_000].map((ms) => ({ kind: 'wait', until: plus(EVENING, ms), reason: 'campaign_rate' })),
  )
  const came = { segments: 1, at: plus(EVENING, 1_000), tzdata: TZDATA, placeAt: plus(EVENING, 1_000), isOwed: false }
  assert.deepEqual(takeSendSlot(pacing, third.state, came).slot, { kind: 'now' })
})

test('fractions of a second are rounded up, so the rate is never exceeded', () => {
  const pacing = pace('low-volume-standard')
  assert.deepEqual(ask(pacing, ask(pacing, null, EVENING).state, EVENING).slot, {
    kind: 'wait',
    until: plus(EVENING, 267),
    reason: 'campaign_rate',
  })
})

test('a used-up day ends at midnight, Pacific time, counts segments, and begins anew', () => {
  const pacing = pace('sole-proprietor')
  assert.deepEqual(ask(pacing, used(998), EVENING, 2).slot, { kind: 'now' })
  assert.deepEqual(ask(pacing, used(999), EVENING, 2).slot, { kind: 'wait', until: MIDNIGHT, reason: 'campaign_cap_day' })
  assert.equal(ask(pacing, used(999), MIDNIGHT, 2).state?.segments, 2)
  assert.equal(capDayStart(MIDNIGHT, TZDATA), MIDNIGHT)
  assert.equal(capDayStart(plus(MIDNIGHT, -1), TZDATA), instant(Date.parse('2026-12-07T08:00:00Z')))
})

test('what is owed leaves at once on a full day and in a full second, and counts', () => {
  const pacing = pace('sole-proprietor')
  const state = { ...used(1_000), queueEnds: plus(EVENING, 60_000), nextAt: plus(EVENING, 900) }
  const owed = takeSendSlot(pacing, state, { segments: 1, at: EVENING, tzdata: TZDATA, placeAt: null, isOwed: true })
  assert.deepEqual(owed, {
    slot: { kind: 'now' },
    state: { ...state, queueEnds: plus(EVENING, 61_000), nextAt: plus(EVENING, 1_900), segments: 1_001 },
  })
})

test('the days on which the clocks change end at their own midnight', () => {
  for (const [at, midnight] of [
    ['2026-11-01T20:00:00Z', '2026-11-02T08:00:00Z'],
    ['2027-03-14T20:00:00Z', '2027-03-15T07:00:00Z'],
  ] as const)
    assert.equal(ask(pace('sole-proprietor'), null, instant(Date.parse(at))).state?.dayEnds, Date.parse(midnight))
})

test('a text that is larger than a whole day goes alone on a fresh one', () => {
  const pacing = { textsPerSecond: 1, burst: 1, segmentsPerDay: 2, source: '' }
  assert.deepEqual(ask(pacing, { ...used(0), dayEnds: MIDNIGHT }, EVENING, 3).slot, { kind: 'now' })
})

/** Every text asks, comes back at its place, late by what `lagMs` says (a busy process, an outage), and goes. */
function departures(pacing: Pacing, askedAfterMs: readonly number[], lagMs: (turn: number) => number) {
  let state: PaceState | null = null
  let turns = 0
  const queue = askedAfterMs.toSorted((a, b) => a - b).map((ms) => ({ at: plus(EVENING, ms), placeAt: null as Instant | null }))
  const leftAt: number[] = []
  for (let text = queue.shift(); text !== undefined; text = queue.shift()) {
    turns += 1
    const answer = takeSendSlot(pacing, state, { segments: 1, tzdata: TZDATA, isOwed: false, ...text })
    state = answer.state
    const { slot } = answer
    if (slot.kind === 'now') leftAt.push(text.at)
    else {
      queue.push({ at: plus(slot.until, lagMs(turns)), placeAt: slot.reason === 'campaign_rate' ? slot.until : null })
      queue.sort((a, b) => a.at - b.at)
    }
  }
  return { leftAt: leftAt.toSorted((a, b) => a - b), turns }
}

const pacings = fc.record({
  textsPerSecond: fc.constantFrom(1, 3, 3.75, 12),
  burst: fc.constantFrom(1, 5),
  segmentsPerDay: fc.constantFrom(null, 7, 20),
  source: fc.constant(''),
})
const askedTimes = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 60 })
/** How late the first texts come back: nothing, a busy process, an outage. */
const lags = fc.array(fc.constantFrom(0, 0, 0, 3, 40, 900, 30_000), { maxLength: 60 })

test('whatever asks when and however late it comes back, no two texts are closer than the rate allows, the cap holds every day, and none is lost', () => {
  fc.assert(
    fc.property(pacings, askedTimes, lags, (pacing, asked, late) => {
      const { leftAt } = departures(pacing, asked, (turn) => late[turn] ?? 0)
      assert.equal(leftAt.length, asked.length)
      const gapMs = Math.ceil(SECOND_MS / pacing.textsPerSecond)
      // In any window there is room for the burst and for what the rate has let through since it began.
      for (const [place, at] of leftAt.entries()) {
        for (let from = 0; from < place; from += 1) {
          const texts = place - from + 1
          assert.ok(texts <= pacing.burst + (at - (leftAt[from] ?? 0)) / gapMs, `${texts} texts from ${leftAt[from]} to ${at}`)
        }
      }
      const perDay = Map.groupBy(leftAt, (at) => Math.floor((at - MIDNIGHT) / DAY_MS))
      for (const [, texts] of perDay) assert.ok(texts.length <= (pacing.segmentsPerDay ?? Infinity))
    }),
  )
})

test('a queue of texts that come back in time asks twice each, not each time that another leaves', () => {
  const asked = Array.from({ length: 300 }, () => 0)
  assert.equal(departures(pace('sole-proprietor'), asked, () => 0).turns, 2 * 300 - 1)
})
