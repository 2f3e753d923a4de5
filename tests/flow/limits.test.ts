import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { at, openHouse, phone, testPolicy, type House } from './house.ts'

const OWNER = '+12175550101'
const SHOP = '+12175550102'
const houses: House[] = []

after(async () => {
  for (const opened of houses) await opened.close()
})

async function house(): Promise<House> {
  const opened = await openHouse()
  houses.push(opened)
  return opened
}

function firstTexts(opened: House, name: string): { to: string; createdAt: number }[] {
  const texts = opened.carrier.texts(`AC${'a'.repeat(32)}`).filter((text) => text.body.startsWith(`${name}: Sorry we missed`))
  return texts.map(({ to, createdAt }) => ({ to, createdAt })).toReversed()
}

test('60 calls in a minute at a limit of 20: 60 leads, 60 texts in order over three minutes, the owner told once, the neighbour untouched', async () => {
  const opened = await house()
  const { tenantId } = await opened.addTenant({ numbers: [{ e164: phone(SHOP), topology: 'forwarded' }] })
  await opened.addTenant({
    id: 't_next',
    name: 'Next Door',
    ownerPhone: phone('+12175550188'),
    numbers: [{ e164: phone('+12175550150'), topology: 'forwarded' }],
  })
  const startMs = opened.clock.now()
  for (let caller = 0; caller < 60; caller += 1) {
    opened.carrier.placeCall({ from: `+1312555${String(1_000 + caller)}`, to: SHOP, caller: { kind: 'hangs-up-at-message' } })
    await opened.pass(900)
  }
  opened.carrier.placeCall({ from: '+13125559999', to: '+12175550150', caller: { kind: 'hangs-up-at-message' } })
  await opened.pass(5_000)
  assert.equal(firstTexts(opened, 'Next Door').length, 1)
  await opened.pass(4 * 60_000)
  const texts = firstTexts(opened, 'Ace Plumbing')
  assert.equal(texts.length, 60)
  assert.deepEqual(
    texts.map((text) => text.to),
    texts.map((text) => text.to).toSorted(),
  )
  const perMinute = new Map<number, number>()
  for (const text of texts) {
    const minute = Math.floor(text.createdAt / 60_000)
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1)
  }
  assert.ok(
    [...perMinute.values()].every((count) => count <= 20),
    JSON.stringify([...perMinute]),
  )
  assert.ok(opened.clock.now() - startMs < 10 * 60_000)
  const leads = await opened.app.store.transaction(tenantId, (tx) => tx.leads.count())
  assert.equal(leads, 60)
  assert.equal(opened.carrier.handset(OWNER).inbox.filter((text) => text.body.includes('limit per minute')).length, 1)
  assert.deepEqual(opened.carrier.alerts(), [])
})

test('texts beyond the hourly limit wait or stay behind with a reason, and every lead is kept', async () => {
  const opened = await house()
  const limits = { ...testPolicy('t_any').limits, requestsPerMinute: 1_000, textsPerHour: 3 }
  const { tenantId } = await opened.addTenant({ numbers: [{ e164: phone(SHOP), topology: 'forwarded' }], limits })
  for (let caller = 0; caller < 5; caller += 1) {
    opened.carrier.placeCall({ from: `+1312555${String(1_000 + caller)}`, to: SHOP, caller: { kind: 'hangs-up-at-message' } })
    await opened.pass(2_000)
  }
  await opened.pass(2 * 3_600_000)
  assert.equal(firstTexts(opened, 'Ace Plumbing').length, 3)
  assert.equal(await opened.app.store.transaction(tenantId, (tx) => tx.leads.count()), 5)
  const refused = (await opened.messages(tenantId)).filter((message) => message.status === 'refused')
  assert.equal(refused.length, 2)
  assert.ok(
    refused.every((message) => message.reasons.some((reason) => reason.code === 'too_late')),
    JSON.stringify(refused.map((message) => message.reasons)),
  )
})

