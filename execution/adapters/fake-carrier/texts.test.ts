import assert from 'node:assert/strict'
import { test } from 'node:test'
import webhooks from 'twilio/lib/webhooks/webhooks.js'
import type { Script } from './scripted-product.ts'
import { ACCOUNT_SID, AUTH_TOKEN, CALLER, OUR_NUMBER, PRODUCT_URL, rehearse } from './scripted-product.ts'

const MESSAGES = `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages`
const SCRIPT: Script = { '/sms': '', '/sms-status': { status: 204 } }
const TEXT = { To: CALLER, From: OUR_NUMBER, Body: 'Sorry we missed you. How can we help?', StatusCallback: `${PRODUCT_URL}/sms-status` }

test('a text is queued, sent and delivered, reported in that order, and priced by segments', async () => {
  const { rest, clock, at, carrier } = rehearse(SCRIPT)
  const created = await rest('POST', `${MESSAGES}.json`, { ...TEXT, Body: 'x'.repeat(161) })
  assert.equal(created.status, 201)
  assert.deepEqual([created.json['status'], created.json['num_segments'], created.json['price']], ['queued', '2', null])
  await clock.runUntilIdle()
  assert.deepEqual(
    at('/sms-status').map((webhook) => webhook.params['MessageStatus']),
    ['queued', 'sent', 'delivered'],
  )
  const report = at('/sms-status').at(-1)?.params ?? {}
  assert.deepEqual([report['MessageSid'], report['SmsSid'], report['SmsStatus']], [created.json['sid'], created.json['sid'], 'delivered'])
  assert.match(report['RawDlrDoneDate'] ?? '', /^26112215\d\d$/)
  const fetched = await rest('GET', `${MESSAGES}/${String(created.json['sid'])}.json`)
  assert.deepEqual([fetched.json['status'], fetched.json['price']], ['delivered', '-0.01660'])
  assert.equal(carrier.handset(CALLER).inbox[0]?.body.length, 161)
})

test('curly quotes are counted as UCS-2 unless smart encoding is on', async () => {
  const { rest } = rehearse(SCRIPT)
  const body = `It’s ${'a'.repeat(80)}`
  assert.equal((await rest('POST', `${MESSAGES}.json`, { ...TEXT, Body: body })).json['num_segments'], '2')
  assert.equal((await rest('POST', `${MESSAGES}.json`, { ...TEXT, Body: body, SmartEncoded: 'true' })).json['num_segments'], '1')
})

test('the kind of telephone decides the delivery report', async () => {
  const kinds = [
    [{ kind: 'landline' }, '30006'],
    [{ texts: 'switched-off' }, '30003'],
    [{ texts: 'blocked' }, '30004'],
    [{ texts: 'unknown-number' }, '30005'],
    [{ texts: 'filtered' }, '30007'],
    [{ kind: 'voip' }, undefined],
  ] as const
  for (const [settings, code] of kinds) {
    const { rest, clock, at, carrier } = rehearse(SCRIPT)
    carrier.registerHandset({ e164: CALLER, ...settings })
    await rest('POST', `${MESSAGES}.json`, TEXT)
    await clock.runUntilIdle()
    const report = at('/sms-status').at(-1)?.params
    assert.deepEqual([report?.['MessageStatus'], report?.['ErrorCode']], [code === undefined ? 'delivered' : 'undelivered', code])
    assert.equal(carrier.handset(CALLER).inbox.length, code === undefined ? 1 : 0)
  }
})

