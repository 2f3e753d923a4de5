import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PlannedEffect } from '#core/effect.ts'
import { instant } from '#core/values/instant.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { OutboxState } from '#ports/outbox.ts'
import type { Store } from '#ports/store.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

/*
 * Goal: a row can be claimed exactly when it is waiting or unknown, its time has come, and no unfinished row of the same tenant, conversation
 * and lane was added before it.
 * Method: any sequence of adds, claims, endings, cancels and recoveries is run against the store, and against a list that follows this
 * sentence word by word.
 */

// Well-formed ids.
const TENANTS = ['tenant_a', 'tenant_b'].map((text) => parseTenantId(text) as TenantId)
const LEASE = 5

type Row = {
  id: string
  tenant: number
  key: string
  lane: string | null
  cancelKey: string | null
  onceKey: string | null
  state: OutboxState
  notBefore: number
  leaseUntil: number
  tried: boolean
  wasUnknown: boolean
}
type Command =
  | { kind: 'add'; tenant: number; key: string; lane: string | null; cancelKey: string | null; onceKey: string | null; delay: number }
  | { kind: 'claim'; limit: number }
  | { kind: 'end'; pick: number; state: 'done' | 'refused' | 'canceled' }
  | { kind: 'put-back'; pick: number; state: 'waiting' | 'unknown'; delay: number }
  | { kind: 'try'; pick: number }
  | { kind: 'cancel'; tenant: number; key: string; cancelKey: string }
  | { kind: 'recover'; all: boolean }
  | { kind: 'pass'; time: number }

const tenant = fc.integer({ min: 0, max: 1 })
const key = fc.constantFrom('conv1', 'conv1', 'conv2')
const delay = fc.integer({ min: -1, max: 3 })
const pick = fc.nat(20)
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      tenant,
      key,
      lane: fc.constantFrom(null, 'texts', 'texts', 'texts', 'reads'),
      cancelKey: fc.constantFrom(null, 'turn'),
      onceKey: fc.constantFrom(null, null, 'once1', 'once2'),
      delay,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('claim' as const), limit: fc.integer({ min: 1, max: 6 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      pick,
      state: fc.constantFrom('done' as const, 'refused' as const, 'canceled' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('put-back' as const),
      pick,
      state: fc.constantFrom('waiting' as const, 'unknown' as const),
      delay,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('try' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), tenant, key, cancelKey: fc.constant('turn') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('recover' as const), all: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), time: fc.integer({ min: 1, max: 4 }) }) },
)

test('the store claims what the rule of lanes allows, after any history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 15, maxLength: 45, size: 'max' }), async (commands) => {
      const store = await openSqliteStore({ path: ':memory:', synchronous: 'NORMAL', secretKey: new Uint8Array(32) })
      const world = { store, rows: [] as Row[], now: 1_000 }
      for (const one of commands) await obey(world, one)
      await compare(world)
      await store.close()
    }),
    { numRuns: 150 },
  )
})

type World = { store: Store; rows: Row[]; now: number }

const unfinished = (row: Row) => row.state === 'waiting' || row.state === 'claimed' || row.state === 'unknown'

function claimable(world: World): Row[] {
  return world.rows.filter((row, index) => {
    if ((row.state !== 'waiting' && row.state !== 'unknown') || row.notBefore > world.now) return false
    const earlier = world.rows.slice(0, index)
    return (
      row.lane === null ||
      !earlier.some((other) => unfinished(other) && other.tenant === row.tenant && other.key === row.key && other.lane === row.lane)
    )
  })
}

