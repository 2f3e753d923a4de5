import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import type { Store } from '#ports/store.ts'
import { openHouse, type House } from './house.ts'

/** Goal: an event that could not be committed is decided before what happened after it. Method: a store that is away while one webhook comes in. */

const CALLER = '+13125550142'
const OWNER = '+12175550101'
const houses: House[] = []

after(async () => {
  for (const opened of houses) await opened.close()
})

type Door = { isShut: boolean }

async function houseWithDoor(): Promise<{ opened: House; door: Door }> {
  const door = { isShut: false }
  const opened = await openHouse({
    replacements: async ({ databasePath, secretKey }) => ({
      store: behindDoor(await openSqliteStore({ path: databasePath, synchronous: 'NORMAL', secretKey }), door),
    }),
  })
  houses.push(opened)
  return { opened, door }
}

/** The store, but no transaction of a tenant gets in while the door is shut. */
function behindDoor(store: Store, door: Door): Store {
  return new Proxy(store, {
    get(target, name) {
      if (name === 'transaction' && door.isShut) return () => Promise.reject(new Error('the disk is away'))
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** The store is away from the owner's key until the carrier has its answer. */
function shutAtKey(opened: House, door: Door): void {
  opened.carrier.subscribe(({ kind, detail }) => {
    if (kind === 'key') door.isShut = true
    if (kind === 'webhook' && detail['step'] === 'response' && String(detail['url']).includes('/voice/accept')) door.isShut = false
  })
}

for (const { what, talkMs } of [
  { what: 'sooner than the journal is looked at again', talkMs: 300 },
  { what: 'later', talkMs: 20_000 },
]) {
  test(`a caller whose call was accepted while the store was away, and who hangs up ${what}, gets no text`, async () => {
    const { opened, door } = await houseWithDoor()
    const { tenantId } = await opened.addTenant()
    opened.carrier.setPhone(OWNER, { kind: 'answers', talkMs })
    shutAtKey(opened, door)
    opened.carrier.placeCall({ from: CALLER, to: '+12175550102', caller: { kind: 'waits', talkMs } })
    await opened.pass(120_000)
    assert.ok(opened.faults.some(({ where }) => where === 'receive'))
    assert.deepEqual(opened.carrier.handset(CALLER).inbox, [])
    const [call] = (await opened.app.store.transaction(tenantId, (tx) => tx.calls.list({ limit: 5, cursor: null }))).items
    assert.equal(call?.stage, 'connected')
  })
}

test('a process that ends while an event is in the journal leaves it to the next one', async () => {
  const { opened, door } = await houseWithDoor()
  const { tenantId } = await opened.addTenant()
  await opened.app.parts.tenants.find(tenantId)
  door.isShut = true
  opened.carrier.sendTextFromHandset({ from: CALLER, to: '+12175550102', body: 'my sink is clogged' })
  await opened.clock.advance(500)
  door.isShut = false
  await opened.restart()
  const { items } = await opened.app.store.transaction(tenantId, (tx) => tx.messages.list({ limit: 5, cursor: null }))
  assert.deepEqual(
    items.map(({ body }) => body),
    ['my sink is clogged'],
  )
})
