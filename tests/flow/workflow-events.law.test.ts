/**
 * Goal: an event for slow processes is lost by no fate of its receiver within its age, told to none under two ids, and ends.
 * Method: the real lane over a real store; fast-check draws what the receiver does to each try, and when the process dies.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import type { Outcome } from '#core/effect.ts'
import { instant, type Instant } from '#core/values/instant.ts'
import { createEventDispatcher, EVENTS_AT_ONCE } from '#flow/dispatch-events.ts'
import { EVENT_AGE_MAX_MS, EVENT_ATTEMPTS_MAX, EVENT_RETRY_MAX_MS, EVENT_RETRY_MIN_MS } from '#flow/effects/run-workflow.ts'
import type { Store } from '#ports/store.ts'
import type { Workflows } from '#ports/workflows.ts'
import { phone, tenantId } from './house.ts'

const START = Date.UTC(2026, 10, 23, 15)
const TENANT = tenantId('t_ace')
const CALLER = phone('+13125550142')

/** What a receiver does to one try. `taken`: it arrived whole, whatever we hear of it. */
type Fate = { taken: boolean; outcome: Outcome<null> | 'throws' }
const FATES: readonly Fate[] = [
  { taken: true, outcome: { kind: 'done', value: null } },
  { taken: true, outcome: { kind: 'unknown', reason: 'TimeoutError' } },
  { taken: false, outcome: { kind: 'unknown', reason: 'ECONNRESET' } },
  { taken: false, outcome: { kind: 'retry', afterMs: 0, reason: 'status 500', code: 500 } },
  { taken: false, outcome: { kind: 'retry', afterMs: 600_000, reason: 'status 503', code: 503 } },
  { taken: false, outcome: 'throws' },
]
const GOOD = FATES[0] ?? assert.fail()

let store: Store
before(async () => {
  store = await openSqliteStore({ path: ':memory:', synchronous: 'NORMAL', secretKey: new Uint8Array(32).fill(7) })
})
after(() => store.close())

let runs = 0

/** A lane of its own, with events of its own, whose receiver answers with these fates in turn and then with the last one for ever. */
async function openLane(count: number, fates: readonly Fate[], last: Fate) {
  runs += 1
  const run = runs
  const taken: string[] = []
  const tries: { id: string; at: number }[] = []
  const told: string[] = []
  const faults: string[] = []
  const left = [...fates]
  let now = START
  let underWay = 0
  let held = 0
  let most = 0
  const workflows: Workflows = {
    async tell({ effectId }) {
      underWay += 1
      most = Math.max(most, underWay)
      await Promise.resolve()
      underWay -= 1
      const { taken: isTaken, outcome } = left.shift() ?? last
      tries.push({ id: effectId, at: now })
      if (isTaken) taken.push(effectId)
      if (outcome === 'throws') {
        held += 1
        throw new Error('a bug of the adapter')
      }
      return outcome
    },
  }
  const measures = {
    eventReceived() {},
    missedToText() {},
    textSettled() {},
    effectFailed: (_where: string, error: unknown) => void faults.push(String(error)),
    ownerTold() {},
    modelAsked() {},
    workflowTold: (outcome: string) => void told.push(outcome),
  }
  const clock = { now: (): Instant => instant(now), tzdata: '', after: () => () => {} }
  const lane = createEventDispatcher({ store, clock, workflows, measures })
  const ids = Array.from({ length: count }, (_, place) => `r${run}e${place}`)
  const effect = { kind: 'run-workflow', event: { type: 'caller.opted_out', at: instant(START), phone: CALLER, leadId: null } } as const
  const planned = { effect, notBefore: null, cancelKey: null, onceKey: null, lane: null }
  const rows = ids.map((id) => ({ id, conversationKey: CALLER, planned, at: instant(START) }))
  await store.transaction(TENANT, (tx) => tx.outbox.add(rows))
  return {
    ids,
    taken,
    tries,
    told,
    faults,
    most: () => most,
    pass: (ms: number) => void (now += ms),
    work: () => lane.processAll(),
    die: () => store.acrossTenants.recoverLeases(instant(now), true),
    async states() {
      const found = await store.transaction(TENANT, async (tx) => Promise.all(ids.map((id) => tx.outbox.find(id))))
      return found.map((row) => row?.state)
    },
    /** From try to try until nothing waits any more. */
    async finish() {
      for (;;) {
        await lane.processAll()
        const next = await store.acrossTenants.nextEventAt()
        if (next === null) {
          // What threw is held by its lease, and nothing else.
          const freed = await store.acrossTenants.recoverLeases(instant(now), true)
          assert.ok(freed <= held)
          if (freed === 0) return
          continue
        }
        now = Math.max(now, next)
      }
    },
  }
}

test('whatever the receiver does at first, each event arrives once it is well, and every row ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.constantFrom(...FATES), { maxLength: 30 }),
      fc.array(fc.constantFrom('pass', 'work', 'die'), { maxLength: 12 }),
      async (count, fates, steps) => {
        const lane = await openLane(count, fates, GOOD)
        for (const step of steps) {
          if (step === 'pass') lane.pass(60_000)
          else await lane[step]()
        }
        await lane.finish()
        assert.deepEqual(new Set(lane.taken), new Set(lane.ids), 'nothing is lost and nothing else is told')
        assert.deepEqual(new Set(await lane.states()), new Set(['done']))
        assert.ok(lane.most() <= EVENTS_AT_ONCE)
      },
    ),
    { numRuns: 60 },
  )
})

test('a receiver that is dead for three days is asked at growing distances, and then each event is given up aloud', async () => {
  const lane = await openLane(3, [], { taken: false, outcome: { kind: 'retry', afterMs: 0, reason: 'ECONNREFUSED', code: null } })
  await lane.finish()
  assert.deepEqual(await lane.states(), ['refused', 'refused', 'refused'])
  const times = lane.tries.filter(({ id }) => id === lane.ids[0]).map(({ at }) => at)
  const gaps = times.slice(1).map((time, place) => time - (times[place] ?? 0))
  assert.equal(gaps[0], EVENT_RETRY_MIN_MS)
  assert.ok(gaps.every((gap, place) => gap >= (gaps[place - 1] ?? 0) && gap <= EVENT_RETRY_MAX_MS))
  const last = (times.at(-1) ?? 0) - START
  assert.ok(last <= EVENT_AGE_MAX_MS && last > EVENT_AGE_MAX_MS - EVENT_RETRY_MAX_MS, 'tried until it is too old, and not once later')
  assert.ok(times.length < EVENT_ATTEMPTS_MAX)
  const [early, late] = [lane.faults.slice(0, 3), lane.faults.slice(3)]
  for (const words of early) assert.match(words, /the event caller\.opted_out of t_ace is not taken: ECONNREFUSED; it is tried on/)
  for (const words of late) assert.match(words, /the event caller\.opted_out of t_ace was not taken: given up after \d+ tries/)
  assert.equal(late.length, 3, 'each is told of soon, and again when it is given up')
  assert.equal(lane.told.filter((outcome) => outcome === 'expired').length, 3)
})

test('an event that is refused is not told again, and does not keep the others', async () => {
  const refused: Fate = { taken: false, outcome: { kind: 'refused', reason: 'status 422', code: 422 } }
  const lane = await openLane(2, [refused], GOOD)
  await lane.finish()
  assert.deepEqual(new Set(await lane.states()), new Set(['done', 'refused']))
  assert.equal(lane.tries.length, 2)
  assert.match(lane.faults[0] ?? '', /status 422/)
})
