import assert from 'node:assert/strict'
import { test } from 'node:test'
import webhooks from 'twilio/lib/webhooks/webhooks.js'
import { ConnectFailure } from './http-delivery.ts'
import { ConnectionLost } from './rest-answer.ts'
import { ACCOUNT_SID, AUTH_TOKEN, CALLER, OUR_NUMBER, PRODUCT_URL, rehearse } from './scripted-product.ts'

const MESSAGES = `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`
const TEXT = { To: CALLER, From: OUR_NUMBER, Body: 'hello' }

test('a lost answer: the text is on its way although the connection broke', async () => {
  const { carrier, clock, rest } = rehearse({})
  carrier.faults.add({ on: 'rest', method: 'POST', path: '/Messages.json', action: { kind: 'lose-answer' } })
  await assert.rejects(rest('POST', MESSAGES, TEXT), ConnectionLost)
  await clock.runUntilIdle()
  assert.deepEqual(
    carrier.texts(ACCOUNT_SID).map((text) => text.status),
    ['delivered'],
  )
  assert.equal((await rest('POST', MESSAGES, TEXT)).status, 201, 'the fault is used up')
})

test('a time-out before processing: nothing was sent, and the connection breaks after 30 s', async () => {
  const { carrier, clock, rest } = rehearse({})
  carrier.faults.add({ on: 'rest', path: 'Messages', action: { kind: 'time-out' } })
  const pending = rest('POST', MESSAGES, TEXT).catch((error: unknown) => error)
  const elapsed = await clock.runUntilIdle()
  assert.ok((await pending) instanceof ConnectionLost)
  assert.deepEqual([elapsed, carrier.texts(ACCOUNT_SID)], [30_000, []])
})

test('429 and 500 are refused without being processed, as often as asked', async () => {
  const { carrier, rest } = rehearse({})
  carrier.faults.add({ on: 'rest', path: /Messages\.json$/, times: 2, action: { kind: 'status', status: 429 } })
  carrier.faults.add({ on: 'rest', path: 'Messages', action: { kind: 'status', status: 500 } })
  const answers = []
  for (let attempt = 0; attempt < 4; attempt += 1) answers.push(await rest('POST', MESSAGES, TEXT))
  assert.deepEqual(
    answers.map(({ status, json }) => [status, json['code']]),
    [
      [429, 20429],
      [429, 20429],
      [500, 20500],
      [201, undefined],
    ],
  )
  assert.equal(carrier.texts(ACCOUNT_SID).length, 1)
})

test('a slow answer comes late but the work was done at once', async () => {
  const { carrier, clock, rest } = rehearse({})
  carrier.faults.add({ on: 'rest', path: 'Messages', action: { kind: 'slow', ms: 4_000 } })
  let answered = false
  const pending = rest('POST', MESSAGES, TEXT).then(() => (answered = true))
  await clock.advance(3_900)
  assert.deepEqual([answered, carrier.texts(ACCOUNT_SID).length], [false, 1])
  await clock.advance(200)
  await pending
})

test('a webhook is doubled, delayed, dropped, and its answer lost', async () => {
  const times = async (action: Parameters<ReturnType<typeof rehearse>['carrier']['faults']['add']>[0]) => {
    const { carrier, clock, at } = rehearse({ '/sms': '' })
    carrier.faults.add(action)
    const startedAt = clock.now()
    carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'hello' })
    await clock.runUntilIdle()
    return { times: at('/sms').map((webhook) => webhook.at - startedAt), alerts: carrier.alerts().map((event) => event.detail['code']), at }
  }
  const doubled = await times({ on: 'webhook', path: '/sms', action: { kind: 'duplicate', copies: 2, gapMs: 100 } })
  assert.deepEqual(doubled.times, [0, 100, 200])
  assert.equal(new Set(doubled.at('/sms').map((webhook) => webhook.params['MessageSid'])).size, 1)
  assert.deepEqual((await times({ on: 'webhook', path: '/sms', action: { kind: 'delay', ms: 3_000 } })).times, [3_000])
  assert.deepEqual(await stripped(times({ on: 'webhook', path: '/sms', action: { kind: 'drop' } })), { times: [], alerts: [11205] })
  assert.deepEqual(await stripped(times({ on: 'webhook', path: '/sms', action: { kind: 'lose-answer' } })), { times: [0], alerts: [11205] })
})

