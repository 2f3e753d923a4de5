/**
 * What strangers and broken senders may send. Goal: a clear answer every time, nothing believed without a signature, nothing lost with one, and
 * the same process serving in the end.
 */
import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { callEndedForm, callForm, newSid, reportForm, signatureOf, textForm } from '../../scripts/bench/webhook.ts'
import {
  formRequest,
  openWorld,
  signedRequest,
  twimlOf,
  within,
  type Business,
  type HttpAnswer,
  type Request,
  type World,
} from './open-world.ts'

const REJECTED = 'lead_agent_webhooks_rejected_total'
const CALLER = '+13125550131'

type Message = { from: string; body: string; direction: string }

let world: World
let shop: Business
let neighbour: Business
let pid = 0

before(async () => {
  world = await openWorld()
  neighbour = await world.makeBusiness({ name: 'Next Door' })
  pid = world.servingPid()
  assert.ok(pid > 0)
})

// Each test has a business on which nothing has happened.
beforeEach(async () => {
  shop = await world.makeBusiness({ name: 'Ace Plumbing' })
})

after(() => world.close())

async function assertUntouched(): Promise<void> {
  for (const what of ['leads', 'messages', 'calls', 'decisions', 'usage', 'alerts'])
    assert.deepEqual(await world.list(shop, what), [], what)
  assert.equal(world.peer.texts.filter((text) => text.from === shop.number).length, 0)
  await assertServing()
}

async function assertServing(): Promise<void> {
  assert.equal(world.servingPid(), pid, 'the same process serves')
  twimlOf(
    await world.post(
      neighbour.account,
      neighbour.webhooks.sms,
      textForm(neighbour.account, { from: newCaller(), to: neighbour.number }, 'hello'),
    ),
  )
}

let callers = 0
function newCaller(): string {
  callers += 1
  return `+1312558${String(callers).padStart(4, '0')}`
}

/** Every webhook of a business with a form that would be right. */
function rightForms(): [url: string, form: Record<string, string>][] {
  const { account, webhooks, number } = shop
  const line = { from: CALLER, to: number }
  const callSid = newSid('CA')
  const step = (path: string) => `${webhooks.voice}/${path}?call=${callSid}`
  const sid = newSid('SM')
  return [
    [webhooks.voice, callForm(account, line, callSid, 'ringing')],
    [step('rung'), { ...callForm(account, line, callSid, 'in-progress'), DialCallStatus: 'no-answer' }],
    [step('accept'), { ...callForm(account, line, callSid, 'in-progress'), Digits: '1' }],
    [step('played'), callForm(account, line, callSid, 'in-progress')],
    [webhooks.voiceStatus, callEndedForm(account, line, callSid)],
    [webhooks.sms, textForm(account, line, 'my sink is clogged')],
    [webhooks.smsStatus, reportForm(account, { ...line, sid, status: 'delivered' })],
  ]
}

/** Sends and asserts a refusal that says why, counted once. */
async function refused(url: string, request: Request, status: number, code: string): Promise<void> {
  const before = await world.metric(REJECTED)
  const answer = await world.send(url, request)
  assertProblem(answer, status)
  assert.equal(problemCode(answer), code)
  assert.equal(await world.metric(REJECTED), before + 1)
}

function assertProblem(answer: HttpAnswer, ...statuses: number[]): void {
  assert.ok(statuses.includes(answer.status), `${answer.status}: ${answer.body.slice(0, 300)}`)
  assert.match(answer.contentType, /^application\/problem\+json\b/)
  assert.ok(problemCode(answer), answer.body)
}

function problemCode(answer: HttpAnswer): unknown {
  const parsed: unknown = JSON.parse(answer.body)
  return typeof parsed === 'object' && parsed !== null && 'code' in parsed ? parsed.code : null
}

test('a wrong or missing signature is refused everywhere and leaves nothing but a count', { timeout: 60_000 }, async () => {
  for (const [url, form] of rightForms()) {
    const body = new URLSearchParams(form).toString()
    const right = signatureOf(url, form, shop.account.authToken)
    const wrong = [
      null,
      '',
      'AAAAAAAAAAAAAAAAAAAAAAAAAAA=',
      right.toLowerCase(),
      `${right} `.repeat(20),
      signatureOf(url, form, 'guessed'),
      signatureOf(url, form, ''),
      signatureOf(url.replace('https:', 'http:'), form, shop.account.authToken),
      signatureOf(url.replace(world.product.publicUrl, world.product.origin), form, shop.account.authToken),
      signatureOf(url, { ...form, From: '+13125550199' }, shop.account.authToken),
    ]
    for (const signature of wrong) await refused(url, signedRequest(signature, body), 403, 'bad_signature')
  }
  await assertUntouched()
})

