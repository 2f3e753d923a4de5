import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Effect } from '#core/effect.ts'
import { MINUTE_MS, plus, type Instant } from '#core/values/instant.ts'
import type { Store } from '#ports/store.ts'
import { addEffects, ALPHA, claimIds, CUSTOMER, later, NOW, plannedOf, tenantId, textEffect } from './store-examples.ts'
import { withStore } from './store-place.ts'
import type { StoreFactory } from './store-place.ts'

/** Effects as rows: order in lanes, claims, leases, cancelling, at most once. Each test has a store of its own. */
export function storeOutboxContract(factory: StoreFactory): void {
  const inStore: InStore = (work) => withStore(factory, work)
  describe('outbox: adding and claiming', () => addingAndClaiming(inStore))
  describe('outbox: lanes', () => lanes(inStore))
  describe('outbox: ending, putting back, leases', () => endings(inStore))
  describe('outbox: cancelling', () => cancelling(inStore))
  describe('outbox: events for slow processes', () => events(inStore))
}

type InStore = (work: (store: Store) => Promise<void>) => () => Promise<void>

const settle = (store: Store, id: string, state: 'done' | 'refused' | 'canceled' = 'done') =>
  store.transaction(ALPHA, (tx) => tx.outbox.settle(id, state))
const find = (store: Store, id: string) => store.transaction(ALPHA, (tx) => tx.outbox.find(id))

const EVENT: Effect = { kind: 'run-workflow', event: { type: 'caller.opted_out', at: NOW, phone: CUSTOMER, leadId: null } }
const addEvents = (store: Store, ids: string[], notBefore: Instant | null = null) =>
  store.transaction(ALPHA, (tx) =>
    tx.outbox.add(ids.map((id) => ({ id, conversationKey: CUSTOMER, planned: plannedOf({ effect: EVENT, notBefore }), at: NOW }))),
  )
const claimEventIds = async (store: Store, at = NOW, limit = 10) =>
  (await store.acrossTenants.claimEvents({ at, limit, leaseUntil: plus(at, MINUTE_MS) })).map(({ id }) => id)

function events(inStore: InStore): void {
  test(
    'the claim of all other effects never sees an event, and the claim of events sees nothing else',
    inStore(async (store) => {
      await addEvents(store, ['v1'])
      await addEffects(store, ['e1'])
      assert.equal(await store.acrossTenants.nextEventAt(), NOW)
      assert.deepEqual(await claimEventIds(store), ['v1'])
      assert.deepEqual(await claimIds(store), ['e1'])
      assert.equal(await store.acrossTenants.nextEventAt(), null)
      assert.deepEqual(await claimEventIds(store), [])
    }),
  )

  test(
    'an event that was put back, or whose worker died, is an event still',
    inStore(async (store) => {
      await addEvents(store, ['v1'])
      await claimEventIds(store)
      await store.transaction(ALPHA, (tx) => tx.outbox.putBack('v1', 'waiting', later(5), { attempt: 1 }))
      assert.equal(await store.acrossTenants.nextDueAt(), null)
      assert.equal(await store.acrossTenants.nextEventAt(), later(5))
      assert.deepEqual(await claimEventIds(store, later(4)), [])
      assert.deepEqual(await claimEventIds(store, later(5)), ['v1'])
      await store.transaction(ALPHA, (tx) => tx.outbox.markTried('v1', later(5)))
      await store.acrossTenants.recoverLeases(later(5), true)
      assert.equal(await store.acrossTenants.nextDueAt(), null)
      assert.equal((await find(store, 'v1'))?.state, 'unknown')
      assert.deepEqual(await claimEventIds(store, later(5)), ['v1'])
      assert.equal((await find(store, 'v1'))?.attempts, 3)
    }),
  )

  test(
    'whoever waits longest is claimed first, and no more than asked for',
    inStore(async (store) => {
      await addEvents(store, ['late'], later(3))
      await addEvents(store, ['a', 'b', 'c'])
      assert.deepEqual(await claimEventIds(store, later(3), 2), ['a', 'b'])
      assert.deepEqual(await claimEventIds(store, later(3), 2), ['c', 'late'])
    }),
  )

  test(
    'an event on its way keeps a person from being erased, one that waits for its next try does not',
    inStore(async (store) => {
      await addEvents(store, ['v1'])
      const busy = () => store.transaction(ALPHA, (tx) => tx.people.isBusy(CUSTOMER))
      await claimEventIds(store)
      assert.equal(await busy(), true)
      await store.transaction(ALPHA, (tx) => tx.outbox.markTried('v1', NOW))
      await store.acrossTenants.recoverLeases(NOW, true)
      assert.equal(await busy(), false)
      await store.transaction(ALPHA, (tx) => tx.people.blank(CUSTOMER))
      assert.equal(await find(store, 'v1'), null)
    }),
  )
}

