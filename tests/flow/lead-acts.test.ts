import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { phone } from './house.ts'
import { CALLER, FLOOD, openOwnerHouse, OWNER, SHOP, SINK, type OwnerHouse } from './owner-house.ts'

const MINUTE = 60_000
const houses: OwnerHouse[] = []

async function opened(...changes: Parameters<typeof openOwnerHouse>): Promise<OwnerHouse> {
  const owner = await openOwnerHouse(...changes)
  houses.push(owner)
  return owner
}

after(async () => {
  for (const { house } of houses) await house.close()
})

async function pathOf(at: OwnerHouse, from = CALLER): Promise<string> {
  return `/leads/${encodeURIComponent((await at.lead(from)).id)}`
}

test('"I have got it" in the dashboard ends the ladder as a text would, under the name that was given', async () => {
  const at = await opened()
  await at.write(CALLER, FLOOD)
  const path = await pathOf(at)
  const done = await at.post(`${path}/acknowledge`, { by: 'Kim' })
  assert.deepEqual([done.status, done.body['acknowledgedBy'], typeof done.body['acknowledgedAt']], [200, 'Kim', 'string'])
  await at.post(`${path}/acknowledge`, {})
  await at.house.pass(6 * MINUTE)
  assert.deepEqual(at.rang(), [])
  assert.deepEqual(
    at.textsTo(CALLER).filter((text) => text.includes('has your message')),
    ['Kim has your message and is taking care of it. If anyone is in danger, call 911.'],
  )
  assert.equal((await at.lead()).acknowledgedBy, 'Kim')
})

test('"call" rings the owner, who is connected after key 1', async () => {
  const at = await opened()
  at.house.carrier.setPhone(OWNER, { kind: 'answers', afterMs: 2_000, pressAfterMs: 5_000, key: '1', talkMs: 10_000 })
  at.house.carrier.setPhone(CALLER, { kind: 'answers', afterMs: 2_000, talkMs: 10_000 })
  await at.write(CALLER, ...SINK)
  const called = await at.post(`${await pathOf(at)}/call`, {})
  assert.equal(called.status, 200)
  await at.house.pass(MINUTE)
  assert.deepEqual(at.rang(), [OWNER])
  assert.ok(at.house.carrier.events().some((event) => event.detail['direction'] === 'outbound-dial' && event.detail['to'] === CALLER))
})

test('without a phone of the owner there is nobody to ring', async () => {
  const at = await opened({ ownerPhone: null, fallbackPhone: null })
  await at.write(CALLER, ...SINK)
  const called = await at.post(`${await pathOf(at)}/call`, {})
  assert.deepEqual([called.status, called.body['code']], [409, 'owner_phone_missing'])
})

test('who withheld their number cannot be called back', async () => {
  const at = await opened({ hours: { week: {} } })
  at.house.carrier.placeCall({ from: '+266696687', to: SHOP, caller: { kind: 'leaves-voicemail', seconds: 9 } })
  await at.house.pass(2 * MINUTE)
  const { items } = await at.house.app.store.transaction(at.policy.tenantId, (tx) => tx.leads.list({ limit: 10, cursor: null }))
  const called = await at.post(`/leads/${encodeURIComponent(items[0]?.id ?? '')}/call`, {})
  assert.deepEqual([called.status, called.body['code']], [409, 'number_withheld'])
  assert.match((await at.say('1'))[0] ?? '', /^They withheld their number/)
})

test('an outcome with money is on the lead, the same one again changes nothing, and an older lead keeps its own', async () => {
  const at = await opened()
  await at.write(CALLER, ...SINK)
  const first = await pathOf(at)
  const won = await at.post(`${first}/outcome`, { state: 'won', amountCents: 42_500 })
  assert.deepEqual([won.status, won.body['outcome'], won.body['amountCents'], won.body['status']], [200, 'won', 42_500, 'closed'])
  await at.write(CALLER, 'my toilet is running, can you come again')
  const second = await pathOf(at)
  assert.notEqual(second, first)
  const changed = await at.post(`${first}/outcome`, { state: 'lost' })
  assert.deepEqual([changed.body['outcome'], changed.body['amountCents']], ['lost', 42_500])
  assert.equal((await at.lead()).outcome, 'open')
  assert.equal((await at.post(`${second}/outcome`, { state: 'maybe' })).status, 400)
  assert.equal((await at.post('/leads/nobody/outcome', { state: 'won' })).status, 404)
})

