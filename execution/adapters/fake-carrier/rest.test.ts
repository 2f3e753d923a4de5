import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ACCOUNT_SID, AUTH_TOKEN, CALLER, OUR_NUMBER, OWNER, PRODUCT_URL, basicAuth, rehearse } from './scripted-product.ts'

const BASE = `/2010-04-01/Accounts/${ACCOUNT_SID}`
const TEXT = { To: CALLER, From: OUR_NUMBER, Body: 'hello' }
const SERVICE = `MG${'0'.repeat(32)}`
const OTHER_SID = `AC${'9'.repeat(32)}`

test('wrong, missing or foreign credentials are 401 with 20003', async () => {
  const { carrier } = rehearse({})
  carrier.addAccount({ accountSid: OTHER_SID, authToken: 'other' })
  const headers = [
    {},
    { authorization: 'Bearer x' },
    { authorization: basicAuth(ACCOUNT_SID, 'wrong') },
    { authorization: basicAuth(OTHER_SID, 'other') },
  ]
  for (const each of headers) {
    const answer = await carrier.rest({ method: 'GET', path: `${BASE}/Messages.json`, headers: each, body: '' })
    assert.equal(answer.status, 401)
    assert.deepEqual(JSON.parse(String(answer.body)), {
      code: 20003,
      message: 'Authenticate',
      more_info: 'https://www.twilio.com/docs/errors/20003',
      status: 401,
    })
  }
})

test('a parent may act on its subaccount, and a rotated token replaces the old one', async () => {
  const { carrier } = rehearse({})
  carrier.addAccount({ accountSid: OTHER_SID, authToken: 'sub', parentSid: ACCOUNT_SID })
  const status = async (sid: string, token: string) =>
    (
      await carrier.rest({
        method: 'GET',
        path: `/2010-04-01/Accounts/${OTHER_SID}.json`,
        headers: { authorization: basicAuth(sid, token) },
        body: '',
      })
    ).status
  assert.deepEqual([await status(ACCOUNT_SID, AUTH_TOKEN), await status(OTHER_SID, 'sub')], [200, 200])
  carrier.addAccount({ accountSid: OTHER_SID, authToken: 'rotated', parentSid: ACCOUNT_SID })
  assert.deepEqual([await status(OTHER_SID, 'sub'), await status(OTHER_SID, 'rotated')], [401, 200])
})

test("a text that cannot be sent is refused with Twilio's code", async () => {
  const { carrier, rest } = rehearse({})
  carrier.addAccount({ accountSid: OTHER_SID, authToken: 'other' })
  carrier.provisionNumber({ accountSid: OTHER_SID, e164: '+12175550150' })
  const empty = carrier.provisionMessagingService({ accountSid: ACCOUNT_SID })
  const full = carrier.provisionMessagingService({ accountSid: ACCOUNT_SID })
  carrier.provisionNumber({ accountSid: ACCOUNT_SID, e164: '+12175550151', messagingServiceSid: full.sid })
  const cases: [Record<string, string | readonly string[]>, number][] = [
    [{ From: OUR_NUMBER, Body: 'x' }, 21604],
    [{ ...TEXT, To: '3125550199' }, 21211],
    [{ ...TEXT, To: '+11155501990' }, 21211],
    [{ ...TEXT, To: '+266696687' }, 21211],
    [{ ...TEXT, To: '+447700900123' }, 21408],
    [{ To: CALLER, Body: 'x' }, 21603],
    [{ ...TEXT, From: 'ACME' }, 21212],
    [{ ...TEXT, From: '+12175550199' }, 21606],
    [{ ...TEXT, From: '+12175550150' }, 21606],
    [{ ...TEXT, To: OUR_NUMBER }, 21266],
    [{ To: CALLER, From: OUR_NUMBER }, 21602],
    [{ ...TEXT, Body: '' }, 21602],
    [{ ...TEXT, Body: 'x'.repeat(1_601) }, 21617],
    [{ ...TEXT, MediaUrl: 'nowhere' }, 21620],
    [{ ...TEXT, MediaUrl: Array.from({ length: 11 }, () => 'https://a.example/1.png') }, 21623],
    [{ ...TEXT, StatusCallback: 'product.example/x' }, 21609],
    [{ To: CALLER, Body: 'x', MessagingServiceSid: SERVICE }, 21701],
    [{ To: CALLER, Body: 'x', MessagingServiceSid: empty.sid }, 21703],
    [{ ...TEXT, ScheduleType: 'fixed', SendAt: '2026-11-23T00:00:00Z' }, 35118],
    [{ ...TEXT, ValidityPeriod: '0' }, 20001],
    [{ To: CALLER, Body: 'x', MessagingServiceSid: full.sid, ScheduleType: 'later', SendAt: '2026-11-23T00:00:00Z' }, 20001],
    [{ To: CALLER, Body: 'x', MessagingServiceSid: full.sid, ScheduleType: 'fixed', SendAt: '2026-11-22T15:10:00Z' }, 35114],
    [{ To: CALLER, Body: 'x', MessagingServiceSid: full.sid, SendAt: '2026-11-23T00:00:00Z' }, 35111],
    [{ ...TEXT, ContentSid: `HX${'0'.repeat(32)}` }, 21655],
  ]
  for (const [form, code] of cases) {
    const refused = await rest('POST', `${BASE}/Messages.json`, form)
    assert.deepEqual([refused.status, refused.json['code']], [400, code], JSON.stringify(form).slice(0, 200))
  }
  assert.deepEqual(carrier.texts(ACCOUNT_SID), [], 'nothing refused is kept')
  assert.equal((await rest('POST', `${BASE}/Messages.json`, { ...TEXT, Body: 'x'.repeat(1_600) })).status, 201)
})

