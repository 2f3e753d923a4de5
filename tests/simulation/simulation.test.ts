import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simulate } from './simulate.ts'

/** Goal: the laws hold in a small world with faults and deaths, and the checker notices when they do not. Method: seeds; a failure names its own. */

for (const seed of [1, 2, 3]) {
  test(`every law holds over 60 calls with faults and deaths (seed ${seed})`, async () => {
    const { broken, figures } = await simulate({ seed, calls: 60, crashChance: 0.003 })
    assert.deepEqual(broken, [])
    assert.ok(figures.firstTexts > 10, JSON.stringify(figures))
    assert.ok(figures.stops > 0, JSON.stringify(figures))
    assert.ok(figures.ownerTexts > 0, JSON.stringify(figures))
    assert.ok(figures.crashes > 0, JSON.stringify(figures))
  })
}

test('a carrier adapter that sends every text twice is caught', async () => {
  const { broken } = await simulate({ seed: 1, calls: 12, crashChance: 0, faultChance: 0, plant: 'text-twice' })
  assert.ok(broken.some(({ law }) => law === 'one first text per missed caller'))
})

test('a call that the product never heard of is caught', async () => {
  const { broken } = await simulate({ seed: 1, calls: 3, crashChance: 0, faultChance: 0, plant: 'forget-calls' })
  assert.deepEqual(new Set(broken.map(({ law }) => law)), new Set(['one first text per missed caller', 'no event lost']))
})
