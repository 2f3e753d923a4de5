import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createVirtualClock } from '#adapters/fake-carrier/clock.ts'
import { createFakeCarrier } from '#adapters/fake-carrier/fake-carrier.ts'
import { createLabFaults } from './lab-faults.ts'

const ACCOUNT = { accountSid: `AC${'a'.repeat(32)}`, authToken: 'token' }

const NOBODY = () => () => {}

test('a number that points elsewhere leads back after two minutes', async () => {
  const clock = createVirtualClock({ startMs: Date.parse('2026-12-07T16:00:00Z') })
  const carrier = createFakeCarrier({ clock, seed: 1, accounts: [ACCOUNT] })
  let leads = 'here'
  const misdirect = () => {
    leads = 'elsewhere'
    return () => void (leads = 'here')
  }
  const faults = createLabFaults(carrier, (delayMs, run) => clock.after(delayMs, run), misdirect)
  assert.equal(faults.inject('number-elsewhere'), true)
  await clock.advance(119_000)
  assert.deepEqual([leads, faults.waiting().length], ['elsewhere', 1])
  await clock.advance(1_000)
  assert.deepEqual([leads, faults.waiting().length], ['here', 0])
})

test('a carrier that is down refuses everything for thirty seconds and is then as before', async () => {
  const clock = createVirtualClock({ startMs: Date.parse('2026-12-07T16:00:00Z') })
  const carrier = createFakeCarrier({ clock, seed: 1, accounts: [ACCOUNT] })
  const faults = createLabFaults(carrier, (delayMs, run) => clock.after(delayMs, run), NOBODY)
  const authorization = `Basic ${Buffer.from(`${ACCOUNT.accountSid}:${ACCOUNT.authToken}`).toString('base64')}`
  const status = async () =>
    (
      await carrier.rest({
        method: 'GET',
        path: `/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages.json`,
        headers: { authorization },
        body: '',
      })
    ).status
  assert.equal(await status(), 200)
  assert.equal(faults.inject('carrier-down'), true)
  await clock.advance(29_000)
  assert.deepEqual([await status(), await status(), faults.waiting().length], [503, 503, 1])
  await clock.advance(1_000)
  assert.deepEqual([await status(), faults.waiting().length], [200, 0])
  assert.equal(faults.inject('fire'), false)
})