async function obey(world: World, command: Command): Promise<void> {
  const { store, rows, now } = world
  switch (command.kind) {
    case 'add':
      return add(world, command)
    case 'claim': {
      const allowed = claimable(world)
      const claimed = await store.acrossTenants.claimDue({ at: instant(now), limit: command.limit, leaseUntil: instant(now + LEASE) })
      assert.equal(claimed.length, Math.min(command.limit, allowed.length))
      for (const { tenantId, id, wasUnknown } of claimed) {
        const row = allowed.find((one) => TENANTS[one.tenant] === tenantId && one.id === id)
        assert.ok(row, `${id} was claimed and may not be`)
        assert.equal(wasUnknown, row.state === 'unknown')
        Object.assign(row, { state: 'claimed', leaseUntil: now + LEASE, wasUnknown })
      }
      return
    }
    case 'end':
      return withPicked(world, command.pick, async (row, tenantId) => {
        await store.transaction(tenantId, (tx) => tx.outbox.settle(row.id, command.state))
        if (unfinished(row)) row.state = command.state
      })
    case 'put-back':
      return withPicked(world, command.pick, async (row, tenantId) => {
        await store.transaction(tenantId, (tx) => tx.outbox.putBack(row.id, command.state, instant(now + command.delay)))
        if (row.state === 'claimed') Object.assign(row, { state: command.state, notBefore: now + command.delay, wasUnknown: false })
      })
    case 'try':
      return withPicked(world, command.pick, async (row, tenantId) => {
        const marked = store.transaction(tenantId, (tx) => tx.outbox.markTried(row.id, instant(now)))
        if (row.state !== 'claimed') return assert.rejects(marked, /not claimed any more/)
        await marked
        row.tried = true
      })
    case 'cancel': {
      const chosen = rows.filter(
        (row) => row.tenant === command.tenant && row.key === command.key && row.state === 'waiting' && row.cancelKey === command.cancelKey,
      )
      const canceled = await store.transaction(tenantOf(command.tenant), (tx) => tx.outbox.cancel(command.key, [command.cancelKey]))
      assert.deepEqual(
        canceled,
        chosen.map((row) => row.id),
      )
      for (const row of chosen) row.state = 'canceled'
      return
    }
    case 'recover': {
      const lost = rows.filter((row) => row.state === 'claimed' && (command.all || row.leaseUntil <= now))
      assert.equal(await store.acrossTenants.recoverLeases(instant(now), command.all), lost.length)
      for (const row of lost) Object.assign(row, { state: row.tried || row.wasUnknown ? 'unknown' : 'waiting', wasUnknown: false })
      return
    }
    case 'pass':
      world.now += command.time
      return
    default:
      command satisfies never
  }
}

async function add({ store, rows, now }: World, command: Extract<Command, { kind: 'add' }>): Promise<void> {
  const { lane, cancelKey, onceKey, key: conversationKey } = command
  const id = `e${rows.length}`
  const effect: PlannedEffect['effect'] = { kind: 'start-timer', timer: { kind: 'turn-due' } }
  const planned: PlannedEffect = { effect, notBefore: instant(now + command.delay), cancelKey, onceKey, lane }
  const added = await store.transaction(tenantOf(command.tenant), (tx) =>
    tx.outbox.add([{ id, conversationKey, planned, at: instant(now) }]),
  )
  const repeated = onceKey !== null && rows.some((row) => row.tenant === command.tenant && row.onceKey === onceKey)
  assert.deepEqual(added, repeated ? [] : [id])
  if (repeated) return
  rows.push({
    id,
    tenant: command.tenant,
    key: conversationKey,
    lane,
    cancelKey,
    onceKey,
    state: 'waiting',
    notBefore: now + command.delay,
    leaseUntil: 0,
    tried: false,
    wasUnknown: false,
  })
}

async function withPicked(world: World, index: number, work: (row: Row, tenantId: TenantId) => Promise<void>): Promise<void> {
  const row = world.rows[index % Math.max(1, world.rows.length)]
  if (row) await work(row, tenantOf(row.tenant))
}

async function compare({ store, rows }: World): Promise<void> {
  for (const row of rows) {
    const found = await store.transaction(tenantOf(row.tenant), (tx) => tx.outbox.find(row.id))
    assert.deepEqual([found?.state, found?.notBefore], [row.state, row.notBefore])
  }
  const due = rows.filter((row) => row.state === 'waiting' || row.state === 'unknown')
  const heads = due.filter((row) => claimable({ store, rows, now: Number.MAX_SAFE_INTEGER }).includes(row))
  const next = heads.length === 0 ? null : Math.min(...heads.map((row) => row.notBefore))
  assert.equal(await store.acrossTenants.nextDueAt(), next)
}

function tenantOf(index: number): TenantId {
  const tenantId = TENANTS[index]
  assert.ok(tenantId)
  return tenantId
}
