import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import twilio from 'twilio'
import { createRealClock, createVirtualClock } from './clock.ts'
import { createFakeCarrier } from './fake-carrier.ts'
import { ACCOUNT_SID, AUTH_TOKEN, CALLER, OUR_NUMBER, OWNER, PRODUCT_URL, START_MS, rehearse } from './scripted-product.ts'

test('the real Twilio client works over HTTP against the carrier, and webhooks travel over HTTP to a product', async () => {
  const requests: string[] = []
  const product = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers['x-twilio-signature'] === undefined ? 'unsigned' : 'signed'}`)
    response.writeHead(200, { 'content-type': 'text/xml' }).end('<Response/>')
  })
  await new Promise<void>((resolve) => {
    product.listen(0, '127.0.0.1', resolve)
  })
  // A server that listens on a TCP port has an address object.
  const { port } = product.address() as AddressInfo
  const carrier = createFakeCarrier({
    clock: createRealClock(),
    seed: 1,
    accounts: [{ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN }],
    delivery: { sentAfterMs: [1, 2], deliveredAfterMs: [1, 2] },
  })
  const face = await carrier.listen()
  try {
    carrier.provisionNumber({
      accountSid: ACCOUNT_SID,
      e164: OUR_NUMBER,
      voiceUrl: `http://127.0.0.1:${port}/voice`,
      smsUrl: `http://127.0.0.1:${port}/sms`,
    })
    const client = clientFor(face.origin, AUTH_TOKEN)
    const sent = await client.messages.create({
      to: CALLER,
      from: OUR_NUMBER,
      body: 'hello',
      statusCallback: `http://127.0.0.1:${port}/status`,
    })
    assert.equal(sent.status, 'queued')
    assert.equal((await client.messages(sent.sid).fetch()).body, 'hello')
    const listed = await client.messages.list({ to: CALLER, dateSentAfter: new Date(Date.now() - 60_000) })
    assert.deepEqual(
      listed.map((message) => message.sid),
      [sent.sid],
    )
    assert.equal(
      (await client.lookups.v2.phoneNumbers(CALLER).fetch({ fields: 'line_type_intelligence' })).lineTypeIntelligence?.type,
      'mobile',
    )
    await assert.rejects(client.messages.create({ to: 'nobody', from: OUR_NUMBER, body: 'x' }), { code: 21211, status: 400 })
    await assert.rejects(clientFor(face.origin, 'wrong').messages.create({ to: CALLER, from: OUR_NUMBER, body: 'x' }), {
      code: 20003,
      status: 401,
    })
    const call = carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
    assert.equal((await call.ended).status, 'completed')
    carrier.faults.add({ on: 'rest', path: 'Messages', action: { kind: 'lose-answer' } })
    await assert.rejects(fetch(`${face.origin}/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`), TypeError)
    assert.deepEqual(carrier.alerts(), [])
    assert.ok(requests.includes('POST /voice signed'))
  } finally {
    await carrier.close()
    product.closeAllConnections()
    product.close()
  }
})

test('a product that is down is an alert 11205', async () => {
  const carrier = createFakeCarrier({ clock: createRealClock(), seed: 1, accounts: [{ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN }] })
  const closed = await carrier.listen()
  await closed.close()
  carrier.provisionNumber({ accountSid: ACCOUNT_SID, e164: OUR_NUMBER, voiceUrl: `${closed.origin}/voice` })
  const call = carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
  assert.equal((await keptAlive(call.ended)).status, 'failed')
  assert.equal(carrier.alerts()[0]?.detail['code'], 11205)
})