test('reports are doubled, lost and overtaken when the options say so', async () => {
  const statuses = async (delivery: { duplicateChance?: number; lossChance?: number; reorderChance?: number }) => {
    const { rest, clock, at } = rehearse(SCRIPT, { delivery })
    await rest('POST', `${MESSAGES}.json`, TEXT)
    await clock.runUntilIdle()
    return at('/sms-status').map((webhook) => webhook.params['MessageStatus'])
  }
  assert.equal((await statuses({ duplicateChance: 1 })).length, 6)
  assert.deepEqual(await statuses({ lossChance: 1 }), [])
  const shuffled = await Promise.all(
    Array.from({ length: 8 }, async (_unused, seed) => {
      const { rest, clock, at } = rehearse(SCRIPT, { delivery: { reorderChance: 0.5 }, seed })
      await rest('POST', `${MESSAGES}.json`, TEXT)
      await clock.runUntilIdle()
      return at('/sms-status')
        .map((webhook) => webhook.params['MessageStatus'])
        .join(' ')
    }),
  )
  assert.ok(
    shuffled.some((order) => order !== 'queued sent delivered'),
    'some report is overtaken',
  )
  assert.ok(
    shuffled.every((order) => order.split(' ').toSorted().join() === 'delivered,queued,sent'),
    'none is lost',
  )
})

test("a customer's text reaches the product with every documented field, and pictures can be downloaded", async () => {
  const { carrier, clock, at, rest } = rehearse(SCRIPT)
  const picture = new Uint8Array([1, 2, 3])
  const sid = carrier.sendTextFromHandset({
    from: CALLER,
    to: OUR_NUMBER,
    body: ' my sink ',
    media: [{ contentType: 'image/png', bytes: picture }],
  })
  await clock.runUntilIdle()
  const params = at('/sms')[0]?.params ?? {}
  assert.match(sid, /^MM[0-9a-f]{32}$/)
  assert.deepEqual([params['MessageSid'], params['SmsSid'], params['SmsMessageSid'], params['SmsStatus']], [sid, sid, sid, 'received'])
  assert.deepEqual(
    [params['Body'], params['NumMedia'], params['NumSegments'], params['MediaContentType0']],
    [' my sink ', '1', '1', 'image/png'],
  )
  assert.deepEqual([params['AccountSid'], params['FromState'], params['ApiVersion']], [ACCOUNT_SID, 'IL', '2010-04-01'])
  const path = new URL(params['MediaUrl0'] ?? '').pathname
  const headers = { authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:a-token-for-tests`).toString('base64')}` }
  assert.deepEqual((await carrier.rest({ method: 'GET', path, headers, body: '' })).body, picture)
  const [listed] = (await rest('GET', `${MESSAGES}/${sid}/Media.json`)).json['media_list'] as { sid: string; content_type: string }[]
  assert.deepEqual([listed?.content_type, path.endsWith(`/Media/${listed?.sid}`)], ['image/png', true])
  assert.equal((await rest('DELETE', `${path}.json`)).status, 204)
  assert.equal((await rest('GET', path)).status, 404)
})

test('STOP blocks further texts with 21610, is answered by the carrier once, and still reaches the product', async () => {
  const { carrier, clock, at, rest } = rehearse(SCRIPT)
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: ' stop ' })
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'STOPALL' })
  await clock.runUntilIdle()
  assert.equal(at('/sms').length, 2)
  assert.equal(at('/sms')[0]?.params['OptOutType'], undefined)
  assert.equal(carrier.handset(CALLER).inbox.length, 1)
  const refused = await rest('POST', `${MESSAGES}.json`, TEXT)
  assert.deepEqual([refused.status, refused.json['code']], [400, 21610])
  carrier.provisionNumber({ accountSid: ACCOUNT_SID, e164: '+12175550103' })
  assert.equal((await rest('POST', `${MESSAGES}.json`, { ...TEXT, From: '+12175550103' })).status, 201, 'another number is not blocked')
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'Start' })
  assert.equal((await rest('POST', `${MESSAGES}.json`, TEXT)).status, 201)
})

test('only the bare word counts, and YES is an ordinary answer unless there is a block to lift', async () => {
  const { carrier, rest } = rehearse(SCRIPT)
  for (const body of ['STOP please', 'please stop', 'yes', 'Yes please'])
    carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body })
  assert.equal((await rest('POST', `${MESSAGES}.json`, TEXT)).status, 201)
  assert.equal(carrier.handset(CALLER).inbox.length, 0)
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'revoke' })
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'YES' })
  assert.equal((await rest('POST', `${MESSAGES}.json`, TEXT)).status, 201)
})

