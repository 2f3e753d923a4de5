/**
 * Goal: the form of a business works as plain HTML and for scripts of other pages, keeps whoever is odd without texting them, and says nothing that is not so.
 * Method: the whole app; the form is read and sent as a browser would, its hidden fields included.
 */
import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { Script } from 'node:vm'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { defaultConsentWords } from '#core/inquiries/consent-words.ts'
import type { House } from './house.ts'
import { openHouse, tenantId, testPolicy } from './house.ts'

const TENANT = tenantId('t_ace')
const CALLER = '+13125550142'
const SECOND = 1_000
const WORDS = defaultConsentWords(testPolicy('t_ace'))
const AS_OPERATOR = { authorization: 'Bearer operator' }

let house: House | null = null
afterEach(async () => {
  const opened = house
  house = null
  await opened?.close()
  assert.deepEqual(opened?.faults ?? [], [])
})

async function open(changes: Partial<TenantPolicy> = {}): Promise<House> {
  house = await openHouse()
  await house.addTenant(changes)
  return house
}

async function intake(opened: House) {
  const response = await opened.app.server.inject({ method: 'GET', url: `/api/v1/tenants/${TENANT}/intake`, headers: AS_OPERATOR })
  return response.json()
}

async function pathOfForm(opened: House): Promise<string> {
  return new URL((await intake(opened)).form.url).pathname
}

/** The fields that a browser would send of this page as it came. */
function fieldsOf(html: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [tag] of html.matchAll(/<input [^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1] ?? ''
    if (/type="checkbox"/.test(tag)) assert.ok(!/ checked/.test(tag), 'the box is ticked beforehand')
    else fields[name] = unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  return fields
}

function unescaped(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_sign, code) => String.fromCharCode(Number(code)))
}

const FILLED = { name: 'Dan Miller', phone: '(312) 555-0142', message: 'My kitchen sink is clogged', place: '62704' }

async function show(opened: House): Promise<{ path: string; html: string; fields: Record<string, string> }> {
  const path = await pathOfForm(opened)
  const response = await opened.app.server.inject({ method: 'GET', url: path, headers: { referer: 'https://ace.example/contact' } })
  assert.equal(response.statusCode, 200)
  return { path, html: response.body, fields: fieldsOf(response.body) }
}

async function send(opened: House, path: string, fields: Record<string, string>) {
  const response = await opened.app.server.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
  await opened.app.dispatcher.processAll()
  return response
}

async function fillIn(opened: House, change: Record<string, string> = {}, tookMs = 20 * SECOND) {
  const { path, fields } = await show(opened)
  await opened.pass(tookMs)
  return send(opened, path, { ...fields, ...FILLED, ...change })
}

function wordsOfPage(html: string): string {
  return unescaped(html.replace(/<[^>]+>/g, ' ')).replaceAll(/\s+/g, ' ')
}

async function textsTo(opened: House, to: string): Promise<string[]> {
  await opened.pass(4 * SECOND)
  return (await opened.messages(TENANT)).filter((message) => message.direction === 'outbound' && message.to === to).map(({ body }) => body)
}

async function leads(opened: House) {
  return (await opened.app.store.transaction(TENANT, (tx) => tx.leads.list({ limit: 100, cursor: null }))).items
}

test('ticked and sent as plain HTML: thanks that name the number, one text, and the very words in the ledger', async () => {
  const opened = await open()
  const answer = await fillIn(opened, { agree: 'yes' })
  assert.equal(answer.statusCode, 201)
  assert.match(
    wordsOfPage(answer.body),
    /We text you at \(312\) 555-0142 from \(217\) 555-0102 shortly\. If no text comes, Ace Plumbing will call you\./,
  )
  const [text, ...more] = await textsTo(opened, CALLER)
  assert.equal(more.length, 0)
  assert.match(text ?? '', /You asked for help on our website\./)
  const url = `/api/v1/tenants/${TENANT}/ledger/evidence?number=${encodeURIComponent(CALLER)}`
  const pack = (await opened.app.server.inject({ method: 'GET', url, headers: AS_OPERATOR })).json()
  const consent = pack.entries.find((entry: { kind: string }) => entry.kind === 'consent')
  const { form, arrivals } = await intake(opened)
  assert.equal(consent.personal.exactWords, WORDS)
  assert.deepEqual([consent.facts.evidence.scriptVersion, consent.personal.pageUrl], [form.version, 'https://ace.example/contact'])
  assert.deepEqual([arrivals[0].ticked, arrivals[0].decision, arrivals[0].doubt], [true, 'send', null])
})

