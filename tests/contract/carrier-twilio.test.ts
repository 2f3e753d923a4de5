import assert from 'node:assert/strict'
import { test } from 'node:test'

import { carrierContract } from './carrier.ts'
import { createTwilio } from '#adapters/twilio/twilio.ts'
import { startTwilioPeer } from './carrier-twilio-peer.ts'
import { instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'

carrierContract('twilio', async ({ now, limitMs }) => {
  const { origin, ...peer } = await startTwilioPeer({ now })
  const timeouts = { sendMs: limitMs, lookupMs: limitMs, listMs: limitMs }
  const carrier = createTwilio({ apiBaseUrl: origin, random: () => 0.5, now: () => now, timeouts })
  return { ...peer, carrier, account: { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token' } }
})

test('twilio: two tenants on the same connections each go with their own credentials', async (t) => {
  const peer = await startTwilioPeer({ now: instant(0) })
  t.after(peer.close)
  const carrier = createTwilio({ apiBaseUrl: peer.origin, random: () => 0, now: () => 0 })
  const phone = parsePhoneNumber('+12175550199')
  assert.ok(phone)
  for (const account of ['A', 'B', 'A']) {
    // oxlint-disable-next-line no-await-in-loop
    await carrier.lookUpLineType({ accountSid: `AC${account}`, authToken: `of-${account}:x` }, phone)
  }
  assert.deepEqual(peer.accounts(), ['ACA:of-A:x', 'ACB:of-B:x', 'ACA:of-A:x'])
})