test('a JSON body is refused: this interface takes forms', async () => {
  const { carrier } = rehearse({})
  const headers = { authorization: basicAuth(ACCOUNT_SID, AUTH_TOKEN), 'content-type': 'application/json' }
  const answer = await carrier.rest({ method: 'POST', path: `${BASE}/Messages.json`, headers, body: JSON.stringify(TEXT) })
  assert.equal(answer.status, 400)
})

test('a list is filtered by both ends and by time, newest first, and paged without loss', async () => {
  const { clock, rest, carrier } = rehearse({ '/sms': '' })
  for (let index = 0; index < 7; index += 1) {
    await rest('POST', `${BASE}/Messages.json`, { ...TEXT, Body: `text ${index}` })
    await clock.advance(60_000)
  }
  await rest('POST', `${BASE}/Messages.json`, { ...TEXT, To: OWNER })
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'inbound' })
  const bodies: string[] = []
  let path: string | null = `${BASE}/Messages.json?${new URLSearchParams({ To: CALLER, From: OUR_NUMBER, PageSize: '3' }).toString()}`
  while (path !== null) {
    const page: Record<string, unknown> = (await rest('GET', path)).json
    bodies.push(...(page['messages'] as { body: string }[]).map((message) => message.body))
    path = page['next_page_uri'] as string | null
  }
  assert.deepEqual(bodies, ['text 6', 'text 5', 'text 4', 'text 3', 'text 2', 'text 1', 'text 0'])
  const since = new URLSearchParams({ To: CALLER, 'DateSent>': new Date(clock.now() - 130_000).toISOString() })
  assert.equal(((await rest('GET', `${BASE}/Messages.json?${since.toString()}`)).json['messages'] as unknown[]).length, 2)
  assert.equal((await rest('GET', `${BASE}/Messages.json?PageSize=0`)).status, 400)
})

test('a text is emptied, deleted, and refuses to be cancelled once it has left', async () => {
  const { clock, rest } = rehearse({})
  const sid = String((await rest('POST', `${BASE}/Messages.json`, TEXT)).json['sid'])
  await clock.runUntilIdle()
  const path = `${BASE}/Messages/${sid}.json`
  assert.equal((await rest('POST', path, { Status: 'canceled' })).status, 400)
  assert.equal((await rest('POST', path, { Body: 'changed' })).status, 400)
  assert.equal((await rest('POST', path, { Body: '' })).json['body'], '')
  assert.equal((await rest('DELETE', path)).status, 204)
  assert.deepEqual([(await rest('GET', path)).status, (await rest('GET', path)).json['code']], [404, 20404])
})

test('a call by REST rings the telephone, speaks, takes a key and reports its progress', async () => {
  const { carrier, clock, rest, at } = rehearse({
    '/alert': '<Gather numDigits="1" action="/key"><Say>New lead. Press 1.</Say></Gather>',
    '/key': '<Hangup/>',
    '/progress': '',
  })
  carrier.setPhone(OWNER, { kind: 'answers' })
  const created = await rest('POST', `${BASE}/Calls.json`, {
    To: OWNER,
    From: OUR_NUMBER,
    Url: `${PRODUCT_URL}/alert`,
    StatusCallback: `${PRODUCT_URL}/progress`,
    StatusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  })
  assert.deepEqual([created.status, created.json['status'], created.json['direction']], [201, 'queued', 'outbound-api'])
  await clock.runUntilIdle()
  assert.equal(at('/key')[0]?.params['Digits'], '1')
  assert.deepEqual(
    at('/progress').map((webhook) => webhook.params['CallStatus']),
    ['queued', 'ringing', 'in-progress', 'completed'],
  )
  const fetched = await rest('GET', `${BASE}/Calls/${String(created.json['sid'])}.json`)
  assert.deepEqual([fetched.json['status'], fetched.json['price']], ['completed', '-0.01400'])
})