test('without the tick nothing is texted, the thanks say who calls, and the lead is there', async () => {
  const opened = await open()
  const answer = await fillIn(opened)
  assert.equal(answer.statusCode, 201)
  assert.match(wordsOfPage(answer.body), /We have your request\. Ace Plumbing will call you\./)
  assert.doesNotMatch(answer.body, /text you/)
  assert.deepEqual(await textsTo(opened, CALLER), [])
  const [lead] = await leads(opened)
  assert.deepEqual([lead?.name, lead?.zip, lead?.source, lead?.status], ['Dan Miller', '62704', 'website', 'handed_over'])
})

const ODD: readonly [why: string, change: Record<string, string>, tookMs: number, doubt: string][] = [
  ['the field that nobody sees is filled in', { company: 'SEO Ltd' }, 20 * SECOND, 'hidden_field'],
  ['it was filled in within a second', {}, SECOND, 'too_fast'],
  ['it was never shown', { pass: '' }, 20 * SECOND, 'no_pass'],
  ['the words beside the box were exchanged', { words: 'I want no texts.' }, 20 * SECOND, 'no_pass'],
]

for (const [why, change, tookMs, doubt] of ODD) {
  test(`a ticked form is kept with a mark and not texted when ${why}`, async () => {
    const opened = await open()
    const answer = await fillIn(opened, { agree: 'yes', ...change }, tookMs)
    assert.equal(answer.statusCode, 201)
    assert.match(wordsOfPage(answer.body), /Ace Plumbing will call you/)
    assert.deepEqual(await textsTo(opened, CALLER), [])
    const { arrivals } = await intake(opened)
    assert.deepEqual(
      arrivals.map((one: { doubt: string }) => one.doubt),
      [doubt],
    )
    assert.equal((await leads(opened)).length, 1)
  })
}

test('an emergency from a script rings nobody and is first on the screen; typed in a hurry it pages', async () => {
  const message = 'Gas smell, my kids are inside, please help now!'
  for (const [change, tookMs, kind] of [
    [{ company: 'SEO Ltd' }, 20 * SECOND, 'inquiry-to-call'],
    [{}, 2 * SECOND, 'emergency'],
  ] as const) {
    const opened = await open()
    await fillIn(opened, { agree: 'yes', message, ...change }, tookMs)
    await opened.pass(4 * SECOND)
    const { items } = await opened.app.store.transaction(TENANT, (tx) => tx.alerts.list({ limit: 9, cursor: null }))
    assert.deepEqual(
      items.map((alert) => alert.kind),
      [kind],
    )
    assert.equal((await leads(opened))[0]?.urgency, 'emergency')
    assert.deepEqual(await textsTo(opened, CALLER), [])
    house = null
    await opened.close()
  }
})

test('a second click and a reload send the same inquiry, and other words on the same page are another of the same lead', async () => {
  const opened = await open()
  const { path, fields } = await show(opened)
  await opened.pass(20 * SECOND)
  const sent = { ...fields, ...FILLED, agree: 'yes' }
  const answers = await Promise.all([send(opened, path, sent), send(opened, path, sent)])
  assert.equal(answers[0].body, answers[1].body)
  await send(opened, path, { ...sent, message: 'And the toilet runs' })
  assert.equal((await textsTo(opened, CALLER)).length, 1)
  assert.equal((await leads(opened)).length, 1)
  assert.equal((await intake(opened)).arrivals.length, 2)
})

test('what is missing is said at its field, what was typed stays, and nothing is kept', async () => {
  const opened = await open()
  const answer = await fillIn(opened, { phone: '555', message: '' })
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /<input id="phone"[^>]*aria-invalid="true" aria-describedby="phone-error" value="555">/)
  assert.match(answer.body, /Please say what you need help with\./)
  assert.match(answer.body, /value="Dan Miller"/)
  assert.deepEqual(await leads(opened), [])
  // Corrected quickly, it is no machine's.
  const again = await send(opened, await pathOfForm(opened), { ...fieldsOf(answer.body), ...FILLED, agree: 'yes' })
  assert.match(wordsOfPage(again.body), /We text you at/)
})

test('whatever is typed is shown as text, in the form, in the thanks and in the name of the business', async () => {
  const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
  const opened = await open({ name: `Ace ${hostile}` })
  const { html } = await show(opened)
  assert.doesNotMatch(html, /<script|<img/)
  const answer = await fillIn(opened, { name: hostile, message: '', phone: hostile })
  assert.doesNotMatch(answer.body, /<script|<img/)
  const thanks = await fillIn(opened, { name: hostile, message: hostile })
  assert.equal(thanks.statusCode, 201)
  assert.doesNotMatch(thanks.body, /<script|<img/)
  const script = await opened.app.server.inject({ method: 'GET', url: new URL((await intake(opened)).form.scriptUrl).pathname })
  assert.equal(script.statusCode, 200)
  assert.doesNotThrow(() => new Script(script.body))
})

