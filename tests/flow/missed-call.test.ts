import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openHouse, type House } from './house.ts'

const CALLER = '+13125550142'
const OWNER = '+12175550101'
const houses: House[] = []

async function house(): Promise<House> {
  const opened = await openHouse()
  houses.push(opened)
  return opened
}

after(async () => {
  for (const opened of houses) await opened.close()
})

function textsTo(opened: House, e164: string): string[] {
  return opened.carrier.handset(e164).inbox.map((text) => text.body)
}

function assertNoCarrierAlerts(opened: House): void {
  assert.deepEqual(
    opened.carrier.alerts().map((alert) => alert.detail),
    [],
  )
  assert.deepEqual(opened.faults, [])
}

test('a call that nobody answers ends in one text that names the business', async () => {
  const opened = await house()
  const { tenantId } = await opened.addTenant()
  opened.carrier.setPhone(OWNER, { kind: 'no-answer' })
  const call = opened.carrier.placeCall({ from: CALLER, to: '+12175550102', caller: { kind: 'waits' } })
  await opened.pass(90_000)
  assert.equal(call.summary().heardMessage, true)
  assert.equal(textsTo(opened, CALLER).length, 1)
  assert.match(textsTo(opened, CALLER)[0] ?? '', /^Ace Plumbing: Sorry we missed your call\. .*STOP to opt out\.$/)
  const messages = await opened.messages(tenantId)
  assert.deepEqual(
    messages.map((message) => [message.kind, message.status]),
    [['instant_reply', 'delivered']],
  )
  assertNoCarrierAlerts(opened)
})

test('the owner who presses 1 has the caller, and no text goes out', async () => {
  const opened = await house()
  await opened.addTenant()
  opened.carrier.setPhone(OWNER, { kind: 'answers' })
  opened.carrier.placeCall({ from: CALLER, to: '+12175550102', caller: { kind: 'waits' } })
  await opened.pass(300_000)
  assert.deepEqual(textsTo(opened, CALLER), [])
  assertNoCarrierAlerts(opened)
})

test("the owner's mailbox that picks up does not swallow the lead", async () => {
  const opened = await house()
  await opened.addTenant()
  opened.carrier.setPhone(OWNER, { kind: 'voicemail', afterMs: 10_000 })
  opened.carrier.placeCall({ from: CALLER, to: '+12175550102', caller: { kind: 'waits' } })
  await opened.pass(300_000)
  assert.equal(textsTo(opened, CALLER).length, 1)
  assertNoCarrierAlerts(opened)
})

test('a caller who hangs up while it rings gets one text', async () => {
  const opened = await house()
  await opened.addTenant()
  opened.carrier.setPhone(OWNER, { kind: 'no-answer' })
  opened.carrier.placeCall({ from: CALLER, to: '+12175550102', caller: { kind: 'hangs-up-while-ringing', afterMs: 4_000 } })
  await opened.pass(120_000)
  assert.equal(textsTo(opened, CALLER).length, 1)
  assertNoCarrierAlerts(opened)
})

test('a caller who withholds the number is asked for a voicemail, gets no text, and the owner hears of it', async () => {
  const opened = await house()
  const { tenantId } = await opened.addTenant()
  opened.carrier.setPhone(OWNER, { kind: 'declines' })
  opened.carrier.placeCall({ from: '+266696687', to: '+12175550102', caller: { kind: 'leaves-voicemail', seconds: 9 } })
  await opened.pass(120_000)
  const calls = await opened.app.store.transaction(tenantId, (tx) => tx.calls.list({ limit: 10, cursor: null }))
  assert.equal(calls.items[0]?.recordingSeconds, 9)
  assert.deepEqual(textsTo(opened, '+266696687'), [])
  assert.equal(textsTo(opened, OWNER).length, 1)
  assert.match(textsTo(opened, OWNER)[0] ?? '', /VOICEMAIL/)
  assertNoCarrierAlerts(opened)
})

test('a landline is asked for a voicemail and never texted', async () => {
  const opened = await house()
  await opened.addTenant()
  opened.carrier.registerHandset({ e164: CALLER, kind: 'landline' })
  opened.carrier.setPhone(OWNER, { kind: 'declines' })
  opened.carrier.placeCall({ from: CALLER, to: '+12175550102', caller: { kind: 'waits' } })
  await opened.pass(300_000)
  assert.deepEqual(textsTo(opened, CALLER), [])
  assert.equal(textsTo(opened, OWNER).length, 1)
  assertNoCarrierAlerts(opened)
})