test('a call by REST to a telephone that is off is failed, and refused when it makes no sense', async () => {
  const { carrier, clock, rest } = rehearse({})
  carrier.setPhone(OWNER, { kind: 'switched-off' })
  const Twiml = '<Response><Say>New lead</Say></Response>'
  const created = await rest('POST', `${BASE}/Calls.json`, { To: OWNER, From: OUR_NUMBER, Twiml })
  await clock.runUntilIdle()
  assert.equal((await rest('GET', `${BASE}/Calls/${String(created.json['sid'])}.json`)).json['status'], 'failed')
  const cases: [Record<string, string>, number][] = [
    [{ From: OUR_NUMBER, Twiml }, 21201],
    [{ To: OWNER, Twiml }, 21213],
    [{ To: OWNER, From: CALLER, Twiml }, 21210],
    [{ To: OWNER, From: OUR_NUMBER }, 21205],
    [{ To: OWNER, From: OUR_NUMBER, Url: '/relative' }, 21205],
    [{ To: OWNER, From: OUR_NUMBER, Twiml: '<Response><Sya/></Response>' }, 12200],
  ]
  for (const [form, code] of cases) assert.equal((await rest('POST', `${BASE}/Calls.json`, form)).json['code'], code, JSON.stringify(form))
})

test('a live call is redirected and ended by REST', async () => {
  const { carrier, clock, rest, at } = rehearse({
    '/voice': '<Pause length="600"/>',
    '/other': '<Say>hello</Say><Pause length="600"/>',
    '/voice-status': '',
  })
  const call = carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
  await clock.advance(10_000)
  await rest('POST', `${BASE}/Calls/${call.callSid}.json`, { Url: `${PRODUCT_URL}/other` })
  await clock.advance(10_000)
  assert.equal(at('/other').length, 1)
  assert.equal((await rest('POST', `${BASE}/Calls/${call.callSid}.json`, { Status: 'completed' })).json['status'], 'completed')
  assert.equal((await rest('POST', `${BASE}/Calls/${call.callSid}.json`, { Url: `${PRODUCT_URL}/other` })).json['code'], 21220)
  await clock.runUntilIdle()
  assert.equal(at('/voice-status')[0]?.params['CallStatus'], 'completed')
})

test('a call redirected while its document is being fetched goes to the new one', async () => {
  const rehearsal = rehearse({
    '/voice': (params) => {
      const redirected = rehearsal.rest('POST', `${BASE}/Calls/${params['CallSid']}.json`, { Url: `${PRODUCT_URL}/other` })
      return redirected.then(() => ({ status: 200, headers: { 'content-type': 'text/xml' }, body: '<Response><Say>old</Say></Response>' }))
    },
    '/other': '<Hangup/>',
    '/voice-status': '',
  })
  rehearsal.carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
  await rehearsal.clock.runUntilIdle()
  assert.equal(rehearsal.at('/other').length, 1)
  assert.equal(
    rehearsal.carrier.events().some((event) => event.detail['text'] === 'old'),
    false,
  )
})

test('calls are listed by status and by parent', async () => {
  const { carrier, clock, rest } = rehearse({ '/voice': `<Dial timeout="5"><Number>${OWNER}</Number></Dial>`, '/voice-status': '' })
  const call = carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
  await clock.runUntilIdle()
  const list = async (query: Record<string, string>) =>
    ((await rest('GET', `${BASE}/Calls.json?${new URLSearchParams(query).toString()}`)).json['calls'] as { to: string }[]).map(
      ({ to }) => to,
    )
  assert.deepEqual(await list({ ParentCallSid: call.callSid }), [OWNER])
  assert.deepEqual(await list({ Status: 'no-answer' }), [OWNER])
  assert.deepEqual(await list({}), [OWNER, OUR_NUMBER])
})

test('a number is found by its digits and its addresses are changed and taken away', async () => {
  const { rest } = rehearse({})
  const list = await rest('GET', `${BASE}/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(OUR_NUMBER)}`)
  const [number] = list.json['incoming_phone_numbers'] as { sid: string; voice_url: string }[]
  assert.equal(number?.voice_url, `${PRODUCT_URL}/voice`)
  const path = `${BASE}/IncomingPhoneNumbers/${number?.sid}.json`
  const updated = await rest('POST', path, { VoiceUrl: `${PRODUCT_URL}/new`, SmsUrl: '' })
  assert.deepEqual(
    [updated.json['voice_url'], updated.json['sms_url'], updated.json['status_callback']],
    [`${PRODUCT_URL}/new`, null, `${PRODUCT_URL}/voice-status`],
  )
  assert.equal((await rest('POST', path, { VoiceUrl: 'nowhere' })).json['code'], 21502)
})

test('a lookup tells the line type of a telephone, and whether a number can exist', async () => {
  const { carrier, rest } = rehearse({})
  carrier.registerHandset({ e164: CALLER, kind: 'landline' })
  const type = async (number: string) =>
    (await rest('GET', `/v2/PhoneNumbers/${encodeURIComponent(number)}?Fields=line_type_intelligence`)).json['line_type_intelligence']
  assert.equal(Object(await type(CALLER)).type, 'landline')
  assert.equal(Object(await type(OWNER)).type, 'mobile')
  assert.equal(Object(await type('+18005550100')).type, 'tollFree')
  assert.equal((await rest('GET', `/v2/PhoneNumbers/${encodeURIComponent(CALLER)}`)).json['line_type_intelligence'], null)
  assert.equal((await rest('GET', '/v2/PhoneNumbers/12')).json['valid'], false)
  assert.equal((await rest('GET', `/v2/PhoneNumbers/${CALLER}?Fields=horoscope`)).status, 400)
})