test('a person who types to the customer quiets the assistant, once per key, through every gate', async () => {
  const at = await opened()
  await at.write(CALLER, ...SINK)
  const path = await pathOf(at)
  assert.equal((await at.post(`${path}/texts`, { body: 'hi' })).status, 400)
  const headers = { 'idempotency-key': 'k1' }
  for (const unseen of ['\u0000', '\u001b[31m', '\u0085', '\u202e'])
    assert.equal((await at.post(`${path}/texts`, { body: `Hi${unseen} Dana` }, headers)).status, 400)
  const first = await at.post(`${path}/texts`, { body: 'Hi Dana, this is Sam. Is 9 ok?' }, headers)
  const again = await at.post(`${path}/texts`, { body: 'Hi Dana, this is Sam. Is 9 ok?' }, headers)
  assert.deepEqual([first.status, again.status, first.body['id'] === again.body['id']], [202, 202, true])
  await at.house.pass(5_000)
  assert.equal(at.textsTo(CALLER).filter((text) => text.includes('this is Sam')).length, 1)
  const before = at.textsTo(CALLER).length
  await at.write(CALLER, 'yes 9 is fine, are you a robot?')
  assert.equal(at.textsTo(CALLER).length, before)
  const second = await at.post(`${path}/texts`, { body: 'See you then.' }, { 'idempotency-key': 'k2' })
  assert.equal(second.status, 202)
  await at.write(CALLER, 'STOP')
  const refused = await at.post(`${path}/texts`, { body: 'one more' }, { 'idempotency-key': 'k3' })
  assert.deepEqual([refused.status, refused.body['code'], refused.body['reasons']], [409, 'may_not_send', ['suppressed']])
})

test('a person who types half an hour later is refused at once, not sent a day later', async () => {
  const at = await opened()
  await at.write(CALLER, ...SINK)
  await at.house.pass(32 * MINUTE)
  const refused = await at.post(`${await pathOf(at)}/texts`, { body: 'Is 9 ok?' }, { 'idempotency-key': 'late' })
  assert.deepEqual([refused.status, refused.body['reasons']], [409, ['too_late']])
})

test("another business's leads are not there", async () => {
  const at = await opened()
  await at.write(CALLER, ...SINK)
  const path = await pathOf(at)
  const other = await at.house.addTenant({ id: 't_other', numbers: [{ e164: phone('+12175550150'), topology: 'forwarded' }] })
  for (const act of ['acknowledge', 'call', 'take-over', 'release']) {
    // oxlint-disable-next-line no-await-in-loop
    const response = await at.house.app.server.inject({
      method: 'POST',
      url: `/api/v1/tenants/${other.tenantId}${path}/${act}`,
      headers: { authorization: 'Bearer operator', 'content-type': 'application/json' },
      payload: '{}',
    })
    assert.equal(response.statusCode, 404, act)
  }
})

test('the second phone of a new business is covered by the word for the first, unless the operator says otherwise', async () => {
  const at = await opened()
  const base = {
    name: 'Best',
    trade: 'plumbing',
    timezone: 'America/Chicago',
    ownerPhone: OWNER,
    ownerPhoneVerified: true,
    fallbackPhone: '+12175550109',
  }
  const make = async (changes: object) => {
    const response = await at.house.app.server.inject({
      method: 'POST',
      url: '/api/v1/tenants',
      headers: { authorization: 'Bearer operator', 'content-type': 'application/json' },
      payload: JSON.stringify({ ...base, ...changes }),
    })
    assert.equal(response.statusCode, 201, response.body)
    return response.json()
  }
  const plain = await make({})
  assert.deepEqual([plain.fallbackPhoneVerified, plain.digestAt, plain.fallbackName], [true, '18:30', null])
  assert.equal((await make({ fallbackPhoneVerified: false })).fallbackPhoneVerified, false)
  assert.equal((await make({ fallbackPhone: null })).fallbackPhoneVerified, false)
})
