import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { gatherEvidence } from '#flow/ledger/gather-evidence.ts'
import { verifyLedger } from '#flow/ledger/verify-ledger.ts'
import { replayTenant } from '#flow/replay/replay-tenant.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { ACCOUNT, openHouse, phone, type House } from './house.ts'

// Goal: a business that is moved is the same business there, nobody is written to by two places or after they said stop, and no secret can be read on
// the way. Method: two whole installations with different secrets, each with its own carrier, and the file of one given to the other.

const KEPT = '+13125550142'
const STOPPED = '+13125550143'
const LATE = '+13125550144'
const SHOP = '+12175550102'
const LISTS = ['leads', 'messages', 'calls', 'decisions', 'usage', 'alerts'] as const
const houses: House[] = []
after(async () => {
  for (const opened of houses) await opened.close()
})

async function house(secret: number): Promise<House> {
  const opened = await openHouse({ secretKey: new Uint8Array(32).fill(secret), seed: secret })
  houses.push(opened)
  return opened
}

async function ask(
  at: House,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  payload?: object | string,
  headers: Record<string, string> = {},
) {
  const type = typeof payload === 'string' ? 'application/x-ndjson' : 'application/json'
  return at.app.server.inject({
    method,
    url: `/api/v1/tenants${path}`,
    headers: { authorization: 'Bearer operator', ...(payload === undefined ? {} : { 'content-type': type }), ...headers },
    ...(payload === undefined ? {} : { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }),
  })
}

async function write(at: House, from: string, ...bodies: string[]): Promise<void> {
  for (const body of bodies) {
    at.carrier.sendTextFromHandset({ from, to: SHOP, body })
    await at.pass(12_000)
  }
}

/** A business with a past: a lead, an opt-out, credentials of its own, a price, another calendar. */
async function livedIn(at: House): Promise<TenantPolicy> {
  const policy = await at.addTenant({ approvedFacts: [{ topic: 'visit-price', cents: 8_900 }] })
  await ask(at, 'PATCH', '/t_ace', { twilio: { ...ACCOUNT, messagingServiceSid: null } })
  await ask(at, 'POST', '/t_ace/calendars', { kind: 'caldav', url: 'https://dav.example/sam', username: 'sam', password: 'hunter2' })
  await write(at, KEPT, 'my water heater is leaking', '412 Oak St, Springfield 62704')
  await write(at, STOPPED, 'how much is a visit?', 'STOP')
  return policy
}

async function listsOf(at: House): Promise<Record<string, unknown>> {
  const lists = await Promise.all(LISTS.map(async (list) => [list, (await ask(at, 'GET', `/t_ace/${list}`)).json().items]))
  return Object.fromEntries(lists)
}

async function movedOut(at: House): Promise<{ file: string; key: string }> {
  await ask(at, 'POST', '/t_ace/pause')
  const answer = await ask(at, 'POST', '/t_ace/move-out')
  assert.equal(answer.statusCode, 200, answer.body)
  return { file: answer.body, key: String(answer.headers['lead-agent-move-key']) }
}

function take(at: House, file: string, key: string) {
  return ask(at, 'POST', '/import', file, { 'lead-agent-move-key': key })
}

function sentTo(at: House, number: string): number {
  return at.carrier.handset(number).inbox.length
}

test('a moved business has the same lists, ledger, evidence and decisions there, and its secrets are sealed anew', async () => {
  const [here, there] = [await house(1), await house(2)]
  const policy = await livedIn(here)
  const { tenantId } = policy
  await ask(here, 'POST', '/t_ace/pause')
  const before = await listsOf(here)
  const ledger = await verifyLedger(here.app.store, tenantId)
  const { file, key } = await movedOut(here)
  for (const secret of [ACCOUNT.authToken, 'hunter2', key]) assert.ok(!file.includes(secret), `the file holds ${secret}`)
  const taken = await take(there, file, key)
  assert.equal(taken.statusCode, 201, taken.body)
  assert.deepEqual([taken.json().status, taken.json().movedOutAt], ['paused', null])
  assert.deepEqual(await listsOf(there), before)
  assert.deepEqual(await verifyLedger(there.app.store, tenantId), ledger)
  const account = await there.app.store.transaction(tenantId, (tx) => tx.tenant.account())
  assert.deepEqual(account, ACCOUNT)
  const [calendar] = await there.app.store.transaction(tenantId, (tx) => tx.bookings.calendars())
  assert.equal(calendar?.source.kind === 'caldav' ? calendar.source.password : null, 'hunter2')
  for (const number of [KEPT, STOPPED]) {
    const pack = (at: House) => gatherEvidence({ store: at.app.store, clock: at.app.parts.clock }, policy, phone(number))
    const [old, now] = [await pack(here), await pack(there)]
    assert.deepEqual(now.entries, old.entries)
    assert.ok(JSON.stringify(now.entries).includes('personal'))
  }
  for await (const replayed of replayTenant(there.app.store, tenantId, { conversation: null, whatIf: {} }))
    assert.deepEqual(replayed.kind === 'replayed' ? replayed.differences : replayed.kind, [])
})