function addingAndClaiming(inStore: InStore): void {
  test(
    'an effect comes back as it was planned',
    inStore(async (store) => {
      await addEffects(store, ['e1'], { notBefore: later(5), cancelKey: 'turn', lane: 'texts' })
      assert.deepEqual(await find(store, 'e1'), {
        tenantId: ALPHA,
        id: 'e1',
        conversationKey: CUSTOMER,
        effect: textEffect(),
        state: 'waiting',
        notBefore: later(5),
        createdAt: NOW,
        cancelKey: 'turn',
        lane: 'texts',
        attempts: 0,
        triedAt: null,
        leaseUntil: null,
        placeAt: null,
      })
    }),
  )

  test(
    'at most one effect is ever made for a once key, also after it has ended',
    inStore(async (store) => {
      assert.deepEqual(await addEffects(store, ['e1', 'e2'], { onceKey: 'first-text' }), ['e1'])
      await claimIds(store)
      await settle(store, 'e1')
      assert.deepEqual(await addEffects(store, ['e3'], { onceKey: 'first-text' }), [])
      assert.equal(await find(store, 'e3'), null)
    }),
  )

  test(
    'the same id twice is a bug and is refused',
    inStore(async (store) => {
      await addEffects(store, ['e1'])
      await assert.rejects(addEffects(store, ['e1']), /unique/i)
    }),
  )

  test(
    'due rows are claimed oldest first, up to the limit, and only once',
    inStore(async (store) => {
      await addEffects(store, ['future'], { notBefore: later(1) })
      await addEffects(store, ['b'], { notBefore: later(-1) })
      await addEffects(store, ['a'], { notBefore: later(-2) })
      await addEffects(store, ['c'])
      assert.deepEqual(await claimIds(store, { limit: 2 }), ['a', 'b'])
      assert.deepEqual(await claimIds(store), ['c'])
      assert.deepEqual(await claimIds(store), [])
      assert.deepEqual(await claimIds(store, { at: later(1) }), ['future'])
    }),
  )

  test(
    'a claimed row carries its lease and counts the attempt',
    inStore(async (store) => {
      await addEffects(store, ['e1'])
      const [claimed] = await store.acrossTenants.claimDue({ at: NOW, limit: 1, leaseUntil: later(60_000) })
      assert.deepEqual([claimed?.state, claimed?.attempts, claimed?.leaseUntil, claimed?.wasUnknown], ['claimed', 1, later(60_000), false])
    }),
  )

  test(
    'the next due instant is that of the earliest row that may be claimed',
    inStore(async (store) => {
      assert.equal(await store.acrossTenants.nextDueAt(), null)
      await addEffects(store, ['head'], { notBefore: later(9), lane: 'texts' })
      await addEffects(store, ['behind'], { notBefore: later(1), lane: 'texts' })
      assert.equal(await store.acrossTenants.nextDueAt(), later(9))
      await addEffects(store, ['soon'], { notBefore: later(5) })
      assert.equal(await store.acrossTenants.nextDueAt(), later(5))
      await claimIds(store, { at: later(100) })
      assert.equal(await store.acrossTenants.nextDueAt(), null)
    }),
  )

  test(
    'the depth counts what is unfinished by state',
    inStore(async (store) => {
      await addEffects(store, ['a', 'b', 'c', 'd'])
      await claimIds(store, { limit: 3 })
      await settle(store, 'a')
      await store.transaction(ALPHA, (tx) => tx.outbox.putBack('b', 'unknown', later(5)))
      assert.deepEqual(await store.acrossTenants.outboxDepth(), { waiting: 1, claimed: 1, unknown: 1 })
    }),
  )
}