test('a script of another page may send without cookies, and only to that address', async () => {
  const opened = await open()
  const { path, fields } = await show(opened)
  await opened.pass(20 * SECOND)
  const preflight = await opened.app.server.inject({
    method: 'OPTIONS',
    url: `${path}/inquiries`,
    headers: { origin: 'https://ace.example', 'access-control-request-method': 'POST' },
  })
  assert.deepEqual([preflight.statusCode, preflight.headers['access-control-allow-origin']], [204, '*'])
  const answer = await opened.app.server.inject({
    method: 'POST',
    url: `${path}/inquiries`,
    headers: { origin: 'https://ace.example' },
    payload: { ...fields, ...FILLED, agree: 'yes' },
  })
  assert.equal(answer.statusCode, 201)
  assert.equal(answer.headers['access-control-allow-origin'], '*')
  assert.equal(answer.headers['access-control-allow-credentials'], undefined)
  assert.equal(answer.headers['set-cookie'], undefined)
  assert.match(answer.json().sentences[1], /^We text you at/)
  const wrong = await opened.app.server.inject({ method: 'POST', url: `${path}/inquiries`, payload: { ...fields, phone: '1' } })
  assert.deepEqual(Object.keys(wrong.json().errors), ['phone', 'message'])
  const other = await opened.app.server.inject({
    method: 'GET',
    url: `/api/v1/tenants/${TENANT}`,
    headers: { ...AS_OPERATOR, origin: 'https://ace.example' },
  })
  assert.equal(other.headers['access-control-allow-origin'], undefined)
})

test('a flood is kept without texts, and far too much of it is refused with the phone number', async () => {
  const opened = await open()
  const { path, fields } = await show(opened)
  await opened.pass(20 * SECOND)
  const doubts: number[] = []
  for (let place = 0; place < 62; place++) {
    const answer = await opened.app.server.inject({
      method: 'POST',
      url: `${path}/inquiries`,
      payload: { ...fields, ...FILLED, message: `Sink ${place}`, phone: `31255501${String(place).padStart(2, '0')}`, agree: 'yes' },
    })
    doubts.push(answer.statusCode)
    if (answer.statusCode === 429) assert.match(answer.json().detail, /call Ace Plumbing at \(217\) 555-0100/)
  }
  assert.deepEqual([doubts[59], doubts[60]], [201, 429])
  assert.equal((await leads(opened)).length, 60)
  const { arrivals } = await intake(opened)
  // All came in the same instant, so which of them are listed first is not said.
  const doubted = arrivals.filter(({ doubt }: { doubt: string | null }) => doubt === 'too_many')
  assert.ok(doubted.length > 0)
  assert.ok(doubted.every(({ decision }: { decision: string }) => decision === 'never'))
})

test("the owner's own words are shown and kept when they say what they must, and refused by name when not", async () => {
  const opened = await open()
  const change = (payload: object) =>
    opened.app.server.inject({ method: 'PATCH', url: `/api/v1/tenants/${TENANT}/intake/form`, headers: AS_OPERATOR, payload })
  const faulty = await change({ words: 'Ace Plumbing may call me.' })
  assert.deepEqual(
    [faulty.statusCode, faulty.json().reasons],
    [422, ['agrees', 'texts', 'automated', 'purpose', 'frequency', 'rates', 'stop', 'help', 'no_condition']],
  )
  const own = `${WORDS} Thank you!`
  const saved = (await change({ words: own, privacyUrl: 'https://ace.example/privacy' })).json()
  assert.equal(saved.form.words, own)
  const { html } = await show(opened)
  assert.ok(wordsOfPage(html).includes(own))
  assert.match(html, /href="https:\/\/ace\.example\/privacy"/)
  await fillIn(opened, { agree: 'yes' })
  const [row] = (await opened.app.store.transaction(TENANT, (tx) => tx.inquiries.list({ limit: 1, cursor: null }))).items
  assert.deepEqual([row?.words, row?.wordsVersion], [own, saved.form.version])
  await change({ isOpen: false })
  const path = new URL(saved.form.url).pathname
  assert.equal((await opened.app.server.inject({ method: 'GET', url: path })).statusCode, 404)
  assert.equal((await opened.app.server.inject({ method: 'POST', url: `${path}/inquiries`, payload: FILLED })).statusCode, 404)
  assert.equal((await opened.app.server.inject({ method: 'GET', url: '/form/t_ace.0000000000000000' })).statusCode, 404)
})