test('a toll-free number is reopened by UNSTOP but not by YES', async () => {
  const { carrier, rest } = rehearse(SCRIPT)
  const tollFree = '+18885550100'
  carrier.provisionNumber({ accountSid: ACCOUNT_SID, e164: tollFree, smsUrl: `${PRODUCT_URL}/sms` })
  const send = () => rest('POST', `${MESSAGES}.json`, { ...TEXT, From: tollFree })
  carrier.sendTextFromHandset({ from: CALLER, to: tollFree, body: 'STOP' })
  carrier.sendTextFromHandset({ from: CALLER, to: tollFree, body: 'YES' })
  assert.equal((await send()).json['code'], 21610)
  carrier.sendTextFromHandset({ from: CALLER, to: tollFree, body: 'UNSTOP' })
  assert.equal((await send()).status, 201)
})

test('in a Messaging Service the block covers all its numbers and Advanced Opt-Out announces the word', async () => {
  const { carrier, clock, rest, at } = rehearse({ ...SCRIPT, '/service': '' })
  const service = carrier.provisionMessagingService({
    accountSid: ACCOUNT_SID,
    advancedOptOut: true,
    inboundRequestUrl: `${PRODUCT_URL}/service`,
  })
  for (const e164 of [OUR_NUMBER, '+12175550103'])
    carrier.provisionNumber({ accountSid: ACCOUNT_SID, e164, messagingServiceSid: service.sid })
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'QUIT' })
  await clock.runUntilIdle()
  assert.deepEqual([at('/sms').length, at('/service')[0]?.params['OptOutType']], [0, 'STOP'])
  assert.equal(at('/service')[0]?.params['MessagingServiceSid'], service.sid)
  assert.equal((await rest('POST', `${MESSAGES}.json`, { ...TEXT, From: '+12175550103' })).json['code'], 21610)
  assert.equal((await rest('POST', `${MESSAGES}.json`, { To: CALLER, MessagingServiceSid: service.sid, Body: 'hi' })).json['code'], 21610)
})

test('a service without an inbound address discards texts, unlogged', async () => {
  const { carrier, clock, rest, received } = rehearse(SCRIPT)
  const service = carrier.provisionMessagingService({ accountSid: ACCOUNT_SID })
  carrier.provisionNumber({ accountSid: ACCOUNT_SID, e164: OUR_NUMBER, messagingServiceSid: service.sid })
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'hello?' })
  await clock.runUntilIdle()
  assert.deepEqual([received.length, (await rest('GET', `${MESSAGES}.json`)).json['messages']], [0, []])
})

test('a send through a service is accepted first and then gets its sender', async () => {
  const { carrier, clock, rest } = rehearse(SCRIPT)
  const service = carrier.provisionMessagingService({ accountSid: ACCOUNT_SID, inboundRequestUrl: `${PRODUCT_URL}/sms` })
  carrier.provisionNumber({ accountSid: ACCOUNT_SID, e164: OUR_NUMBER, messagingServiceSid: service.sid })
  const created = await rest('POST', `${MESSAGES}.json`, { To: CALLER, MessagingServiceSid: service.sid, Body: 'hi' })
  assert.deepEqual([created.json['status'], created.json['from'], created.json['num_segments']], ['accepted', null, '0'])
  await clock.runUntilIdle()
  const fetched = await rest('GET', `${MESSAGES}/${String(created.json['sid'])}.json`)
  assert.deepEqual([fetched.json['status'], fetched.json['from']], ['delivered', OUR_NUMBER])
})

