import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#core/values/instant.ts'
import { createWindowCounts } from './window-counts.ts'

test('a window begins with the first and ends after its time, each key for itself', () => {
  let at = 0
  const { count } = createWindowCounts({ now: () => instant(at) })
  assert.deepEqual([count('a', 1_000), count('a', 1_000), count('b', 1_000)], [1, 2, 1])
  at = 999
  assert.equal(count('a', 1_000), 3)
  at = 1_000
  assert.equal(count('a', 1_000), 1)
})

test('so many other keys that the oldest are forgotten do not reset one that is counted all the while', () => {
  const { count } = createWindowCounts({ now: () => instant(0) })
  count('once', 1_000)
  let all = 0
  for (let key = 0; key < 10_001; key++) {
    count(`address ${key}`, 1_000)
    all = count('all', 1_000)
  }
  assert.equal(all, 10_001)
  assert.equal(count('once', 1_000), 1)
})