function lanes(inStore: InStore): void {
  test(
    'effects of one lane are claimed one after another, in the order in which they were added',
    inStore(async (store) => {
      await addEffects(store, ['a1', 'a2', 'a3'], { lane: 'texts' })
      await addEffects(store, ['free1', 'free2'])
      assert.deepEqual(await claimIds(store), ['a1', 'free1', 'free2'])
      assert.deepEqual(await claimIds(store), [])
      await settle(store, 'a1')
      assert.deepEqual(await claimIds(store), ['a2'])
      await settle(store, 'a2', 'refused')
      assert.deepEqual(await claimIds(store), ['a3'])
    }),
  )

  test(
    'a row that waits for its time, or may have happened, holds its lane',
    inStore(async (store) => {
      await addEffects(store, ['head'], { lane: 'texts', notBefore: later(MINUTE_MS) })
      await addEffects(store, ['behind'], { lane: 'texts' })
      assert.deepEqual(await claimIds(store), [])
      assert.deepEqual(await claimIds(store, { at: later(MINUTE_MS) }), ['head'])
      await store.transaction(ALPHA, (tx) => tx.outbox.putBack('head', 'unknown', later(2 * MINUTE_MS)))
      assert.deepEqual(await claimIds(store, { at: later(MINUTE_MS) }), [])
      assert.deepEqual(await claimIds(store, { at: later(2 * MINUTE_MS) }), ['head'])
    }),
  )

  test(
    'a lane belongs to one conversation of one tenant',
    inStore(async (store) => {
      await addEffects(store, ['mine'], { lane: 'texts' })
      await addEffects(store, ['theirs'], { lane: 'texts' }, tenantId('beta'))
      const planned = plannedOf({ lane: 'texts' })
      await store.transaction(ALPHA, (tx) => tx.outbox.add([{ id: 'other', conversationKey: 'another', planned, at: NOW }]))
      assert.deepEqual(await claimIds(store), ['mine', 'theirs', 'other'])
    }),
  )

  test(
    'ending a row lets the next one of the same tenant through, whatever others have in a lane of that name',
    inStore(async (store) => {
      await addEffects(store, ['theirs1', 'theirs2'], { lane: 'texts' }, tenantId('beta'))
      await addEffects(store, ['mine1', 'mine2'], { lane: 'texts' })
      assert.deepEqual(await claimIds(store), ['theirs1', 'mine1'])
      await settle(store, 'mine1')
      assert.deepEqual(await claimIds(store), ['mine2'])
    }),
  )

  test(
    'a row added behind an ended one is first in its lane',
    inStore(async (store) => {
      await addEffects(store, ['a1'], { lane: 'texts' })
      await claimIds(store)
      await settle(store, 'a1')
      await addEffects(store, ['a2'], { lane: 'texts' })
      assert.deepEqual(await claimIds(store), ['a2'])
    }),
  )
}

