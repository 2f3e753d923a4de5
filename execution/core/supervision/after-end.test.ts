import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterEnd, BACKOFF_MAX_MS, EXIT_BAD_CONFIG, NO_HISTORY, STARTS_NEVER_READY_MAX } from './after-end.ts'
import type { ChildEnd, EndHistory, NextStart } from './after-end.ts'

function end(change: Partial<ChildEnd> = {}): ChildEnd {
  return { reason: 'crashed', exitCode: null, signal: 'SIGKILL', readyForMs: 100, ...change }
}

function nextAfter(ends: ChildEnd[]): { history: EndHistory; nexts: NextStart[] } {
  let history = NO_HISTORY
  const nexts = ends.map((one) => {
    const after = afterEnd(history, one)
    history = after.history
    return after.next
  })
  return { history, nexts }
}

test('the first end is followed by a start at once, the next ones by doubling waits up to the limit', () => {
  const { nexts } = nextAfter(Array.from({ length: 9 }, () => end()))
  assert.deepEqual(
    nexts.map((next) => (next.kind === 'wait' ? next.waitMs : next.kind)),
    ['restart-now', 250, 500, 1000, 2000, 4000, BACKOFF_MAX_MS, BACKOFF_MAX_MS, BACKOFF_MAX_MS],
  )
})

test('a healthy stretch makes the next end the first of a new story', () => {
  const { nexts } = nextAfter([end(), end(), end({ readyForMs: 10_000 })])
  assert.deepEqual(nexts.at(-1), { kind: 'restart-now' })
})

test('a server that came to serve each time is started again for ever', () => {
  const { nexts } = nextAfter(Array.from({ length: 200 }, () => end()))
  assert(nexts.every((next) => next.kind !== 'give-up'))
})

test('starts that never become ready are given up with an alert', () => {
  const never = end({ reason: 'never-ready', exitCode: 1, signal: null, readyForMs: null })
  const { nexts } = nextAfter(Array.from({ length: STARTS_NEVER_READY_MAX }, () => never))
  assert(nexts.slice(0, -1).every((next) => next.kind !== 'give-up'))
  assert.equal(nexts.at(-1)?.kind, 'give-up')
})

test('one good start between bad ones keeps the supervisor trying', () => {
  const never = end({ reason: 'never-ready', readyForMs: null })
  const { nexts } = nextAfter([...Array.from({ length: 9 }, () => never), end(), ...Array.from({ length: 9 }, () => never)])
  assert(nexts.every((next) => next.kind !== 'give-up'))
})

test('a configuration that cannot work is given up at once, however often it worked before', () => {
  const { nexts } = nextAfter([
    end({ readyForMs: 60_000 }),
    end({ exitCode: EXIT_BAD_CONFIG, signal: null, readyForMs: null, reason: 'never-ready' }),
  ])
  assert.equal(nexts.at(-1)?.kind, 'give-up')
})

test('a crash loop alerts when it is recognised and at every doubling, not at every end', () => {
  const { nexts } = nextAfter(Array.from({ length: 40 }, () => end()))
  const alerts = nexts.flatMap((next, index) => (next.kind === 'wait' && next.alert !== null ? [index + 1] : []))
  assert.deepEqual(alerts, [5, 10, 20, 40])
})

test('restarts are counted by reason', () => {
  const { history } = nextAfter([end(), end({ reason: 'hung' }), end(), end({ reason: 'never-ready', readyForMs: null })])
  assert.deepEqual(history.restarts, { crashed: 2, hung: 1, 'never-ready': 1 })
})
