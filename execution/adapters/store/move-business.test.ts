import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addEffects, ALPHA, CUSTOMER, later, ledgerEntryOf, NOW, policyOf } from '../../../tests/contract/store-examples.ts'
import type { Store } from '#ports/store.ts'
import { migrate } from './migrate.ts'
import { SEALED } from './move-business.ts'
import { openSqliteStore } from './open-sqlite-store.ts'
import { SqliteConnection } from './sqlite.ts'

const KEY = new Uint8Array(32).fill(3)

function opened(secret: number): Promise<Store> {
  return openSqliteStore({ path: ':memory:', synchronous: 'NORMAL', secretKey: new Uint8Array(32).fill(secret) })
}

test('every sealed column of every table is known to whoever moves a business', () => {
  const connection = new SqliteConnection(':memory:', 'NORMAL')
  migrate(connection)
  const sealed = connection.query<{ place: string }>(
    `select m.name || '.' || c.name as place from sqlite_master m, pragma_table_info(m.name) c
     where m.type = 'table' and (c.name like 'sealed%' or c.type like '%blob%') order by 1`,
  )
  const known = Object.entries(SEALED).map(([table, { column }]) => `${table}.${column}`)
  // Entries of the ledger are sealed with the key of their person, which travels in the person's own row.
  assert.deepEqual(
    sealed.map(({ place }) => place),
    [...known, 'ledger.sealed'].toSorted(),
  )
  connection.close()
})

test('a person moves on twice and can still be erased; what waits is in one place only', async () => {
  const stores = [await opened(1), await opened(2), await opened(3)] as const
  await stores[0].transaction(ALPHA, async (tx) => {
    await tx.tenant.save(policyOf(ALPHA), NOW)
    await tx.ledger.append(ledgerEntryOf({ person: CUSTOMER, personal: { exactWords: 'my sink leaks' } }))
  })
  await addEffects(stores[0], ['waits'])
  const second = await moved(stores[0], stores[1])
  assert.deepEqual([await waitingIn(stores[0]), await waitingIn(stores[1])], [0, 1])
  await moved(stores[1], stores[2])
  assert.match(second, /"sealed":/)
  const words = () =>
    stores[2].transaction(ALPHA, async (tx) => (await tx.ledger.entriesOfPerson(CUSTOMER)).map(({ personal }) => personal))
  assert.deepEqual(await words(), [{ exactWords: 'my sink leaks' }])
  await stores[2].transaction(ALPHA, (tx) => tx.ledger.append(ledgerEntryOf({ person: CUSTOMER, personal: { exactWords: 'and my tub' } })))
  assert.equal((await words()).length, 2)
  assert.equal(await stores[2].transaction(ALPHA, (tx) => tx.ledger.erasePerson(CUSTOMER)), true)
  assert.deepEqual(await words(), ['destroyed', 'destroyed'])
  for (const store of stores) await store.close()
})

async function moved(from: Store, to: Store): Promise<string> {
  const lines = await from.moving.out(ALPHA, { key: KEY, at: later(1_000) })
  assert.equal(await to.moving.in(lines, { key: KEY, at: later(2_000) }), ALPHA)
  return lines.join('')
}

async function waitingIn(store: Store): Promise<number> {
  return (await store.acrossTenants.outboxDepth()).waiting
}
