import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { LeadRow } from '#ports/store.ts'
import { openHouse, phone, type House } from './house.ts'

const CALLER = '+13125550142'
const OWNER = '+12175550101'
const SHOP = '+12175550102'
const houses: House[] = []

after(async () => {
  for (const opened of houses) await opened.close()
})

/** A house in which the caller was missed and has our first text. */
async function afterMissedCall(changes: Partial<TenantPolicy> = {}): Promise<{ house: House; policy: TenantPolicy }> {
  const house = await openHouse()
  houses.push(house)
  const policy = await house.addTenant(changes)
  house.carrier.setPhone(OWNER, { kind: 'declines' })
  house.carrier.placeCall({ from: CALLER, to: SHOP, caller: { kind: 'hangs-up-at-message' } })
  await house.pass(30_000)
  assert.equal(textsTo(house, CALLER).length, 1)
  return { house, policy }
}

async function write(house: House, ...bodies: string[]): Promise<void> {
  for (const body of bodies) {
    house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body })
    await house.pass(200)
  }
  await house.pass(8_000)
}

function textsTo(house: House, e164: string): string[] {
  return house.carrier.handset(e164).inbox.map((text) => text.body)
}

async function leadOf(house: House, policy: TenantPolicy): Promise<LeadRow> {
  const { items } = await house.app.store.transaction(policy.tenantId, (tx) => tx.leads.list({ limit: 10, cursor: null }))
  assert.equal(items.length, 1)
  const [lead] = items
  assert.ok(lead)
  return lead
}

test('problem, place and name in a few texts make a qualified lead, and the owner gets it once in readable words, and the rest as news', async () => {
  const { house, policy } = await afterMissedCall()
  await write(house, 'Hi my kitchen sink is clogged and wont drain')
  await write(house, '412 Oak St, Springfield 62704')
  await write(house, 'Dana Miller')
  await write(house, 'tomorrow morning works')
  const lead = await leadOf(house, policy)
  assert.deepEqual([lead.status, lead.name, lead.street, lead.zip], ['qualified', 'Dana Miller', '412 Oak St', '62704'])
  const alerts = textsTo(house, OWNER)
  assert.equal(alerts.filter((alert) => alert.startsWith('NEW LEAD')).length, 1)
  assert.equal(alerts.filter((alert) => alert.startsWith('UPDATE, NEW LEAD')).length, 1)
  assert.match(alerts.join('\n'), /\+13125550142/)
  assert.match(alerts.join('\n'), /412 Oak St/)
})

test('a burst of three texts is answered once', async () => {
  const { house } = await afterMissedCall()
  await write(house, 'hello', 'my toilet is running', 'non stop since yesterday')
  assert.equal(textsTo(house, CALLER).length, 2)
})

test('twelve texts in a row get one answer, within two seconds of the last, and the next is answered as ever', async () => {
  const { house } = await afterMissedCall()
  const parts =
    'hi|so|my sink|in the kitchen|is clogged|since yesterday|i tried drano|no luck|water is just sitting|there|pls|come tomorrow'
  for (const body of parts.split('|')) {
    house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body })
    // One after another, as a thumb does.
    // oxlint-disable-next-line no-await-in-loop
    await house.pass(350)
  }
  await house.pass(1_650)
  assert.equal(house.carrier.texts(`AC${'a'.repeat(32)}`).filter((text) => text.to === CALLER).length, 2)
  await house.pass(10_000)
  assert.equal(textsTo(house, CALLER).length, 2)
  await write(house, '412 Oak St, Springfield 62704')
  assert.equal(textsTo(house, CALLER).length, 3)
})

test('somebody who types on and on is answered within ten seconds all the same', async () => {
  const { house } = await afterMissedCall()
  for (let place = 0; place < 12; place += 1) {
    house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body: `and my sink is clogged, part ${place}` })
    // One after another, as a thumb does.
    // oxlint-disable-next-line no-await-in-loop
    await house.pass(700)
  }
  assert.equal(textsTo(house, CALLER).length, 2)
})

test('the answer leaves within two seconds', async () => {
  const { house } = await afterMissedCall()
  const sentMs = house.clock.now()
  house.carrier.sendTextFromHandset({ from: CALLER, to: SHOP, body: 'my sink is clogged' })
  await house.pass(2_000)
  const answer = house.carrier.texts(`AC${'a'.repeat(32)}`).find((text) => text.to === CALLER && text.createdAt > sentMs)
  assert.ok(answer)
  assert.ok(answer.createdAt - sentMs <= 2_000)
})

