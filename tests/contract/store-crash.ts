import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { StoreFactory } from './store-place.ts'
import { addEffects, ALPHA, claimIds, inboxRowOf, later, NOW } from './store-examples.ts'

/** The store dies at a commit as a process would, and is opened again. */
export function storeCrashContract(factory: StoreFactory): void {
  describe('death at a commit', () => {
    const cases = [
      { fault: 'beforeCommit', kept: false },
      { fault: 'afterCommit', kept: true },
    ] as const
    for (const { fault, kept } of cases) {
      test(`${fault}: nobody is answered, the store is unusable, and ${kept ? 'everything' : 'nothing'} of the group is there afterwards`, async () => {
        const place = await factory({ lasting: true })
        const deadly = { on: false }
        const die = () => {
          if (deadly.on) throw new Error('killed')
        }
        const store = await place.open({ faults: { [fault]: die } })
        const write = (id: string) => store.transaction(ALPHA, (tx) => tx.inbox.add(inboxRowOf({ id })))
        await write('before')
        deadly.on = true
        const answers = await Promise.allSettled([write('one'), write('two')])
        assert.ok(answers.every((answer) => answer.status === 'rejected' && /died/.test(String(answer.reason))))
        deadly.on = false
        await assert.rejects(write('three'), /died/)
        assert.equal(await store.check(), false)
        await store.close()
        const again = await place.open()
        const found = await again.transaction(ALPHA, async (tx) => {
          const rows = await Promise.all(['before', 'one', 'two', 'three'].map((id) => tx.inbox.find(id)))
          return rows.map((row) => row !== null)
        })
        assert.deepEqual(found, [true, kept, kept, false])
        await again.close()
        await place.remove()
      })
    }

    test('a worker that died leaves its untried effects waiting and its tried ones unknown', async () => {
      const place = await factory({ lasting: true })
      const store = await place.open()
      await addEffects(store, ['untried', 'tried', 'later'])
      assert.deepEqual(await claimIds(store, { limit: 2 }), ['untried', 'tried'])
      await store.transaction(ALPHA, (tx) => tx.outbox.markTried('tried', NOW))
      await store.close()
      const again = await place.open()
      assert.equal(await again.acrossTenants.recoverLeases(later(1), true), 2)
      const claimed = await again.acrossTenants.claimDue({ at: later(1), limit: 10, leaseUntil: later(60_000) })
      assert.deepEqual(
        claimed.map((row) => [row.id, row.wasUnknown, row.triedAt]),
        [
          ['untried', false, null],
          ['tried', true, NOW],
          ['later', false, null],
        ],
      )
      await again.close()
      await place.remove()
    })
  })
}