test('nothing leaves from both places: what waited travels, and the old place sends nothing any more and cannot be resumed', async () => {
  const [here, there] = [await house(1), await house(2)]
  const { tenantId } = await livedIn(here)
  const sent = sentTo(here, KEPT)
  const { file, key } = await movedOut(here)
  assert.equal((await ask(here, 'POST', '/t_ace/resume')).json().code, 'moved_away')
  assert.equal((await ask(here, 'PATCH', '/t_ace', { status: 'active' })).json().code, 'moved_away')
  await write(here, KEPT, 'anybody there?')
  await here.pass(20 * 60_000)
  assert.equal(sentTo(here, KEPT), sent)
  const waiting = await here.app.store.transaction(tenantId, (tx) => tx.messages.list({ limit: 200, cursor: null }))
  assert.ok(waiting.items.every(({ status }) => status !== 'waiting'))
  assert.equal((await take(there, file, key)).statusCode, 201)
  assert.equal((await take(there, file, key)).json().code, 'tenant_exists')
  const back = await ask(here, 'POST', '/t_ace/move-back')
  assert.equal(back.json().movedOutAt, null)
  assert.equal((await ask(here, 'POST', '/t_ace/resume')).statusCode, 200)
})

test('who said stop before the move hears nothing there, nor who said it while the carrier still told the old place', async () => {
  const [here, there] = [await house(1), await house(2)]
  await livedIn(here)
  await write(here, LATE, 'my sink is clogged')
  const { file, key } = await movedOut(here)
  // The same account at the same carrier, whose list the new place reads; its webhooks still go elsewhere, and longer than the usual look back.
  there.carrier.provisionNumber({ accountSid: ACCOUNT.accountSid, e164: SHOP, voiceUrl: null, statusCallback: null, smsUrl: null })
  there.carrier.sendTextFromHandset({ from: LATE, to: SHOP, body: 'STOP' })
  await there.pass(90 * 60_000)
  assert.equal((await take(there, file, key)).statusCode, 201)
  assert.equal((await ask(there, 'POST', '/t_ace/resume')).statusCode, 200)
  for (const number of [STOPPED, LATE]) {
    const payload = { to: number, body: 'Ace Plumbing: are you still there?', kind: 'followup' }
    const asked = await ask(there, 'POST', '/t_ace/messages', payload, { 'idempotency-key': number })
    assert.equal(asked.statusCode, 409, number)
    assert.match(asked.body, /suppressed/, number)
  }
  await there.pass(60_000)
  assert.equal(sentTo(there, STOPPED), 0)
})

test('a file that was changed, cut or comes with another key is refused, and nothing of it stays', async () => {
  const [here, there] = [await house(1), await house(2)]
  await livedIn(here)
  assert.equal((await ask(here, 'POST', '/t_ace/move-out')).json().code, 'not_paused')
  const { file, key } = await movedOut(here)
  const other = Buffer.alloc(32, 9).toString('base64url')
  const cut = file.split('\n').slice(0, -3).join('\n')
  for (const [text, with_] of [
    [file.replace('Springfield', 'Shelbyville'), key],
    [cut, key],
    [file, other],
    ['{"kind":"lead"}', key],
    [file, 'short'],
  ] as const) {
    const answer = await take(there, text, with_)
    assert.deepEqual([answer.statusCode, answer.json().code], [422, 'move_file_faulty'], answer.body)
  }
  assert.equal((await ask(there, 'GET', '/t_ace')).statusCode, 404)
  await there.addTenant({ id: 't_other' })
  assert.equal((await take(there, file, key)).json().code, 'number_taken')
  assert.equal((await ask(there, 'GET', '/t_ace')).statusCode, 404)
})
