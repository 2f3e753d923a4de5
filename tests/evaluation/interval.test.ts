import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resampledInterval, shareInterval } from './interval.ts'

test('an interval holds its share, narrows with more texts and is never outside 0 to 1', () => {
  const few = shareInterval({ hits: 9, of: 10 })
  const many = shareInterval({ hits: 900, of: 1000 })
  assert.ok(few.low < 0.9 && 0.9 < few.high && many.high - many.low < few.high - few.low)
  assert.equal(shareInterval({ hits: 5, of: 5 }).high, 1)
  assert.equal(shareInterval({ hits: 0, of: 5 }).low, 0)
  assert.deepEqual(shareInterval({ hits: 0, of: 0 }), { low: 0, high: 1 })
  const mean = (drawn: readonly number[]) => drawn.reduce((sum, one) => sum + one, 0) / drawn.length
  const spread = resampledInterval([0, 1, 0, 1, 1, 1, 0, 1], mean)
  assert.ok(spread.low < 0.625 && 0.625 < spread.high)
  assert.deepEqual(spread, resampledInterval([0, 1, 0, 1, 1, 1, 0, 1], mean))
})
