import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { replayTenant } from '#flow/replay/replay-tenant.ts'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import { openHouse, type House } from './house.ts'

/** What the owner lets the assistant say, seen from outside: set through the API, read on the customer's phone, decided again from the snapshots. */

const TENANT = tenantId()
const CALLER = '+13125550142'
const OWNER = '+12175550101'
const SHOP = '+12175550102'
const houses: House[] = []
after(async () => {
  for (const opened of houses) await opened.close()
})

function tenantId(): TenantId {
  const id = parseTenantId('t_ace')
  assert.ok(id !== null)
  return id
}

async function opened(): Promise<House> {
  const house = await openHouse()
  houses.push(house)
  await house.addTenant()
  return house
}

async function ask(house: House, method: 'GET' | 'PATCH' | 'POST', path: string, payload?: object) {
  const response = await house.app.server.inject({
    method,
    url: `/api/v1/tenants/t_ace${path}`,
    headers: { authorization: 'Bearer operator', ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  })
  return { status: response.statusCode, body: response.json() }
}

async function write(house: House, ...bodies: string[]): Promise<string[]> {
  for (const body of bodies) {
    house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body })
    await house.pass(12_000)
  }
  return textsTo(house, CALLER)
}

function textsTo(house: House, e164: string): string[] {
  return house.carrier.handset(e164).inbox.map(({ body }) => body)
}

test('a price is said once the owner has set it, with its own figure only, and deciding again gives the same texts', async () => {
  const house = await opened()
  const before = (await write(house, 'how much do you charge to come out?')).at(-1) ?? ''
  assert.match(before, /Prices come from/)
  assert.doesNotMatch(before, /\$/)
  assert.equal((await ask(house, 'PATCH', '', { approvedFacts: [{ topic: 'visit-price', cents: 8_900 }] })).status, 200)
  const after = await write(house, 'so the visit is $50 right?')
  assert.match(after.at(-1) ?? '', /A service visit is \$89; Sam gives the price of the work itself\./)
  assert.doesNotMatch(after.join('\n'), /\$50/)
  assert.equal((await ask(house, 'PATCH', '', { approvedFacts: [] })).status, 200)
  assert.doesNotMatch((await write(house, 'and how much is the repair?')).at(-1) ?? '', /\$/)
  for await (const replayed of replayTenant(house.app.store, TENANT, { conversation: null, whatIf: {} }))
    if (replayed.kind === 'replayed') assert.deepEqual(replayed.differences, [])
    else assert.equal(replayed.kind, 'replayed', replayed.key)
})

test('what is free or reduced by the owner is said to who asks, through the gate that stops advertising', async () => {
  const house = await opened()
  const approvedFacts = [
    { topic: 'free-estimate', services: null },
    { topic: 'own', asks: ['seniors'], say: { en: 'Seniors get 10% off labor.' } },
  ]
  assert.equal((await ask(house, 'PATCH', '', { approvedFacts })).status, 200)
  assert.match((await write(house, 'do you have a discount for seniors?')).at(-1) ?? '', /^.*Seniors get 10% off labor\./)
  assert.match((await write(house, '¿cuánto cuesta un presupuesto?')).at(-1) ?? '', /El presupuesto es gratis; el precio lo da Sam\./)
})

test('who wants work that is not offered is told so, and the owner gets the lead as not a fit', async () => {
  const house = await opened()
  const services = [{ name: 'septic tank', offered: false, words: ['septic'] }]
  assert.equal((await ask(house, 'PATCH', '', { services })).status, 200)
  const texts = await write(house, 'can you pump out our septic this week?')
  assert.match(texts.at(-1) ?? '', /that is work Ace Plumbing doesn't do, so please don't wait for us/)
  await house.pass(60_000)
  assert.match(textsTo(house, OWNER).join('\n'), /not a fit: work you do not offer[\s\S]*You do not offer: septic tank\./)
  const lead = (await ask(house, 'GET', '/leads')).body.items[0]
  assert.deepEqual([lead.status, lead.service], ['handed_over', 'septic tank'])
  assert.equal(lead.scoreReasons.at(-1).code, 'not_offered')
})

test('what would be saved is said back in the words that customers get', async () => {
  const house = await opened()
  const said = async (change: object): Promise<string[]> => {
    const { status, body } = await ask(house, 'POST', '/setup/say-it-back', change)
    assert.equal(status, 200, JSON.stringify(body))
    return body.sentences
  }
  assert.deepEqual(await said({ approvedFacts: [{ topic: 'license', number: '12345' }] }), [
    'When someone asks whether you are licensed, it says: “Ace Plumbing is licensed, number 12345.” In Spanish: “Ace Plumbing tiene licencia, numero 12345.” In French: “Ace Plumbing détient une licence, numéro 12345.”',
    "Asked for any other price, it says: “Prices come from Sam once the details are known; I can't quote by text.”",
  ])
  assert.match((await said({ services: [{ name: 'sewer', offered: false, words: [] }] })).join(' '), /You do not offer: sewer\./)
  assert.match((await said({ serviceArea: ['62704', '627*', 'Chatham'] })).join(' '), /You work in: 62704, 627\*, Chatham\..*decide/)
  const { services } = (await ask(house, 'GET', '/setup/services')).body
  assert.ok(services.includes('water heater'))
})

test('what no text may hold is refused with what to do about it', async () => {
  const house = await opened()
  const refusal = async (change: object): Promise<string> => {
    const { status, body } = await ask(house, 'PATCH', '', change)
    assert.equal(status, 400)
    return body.detail
  }
  const own = (en: string) => ({ approvedFacts: [{ topic: 'own', asks: ['offer'], say: { en } }] })
  assert.match(await refusal(own('See ace.example.com for offers')), /holds a link; no text may say that, so leave it out/)
  assert.match(await refusal(own('We are on the way.')), /promise that somebody is coming/)
  assert.match(await refusal(own('x'.repeat(200))), /takes 200 characters; shorten it to 150/)
  assert.match(
    await refusal({ approvedFacts: [{ topic: 'service-price', service: 'roof', fromCents: 100 }] }),
    /"roof" is no service of this business/,
  )
  assert.match(
    await refusal({ approvedFacts: [{ topic: 'service-price', service: 'drain', fromCents: 200, toCents: 100 }] }),
    /swap the two/,
  )
  assert.match(await refusal({ approvedFacts: [{ topic: 'visit-price', cents: 0 }] }), /cents/)
})
