import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { BOOKING_DEFAULTS } from '#core/booking/booking.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { openHouse, phone, type House } from './house.ts'

/** How a lead is judged, seen from outside: in the API, on the owner's phone, in what the customer reads. */

const CALLER = '+13125550142'
const SPOUSE = '+13125550143'
const NEIGHBOUR = '+13125550144'
const OWNER = '+12175550101'
const SHOP = '+12175550102'
const houses: House[] = []
after(async () => {
  for (const opened of houses) await opened.close()
})

async function opened(changes: Partial<TenantPolicy> = {}): Promise<House> {
  const house = await openHouse()
  houses.push(house)
  await house.addTenant(changes)
  return house
}

async function write(house: House, from: string, ...bodies: string[]): Promise<void> {
  for (const body of bodies) {
    house.carrier.sendTextFromHandset({ from, to: SHOP, body })
    await house.pass(12_000)
  }
}

type LeadView = {
  id: string
  phone: string
  status: string
  intent: string
  urgency: string
  score: number
  scoreReasons: { code: string; points: number }[]
  leadGroup: string | null
  serviceArea: string | null
}

async function ask(house: House, method: 'GET' | 'PATCH', path: string, payload?: object) {
  const response = await house.app.server.inject({
    method,
    url: `/api/v1/tenants/t_ace${path}`,
    headers: { authorization: 'Bearer operator', ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  })
  return { status: response.statusCode, body: response.json() }
}

async function leads(house: House): Promise<LeadView[]> {
  return (await ask(house, 'GET', '/leads')).body.items
}

function textsTo(house: House, e164: string): string {
  return house.carrier
    .handset(e164)
    .inbox.map((text) => text.body)
    .join('\n')
}

test('a lead shows its score with the reasons that add up to it', async () => {
  const house = await opened()
  await write(house, CALLER, 'my water heater is leaking', '412 Oak St, Springfield 62704')
  const [lead] = await leads(house)
  assert.ok(lead)
  assert.equal(
    lead.scoreReasons.reduce((sum, { points }) => sum + points, 0),
    lead.score,
  )
  const codes = lead.scoreReasons.map(({ code }) => code)
  for (const code of ['book', 'knows_problem', 'knows_street', 'knows_zip']) assert.ok(codes.includes(code), codes.join())
})

test('somebody from outside the service area is told so honestly and the owner decides; nothing more is asked', async () => {
  const house = await opened({ serviceArea: ['627*', 'Springfield'], booking: BOOKING_DEFAULTS })
  await write(house, CALLER, 'my sink is clogged', '9 Elm Street, Chicago 60614')
  assert.match(textsTo(house, CALLER), /outside the area Ace Plumbing usually covers\. I've passed it to Sam/)
  assert.doesNotMatch(textsTo(house, CALLER), /What name|I can offer/)
  assert.match(textsTo(house, OWNER), /NEW LEAD[^]*Outside your service area: you decide\./)
  const [lead] = await leads(house)
  assert.deepEqual([lead?.status, lead?.serviceArea], ['qualified', 'out'])
})

test('somebody from within is asked on as ever, and an emergency from outside is an emergency', async () => {
  const house = await opened({ serviceArea: ['627*'] })
  await write(house, CALLER, 'my sink is clogged', '412 Oak St, Springfield 62704')
  assert.match(textsTo(house, CALLER), /What name/)
  assert.equal((await leads(house))[0]?.serviceArea, 'in')
  await write(house, SPOUSE, 'a pipe burst, water is pouring through the ceiling at 9 Elm Street, Chicago 60614!!')
  assert.match(textsTo(house, OWNER), /EMERGENCY/)
  assert.doesNotMatch(textsTo(house, SPOUSE), /outside the area/)
})

test('the service area is set through the API, checked, and null again means everywhere', async () => {
  const house = await opened()
  assert.equal((await ask(house, 'GET', '')).body.serviceArea, null)
  const set = await ask(house, 'PATCH', '', { serviceArea: ['62704', 'K1A', 'Springfield'] })
  assert.deepEqual([set.status, set.body.serviceArea], [200, ['62704', 'K1A', 'Springfield']])
  const wrong = await ask(house, 'PATCH', '', { serviceArea: ['25 miles'] })
  assert.equal(wrong.status, 400)
  assert.match(wrong.body.detail, /must be a ZIP such as 62704/)
  assert.equal((await ask(house, 'PATCH', '', { serviceArea: null })).body.serviceArea, null)
})

test('two phones at one address within 14 days are linked, each keeps its own conversation, and a neighbour stays alone', async () => {
  const house = await opened()
  await write(house, CALLER, 'my sink is clogged', '412 Oak Street, Springfield 62704')
  await write(house, NEIGHBOUR, 'toilet is running', '414 Oak St, Springfield 62704')
  await write(house, SPOUSE, 'our kitchen sink is blocked', '412 oak st springfield 62704')
  await write(house, CALLER, 'Dana Miller')
  const byPhone = new Map((await leads(house)).map((lead) => [lead.phone, lead]))
  const [first, spouse, neighbour] = [byPhone.get(CALLER), byPhone.get(SPOUSE), byPhone.get(NEIGHBOUR)]
  assert.ok(first && spouse && neighbour)
  assert.equal(first.leadGroup, first.id)
  assert.equal(spouse.leadGroup, first.id)
  assert.equal(neighbour.leadGroup, null)
  assert.doesNotMatch(textsTo(house, SPOUSE), /Dana/)
  const decisions = (await ask(house, 'GET', '/decisions')).body.items as { reasons: { code: string }[] }[]
  assert.equal(decisions.filter(({ reasons }) => reasons.some(({ code }) => code === 'same_household')).length, 1)
})

test('a household of one business is nothing to another', async () => {
  const house = await opened()
  await house.addTenant({
    id: 't_other',
    numbers: [{ e164: phone('+12175550177'), topology: 'forwarded' }],
    ownerPhone: phone('+12175550178'),
  })
  await write(house, CALLER, 'my sink is clogged', '412 Oak Street, Springfield 62704')
  house.carrier.sendTextFromHandset({ from: SPOUSE, to: '+12175550177', body: 'my sink is clogged at 412 Oak Street, Springfield 62704' })
  await house.pass(12_000)
  assert.equal((await leads(house))[0]?.leadGroup, null)
})

test('who rings again is in more of a hurry', async () => {
  const house = await opened()
  house.carrier.setPhone(OWNER, { kind: 'declines' })
  for (let call = 0; call < 2; call += 1) {
    house.carrier.placeCall({ from: CALLER, to: SHOP, caller: { kind: 'hangs-up-at-message' } })
    await house.pass(60_000)
  }
  const found = await leads(house)
  assert.deepEqual([found.length, found[0]?.urgency], [1, 'urgent'])
})

/** Who is no customer: what they write, and how the list shows them. */
const STRANGERS: [body: string, intent: string | null, status: string][] = [
  // Whoever we have by mistake is left alone before an engine reads a word.
  ['you have the wrong number', null, 'opted_out'],
  ['Hi, are you hiring? I am looking for a job as a plumber', 'job_seeker', 'closed'],
  ['We can get your business on the first page of Google, reply for a free SEO audit', 'vendor_spam', 'closed'],
  ["I'm driving right now. I'll get back to you when I arrive.", 'other', 'open'],
]

for (const [body, intent, status] of STRANGERS) {
  test(`kept in the list and away from the owner's phone: ${body.slice(0, 30)}`, async () => {
    const house = await opened()
    house.carrier.setPhone(OWNER, { kind: 'declines' })
    house.carrier.placeCall({ from: CALLER, to: SHOP, caller: { kind: 'hangs-up-at-message' } })
    await house.pass(30_000)
    await write(house, CALLER, body, body)
    await house.pass(20 * 60_000)
    const found = await leads(house)
    assert.deepEqual([found.length, found[0]?.intent, found[0]?.status, found[0]?.score], [1, intent, status, 0])
    assert.equal(textsTo(house, OWNER), '')
    assert.equal((await ask(house, 'GET', '/alerts')).body.items.length, 0)
  })
}
