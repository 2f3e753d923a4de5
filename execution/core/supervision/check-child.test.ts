import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterMessage, CHECK_MS, checkChild, HANG_MS, newSigns, READY_MS } from './check-child.ts'
import type { ChildSigns } from './check-child.ts'

/** Checks every CHECK_MS from the last check until `until`, and answers the time of the first verdict other than well. */
function firstVerdict(signs: ChildSigns, until: number): { verdict: string; at: number } | null {
  for (let at = signs.checkedAt + CHECK_MS; at <= until; at += CHECK_MS) {
    const check = checkChild(signs, at)
    if (check.verdict !== 'well') return { verdict: check.verdict, at }
    signs = check.signs
  }
  return null
}

test('a child that is loading may be silent until the time for a start is over', () => {
  assert.deepEqual(firstVerdict(newSigns(0), 2 * READY_MS), { verdict: 'never-ready', at: READY_MS + CHECK_MS })
})

test('a ready child that falls silent is hung after the limit, counted from its last word', () => {
  const ready = afterMessage(newSigns(0), 'ready', 0)
  assert.deepEqual(firstVerdict(ready, 2 * HANG_MS), { verdict: 'hung', at: HANG_MS + CHECK_MS })
  const later = afterMessage(ready, 'heartbeat', 2_000)
  assert.equal(firstVerdict(later, HANG_MS + CHECK_MS), null)
  assert.equal(firstVerdict(later, 2 * HANG_MS)?.at, HANG_MS + 2_000 + CHECK_MS)
})

test('heartbeats before the child is ready do not lengthen its start', () => {
  const beating = afterMessage(newSigns(0), 'heartbeat', 30_000)
  assert.equal(firstVerdict(beating, 2 * READY_MS)?.at, READY_MS + CHECK_MS)
})

test('a supervisor that stood still itself blames nobody and counts on from there', () => {
  const ready = afterMessage(newSigns(0), 'ready', 0)
  const woken = checkChild(ready, 3_600_000)
  assert.equal(woken.verdict, 'well')
  assert.deepEqual(firstVerdict(woken.signs, 3_700_000), { verdict: 'hung', at: 3_600_000 + HANG_MS + CHECK_MS })
})