test("another tenant's token signs nothing here", { timeout: 60_000 }, async () => {
  for (const [url, form] of rightForms()) await refused(url, formRequest(neighbour.account, url, form), 403, 'bad_signature')
  for (const [url, form] of rightForms()) await refused(url, formRequest(world.parent, url, form), 403, 'bad_signature')
  await assertUntouched()
})

test("a request that names another account's SID is refused although it is signed", { timeout: 60_000 }, async () => {
  for (const [url, form] of rightForms()) {
    await refused(url, formRequest(shop.account, url, { ...form, AccountSid: neighbour.account.accountSid }), 403, 'other_account')
  }
  await assertUntouched()
})

test('an unknown tenant is not found', { timeout: 60_000 }, async () => {
  for (const id of ['t_nobody', 't_00000000000000000000', '%2e%2e', 'a'.repeat(300), '%00', "'--", '%ED%A0%80']) {
    for (const [right, form] of rightForms()) {
      const url = right.replace(shop.id, id)
      assertProblem(await world.send(url, formRequest(shop.account, url, form)), 404)
    }
  }
  await assertUntouched()
})

test('a path that is none of ours is not found', { timeout: 60_000 }, async () => {
  for (const path of ['', '/', '/voice/nothing', '/voice/', '/sms/status/more', '/constructor', '/voice/__proto__']) {
    const url = `${world.product.publicUrl}/twilio/${shop.id}${path}`
    assertProblem(await world.post(shop.account, url, textForm(shop.account, { from: CALLER, to: shop.number }, 'hi')), 404)
  }
  await assertUntouched()
})

test('signed nonsense and missing fields are answered by naming what is wrong', { timeout: 60_000 }, async () => {
  for (const body of ['', '%%%=&&=x&CallSid', 'a[b]=1&__proto__=x', '&'.repeat(5_000), 'CallSid=../../etc&From=x&To=y&MessageSid=%00']) {
    const form = Object.fromEntries(new URLSearchParams(body))
    for (const [url] of rightForms()) {
      const answer = await world.send(url, signedRequest(signatureOf(url, form, shop.account.authToken), body))
      assertProblem(answer, 400, 403)
    }
  }
  const needed: [url: string, form: Record<string, string>, field: string][] = rightForms().flatMap(([url, form]) =>
    (url.includes('/sms') ? ['MessageSid', 'From', 'To', 'MessageStatus'] : ['CallSid', 'DialCallStatus']).flatMap((field) =>
      field in form && !(url.includes('/status') && field !== 'MessageStatus' && field !== 'MessageSid')
        ? [[url, form, field] as [string, Record<string, string>, string]]
        : [],
    ),
  )
  assert.ok(needed.length >= 8)
  for (const [url, form, field] of needed) {
    const { [field]: _left, ...rest } = form
    // Older names of the same ids go as well.
    for (const twin of ['SmsSid', 'SmsMessageSid', 'SmsStatus']) delete rest[twin]
    const answer = await world.post(shop.account, url, rest)
    assertProblem(answer, 400)
    assert.ok(answer.body.includes(field), `${field} is named: ${answer.body}`)
  }
  await assertUntouched()
})

test('sizes beyond all reason get an answer', { timeout: 60_000 }, async () => {
  const url = shop.webhooks.sms
  const line = { from: CALLER, to: shop.number }
  const huge = await world.post(shop.account, url, textForm(shop.account, line, 'x'.repeat(100_000)))
  assertProblem(huge, 413)
  assertProblem(await world.send(url, signedRequest('x'.repeat(10_000), 'a=b')), 403)
  const heavy = await world.send(url, { ...signedRequest('y', 'a=b'), headers: { 'x-anything': 'z'.repeat(1_000_000) } }).catch(() => null)
  assert.ok(heavy === null || heavy.status === 431, 'headers beyond the limit of the server')
  assertProblem(await world.post(shop.account, `${url}?effect=${'e'.repeat(8_000)}`, {}), 400)
  await assertUntouched()
})

test('a text of 60,000 characters is kept, cut to what a text can be', { timeout: 60_000 }, async () => {
  twimlOf(
    await world.post(
      shop.account,
      shop.webhooks.sms,
      textForm(shop.account, { from: CALLER, to: shop.number }, 'my sink leaks '.repeat(4_200)),
    ),
  )
  const [kept] = await received()
  assert.ok(kept)
  assert.ok(kept.body.startsWith('my sink leaks'))
  assert.ok(kept.body.length < 5_000)
  assert.equal((await world.list(shop, 'leads')).length, 1)
  await assertServing()
})