function endings(inStore: InStore): void {
  test(
    'a row put back waits until its new instant and keeps its attempts and first try',
    inStore(async (store) => {
      await addEffects(store, ['e1'])
      await claimIds(store)
      await store.transaction(ALPHA, async (tx) => {
        await tx.outbox.markTried('e1', later(1))
        await tx.outbox.putBack('e1', 'waiting', later(10))
      })
      assert.deepEqual(await claimIds(store, { at: later(9) }), [])
      const [again] = await store.acrossTenants.claimDue({ at: later(10), limit: 1, leaseUntil: later(60_000) })
      assert.deepEqual([again?.attempts, again?.triedAt, again?.wasUnknown], [2, later(1), false])
      await store.transaction(ALPHA, (tx) => tx.outbox.markTried('e1', later(11)))
      assert.equal((await find(store, 'e1'))?.triedAt, later(1))
    }),
  )

  test(
    'a worker whose lease ran out and whose row another has by now can neither go on with it nor put it back',
    inStore(async (store) => {
      await addEffects(store, ['e1'])
      const [first] = await store.acrossTenants.claimDue({ at: later(5), limit: 1, leaseUntil: later(6) })
      await store.acrossTenants.recoverLeases(later(7), false)
      const [second] = await store.acrossTenants.claimDue({ at: later(7), limit: 1, leaseUntil: later(60_000) })
      assert.deepEqual([first?.attempts, second?.attempts], [1, 2])
      await store.transaction(ALPHA, async (tx) => {
        assert.deepEqual([await tx.outbox.isClaimed('e1', 1), await tx.outbox.isClaimed('e1', 2)], [false, true])
        await tx.outbox.putBack('e1', 'waiting', later(8), { attempt: 1 })
      })
      assert.equal((await find(store, 'e1'))?.state, 'claimed')
      await store.transaction(ALPHA, (tx) => tx.outbox.putBack('e1', 'waiting', later(8), { attempt: 2 }))
      assert.equal((await find(store, 'e1'))?.state, 'waiting')
    }),
  )

  test(
    'a place in the pace stays with the row until it is put back for another reason',
    inStore(async (store) => {
      await addEffects(store, ['e1'])
      await claimIds(store)
      await store.transaction(ALPHA, (tx) => tx.outbox.putBack('e1', 'waiting', later(10), { keepsPlace: true }))
      assert.equal((await find(store, 'e1'))?.placeAt, later(10))
      await claimIds(store, { at: later(10) })
      await store.transaction(ALPHA, (tx) => tx.outbox.putBack('e1', 'waiting', later(20)))
      assert.equal((await find(store, 'e1'))?.placeAt, null)
    }),
  )

  test(
    'a row that may have happened is claimed with the word that it must be asked for first',
    inStore(async (store) => {
      await addEffects(store, ['e1'])
      await claimIds(store)
      await store.transaction(ALPHA, (tx) => tx.outbox.putBack('e1', 'unknown', later(10)))
      assert.equal((await find(store, 'e1'))?.state, 'unknown')
      const [again] = await store.acrossTenants.claimDue({ at: later(10), limit: 1, leaseUntil: later(60_000) })
      assert.equal(again?.wasUnknown, true)
    }),
  )

  test(
    'a row claimed in order to ask for it is still unknown when its worker dies',
    inStore(async (store) => {
      await addEffects(store, ['e1'])
      await claimIds(store)
      await store.transaction(ALPHA, (tx) => tx.outbox.putBack('e1', 'unknown', later(10)))
      await claimIds(store, { at: later(10), leaseUntil: later(20) })
      assert.equal(await store.acrossTenants.recoverLeases(later(20), false), 1)
      assert.equal((await find(store, 'e1'))?.state, 'unknown')
    }),
  )

  test(
    'only leases that ran out are recovered, unless all are to be freed',
    inStore(async (store) => {
      await addEffects(store, ['short', 'long'])
      await claimIds(store, { limit: 1, leaseUntil: later(10) })
      await claimIds(store, { limit: 1, leaseUntil: later(1_000) })
      assert.equal(await store.acrossTenants.recoverLeases(later(9), false), 0)
      assert.equal(await store.acrossTenants.recoverLeases(later(10), false), 1)
      assert.equal(await store.acrossTenants.recoverLeases(later(10), true), 1)
      assert.deepEqual(await claimIds(store, { at: later(10) }), ['short', 'long'])
    }),
  )

  test(
    'a lease that ran out cannot be tried any more',
    inStore(async (store) => {
      await addEffects(store, ['e1'])
      await claimIds(store, { leaseUntil: later(10) })
      await store.acrossTenants.recoverLeases(later(10), false)
      await assert.rejects(
        store.transaction(ALPHA, (tx) => tx.outbox.markTried('e1', later(11))),
        /not claimed any more/,
      )
    }),
  )

  test(
    'what has ended stays as it ended',
    inStore(async (store) => {
      await addEffects(store, ['e1'])
      await claimIds(store)
      await settle(store, 'e1', 'done')
      await settle(store, 'e1', 'refused')
      await store.transaction(ALPHA, (tx) => tx.outbox.putBack('e1', 'waiting', NOW))
      assert.deepEqual([(await find(store, 'e1'))?.state, (await find(store, 'e1'))?.leaseUntil], ['done', null])
      assert.deepEqual(await claimIds(store), [])
    }),
  )
}

