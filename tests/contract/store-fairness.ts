import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Store } from '#ports/store.ts'
import { addEffects, later, tenantId } from './store-examples.ts'
import { withStore } from './store-place.ts'
import type { StoreFactory } from './store-place.ts'

/** One tenant's backlog does not make the others wait. */
export function storeFairnessContract(factory: StoreFactory): void {
  describe('outbox: fairness', () => fairness((work) => withStore(factory, work)))
}

function fairness(inStore: (work: (store: Store) => Promise<void>) => () => Promise<void>): void {
  const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`)
  const tenantsOf = async (store: Store, limit: number) => {
    const rows = await store.acrossTenants.claimDue({ at: later(100), limit, leaseUntil: later(60_000) })
    const counts: Record<string, number> = {}
    for (const row of rows) counts[row.tenantId] = (counts[row.tenantId] ?? 0) + 1
    return counts
  }

  test(
    'a tenant with an old backlog gets a quarter of a claim while others wait',
    inStore(async (store) => {
      await addEffects(store, ids('h', 100), {}, tenantId('hog'))
      for (const name of ['one', 'two', 'three']) await addEffects(store, ids(name, 10), { notBefore: later(50) }, tenantId(name))
      assert.deepEqual(await tenantsOf(store, 20), { hog: 5, one: 5, two: 5, three: 5 })
      assert.deepEqual(await tenantsOf(store, 20), { hog: 5, one: 5, two: 5, three: 5 })
      assert.deepEqual(await tenantsOf(store, 20), { hog: 20 })
    }),
  )

  test(
    'what nobody else wants goes to the one with many',
    inStore(async (store) => {
      await addEffects(store, ids('h', 100), {}, tenantId('hog'))
      await addEffects(store, ids('s', 2), { notBefore: later(50) }, tenantId('small'))
      await addEffects(store, ids('f', 9), { notBefore: later(5_000) }, tenantId('future'))
      assert.deepEqual(await tenantsOf(store, 20), { hog: 18, small: 2 })
    }),
  )

  test(
    'among many tenants everyone has a turn',
    inStore(async (store) => {
      await addEffects(store, ids('h', 400), {}, tenantId('hog'))
      for (const name of ids('tenant', 40)) await addEffects(store, ['e'], { notBefore: later(50) }, tenantId(name))
      const served = new Set<string>()
      for (let claim = 0; claim < 6; claim += 1) for (const name of Object.keys(await tenantsOf(store, 12))) served.add(name)
      assert.equal(served.size, 41)
    }),
  )
}
