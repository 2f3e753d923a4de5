import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import type { Store } from '#ports/store.ts'
import { openHouse, type House } from './house.ts'

/** Goal: what people and programs hear of the API while nothing can be written, as on a full disk. */

const door = { isShut: false }
let house: House | null = null

after(async () => {
  door.isShut = false
  await house?.close()
})

/** The store, but nothing is written while the door is shut: no transaction of a business and no note of who did what. */
function behindDoor(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      if ((name === 'transaction' || name === 'access') && door.isShut) return () => Promise.reject(new Error('database or disk is full'))
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

test('a problem document without the words of the machine is the answer, and the fault is noted', async () => {
  const opened = await openHouse({
    replacements: async ({ databasePath, secretKey }) => ({
      store: behindDoor(await openSqliteStore({ path: databasePath, synchronous: 'NORMAL', secretKey })),
    }),
  })
  house = opened
  const { tenantId } = await opened.addTenant()
  door.isShut = true
  for (const [method, path] of [
    ['POST', 'pause'],
    ['GET', 'messages'],
  ] as const) {
    const url = `/api/v1/tenants/${tenantId}/${path}`
    const { statusCode, headers, body } = await opened.app.server.inject({ method, url, headers: { authorization: 'Bearer operator' } })
    assert.deepEqual([statusCode, headers['content-type']], [500, 'application/problem+json'], body)
    assert.equal(JSON.parse(body).code, 'internal')
    assert.doesNotMatch(body, /disk/)
  }
  assert.deepEqual([...new Set(opened.faults.map(({ where }) => where))], ['api', 'audit'])
})