test('a scheduled text leaves at its time even after STOP, unless it is cancelled', async () => {
  const { carrier, clock, rest } = rehearse(SCRIPT)
  const service = carrier.provisionMessagingService({ accountSid: ACCOUNT_SID, inboundRequestUrl: `${PRODUCT_URL}/sms` })
  carrier.provisionNumber({ accountSid: ACCOUNT_SID, e164: OUR_NUMBER, messagingServiceSid: service.sid })
  const SendAt = new Date(clock.now() + 3_600_000).toISOString()
  const schedule = () =>
    rest('POST', `${MESSAGES}.json`, { To: CALLER, MessagingServiceSid: service.sid, Body: 'hi', ScheduleType: 'fixed', SendAt })
  const kept = await schedule()
  const cancelled = await schedule()
  assert.equal(kept.json['status'], 'scheduled')
  assert.equal((await rest('POST', `${MESSAGES}/${String(cancelled.json['sid'])}.json`, { Status: 'canceled' })).json['status'], 'canceled')
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'STOP' })
  await clock.runUntilIdle()
  const status = async (created: typeof kept) => (await rest('GET', `${MESSAGES}/${String(created.json['sid'])}.json`)).json['status']
  assert.deepEqual([await status(kept), await status(cancelled)], ['delivered', 'canceled'])
})

test('a person answers by script, one text for each received, after a while', async () => {
  const { carrier, clock, rest, at } = rehearse(SCRIPT)
  carrier.registerHandset({ e164: CALLER, textsBack: ['my sink leaks', '12 Main St'], textsBackAfterMs: 5_000 })
  for (let turn = 0; turn < 3; turn += 1) {
    await rest('POST', `${MESSAGES}.json`, TEXT)
    await clock.runUntilIdle()
  }
  assert.deepEqual(
    at('/sms').map((webhook) => webhook.params['Body']),
    ['my sink leaks', '12 Main St'],
  )
  carrier.registerHandset({ e164: CALLER, textsBack: (text) => (text.includes('missed') ? 'who is this?' : null) })
  await rest('POST', `${MESSAGES}.json`, TEXT)
  await clock.runUntilIdle()
  assert.equal(at('/sms').at(-1)?.params['Body'], 'who is this?')
})

test('a Message in the answer is sent; a broken answer is an alert', async () => {
  const { carrier, clock } = rehearse({ '/sms': '<Message>Thanks!</Message>' })
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'hello' })
  await clock.runUntilIdle()
  assert.equal(carrier.handset(CALLER).inbox[0]?.body, 'Thanks!')
  for (const [answer, code] of [
    [{ status: 500 }, 11200],
    [{ contentType: 'text/plain', body: 'ok' }, 12300],
    ['<Say>hi</Say>', 12200],
  ] as const) {
    const failing = rehearse({ '/sms': answer })
    failing.carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'hello' })
    await failing.clock.runUntilIdle()
    assert.deepEqual(
      failing.carrier.alerts().map((event) => event.detail['code']),
      [code],
    )
  }
})

test('a text to another of our own numbers comes in there', async () => {
  const { carrier, clock, rest, at } = rehearse({ ...SCRIPT, '/other': '' })
  carrier.provisionNumber({ accountSid: ACCOUNT_SID, e164: '+12175550103', smsUrl: `${PRODUCT_URL}/other` })
  await rest('POST', `${MESSAGES}.json`, { ...TEXT, To: '+12175550103' })
  await clock.runUntilIdle()
  assert.equal(at('/other')[0]?.params['From'], OUR_NUMBER)
})

test("text webhooks carry signatures that Twilio's own library accepts, line breaks and accents included", async () => {
  const { carrier, clock, received, rest } = rehearse(SCRIPT)
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: ' café\r\n+1 & 2 = 3 \u{1F600} ' })
  await rest('POST', `${MESSAGES}.json`, TEXT)
  await clock.runUntilIdle()
  assert.equal(received.length, 4)
  for (const { url, params, signature } of received) assert.ok(webhooks.validateRequest(AUTH_TOKEN, signature, url, params), url)
})
