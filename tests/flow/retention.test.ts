/**
 * Goal: what customers said goes after its time from every row of every table; what they may be texted, what is proven and who they are stays.
 * Method: the whole product with the built-in carrier; a year and a half later one sweep; then every column of the database is read.
 */
import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { DAY_MS, HOUR_MS, MINUTE_MS, plus } from '#core/values/instant.ts'
import { replayTenant } from '#flow/replay/replay-tenant.ts'
import { WORDS_KEPT_MS } from '#flow/retention/let-go.ts'
import { at as now, openHouse, phone, type House } from './house.ts'

const CALLER = '+13125550142'
const STOPPER = '+13125550143'
const LATER = '+13125550144'
const OWNER = '+12175550101'
const SHOP = '+12175550102'
/** Words that nobody but a customer says here. */
const SAID = [/gurgl/i, /basement sink/i, /who are you people/i]
const houses: House[] = []

after(async () => {
  for (const house of houses) await house.close()
})

async function opened() {
  let path = ''
  const house = await openHouse({
    replacements: async (place) => {
      path = place.databasePath
      return {}
    },
  })
  houses.push(house)
  const policy = await house.addTenant()
  house.carrier.setPhone(OWNER, { kind: 'declines' })
  const call = async (from: string) => {
    house.carrier.placeCall({ from, to: SHOP, caller: { kind: 'waits' } })
    await house.pass(2 * MINUTE_MS)
  }
  const write = async (from: string, ...bodies: string[]) => {
    for (const body of bodies) {
      house.carrier.sendTextFromHandset({ from, to: SHOP, body })
      // One after another: a burst is answered as one.
      // oxlint-disable-next-line no-await-in-loop
      await house.pass(10_000)
    }
  }
  const textsTo = (e164: string) => house.carrier.handset(e164).inbox.length
  const sweep = (afterMs: number) => house.app.sweep.once(plus(now(house), afterMs))
  return { house, policy, call, write, textsTo, sweep, tables: () => tablesThatSay(path) }
}

/** The tables in whose rows a customer's words can be read. */
function tablesThatSay(path: string): string[] {
  const database = new DatabaseSync(path, { readOnly: true })
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all()
  const found = tables
    .map((table) => String(table['name']))
    .filter((name) => {
      const rows = JSON.stringify(database.prepare(`select * from ${name}`).all())
      return SAID.some((words) => words.test(rows))
    })
  database.close()
  return found
}

test('after its time no row repeats what a customer said, and what is needed stays', async () => {
  const at = await opened()
  await at.call(CALLER)
  await at.write(CALLER, 'the basement sink is gurgling and backing up', '412 Oak St, 62704', 'Dana Miller', 'any time tomorrow')
  await at.write(STOPPER, 'who are you people', 'STOP')
  await at.house.pass(HOUR_MS)
  const full = at.tables()
  for (const table of ['conversations', 'inbox', 'messages', 'outbox']) assert.ok(full.includes(table), full.join(' '))
  const inTenant = <Answer>(work: Parameters<typeof at.house.app.store.transaction<Answer>>[1]) =>
    at.house.app.store.transaction(at.policy.tenantId, work)
  const proven = (await inTenant((tx) => tx.ledger.list({ limit: 200, cursor: null }))).items.length

  await at.sweep(WORDS_KEPT_MS - DAY_MS)
  assert.deepEqual(at.tables(), full)
  await at.sweep(WORDS_KEPT_MS + HOUR_MS)
  assert.deepEqual(at.tables(), [])

  const [leads, evidence, stopper] = await inTenant(async (tx) => [
    (await tx.leads.list({ limit: 9, cursor: null })).items,
    (await tx.ledger.list({ limit: 200, cursor: null })).items.length,
    await tx.conversations.find(STOPPER),
  ])
  const lead = leads.find((each) => each.phone === CALLER)
  assert.deepEqual([lead?.name, lead?.street, lead?.zip], ['Dana Miller', '412 Oak St', '62704'])
  assert.equal(evidence, proven)
  const page = await at.house.app.server.inject({
    method: 'GET',
    url: `/api/v1/tenants/${at.policy.tenantId}/leads/${lead?.id}`,
    headers: { authorization: 'Bearer operator' },
  })
  assert.equal(page.statusCode, 200, page.body)
  const { timeline, captured } = page.json<{ timeline: unknown[]; captured: { field: string; words: string | null }[] }>()
  assert.deepEqual(timeline, [])
  assert.deepEqual(
    [captured.find(({ field }) => field === 'name')?.words, captured.find(({ field }) => field === 'problem')],
    [null, undefined],
  )
  assert.notEqual(stopper?.contact.suppressedAt ?? null, null)
  assert.deepEqual(at.house.faults, [])
})

test('who was let go of is answered when they call again, once, and who said STOP is not', async () => {
  const at = await opened()
  await at.write(CALLER, 'the basement sink is gurgling')
  await at.write(STOPPER, 'who are you people', 'STOP')
  await at.house.pass(HOUR_MS)
  await at.sweep(WORDS_KEPT_MS + HOUR_MS)
  const before = [at.textsTo(CALLER), at.textsTo(STOPPER)]
  await at.call(CALLER)
  await at.call(STOPPER)
  assert.deepEqual([at.textsTo(CALLER), at.textsTo(STOPPER)], [(before[0] ?? 0) + 1, before[1]])
  await at.write(CALLER, 'water heater is cold')
  assert.equal(at.textsTo(CALLER), (before[0] ?? 0) + 2)
  assert.deepEqual(at.house.faults, [])
})

test('a conversation whose beginning was let go of is told as not recorded, a younger one is replayed', async () => {
  const at = await opened()
  await at.call(CALLER)
  await at.house.pass(HOUR_MS)
  await at.call(LATER)
  await at.write(CALLER, 'the basement sink is gurgling')
  await at.sweep(WORDS_KEPT_MS - HOUR_MS / 2)
  const kinds = new Map<string, string>()
  for await (const each of replayTenant(at.house.app.store, at.policy.tenantId, { conversation: null, whatIf: {} }))
    kinds.set(each.key, each.kind)
  assert.equal(kinds.get(phone(CALLER)), 'not-recorded')
  assert.equal(kinds.get(phone(LATER)), 'replayed')
})
