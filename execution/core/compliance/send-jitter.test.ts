import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, plus } from '#core/values/instant.ts'
import { JITTER_MAX_MS, jitteredStart, sendJitterMs } from './send-jitter.ts'

test('the same id always gives the same delay, within ten minutes', () => {
  const delays = Array.from({ length: 2_000 }, (_, index) => sendJitterMs(`ef_${index}`))
  assert.ok(delays.every((delay) => Number.isInteger(delay) && delay >= 0 && delay <= JITTER_MAX_MS))
  assert.equal(sendJitterMs('ef_17'), delays[17])
})

test('the delays of neighbouring ids spread over the whole time', () => {
  const minutes = new Set(Array.from({ length: 500 }, (_, index) => Math.floor(sendJitterMs(`ef_${index}`) / 60_000)))
  assert.ok(minutes.size >= 10)
})

test('a delay that would leave the window is not taken', () => {
  const until = instant(1_000_000)
  assert.equal(
    jitteredStart(until, 'ef_1', () => true),
    plus(until, sendJitterMs('ef_1')),
  )
  assert.equal(
    jitteredStart(until, 'ef_1', (at) => at <= until),
    until,
  )
})
