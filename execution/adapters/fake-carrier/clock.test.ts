import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRealClock, createVirtualClock } from './clock.ts'

test('virtual tasks run in order of time, then of scheduling, each at its own moment', async () => {
  const clock = createVirtualClock({ startMs: 1_000 })
  const ran: [string, number][] = []
  const note = (name: string) => () => void ran.push([name, clock.now()])
  clock.after(300, note('late'))
  clock.after(100, note('first'))
  clock.after(100, note('second'))
  clock.after(-5, note('at once'))
  await clock.advance(200)
  assert.deepEqual(ran, [
    ['at once', 1_000],
    ['first', 1_100],
    ['second', 1_100],
  ])
  assert.equal(clock.now(), 1_200)
  await clock.advance(100)
  assert.deepEqual(ran.at(-1), ['late', 1_300])
})

test('a cancelled task never runs, and cancelling one that has run changes nothing', async () => {
  const clock = createVirtualClock({ startMs: 0 })
  let runs = 0
  const kept = clock.after(10, () => void (runs += 1))
  const dropped = clock.after(10, () => void (runs += 10))
  dropped.cancel()
  await clock.runUntilIdle()
  kept.cancel()
  assert.equal(runs, 1)
  assert.equal(clock.pending(), 0)
})

test('tasks scheduled by a task run in the same advance', async () => {
  const clock = createVirtualClock({ startMs: 0 })
  const at: number[] = []
  clock.after(10, () => clock.after(10, () => void at.push(clock.now())))
  await clock.advance(20)
  assert.deepEqual(at, [20])
})

test('the clock stands still while tracked outside work is under way', async () => {
  const clock = createVirtualClock({ startMs: 0 })
  const order: string[] = []
  clock.after(10, () => {
    clock.track?.(
      new Promise<void>((resolve) => {
        setTimeout(() => {
          order.push(`answer at ${clock.now()}`)
          resolve()
        }, 5)
      }),
    )
  })
  clock.after(11, () => void order.push('next task'))
  await clock.runUntilIdle()
  assert.deepEqual(order, ['answer at 10', 'next task'])
})

test('outside work that fails does not stop the clock', async () => {
  const clock = createVirtualClock({ startMs: 0 })
  let reached = false
  clock.after(1, () => clock.track?.(Promise.reject(new Error('refused'))))
  clock.after(2, () => void (reached = true))
  await clock.runUntilIdle()
  assert.equal(reached, true)
})

test('outside work that waits for the clock itself is passed over after the patience is used up', async () => {
  const clock = createVirtualClock({ startMs: 0, patienceMs: 5 })
  let answered = false
  clock.track?.(new Promise<void>((resolve) => clock.after(50, resolve)).then(() => void (answered = true)))
  await clock.advance(60)
  assert.equal(answered, true)
})

test('running until idle stops at its limit and says how long it ran', async () => {
  const clock = createVirtualClock({ startMs: 0 })
  const again = () => void clock.after(1_000, again)
  again()
  assert.equal(await clock.runUntilIdle(5_500), 5_000)
})

test('five hundred tasks in random order come out sorted', async () => {
  const clock = createVirtualClock({ startMs: 0 })
  const seen: number[] = []
  for (let index = 0; index < 500; index += 1) clock.after((index * 7_919) % 503, () => void seen.push(clock.now()))
  await clock.runUntilIdle()
  assert.equal(seen.length, 500)
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => a - b),
  )
})

test('the real clock runs a task and honours a cancellation', async () => {
  const clock = createRealClock()
  const cancelled = clock.after(0, () => assert.fail('this task was cancelled'))
  cancelled.cancel()
  const before = clock.now()
  // A plain timer keeps the process alive, which the carrier's own timers do not.
  const keepAlive = setTimeout(() => undefined, 1_000)
  await new Promise<void>((resolve) => {
    clock.after(2, resolve)
  })
  clearTimeout(keepAlive)
  assert.ok(clock.now() >= before)
})
