/**
 * Goal: no live text from a number that is not registered.
 * Method: the whole product with the built-in carrier; calls are missed before, during and after a registration and after a suspension.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTwilioRegistration } from '#adapters/twilio/registration/twilio-registration.ts'
import { webhookAddresses } from '#adapters/twilio/webhook-addresses.ts'
import { REGISTRATION_DEFAULTS } from '#core/registration/registration-settings.ts'
import { HOUR_MS, instant, MINUTE_MS } from '#core/values/instant.ts'
import { createRegistrar, type Registrar } from '#flow/registration/registrar.ts'
import { openHouse, type House } from '../flow/house.ts'
import { PUBLIC_URL } from './bureau.ts'
import { exampleApplication, phone } from './example-application.ts'

test('texts begin with the approval, go through the messaging service, and end with a suspension', async (t) => {
  const house = await openHouse({ replacements: async () => ({ registers: false }) })
  t.after(house.close)
  const { carrier } = house
  carrier.registration.setReviewTimes({ profile: MINUTE_MS, 'trust-product': MINUTE_MS, brand: 2 * MINUTE_MS, campaign: 4 * MINUTE_MS })
  carrier.setPhone('+12175550101', { kind: 'no-answer' })
  const numbers = [{ e164: phone('+12175550102'), topology: 'dial-first' as const }]
  const registration = { kind: 'managed', status: 'none', campaignSid: null, note: null } as const
  const { tenantId } = await house.addTenant({ numbers, registration })
  const registrar = await registrarOf(house)
  const live = async (ms: number) => {
    for (const end = house.clock.now() + ms; house.clock.now() < end;) {
      await registrar.advance(tenantId)
      await house.pass(2 * MINUTE_MS)
    }
  }

  assert.deepEqual(await textsAfterMissedCall(house, '+13125550141'), [])
  const [refused] = await house.messages(tenantId)
  assert.equal(refused?.status, 'refused')
  assert.ok(
    refused.reasons.some(({ code }) => code === 'sender_unregistered'),
    JSON.stringify(refused.reasons),
  )

  assert.deepEqual(await registrar.submit(tenantId, exampleApplication()), { kind: 'taken' })
  await live(10 * MINUTE_MS)
  assert.equal(carrier.registration.campaigns()[0]?.status, 'VERIFIED')
  assert.deepEqual(await textsAfterMissedCall(house, '+13125550142'), [], 'the number may not be known to the carriers yet')

  await live(HOUR_MS)
  const [text, ...others] = await textsAfterMissedCall(house, '+13125550143')
  assert.match(text ?? '', /^Ace Plumbing: Sorry we missed your call/)
  assert.equal(others.length, 0)
  const [record] = carrier.texts(`AC${'a'.repeat(32)}`)
  assert.equal(record?.messagingServiceSid, carrier.registration.services()[0]?.sid)
  carrier.sendTextFromHandset({ from: '+13125550143', to: '+12175550102', body: 'My water heater is leaking' })
  await house.pass(MINUTE_MS)
  assert.ok(
    (await house.messages(tenantId)).some(({ body }) => body === 'My water heater is leaking'),
    'the answer reaches us through the service',
  )

  carrier.registration.suspendCampaign(carrier.registration.campaigns()[0]?.sid ?? '')
  await registrar.ask(tenantId, 'look')
  await registrar.advance(tenantId)
  assert.deepEqual(await textsAfterMissedCall(house, '+13125550144'), [])
  assert.deepEqual(house.faults, [])
})

async function textsAfterMissedCall(house: House, from: string): Promise<string[]> {
  house.carrier.placeCall({ from, to: '+12175550102', caller: { kind: 'waits' } })
  await house.pass(90_000)
  return house.carrier.handset(from).inbox.map(({ body }) => body)
}

async function registrarOf(house: House): Promise<Registrar> {
  const { origin } = await house.carrier.listen()
  const { store, parts } = house.app
  return createRegistrar({
    ...parts,
    store,
    // Whoever waits lets time pass by exactly as long.
    clock: {
      now: () => instant(house.clock.now()),
      tzdata: parts.clock.tzdata,
      after(delayMs, run) {
        void house.clock.advance(delayMs).then(run)
        return () => {}
      },
    },
    registration: createTwilioRegistration({ apiBaseUrl: origin, random: () => 0, now: () => house.clock.now() }),
    settingsOf: (tenantId) => {
      const { sms, smsStatus } = webhookAddresses(PUBLIC_URL, tenantId)
      return { tenantId, inboundUrl: sms, statusCallback: smsStatus, ...REGISTRATION_DEFAULTS, numbersSettleMs: HOUR_MS / 2 }
    },
  })
}