test('an emergency pages the owner at once, and nobody is promised', async () => {
  const { house, policy } = await afterMissedCall()
  await write(house, 'a pipe burst, water is pouring through the kitchen ceiling!!')
  assert.match(textsTo(house, OWNER).join('\n'), /EMERGENCY/)
  assert.equal((await leadOf(house, policy)).urgency, 'emergency')
  assert.doesNotMatch(textsTo(house, CALLER).join('\n'), /\b(on (my|our|the) way|coming|will arrive)\b/i)
})

test('who asks for a bot is told the truth', async () => {
  const { house } = await afterMissedCall()
  await write(house, 'are you a real person or a bot?')
  assert.match(textsTo(house, CALLER)[1] ?? '', /automated|assistant|AI/i)
})

test('STOP is silence: the carrier confirms, we say nothing, and later calls get no text', async () => {
  const { house, policy } = await afterMissedCall()
  await write(house, 'STOP')
  const before = textsTo(house, CALLER).length
  house.carrier.placeCall({ from: CALLER, to: SHOP, caller: { kind: 'waits' } })
  await house.pass(90_000)
  await write(house, 'my sink is still clogged')
  const ours = house.carrier.texts(`AC${'a'.repeat(32)}`).filter((text) => text.to === CALLER && text.direction === 'outbound-api')
  assert.equal(ours.length, 1)
  assert.equal(textsTo(house, CALLER).length, before)
  const leads = await house.app.store.transaction(policy.tenantId, (tx) => tx.leads.list({ limit: 10, cursor: null }))
  assert.deepEqual(
    leads.items.map((lead) => lead.status),
    ['open', 'opted_out'],
  )
  assert.match(textsTo(house, OWNER).join('\n'), /opted out/i)
})

test('a plain sentence that means stop gets one confirmation of ours and then nothing', async () => {
  const { house } = await afterMissedCall()
  await write(house, 'please stop texting me')
  await write(house, 'i said no more')
  const texts = textsTo(house, CALLER)
  assert.equal(texts.length, 2)
  assert.match(texts[1] ?? '', /^Ace Plumbing: You are unsubscribed/)
})

test('START alone opens the conversation again', async () => {
  const { house } = await afterMissedCall()
  await write(house, 'STOP')
  await write(house, 'START')
  await write(house, 'my sink is clogged')
  const ours = house.carrier.texts(`AC${'a'.repeat(32)}`).filter((text) => text.to === CALLER && text.direction === 'outbound-api')
  assert.equal(ours.length, 2)
})

test('HELP names the business and a phone', async () => {
  const { house } = await afterMissedCall()
  await write(house, 'HELP')
  assert.match(textsTo(house, CALLER).join('\n'), /Ace Plumbing: automated text assistant.*\+12175550100/)
})

test("one tenant's STOP leaves the other tenant's conversation alone", async () => {
  const { house } = await afterMissedCall()
  await house.addTenant({
    id: 't_best',
    name: 'Best Pipes',
    numbers: [{ e164: phone('+12175550150'), topology: 'forwarded' }],
  })
  await write(house, 'STOP')
  house.carrier.placeCall({ from: CALLER, to: '+12175550150', caller: { kind: 'waits' } })
  await house.pass(60_000)
  assert.equal(textsTo(house, CALLER).filter((text) => text.startsWith('Best Pipes:')).length, 1)
})

test('the assistant is silent while a person has taken over, and speaks again when released', async () => {
  const { house, policy } = await afterMissedCall()
  const lead = await leadOf(house, policy)
  const headers = { authorization: 'Bearer operator', 'content-type': 'application/json' }
  const base = `/api/v1/tenants/${policy.tenantId}/leads/${encodeURIComponent(lead.id)}`
  const taken = await house.app.server.inject({ method: 'POST', url: `${base}/take-over`, headers, payload: '{}' })
  assert.equal(taken.statusCode, 200, taken.body)
  await write(house, 'my sink is clogged')
  assert.equal(textsTo(house, CALLER).length, 1)
  const released = await house.app.server.inject({ method: 'POST', url: `${base}/release`, headers })
  assert.equal(released.statusCode, 200)
  await write(house, 'hello? my sink is clogged')
  assert.equal(textsTo(house, CALLER).length, 2)
})

test('a customer who stops answering half-way is passed on as far as known', async () => {
  const { house } = await afterMissedCall()
  await write(house, 'my sink is clogged')
  await house.pass(20 * 60_000)
  assert.match(textsTo(house, OWNER).join('\n'), /stopped answering/)
})

test('who texts first is told who answers and how to stop', async () => {
  const house = await openHouse()
  houses.push(house)
  await house.addTenant()
  await write(house, 'hi, do you fix water heaters? mine is leaking')
  const [answer] = textsTo(house, CALLER)
  assert.match(answer ?? '', /^Ace Plumbing, automated AI assistant: .*STOP to opt out\.$/)
})