test('the timeline tells a call from ring to end, and subscribers hear every event', async () => {
  const { carrier, clock } = rehearse({
    '/voice': `<Dial action="/done" answerOnBridge="true" timeout="5"><Number>${OWNER}</Number></Dial>`,
    '/done': '<Say>Sorry</Say>',
    '/voice-status': '',
  })
  const heard: number[] = []
  const unsubscribe = carrier.subscribe((event) => heard.push(event.id))
  const call = carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
  await clock.runUntilIdle()
  const steps = carrier.events().filter((event) => event.callSid === call.callSid && event.kind !== 'webhook')
  assert.deepEqual(
    steps.map((event) => event.detail['verb'] ?? event.detail['step']),
    ['started', 'Dial', 'Say', 'answered', 'ended'],
  )
  assert.equal(heard.length, carrier.events().length)
  unsubscribe()
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'hello' })
  assert.ok(heard.length < carrier.events().length)
  const last = heard.at(-1) ?? 0
  assert.ok(carrier.events(last).every((event) => event.id > last))
})

test('the event log forgets the oldest beyond its capacity', async () => {
  const { carrier, clock } = rehearse({ '/sms': '' }, { eventCapacity: 50 })
  const kept: number[] = []
  carrier.subscribe(() => kept.push(carrier.events().length))
  for (let index = 0; index < 100; index += 1) carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: `text ${index}` })
  await clock.runUntilIdle()
  assert.equal(Math.max(...kept), 50)
  assert.equal(kept.at(-1), 50)
})

test('a thousand calls and their texts run through in simulated time without an alert', async () => {
  const clock = createVirtualClock({ startMs: START_MS })
  const carrier = createFakeCarrier({
    clock,
    seed: 3,
    accounts: [{ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN }],
    deliver: async ({ url }) => ({
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: url.endsWith('/voice')
        ? `<Response><Dial action="/done" timeout="10"><Number>${OWNER}</Number></Dial></Response>`
        : '<Response/>',
    }),
  })
  carrier.provisionNumber({
    accountSid: ACCOUNT_SID,
    e164: OUR_NUMBER,
    voiceUrl: `${PRODUCT_URL}/voice`,
    statusCallback: `${PRODUCT_URL}/s`,
    smsUrl: `${PRODUCT_URL}/t`,
  })
  const calls = []
  for (let index = 0; index < 1_000; index += 1) {
    const from = `+1312555${String(1_000 + index)}`
    calls.push(carrier.placeCall({ from, to: OUR_NUMBER, caller: { kind: 'waits' } }))
    carrier.sendTextFromHandset({ from, to: OUR_NUMBER, body: 'hello' })
    if (index % 100 === 99) await clock.advance(1_000)
  }
  await clock.runUntilIdle()
  assert.ok(calls.every((call) => call.summary().status === 'completed'))
  assert.deepEqual(carrier.alerts(), [])
  assert.equal(clock.pending(), 0)
})

test('an account that does not exist, or is no account id, is refused with the fix', () => {
  const { carrier } = rehearse({})
  assert.throws(() => carrier.provisionNumber({ accountSid: `AC${'9'.repeat(32)}`, e164: OUR_NUMBER }), /pass it in "accounts" or add it/)
  assert.throws(() => carrier.addAccount({ accountSid: 'AC1', authToken: 'x' }), /32 hexadecimal digits/)
  assert.throws(() => carrier.provisionNumber({ accountSid: ACCOUNT_SID, e164: '217-555-0102' }), /E\.164/)
})

/** The real client, every host of Twilio's replaced by the carrier's origin. */
function clientFor(origin: string, token: string): ReturnType<typeof twilio> {
  const inner = new twilio.RequestClient()
  const httpClient = {
    request: (options: Parameters<typeof inner.request>[0]) =>
      inner.request({ ...options, uri: origin + new URL(options.uri).pathname + new URL(options.uri).search }),
  }
  // The library asks for its own class but calls nothing of it except `request`.
  return twilio(ACCOUNT_SID, token, { httpClient: httpClient as typeof inner })
}

/** The carrier's own timers do not keep the process alive; a plain one does. */
async function keptAlive<T>(work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => undefined, 30_000)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}