test('a webhook is overtaken by the next one to the same path, or waits no longer than asked', async () => {
  const { carrier, clock, at } = rehearse({ '/sms': '' })
  carrier.faults.add({ on: 'webhook', path: '/sms', action: { kind: 'reorder' } })
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'first' })
  await clock.advance(100)
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'second' })
  await clock.advance(100)
  assert.deepEqual(
    at('/sms').map((webhook) => webhook.params['Body']),
    ['second', 'first'],
  )
  carrier.faults.add({ on: 'webhook', path: '/sms', action: { kind: 'reorder', atMostMs: 2_000 } })
  carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'alone' })
  await clock.advance(2_000)
  assert.equal(at('/sms').at(-1)?.params['Body'], 'alone')
})

test('a fault with a chance strikes some requests, the same ones for the same seed', async () => {
  const struck = async () => {
    const { carrier, rest } = rehearse({})
    carrier.faults.add({ on: 'rest', path: 'Messages', chance: 0.3, action: { kind: 'status', status: 503 } })
    const statuses: number[] = []
    for (let attempt = 0; attempt < 40; attempt += 1) statuses.push((await rest('GET', MESSAGES)).status)
    return statuses
  }
  const first = await struck()
  assert.deepEqual(first, await struck())
  const failures = first.filter((status) => status === 503).length
  assert.ok(failures > 3 && failures < 30, `${failures} of 40`)
})

test('a connection failure is tried once more, an error status is not', async () => {
  let attempts = 0
  const refuseOnce = async () => {
    attempts += 1
    if (attempts === 1) throw new ConnectFailure('refused')
    return { status: 200, headers: { 'content-type': 'text/xml' }, body: '<Response/>' }
  }
  const retried = rehearse({}, { deliver: refuseOnce })
  retried.carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'hello' })
  await retried.clock.runUntilIdle()
  assert.deepEqual([attempts, retried.carrier.alerts()], [2, []])

  attempts = -10
  const refuseAlways = async () => {
    attempts += 1
    throw new ConnectFailure('refused')
  }
  const given = rehearse({}, { deliver: refuseAlways })
  given.carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'hello' })
  await given.clock.runUntilIdle()
  assert.deepEqual([attempts, given.carrier.alerts()[0]?.detail['code']], [-8, 11205])

  const failing = rehearse({ '/sms': { status: 503 } })
  failing.carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'hello' })
  await failing.clock.runUntilIdle()
  assert.equal(failing.at('/sms').length, 1)
})

test('a GET webhook carries and signs its fields in the address', async () => {
  const { carrier, clock, at } = rehearse({ '/get-voice': '<Hangup/>', '/voice-status': '' })
  carrier.provisionNumber({
    accountSid: ACCOUNT_SID,
    e164: OUR_NUMBER,
    voiceMethod: 'GET',
    voiceUrl: `${PRODUCT_URL}/get-voice?tenant=1#rc=2`,
  })
  carrier.placeCall({ from: CALLER, to: OUR_NUMBER, caller: { kind: 'waits' } })
  await clock.runUntilIdle()
  const [webhook] = at('/get-voice')
  assert.deepEqual([webhook?.method, webhook?.params['tenant'], webhook?.params['From']], ['GET', '1', CALLER])
  assert.ok(webhooks.validateRequest(AUTH_TOKEN, webhook?.signature ?? '', webhook?.url ?? '', {}))
  assert.deepEqual(carrier.alerts(), [])
})

test('a redirected webhook becomes a GET without its fields, and a circle is given up', async () => {
  const redirect = (location: string) => async (request: { url: string; method: string; body: string }) => {
    const path = new URL(request.url).pathname
    seen.push(`${request.method} ${path} ${request.body === '' ? 'empty' : 'fields'}`)
    if (path === '/end') return { status: 200, headers: { 'content-type': 'text/xml' }, body: '<Response/>' }
    return { status: 302, headers: { location }, body: '' }
  }
  let seen: string[] = []
  const followed = rehearse({}, { deliver: redirect('/end') })
  followed.carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'hello' })
  await followed.clock.runUntilIdle()
  assert.deepEqual(seen, ['POST /sms fields', 'GET /end empty'])
  seen = []
  const circling = rehearse({}, { deliver: redirect('/sms') })
  circling.carrier.sendTextFromHandset({ from: CALLER, to: OUR_NUMBER, body: 'hello' })
  await circling.clock.runUntilIdle()
  assert.deepEqual([seen.length, circling.carrier.alerts()[0]?.detail['code']], [11, 11215])
})

async function stripped<T extends { at: unknown }>(result: Promise<T>): Promise<Omit<T, 'at'>> {
  const { at: _at, ...rest } = await result
  return rest
}