function cancelling(inStore: InStore): void {
  test(
    'waiting rows with one of the keys end, in order; claimed ones and other conversations go on',
    inStore(async (store) => {
      await addEffects(store, ['claimed'], { cancelKey: 'turn' })
      await claimIds(store)
      await addEffects(store, ['turn1', 'turn2'], { cancelKey: 'turn' })
      await addEffects(store, ['nudge'], { cancelKey: 'nudge' })
      await addEffects(store, ['other'], { cancelKey: 'keep' })
      await addEffects(store, ['none'])
      const cancel = (key: string, keys: string[]) => store.transaction(ALPHA, (tx) => tx.outbox.cancel(key, keys))
      assert.deepEqual(await cancel('another conversation', ['turn']), [])
      assert.deepEqual(await cancel(CUSTOMER, []), [])
      assert.deepEqual(await cancel(CUSTOMER, ['turn', 'nudge', 'unheard']), ['turn1', 'turn2', 'nudge'])
      assert.equal((await find(store, 'turn1'))?.state, 'canceled')
      assert.deepEqual(await claimIds(store), ['other', 'none'])
    }),
  )

  test(
    'cancelling the first of a lane lets the next one through',
    inStore(async (store) => {
      await addEffects(store, ['head'], { cancelKey: 'turn', lane: 'texts', notBefore: later(MINUTE_MS) })
      await addEffects(store, ['behind'], { lane: 'texts' })
      await store.transaction(ALPHA, (tx) => tx.outbox.cancel(CUSTOMER, ['turn']))
      assert.deepEqual(await claimIds(store), ['behind'])
    }),
  )

  test(
    'cancelling texts spares keyword replies, alerts to the owner and what is no text',
    inStore(async (store) => {
      await addEffects(store, ['reply', 'follow'], { effect: textEffect('ai_reply'), lane: 'texts' })
      await addEffects(store, ['keyword'], { effect: textEffect('keyword_reply'), lane: 'texts' })
      await addEffects(store, ['alert'], { effect: textEffect('owner_alert') })
      await addEffects(store, ['owner'], { effect: { kind: 'tell-owner', alert: 'opt-out-doubt', body: 'x', leadId: null } })
      await addEffects(store, ['timer'], { effect: { kind: 'start-timer', timer: { kind: 'turn-due' } } })
      assert.deepEqual(await store.transaction(ALPHA, (tx) => tx.outbox.cancelTexts(CUSTOMER)), ['reply', 'follow'])
      assert.deepEqual(await claimIds(store), ['keyword', 'alert', 'owner', 'timer'])
    }),
  )
}