test('three redials make one text and a more urgent lead', async () => {
  const opened = await house()
  const { tenantId } = await opened.addTenant()
  opened.carrier.setPhone(OWNER, { kind: 'declines' })
  for (let time = 0; time < 3; time += 1) {
    opened.carrier.placeCall({ from: CALLER, to: '+12175550102', caller: { kind: 'hangs-up-at-message' } })
    await opened.pass(60_000)
  }
  assert.equal(textsTo(opened, CALLER).length, 1)
  const leads = await opened.app.store.transaction(tenantId, (tx) => tx.leads.list({ limit: 10, cursor: null }))
  assert.deepEqual(
    leads.items.map((lead) => [lead.phone, lead.urgency]),
    [[CALLER, 'urgent']],
  )
  assertNoCarrierAlerts(opened)
})

test('at night nobody is rung, the message plays and the text leaves at once', async () => {
  const opened = await house()
  await opened.addTenant({ hours: { week: {} } })
  opened.carrier.setPhone(OWNER, { kind: 'answers' })
  opened.carrier.placeCall({ from: CALLER, to: '+12175550102', caller: { kind: 'hangs-up-at-message' } })
  await opened.pass(60_000)
  assert.equal(textsTo(opened, CALLER).length, 1)
  const dialled = opened.carrier.events().filter((event) => event.kind === 'verb' && event.detail['verb'] === 'Dial')
  assert.deepEqual(dialled, [])
  assertNoCarrierAlerts(opened)
})

test('key 1 at night rings the person on call', async () => {
  const opened = await house()
  await opened.addTenant({ hours: { week: {} } })
  opened.carrier.setPhone(OWNER, { kind: 'answers' })
  opened.carrier.placeCall({ from: CALLER, to: '+12175550102', caller: { kind: 'presses', key: '1', afterMs: 2_000, talkMs: 20_000 } })
  await opened.pass(120_000)
  assert.match(textsTo(opened, OWNER)[0] ?? '', /EMERGENCY/)
  const bridged = opened.carrier.events().some((event) => event.kind === 'verb' && event.detail['verb'] === 'Dial')
  assert.equal(bridged, true)
  assertNoCarrierAlerts(opened)
})

test('a diverted call is never rung back', async () => {
  const opened = await house()
  const { numbers } = await opened.addTenant()
  const e164 = numbers[0]?.e164
  assert.ok(e164)
  await opened.addTenant({ numbers: [{ e164, topology: 'forwarded' }] })
  opened.carrier.setPhone(OWNER, { kind: 'answers' })
  opened.carrier.placeCall({ from: CALLER, to: e164, caller: { kind: 'waits' }, forwardedFrom: OWNER })
  await opened.pass(120_000)
  assert.equal(textsTo(opened, CALLER).length, 1)
  assertNoCarrierAlerts(opened)
})

test('a caller whose text was called off because they reached the owner gets the text of a later missed call', async () => {
  const opened = await house()
  await opened.addTenant({ limits: { requestsPerMinute: 2, textsPerHour: 1_000, textsPerDay: 10_000, monthlyBudgetCents: 100_000 } })
  opened.carrier.setPhone(OWNER, { kind: 'declines' })
  for (const from of ['+13125550147', '+13125550148', CALLER])
    opened.carrier.placeCall({ from, to: '+12175550102', caller: { kind: 'hangs-up-at-message' } })
  await opened.pass(20_000)
  assert.equal(textsTo(opened, CALLER).length, 0, 'their text waits for its place')
  opened.carrier.setPhone(OWNER, { kind: 'answers' })
  opened.carrier.placeCall({ from: CALLER, to: '+12175550102', caller: { kind: 'waits' } })
  await opened.pass(600_000)
  assert.deepEqual(textsTo(opened, CALLER), [])
  opened.carrier.setPhone(OWNER, { kind: 'declines' })
  opened.carrier.placeCall({ from: CALLER, to: '+12175550102', caller: { kind: 'hangs-up-at-message' } })
  await opened.pass(60_000)
  assert.equal(textsTo(opened, CALLER).length, 1)
})
