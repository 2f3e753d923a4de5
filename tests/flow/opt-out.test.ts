/**
 * Goal: what ends and what restores permission, end to end: a carrier's block, a CANCEL that meant a visit, an opt-out that staff heard, one that was a mistake.
 * Method: the whole product with the built-in carrier, which keeps its own list of who opted out.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { MINUTE_MS } from '#core/values/instant.ts'
import { openHouse, phone, tenantId, type House } from './house.ts'

const SHOP = '+12175550102'
const OWNER = '+12175550101'
const DANA = '+13125550141'
const TENANT = tenantId('t_ace')
const houses: House[] = []

after(async () => {
  for (const opened of houses) await opened.close()
})

async function houseWithLead(from = DANA): Promise<House> {
  const opened = await openHouse()
  houses.push(opened)
  await opened.addTenant({ numbers: [{ e164: phone(SHOP), topology: 'forwarded' }] })
  await call(opened, from)
  return opened
}

async function call(opened: House, from = DANA): Promise<void> {
  opened.carrier.placeCall({ from, to: SHOP, caller: { kind: 'hangs-up-at-message' } })
  await opened.pass(30_000)
}

async function write(opened: House, body: string, from = DANA): Promise<void> {
  opened.carrier.sendTextFromHandset({ from, to: SHOP, body })
  for (let step = 0; step < 4; step += 1) await opened.pass(5_000)
}

type Answer = { status: number; body: Record<string, unknown> }

async function post(opened: House, path: string, payload: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await opened.app.server.inject({
    method: 'POST',
    url: `/api/v1/tenants/t_ace/${path}`,
    headers: { authorization: 'Bearer operator', 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  })
  return { status: response.statusCode, body: response.json() }
}

const inbox = (opened: House, to = DANA) => opened.carrier.handset(to).inbox.map(({ body }) => body)
const toldToCall = (opened: House) => inbox(opened, OWNER).filter((body) => /call, do not text/i.test(body))

async function entries(
  opened: House,
): Promise<{ kind: string; facts: Record<string, unknown>; personal: Record<string, unknown> | null }[]> {
  const { items } = await opened.app.store.transaction(TENANT, (tx) => tx.ledger.list({ limit: 200, cursor: null }))
  return items.toReversed().map(({ kind, facts, personal }) => ({
    kind,
    facts: JSON.parse(facts) as Record<string, unknown>,
    personal: personal === 'destroyed' ? null : personal,
  }))
}

async function leadStatus(opened: House): Promise<string | undefined> {
  return (await opened.app.store.transaction(TENANT, (tx) => tx.leads.list({ limit: 1, cursor: null }))).items[0]?.status
}

test('CANCEL from somebody with a request: no further text, the lead shows it, the owner is told to call', async () => {
  const opened = await houseWithLead()
  await write(opened, 'My sink is clogged, can you come tomorrow morning?')
  const before = inbox(opened).length
  await write(opened, 'CANCEL')
  const carriersAnswer = inbox(opened).slice(before)
  assert.ok(carriersAnswer.length <= 1, 'at most the confirmation of the carrier')
  assert.equal(toldToCall(opened).length, 1)
  assert.match(toldToCall(opened)[0] ?? '', /wrote: "CANCEL".*may mean their visit/)
  assert.equal(await leadStatus(opened), 'opted_out')
  const asked = await post(
    opened,
    'messages',
    { to: DANA, body: 'Ace Plumbing: about your visit', kind: 'ai_reply' },
    { 'idempotency-key': 'k1' },
  )
  assert.deepEqual([asked.status, asked.body['reasons']], [409, ['suppressed']])
  await call(opened)
  await opened.pass(30 * MINUTE_MS)
  assert.equal(inbox(opened).length, before + carriersAnswer.length)
})

test('an ordinary STOP does not trouble the owner', async () => {
  const opened = await houseWithLead()
  await write(opened, 'STOP')
  assert.deepEqual(toldToCall(opened), [])
})

test('a block that only the carrier knew of (21610): one try, then silence, the owner is told, and only their START ends it', async () => {
  const opened = await openHouse()
  houses.push(opened)
  await opened.addTenant({ numbers: [{ e164: phone(SHOP), topology: 'forwarded' }] })
  // They opted out at the carrier while we could neither hear nor ask, for longer than we look back.
  opened.carrier.faults.add({ on: 'rest', path: '/Messages.json', method: 'GET', times: 100, action: { kind: 'status', status: 500 } })
  opened.carrier.faults.add({ on: 'webhook', path: '/sms', times: 100, action: { kind: 'drop' } })
  opened.carrier.sendTextFromHandset({ from: DANA, to: SHOP, body: 'STOP' })
  await opened.pass(40 * MINUTE_MS)
  opened.carrier.faults.clear()
  const before = inbox(opened).length
  await call(opened)
  assert.equal(inbox(opened).length, before)
  assert.equal(toldToCall(opened).length, 1)
  const [message] = (await opened.messages(TENANT)).filter(({ kind }) => kind === 'instant_reply')
  assert.deepEqual([message?.status, message?.errorCode], ['refused', 21610])
  assert.equal(await leadStatus(opened), 'opted_out')
  assert.ok((await entries(opened)).some(({ kind, facts }) => kind === 'revocation' && facts['errorCode'] === 21610))
  const explained = await opened.app.server.inject({
    url: `/api/v1/tenants/t_ace/explain?messageId=${encodeURIComponent(message?.id ?? '')}`,
    headers: { authorization: 'Bearer operator' },
  })
  assert.ok(explained.json<{ sentences: string[] }>().sentences.some((sentence) => sentence.includes('Call, do not text.')))

  const reason = 'She rang the office and asked for texts again'
  const undone = await post(opened, 'suppressions/undo', { phone: DANA, reason })
  assert.deepEqual([undone.status, undone.body['code']], [409, 'blocked_by_carrier'])
  await call(opened)
  assert.equal(inbox(opened).length, before)
  await write(opened, 'START')
  await write(opened, 'My sink is clogged')
  assert.ok(inbox(opened).length > before + 1, 'after START they are answered')
})

test('an opt-out is taken back only with a written reason, which the ledger keeps; later calls alone do not', async () => {
  const opened = await houseWithLead()
  await write(opened, 'My neighbour said stop texting me, what a joker')
  await write(opened, 'stop')
  const before = inbox(opened).length
  await call(opened)
  assert.equal(inbox(opened).length, before, 'a call does not undo a STOP')

  assert.equal((await post(opened, 'suppressions/undo', { phone: DANA })).status, 400)
  assert.equal((await post(opened, 'suppressions/undo', { phone: DANA, reason: 'oops     ' })).status, 400)
  const reason = 'Dana rang: her son had typed it on her phone'
  const undone = await post(opened, 'suppressions/undo', { phone: DANA, reason, by: 'Sam' })
  assert.deepEqual([undone.status, undone.body], [200, { phone: DANA, suppressed: false }])
  const entry = (await entries(opened)).findLast(({ facts }) => facts['event'] === 'opt-out-undone')
  assert.equal(entry?.kind, 'attestation')
  assert.deepEqual(entry?.facts['changes'], ['opted_in_again'])
  assert.deepEqual([entry?.personal?.['exactWords'], entry?.personal?.['actor']], [reason, 'Sam'])
  assert.ok(!JSON.stringify(entry?.facts).includes('her son'), 'what may name somebody is not readable for ever')
  assert.equal((await post(opened, 'suppressions/undo', { phone: DANA, reason })).body['code'], 'not_suppressed')
})

test('what they told the technician counts like STOP and empties the queue', async () => {
  const opened = await houseWithLead()
  await write(opened, 'My sink is clogged')
  const before = inbox(opened).length
  const told = await post(opened, 'suppressions', { phone: DANA, words: 'Please no more texts, she said at the door', by: 'Joe' })
  assert.deepEqual(told.body, { phone: DANA, suppressed: true })
  await write(opened, 'and the tub as well')
  await call(opened)
  await opened.pass(30 * MINUTE_MS)
  assert.equal(inbox(opened).length, before)
  assert.equal((await entries(opened)).findLast(({ facts }) => facts['event'] === 'opt-out-recorded')?.kind, 'revocation')
})

test("START of somebody who never stopped is the carrier's affair: no answer, and no trouble to book", async () => {
  const opened = await houseWithLead()
  const before = inbox(opened).length
  await write(opened, 'START')
  await write(opened, 'Unstop')
  assert.equal(inbox(opened).length, before)
  await write(opened, 'my kitchen sink is clogged')
  assert.equal(inbox(opened).length, before + 1)
})

test('START ends a doubt about an opt-out too', async () => {
  const opened = await houseWithLead()
  await write(opened, '\u{1F6D1}')
  const before = inbox(opened).length
  await write(opened, 'my kitchen sink is clogged')
  assert.equal(inbox(opened).length, before)
  await write(opened, 'START')
  await write(opened, 'my kitchen sink is clogged')
  assert.equal(inbox(opened).length, before + 1)
})
