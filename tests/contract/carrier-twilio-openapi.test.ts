import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createTwilio } from '#adapters/twilio/twilio.ts'
import { startTwilioSpecServer, twilioOpenApiFolder } from './twilio-openapi.ts'
import { instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import type { SpecServer } from './twilio-openapi.ts'
import type { TestContext } from 'node:test'

/** The account of Twilio's own examples, so that the addresses of further pages in them are ours to follow. */
const account = { accountSid: `AC${'a'.repeat(32)}`, authToken: 'token' }
const to = parsePhoneNumber('+12175550199')
const from = parsePhoneNumber('+12175550102')
assert.ok(to !== null && from !== null)
const text = {
  to,
  from,
  messagingServiceSid: null,
  body: 'Hi, this is Ace. Reply STOP to opt out. 💧',
  statusCallbackUrl: 'https://leads.example.com/twilio/ace/sms/status?effect=CA1%3Areceived%2F2',
  validitySeconds: 600,
}
const messages = `/2010-04-01/Accounts/${account.accountSid}/Messages.json`

test("every request that we can make is legal by Twilio's own specification", async (t) => {
  const server = await specServer(t)
  if (server === null) return
  const carrier = createTwilio({ apiBaseUrl: server.origin, random: () => 0, now: () => 0 })
  const since = instant(Date.UTC(2008, 0, 2))
  const sent = await carrier.sendText(account, text)
  assert.deepEqual(sent, { kind: 'done', value: { carrierId: `SM${'a'.repeat(32)}`, segments: 1, status: 'queued' } })
  const through = await carrier.sendText(account, {
    ...text,
    from: null,
    messagingServiceSid: `MG${'1'.repeat(32)}`,
    validitySeconds: 99_999,
  })
  assert.equal(through.kind, 'done')
  assert.deepEqual(await carrier.findText(account, { to, body: 'never sent', since, knownIds: [] }), { kind: 'absent' })
  const page = 'https://leads.example.com/twilio/ace/voice/person?lead=ld_CA1&who=owner&why=emergency'
  const placed = await carrier.placeCall(account, { to, from, url: page, statusCallbackUrl: page, ringSeconds: 25 })
  assert.equal(placed.kind, 'done')
  assert.deepEqual(await carrier.lookUpLineType(account, to), { kind: 'done', value: 'unknown' })
  assert.equal((await carrier.listCalls(account, { to, since })).kind, 'done')
  const exampleReceiver = parsePhoneNumber('+18182008801')
  assert.ok(exampleReceiver)
  const received = await carrier.listReceivedTexts(account, { to: exampleReceiver, since })
  assert.equal(received.kind, 'done')
  const operations = server.requests.map((request) => request.operationId)
  for (const operation of ['CreateMessage', 'CreateCall', 'ListMessage', 'FetchPhoneNumber', 'ListCall'])
    assert.ok(operations.includes(operation), operation)
  assert.deepEqual(
    server.requests.filter((request) => request.fault !== null),
    [],
  )
  assert.ok(
    server.requests.some((request) => request.query['Page'] === '1'),
    'a second page was asked for',
  )
})

test('pictures of received texts are asked for legally', async (t) => {
  const server = await specServer(t)
  if (server === null) return
  const path = `/2010-04-01/Accounts/${account.accountSid}/Messages/MM${'a'.repeat(32)}/Media.json?PageSize=200`
  assert.equal((await ask(server, path)).status, 200)
})

const good = { To: '+12175550199', From: '+12175550102', Body: 'hi' }
const planted: {
  what: string
  path?: string
  method?: string
  form?: Record<string, string> | null
  headers?: Record<string, string>
  code: number
}[] = [
  { what: 'no receiver', form: { From: good.From, Body: 'hi' }, code: 21604 },
  { what: 'no body at all', form: {}, code: 21604 },
  { what: 'a receiver that is no number', form: { ...good, To: '555-0199' }, code: 21211 },
  { what: 'a sender that is no number', form: { ...good, From: 'me!' }, code: 20001 },
  { what: 'no sender', form: { To: good.To, Body: 'hi' }, code: 21603 },
  { what: 'no words', form: { To: good.To, From: good.From }, code: 21602 },
  { what: 'too many words', form: { ...good, Body: 'x'.repeat(1_601) }, code: 21617 },
  { what: 'a misspelt parameter', form: { ...good, StatusCallBack: 'https://e.com' }, code: 20001 },
  { what: 'an idempotency key, which Twilio does not have', form: { ...good, IdempotencyKey: '1' }, code: 20001 },
  { what: 'a callback that is no address', form: { ...good, StatusCallback: '/sms/status' }, code: 20001 },
  { what: 'a messaging service id that is none', form: { ...good, MessagingServiceSid: 'MG123' }, code: 20001 },
  { what: 'a validity of nothing', form: { ...good, ValidityPeriod: '0' }, code: 20001 },
  { what: 'a validity in words', form: { ...good, ValidityPeriod: 'long' }, code: 20001 },
  { what: 'an endless validity', form: { ...good, ValidityPeriod: '36001' }, code: 20001 },
  { what: 'a schedule without a service', form: { ...good, ScheduleType: 'fixed', SendAt: '2026-11-25T09:00:00Z' }, code: 35118 },
  { what: 'an unknown kind of schedule', form: { ...good, ScheduleType: 'later' }, code: 20001 },
  { what: 'a JSON body', form: good, headers: { 'content-type': 'application/json' }, code: 20415 },
  { what: 'no credentials', form: good, headers: { authorization: '' }, code: 20003 },
  { what: "another account's credentials", form: good, headers: { authorization: basic(`AC${'b'.repeat(32)}`) }, code: 20003 },
  { what: 'a path that is not there', path: '/2010-04-01/Accounts/x/Text.json', form: good, code: 20404 },
  {
    what: 'an account id that is none',
    path: '/2010-04-01/Accounts/AC1/Messages.json',
    form: good,
    headers: { authorization: basic('AC1') },
    code: 20003,
  },
  { what: 'a page of two thousand', path: `${messages}?PageSize=2000`, method: 'GET', form: null, code: 20001 },
  { what: 'an unknown filter', path: `${messages}?Since=2026-01-01`, method: 'GET', form: null, code: 20001 },
  { what: 'a filter that is no time', path: `${messages}?DateSent%3E=yesterday`, method: 'GET', form: null, code: 20001 },
]

test('the specification server has teeth: planted bad requests are refused', async (t) => {
  const server = await specServer(t)
  if (server === null) return
  assert.equal((await ask(server, messages, { method: 'POST', form: good })).status, 201)
  for (const { what, path = messages, method = 'POST', form = null, headers = {}, code } of planted) {
    // One after another, so that a failure names its request.
    // oxlint-disable-next-line no-await-in-loop
    const answer = await ask(server, path, { method, form, headers })
    assert.ok(answer.status >= 400, `${what} was accepted`)
    assert.equal(answer.code, code, what)
  }
})

test('the sound of a recording is asked for where the specification has the recording, with another ending', async (t) => {
  const server = await specServer(t)
  if (server === null) return
  const carrier = createTwilio({ apiBaseUrl: server.origin, random: () => 0, now: () => 0 })
  await carrier.fetchMedia(account, { kind: 'voicemail', recordingSid: `RE${'a'.repeat(32)}` }, 1_000)
  const path = server.requests.at(-1)?.path ?? ''
  assert.match(path, /\.mp3$/)
  assert.equal((await ask(server, path.replace(/\.mp3$/, '.json'))).status, 200)
  assert.deepEqual([server.requests.at(-1)?.operationId, server.requests.at(-1)?.fault], ['FetchRecording', null])
})

async function specServer(t: TestContext): Promise<SpecServer | null> {
  const folder = twilioOpenApiFolder()
  if (folder === null) {
    t.skip("Twilio's OpenAPI files are not here; set TWILIO_OAI_DIR to the folder spec/json of github.com/twilio/twilio-oai 2.6.7")
    return null
  }
  const server = await startTwilioSpecServer(folder)
  t.after(server.close)
  return server
}

type Asked = { method?: string; form?: Record<string, string> | null; headers?: Record<string, string> }

async function ask(server: SpecServer, path: string, { method = 'GET', form = null, headers = {} }: Asked = {}) {
  const body = form === null ? null : headers['content-type'] === 'application/json' ? JSON.stringify(form) : new URLSearchParams(form)
  const response = await fetch(server.origin + path, { method, body, headers: { authorization: basic(account.accountSid), ...headers } })
  const answer: unknown = await response.json()
  const code = typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : null
  return { status: response.status, code }
}

function basic(accountSid: string): string {
  return `Basic ${Buffer.from(`${accountSid}:token`).toString('base64')}`
}
