import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openHouse, phone, type House } from './house.ts'

/** A business's own procedures through the API, and what no procedure can do. */

const CALLER = '+13125550142'
const SHOP = '+12175550102'
const houses: House[] = []
after(async () => {
  for (const opened of houses) await opened.close()
})

const OWN = `---
covers: every trade
---

# How we talk at Ace

## Texts

### ask-address

- en: Which street and town is it, friend?
`

async function opened(): Promise<House> {
  const house = await openHouse()
  houses.push(house)
  await house.addTenant()
  return house
}

async function ask(house: House, method: 'GET' | 'PUT' | 'DELETE', path: string, payload?: object) {
  const response = await house.app.server.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: 'Bearer operator', ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  })
  return { status: response.statusCode, body: response.json() }
}

async function answerTo(house: House, body: string): Promise<string> {
  house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body })
  await house.pass(12_000)
  return house.carrier.handset(CALLER).inbox.at(-1)?.body ?? ''
}

test('a business gets its own words for what its file names, ours for the rest, and the shared file back when it is removed', async () => {
  const house = await opened()
  const before = await ask(house, 'GET', '/tenants/t_ace/directives/agent')
  assert.deepEqual([before.status, before.body.isOwn], [200, false])
  assert.match(before.body.markdown, /# How the assistant talks/)
  const put = await ask(house, 'PUT', '/tenants/t_ace/directives/agent', { markdown: OWN })
  assert.deepEqual([put.status, put.body.isOwn, put.body.markdown], [200, true, OWN])
  assert.notEqual(put.body.hash, before.body.hash)
  assert.match(await answerTo(house, 'my kitchen sink is clogged'), /Which street and town is it, friend\?/)
  const back = await ask(house, 'DELETE', '/tenants/t_ace/directives/agent')
  assert.deepEqual([back.body.isOwn, back.body.hash], [false, before.body.hash])
})

test('decisions carry the hash of the procedure that was followed', async () => {
  const house = await opened()
  const { body } = await ask(house, 'GET', '/tenants/t_ace/directives/plumbing')
  await answerTo(house, 'my kitchen sink is clogged')
  const { items } = (await ask(house, 'GET', '/tenants/t_ace/decisions')).body
  const read = items.find((decision: { subject: string }) => decision.subject === 'texts-read')
  assert.equal(read.directive, body.hash)
  const gate = items.find((decision: { kind: string }) => decision.kind === 'gate')
  assert.equal(gate.directive, null)
})

test('an override that sets a price, promises, permits a text or is malformed is refused with file and line, and nothing changes', async () => {
  const house = await opened()
  const faulty: [markdown: string, problem: RegExp][] = [
    [OWN.replace('Which street and town is it, friend?', 'A visit is $89.'), /^agent\.md:11: ask-address \(en\) holds /],
    [OWN.replace('Which street and town is it, friend?', 'We are on the way.'), /^agent\.md:11: ask-address \(en\) holds /],
    [OWN.replace('every trade\n', 'every trade\nprices: 89\n'), /^agent\.md:\d+: front matter.*prices/],
    [OWN.replace('every trade\n', 'every trade\nmay_text: always\nquiet_hours: none\n'), /^agent\.md:\d+: front matter.*may_text/],
    [OWN.replace('### ask-address', '### allow-marketing'), /unknown act "allow-marketing"/],
    [OWN.replace('friend?', '{price}?'), /\{price\} may not stand in ask-address/],
    ['no front matter', /^agent\.md:1: starts with front matter/],
  ]
  for (const [markdown, problem] of faulty) {
    const put = await ask(house, 'PUT', '/tenants/t_ace/directives/agent', { markdown })
    assert.equal(put.status, 422, markdown)
    assert.equal(put.body.code, 'directive_faulty')
    assert.ok(
      put.body.reasons.some((line: string) => problem.test(line)),
      JSON.stringify(put.body.reasons),
    )
  }
  assert.equal((await ask(house, 'GET', '/tenants/t_ace/directives/agent')).body.isOwn, false)
  assert.equal((await ask(house, 'GET', '/tenants/t_ace/directives/marketing')).status, 400)
})

test("a business's own procedure reaches no other business, and cannot bring back who said STOP", async () => {
  const house = await opened()
  await house.addTenant({ id: 't_other', name: 'Other Shop', numbers: [{ e164: phone('+12175550177'), topology: 'forwarded' }] })
  await ask(house, 'PUT', '/tenants/t_ace/directives/agent', { markdown: OWN })
  assert.equal((await ask(house, 'GET', '/tenants/t_other/directives/agent')).body.isOwn, false)
  await answerTo(house, 'STOP')
  const count = house.carrier.handset(CALLER).inbox.length
  await answerTo(house, 'my kitchen sink is clogged')
  assert.equal(house.carrier.handset(CALLER).inbox.length, count)
})

test('the state of the procedures can be asked for', async () => {
  const house = await opened()
  const { status, body } = await ask(house, 'GET', '/directives')
  assert.equal(status, 200)
  assert.match(body.hash, /^[0-9a-f]{64}$/)
  assert.deepEqual(body.problems, [])
})