test('control characters and half characters in a text are taken out, and the text is kept and answered', { timeout: 60_000 }, async () => {
  const url = shop.webhooks.sms
  const bodies = [
    'my sink\u0000 is \u0007clogged\u001b[31m',
    '\u202emy sink leaks\ufeff',
    `${'\u0300'.repeat(500)}my sink leaks`,
    'my sink leaks <Response><Hangup/></Response> & ]]> "',
  ]
  for (const body of bodies) {
    const from = newCaller()
    twimlOf(await world.post(shop.account, url, textForm(shop.account, { from, to: shop.number }, body)))
    await within(5_000, 'an answer', () => world.textsTo(from)[0])
  }
  // A lone surrogate as no URL library would write it: its three bytes, which are no UTF-8.
  const from = newCaller()
  const form = textForm(shop.account, { from, to: shop.number }, 'half: HERE my sink leaks')
  const raw = new URLSearchParams(form).toString().replace('HERE', '%ED%A0%80')
  const read = { ...form, Body: form['Body']?.replace('HERE', '\uFFFD\uFFFD\uFFFD') ?? '' }
  twimlOf(await world.send(url, signedRequest(signatureOf(url, read, shop.account.authToken), raw)))
  await within(5_000, 'an answer', () => world.textsTo(from)[0])

  const texts = await received()
  assert.equal(texts.length, bodies.length + 1)
  for (const { body } of texts) {
    assert.ok(body.isWellFormed())
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    assert.doesNotMatch(body, /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
  }
  await assertServing()
})

test('nonsense as a caller id is a withheld one: asked for a voicemail, kept, never texted', { timeout: 60_000 }, async () => {
  const odd = [
    '\u0000\u0001',
    '\uFFFD',
    '+1',
    '+',
    '911',
    `+1${'3'.repeat(500)}`,
    '+1312555\u202e0199',
    'whatsapp:+13125550133',
    '<Dial>900</Dial>',
    '"; drop table leads; --',
  ]
  for (const from of odd) {
    const verbs = twimlOf(
      await world.post(shop.account, shop.webhooks.voice, callForm(shop.account, { from, to: shop.number }, newSid('CA'), 'ringing')),
    )
    assert.equal(verbs[0]?.name, 'Dial', 'the owner is rung all the same')
    assert.notEqual(verbs[0].attributes['callerId'], from)
  }
  assert.equal((await world.list(shop, 'calls')).length, odd.length)
  for (const from of odd) {
    const answer = await world.post(shop.account, shop.webhooks.sms, textForm(shop.account, { from, to: shop.number }, 'hello'))
    assert.ok(answer.status === 200 || answer.status === 400, `${answer.status} for ${JSON.stringify(from)}`)
  }
  await sleep(3_000)
  for (const from of odd) assert.deepEqual(world.textsTo(from), [])
  await assertServing()
})

test('control characters around a right number change nothing about it', { timeout: 60_000 }, async () => {
  const from = newCaller()
  twimlOf(
    await world.post(
      shop.account,
      shop.webhooks.sms,
      textForm(shop.account, { from: `\u0000 ${from}\u0007\n`, to: shop.number }, 'my sink leaks'),
    ),
  )
  await within(5_000, 'an answer', () => world.textsTo(from)[0])
  await assertServing()
})

test('JSON instead of a form is refused, also when its hash is rightly signed', { timeout: 60_000 }, async () => {
  const url = shop.webhooks.sms
  const form = textForm(shop.account, { from: CALLER, to: shop.number }, 'hi')
  const body = JSON.stringify(form)
  const json = { 'content-type': 'application/json' }
  await refused(
    url,
    { headers: { ...json, 'x-twilio-signature': signatureOf(url, form, shop.account.authToken) }, body },
    403,
    'bad_signature',
  )
  await refused(
    url,
    { headers: { ...json, 'x-twilio-signature': signatureOf(url, {}, shop.account.authToken) }, body },
    403,
    'bad_signature',
  )
  const hashed = `${url}?bodySHA256=${createHash('sha256').update(body).digest('hex')}`
  await refused(hashed, { headers: { ...json, 'x-twilio-signature': hmac(hashed) }, body }, 400, 'malformed')
  await assertUntouched()
})

test('GET is answered like any request: refused unsigned, understood when its address is signed', { timeout: 60_000 }, async () => {
  for (const [url] of rightForms()) assertProblem(await world.send(url, { method: 'GET' }), 403)
  const unsigned = `${shop.webhooks.voice}?${new URLSearchParams(callForm(shop.account, { from: CALLER, to: shop.number }, newSid('CA'), 'ringing')).toString()}`
  assertProblem(await world.send(unsigned, { method: 'GET', headers: { 'x-twilio-signature': hmac(`${unsigned}x`) } }), 403)
  await assertUntouched()
  twimlOf(await world.send(unsigned, { method: 'GET', headers: { 'x-twilio-signature': hmac(unsigned) } }))
  for (const method of ['PUT', 'DELETE', 'PATCH']) assertProblem(await world.send(shop.webhooks.voice, { method }), 403, 404, 405)
  await assertServing()
})

function hmac(url: string): string {
  return createHmac('sha1', shop.account.authToken).update(url).digest('base64')
}

async function received(): Promise<Message[]> {
  return (await world.list<Message>(shop, 'messages')).filter((message) => message.direction === 'inbound')
}