test('a spent budget stops texts but neither emergencies nor answers to STOP and HELP', async () => {
  const opened = await house()
  const limits = { ...testPolicy('t_any').limits, monthlyBudgetCents: 0 }
  await opened.addTenant({ numbers: [{ e164: phone(SHOP), topology: 'forwarded' }], limits })
  opened.carrier.placeCall({ from: '+13125551000', to: SHOP, caller: { kind: 'hangs-up-at-message' } })
  await opened.pass(30_000)
  assert.equal(firstTexts(opened, 'Ace Plumbing').length, 0)
  opened.carrier.sendTextFromHandset({ from: '+13125551000', to: SHOP, body: 'HELP' })
  await opened.pass(12_000)
  opened.carrier.sendTextFromHandset({ from: '+13125551000', to: SHOP, body: 'gas smell in the basement' })
  await opened.pass(12_000)
  const ours = opened.carrier.texts(`AC${'a'.repeat(32)}`).filter((text) => text.direction === 'outbound-api' && text.to === '+13125551000')
  assert.equal(ours.length, 2)
  assert.match(
    opened.carrier
      .handset(OWNER)
      .inbox.map((text) => text.body)
      .join('\n'),
    /EMERGENCY/,
  )
})

test('an answer of the carrier that got lost leads to one text, found at the carrier', async () => {
  const opened = await house()
  const { tenantId } = await opened.addTenant({ numbers: [{ e164: phone(SHOP), topology: 'forwarded' }] })
  opened.carrier.faults.add({ on: 'rest', path: '/Messages.json', method: 'POST', times: 1, action: { kind: 'lose-answer' } })
  opened.carrier.placeCall({ from: '+13125551000', to: SHOP, caller: { kind: 'hangs-up-at-message' } })
  await opened.pass(60_000)
  assert.equal(firstTexts(opened, 'Ace Plumbing').length, 1)
  const [message] = await opened.messages(tenantId)
  assert.match(message?.carrierId ?? '', /^SM/)
})

test('a carrier that is down for a while gets the text when it is back', async () => {
  const opened = await house()
  await opened.addTenant({ numbers: [{ e164: phone(SHOP), topology: 'forwarded' }] })
  opened.carrier.faults.add({ on: 'rest', path: '/Messages.json', method: 'POST', times: 3, action: { kind: 'status', status: 503 } })
  opened.carrier.placeCall({ from: '+13125551000', to: SHOP, caller: { kind: 'hangs-up-at-message' } })
  await opened.pass(90_000)
  assert.equal(firstTexts(opened, 'Ace Plumbing').length, 1)
})

test('a business whose registration is not approved sends nothing in live mode, and the lead is kept with the reason', async () => {
  const opened = await house()
  const { tenantId } = await opened.addTenant({
    numbers: [{ e164: phone(SHOP), topology: 'forwarded' }],
    registration: { kind: 'managed', status: 'pending', campaignSid: null, note: null },
  })
  opened.carrier.placeCall({ from: '+13125551000', to: SHOP, caller: { kind: 'waits' } })
  await opened.pass(120_000)
  assert.deepEqual(opened.carrier.texts(`AC${'a'.repeat(32)}`), [])
  const [message] = await opened.messages(tenantId)
  assert.deepEqual([message?.status, message?.reasons.at(-1)?.code], ['refused', 'sender_unregistered'])
  assert.equal(await opened.app.store.transaction(tenantId, (tx) => tx.leads.count()), 1)
})

test('a lost webhook is found in the list of the carrier', async () => {
  const opened = await house()
  const { tenantId } = await opened.addTenant({ numbers: [{ e164: phone(SHOP), topology: 'forwarded' }] })
  opened.carrier.faults.add({ on: 'webhook', path: '/twilio/', times: 100, action: { kind: 'drop' } })
  opened.carrier.placeCall({ from: '+13125551000', to: SHOP, caller: { kind: 'waits' } })
  await opened.pass(10_000)
  opened.carrier.faults.clear()
  await opened.app.sweep.once(at(opened))
  await opened.pass(5_000)
  assert.equal(await opened.app.store.transaction(tenantId, (tx) => tx.leads.count()), 1)
  assert.equal(firstTexts(opened, 'Ace Plumbing').length, 1)
})
