/**
 * Goal: slow processes outside hear of what happened, and a receiver that is dead, slow or mad changes nothing for a caller.
 * Method: the whole product with the built-in carrier; the same calls and texts with different receivers, compared with nobody to tell.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Outcome } from '#core/effect.ts'
import type { DomainEvent } from '#core/workflows/domain-event.ts'
import type { Workflows } from '#ports/workflows.ts'
import { replayed } from '#execution/cli/replay.ts'
import { openHouse, phone, tenantId, type House } from './house.ts'

const TENANT = tenantId('t_ace')
const SHOP = '+12175550102'
const CALLER = '+13125550142'
const OTHER = '+13125550143'
const houses: House[] = []
after(async () => {
  for (const house of houses) await house.close()
})

type Told = { effectId: string; event: DomainEvent }

/** A receiver that does so with every event, and what it was told. */
function receiver(fate: (signal: AbortSignal) => Promise<Outcome<null>>): Workflows & { told: Told[] } {
  const told: Told[] = []
  return {
    told,
    tell({ effectId, event }, signal) {
      told.push({ effectId, event })
      return fate(signal)
    },
  }
}

const good = async (): Promise<Outcome<null>> => ({ kind: 'done', value: null })
const hangs = (signal: AbortSignal) =>
  new Promise<Outcome<null>>((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'unknown', reason: 'AbortError' })))

async function openWith(workflows: Workflows | null): Promise<House> {
  const house = await openHouse(workflows === null ? {} : { replacements: async () => ({ workflows }) })
  houses.push(house)
  await house.addTenant({ numbers: [{ e164: phone(SHOP), topology: 'forwarded' }] })
  return house
}

/** Two missed callers: one becomes a lead that is complete, the other has an emergency and then wants no texts. */
async function live(house: House): Promise<void> {
  house.carrier.placeCall({ from: CALLER, to: SHOP, caller: { kind: 'waits' } })
  await house.pass(30_000)
  for (const body of ['My kitchen sink is clogged', 'Dana Reed, 12 Oak St, Springfield 62701', 'Tomorrow morning please', 'yes']) {
    house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body })
    // One after another: a burst is answered as one.
    // oxlint-disable-next-line no-await-in-loop
    await house.pass(8_000)
  }
  house.carrier.sendTextFromHandset({ from: OTHER, to: SHOP, body: 'A pipe burst and water is pouring through the ceiling!' })
  await house.pass(8_000)
  house.carrier.sendTextFromHandset({ from: OTHER, to: SHOP, body: 'STOP' })
  await house.pass(8_000)
}

/** Everything that people got, with the instant. */
function received(house: House): unknown[] {
  return [CALLER, OTHER, '+12175550101'].map((e164) => house.carrier.handset(e164).inbox)
}

/** Rows of the outbox that are events, by state. */
async function eventRows(house: House): Promise<number> {
  const { waiting, claimed, unknown } = await house.app.store.acrossTenants.outboxDepth()
  return waiting + claimed + unknown
}

/** The same with nobody to tell. */
let alone: House
before(async () => {
  alone = await openWith(null)
  await live(alone)
})

test('each thing that happened is told once, with the facts of that moment and no words of a text', async () => {
  const workflows = receiver(good)
  const house = await openWith(workflows)
  await live(house)
  await house.app.eventDispatcher?.processAll()
  assert.deepEqual(
    workflows.told.map(({ event }) => event.type),
    ['lead.captured', 'lead.qualified', 'lead.captured', 'lead.emergency', 'caller.opted_out'],
  )
  const qualified = workflows.told[1]?.event
  assert.ok(qualified?.type === 'lead.qualified')
  assert.equal(qualified.lead.phone, CALLER)
  assert.equal(qualified.lead.zip, '62701')
  assert.doesNotMatch(JSON.stringify(workflows.told), /clogged|ceiling|pouring/)
  assert.equal(new Set(workflows.told.map(({ effectId }) => effectId)).size, workflows.told.length)
  assert.deepEqual(house.faults, [])
})

test('a booking and another outcome by a person are told', async () => {
  const workflows = receiver(good)
  const house = await openWith(workflows)
  await live(house)
  const { items } = await house.app.store.transaction(TENANT, (tx) => tx.leads.list({ limit: 10, cursor: null }))
  const lead = items.find((item) => item.phone === CALLER)
  const post = (outcome: string) =>
    house.app.server.inject({
      method: 'POST',
      url: `/api/v1/tenants/t_ace/leads/${lead?.id}/outcome`,
      headers: { authorization: 'Bearer operator' },
      payload: { state: outcome, by: null },
    })
  assert.equal((await post('booked')).statusCode, 200)
  assert.equal((await post('booked')).statusCode, 200)
  assert.equal((await post('won')).statusCode, 200)
  await house.app.eventDispatcher?.processAll()
  assert.deepEqual(
    workflows.told.slice(-2).map(({ event }) => event.type),
    ['lead.booked', 'lead.outcome_changed'],
  )
})

const RECEIVERS: [name: string, fate: (signal: AbortSignal) => Promise<Outcome<null>>][] = [
  ['is well', good],
  ['is dead', async () => ({ kind: 'retry', afterMs: 0, reason: 'ECONNREFUSED', code: null })],
  ['breaks', async () => ({ kind: 'retry', afterMs: 0, reason: 'status 500', code: 500 })],
  ['hangs', hangs],
  ['refuses', async () => ({ kind: 'refused', reason: 'status 422', code: 422 })],
  ['makes the adapter throw', async () => Promise.reject(new Error('planted'))],
]

for (const [name, fate] of RECEIVERS) {
  test(`nobody gets another text, or one later, because of a receiver that ${name}`, async () => {
    const house = await openWith(receiver(fate))
    await live(house)
    assert.deepEqual(received(house), received(alone))
  })
}

test('with nobody to tell, nothing is written and nobody looks', async () => {
  assert.equal(alone.app.eventDispatcher, null)
  assert.equal(await alone.app.store.acrossTenants.nextEventAt(), null)
  const house = await openWith(receiver(hangs))
  await live(house)
  assert.equal((await eventRows(house)) - (await eventRows(alone)), 5, 'the events, and no other row, wait in the house that tells')
})

test('an event outlives the process that decided it, and keeps its id', async () => {
  let isWell = false
  const workflows = receiver((signal) => (isWell ? good() : hangs(signal)))
  const house = await openWith(workflows)
  await live(house)
  const before = workflows.told.length
  assert.ok(before > 0)
  isWell = true
  await house.restart()
  await house.pass(60_000)
  await house.app.eventDispatcher?.processAll()
  const done = new Set(workflows.told.map(({ effectId }) => effectId))
  assert.equal(done.size, 5)
  assert.equal(await house.app.store.acrossTenants.nextEventAt(), null)
})

test('what was told changes nothing for a replay', async () => {
  const house = await openWith(receiver(good))
  await live(house)
  const differences: string[] = []
  const asked = { tenantId: TENANT, conversation: null, folder: null, rereads: false }
  const summary = await replayed(house.app.store, asked, (line) => differences.push(line))
  assert.deepEqual([differences, summary.different, summary.notRecorded], [[], 0, 0])
})
