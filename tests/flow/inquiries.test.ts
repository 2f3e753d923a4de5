/**
 * Goal: whoever asks for help through a form or a program becomes a lead once, is texted only with a consent that can be shown, and the owner hears of
 * them either way. Method: the whole app with the built-in carrier and virtual time; requests are those of the API.
 */
import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { replayed } from '#execution/cli/replay.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { defaultConsentWords } from '#core/inquiries/consent-words.ts'
import type { House } from './house.ts'
import { openHouse, phone, tenantId, testPolicy } from './house.ts'

const TENANT = tenantId('t_ace')
const CALLER = '+13125550142'
const WORDS = defaultConsentWords(testPolicy('t_ace'))
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

let house: House | null = null
afterEach(async () => {
  const opened = house
  house = null
  await opened?.close()
  assert.deepEqual(opened?.faults ?? [], [])
})

async function open(changes: Partial<TenantPolicy> = {}, startMs?: number): Promise<House> {
  house = await openHouse(startMs === undefined ? {} : { startMs })
  await house.addTenant(changes)
  return house
}

type Posted = Record<string, unknown>

function ticked(opened: House, change: Posted = {}): Posted {
  return {
    kind: 'express',
    text: WORDS,
    at: iso(opened.clock.now()),
    pageUrl: 'https://ace.example/contact',
    ip: '203.0.113.9',
    ...change,
  }
}

function lead(opened: House, change: Posted = {}): Posted {
  return {
    name: 'Dan Miller',
    phone: '(312) 555-0142',
    message: 'My water heater is leaking',
    address: '412 Oak St, Springfield',
    zip: '62704',
    preferredTime: 'tomorrow morning',
    source: 'website',
    consent: ticked(opened),
    ...change,
  }
}

async function post(opened: House, body: Posted, options: { key?: string; token?: string } = {}) {
  const response = await opened.app.server.inject({
    method: 'POST',
    url: `/api/v1/tenants/${TENANT}/leads`,
    headers: { authorization: `Bearer ${options.token ?? 'operator'}`, 'idempotency-key': options.key ?? 'k1' },
    payload: body,
  })
  await opened.app.dispatcher.processAll()
  return { status: response.statusCode, body: response.json() }
}

async function settle(opened: House): Promise<void> {
  await opened.pass(3 * SECOND)
  await opened.pass(SECOND)
}

async function textsTo(opened: House, to: string) {
  return (await opened.messages(TENANT)).filter((message) => message.direction === 'outbound' && message.to === to)
}

async function alerts(opened: House) {
  const { items } = await opened.app.store.transaction(TENANT, (tx) => tx.alerts.list({ limit: 50, cursor: null }))
  return items.toReversed()
}

async function leads(opened: House) {
  return (await opened.app.store.transaction(TENANT, (tx) => tx.leads.list({ limit: 50, cursor: null }))).items
}

test('a form with a tick is a lead, gets one text that says why, and the owner is told', async () => {
  const opened = await open()
  const { status, body } = await post(opened, lead(opened))
  assert.equal(status, 201)
  assert.deepEqual(body.text, { decision: 'send', reasons: ['consent_c3', 'send', 'rules'], from: '+12175550102' })
  assert.deepEqual([body.lead.source, body.lead.phone, body.lead.name], ['website', CALLER, 'Dan Miller'])
  await settle(opened)
  const [text, ...more] = await textsTo(opened, CALLER)
  assert.equal(more.length, 0)
  assert.deepEqual([text?.kind, text?.status], ['inquiry_reply', 'delivered'])
  assert.match(text?.body ?? '', /^Ace Plumbing, automated AI assistant: You asked for help on our website\. /)
  assert.match(text?.body ?? '', /HELP for help, STOP to opt out\.$/)
  const [row] = await leads(opened)
  assert.deepEqual(
    [row?.name, row?.street, row?.city, row?.zip, row?.service, row?.status],
    ['Dan Miller', '412 Oak St', 'Springfield', '62704', 'water heater', 'qualified'],
  )
  assert.deepEqual(
    (await alerts(opened)).map(({ kind }) => kind),
    ['lead-qualified'],
  )
})

test('the assistant asks only for what the form did not say, and goes on by text', async () => {
  const opened = await open()
  await post(opened, lead(opened, { address: null, zip: null, preferredTime: null, message: 'My kitchen sink is clogged' }))
  await settle(opened)
  const [first] = await textsTo(opened, CALLER)
  assert.match(first?.body ?? '', /address/i)
  assert.doesNotMatch(first?.body ?? '', /what.s (?:going on|wrong)|your name/i)
  const [alert] = await alerts(opened)
  assert.equal(alert?.kind, 'inquiry')
  assert.match(alert?.body ?? '', /^NEW REQUEST \(website\) - Ace Plumbing\nDan Miller \+13125550142\n"My kitchen sink is clogged"/)
  opened.carrier.sendTextFromHandset({ from: CALLER, to: '+12175550102', body: '412 Oak St, Springfield 62704' })
  await settle(opened)
  const [, second] = await textsTo(opened, CALLER)
  assert.equal(second?.kind, 'ai_reply')
  const [row, ...others] = await leads(opened)
  assert.equal(others.length, 0)
  assert.deepEqual([row?.name, row?.street, row?.zip], ['Dan Miller', '412 Oak St', '62704'])
})

/** Why nobody is texted, each with the business and the form that it takes. */
const NO_TEXT: readonly [why: string, change: (opened: House) => Posted, code: string, policy?: Partial<TenantPolicy>][] = [
  ['the box was not ticked', (opened) => ({ consent: ticked(opened, { kind: 'none' }) }), 'no_consent_proof'],
  ['nothing is said of a consent', () => ({ consent: undefined }), 'no_consent_proof'],
  ['the words are missing', (opened) => ({ consent: ticked(opened, { text: null }) }), 'no_consent_proof'],
  ['the time is missing', (opened) => ({ consent: ticked(opened, { at: null }) }), 'no_consent_proof'],
  ['the words speak of calls alone', (opened) => ({ consent: ticked(opened, { text: 'Ace Plumbing may call me.' }) }), 'no_consent_proof'],
  [
    'the words name another business',
    (opened) => ({ consent: ticked(opened, { text: 'Angi may send me text messages.' }) }),
    'no_consent_proof',
  ],
  ['they agreed tomorrow', (opened) => ({ consent: ticked(opened, { at: iso(opened.clock.now() + 24 * HOUR) }) }), 'no_consent_proof'],
  ['they agreed two days ago', (opened) => ({ consent: ticked(opened, { at: iso(opened.clock.now() - 48 * HOUR) }) }), 'too_late'],
  ['the message asks for a call and no texts', () => ({ message: "My sink leaks. Don't text me, please call." }), 'suppressed'],
  ['the number is toll-free', () => ({ phone: '+18005550142' }), 'untextable'],
  [
    'the phone companies have not approved the business',
    () => ({}),
    'sender_unregistered',
    { registration: { kind: 'managed', status: 'pending', campaignSid: null, note: null } },
  ],
  ['the business is on hold', () => ({}), 'tenant_paused', { status: 'paused' }],
]

for (const [why, change, code, policy] of NO_TEXT) {
  test(`nobody is texted when ${why}, and the owner is told to call`, async () => {
    const opened = await open(policy)
    const { status, body } = await post(opened, lead(opened, change(opened)))
    assert.equal(status, 201)
    assert.deepEqual([body.text.decision, body.text.reasons, body.text.from], ['never', [code], null])
    await settle(opened)
    await opened.pass(20 * MINUTE)
    const to = body.lead.phone
    assert.deepEqual(await textsTo(opened, to), [])
    const [row, ...others] = await leads(opened)
    assert.equal(others.length, 0)
    assert.deepEqual([row?.phone, row?.name, row?.zip], [to, 'Dan Miller', '62704'])
    assert.ok(row?.status === 'handed_over' || row?.status === 'qualified', row?.status)
    const told = await alerts(opened)
    // Where no text reaches the owner either, they are rung, and told once more when nobody took the lead.
    assert.ok(told.length === 1 || (told.length === 2 && policy !== undefined), `${told.length} alerts`)
    assert.ok(told.every(({ kind }) => kind === 'inquiry-to-call'))
    assert.match(told[0]?.body ?? '', /^NEW REQUEST, no text goes out: please call \(website\) - Ace Plumbing\nDan Miller \+1/)
  })
}

test('a landline is found out before anything is texted', async () => {
  const opened = await open()
  opened.carrier.registerHandset({ e164: CALLER, kind: 'landline' })
  const { body } = await post(opened, lead(opened))
  assert.equal(body.text.decision, 'send')
  await settle(opened)
  assert.deepEqual(await textsTo(opened, CALLER), [])
  assert.deepEqual(
    (await alerts(opened)).map(({ kind }) => kind),
    ['inquiry-to-call'],
  )
})

test('STOP outlives a tick: whoever types a number into a form need not hold that phone', async () => {
  const opened = await open()
  opened.carrier.sendTextFromHandset({ from: CALLER, to: '+12175550102', body: 'STOP' })
  await settle(opened)
  const { body } = await post(opened, lead(opened))
  assert.deepEqual([body.text.decision, body.text.reasons], ['never', ['suppressed']])
  await settle(opened)
  assert.deepEqual(
    (await textsTo(opened, CALLER)).map(({ kind }) => kind).filter((kind) => kind !== 'keyword_reply'),
    [],
  )
  assert.equal((await alerts(opened)).at(-1)?.kind, 'inquiry-to-call')
})

test('at three in the morning a fresh form is answered at once, and one of an hour ago waits for the day', async () => {
  const night = Date.parse('2026-12-08T09:00:00Z')
  const fresh = await open({}, night)
  await post(fresh, lead(fresh))
  await settle(fresh)
  assert.equal((await textsTo(fresh, CALLER))[0]?.status, 'delivered')
  await fresh.close()
  const dawn = Date.parse('2026-12-08T13:30:00Z')
  const late = await open({}, dawn)
  const { body } = await post(late, lead(late, { consent: ticked(late, { at: iso(dawn - HOUR) }) }))
  assert.deepEqual([body.text.decision, body.text.reasons], ['wait', ['quiet_hours']])
  await settle(late)
  const [waiting] = await textsTo(late, CALLER)
  assert.equal(waiting?.status, 'waiting')
  await late.pass(45 * MINUTE)
  const [sent] = await textsTo(late, CALLER)
  assert.equal(sent?.status, 'delivered')
  const hour = new Date(sent?.sentAt ?? 0).toLocaleString('en-US', { timeZone: 'America/Chicago', hour: 'numeric', hour12: false })
  assert.equal(hour, '08')
})

test('over the limit of requests everybody is kept, and whoever would wait too long is told of instead of texted', async () => {
  const opened = await open({ limits: { requestsPerMinute: 1, textsPerHour: 1_000, textsPerDay: 10_000, monthlyBudgetCents: 100_000 } })
  const decisions: string[] = []
  for (let place = 0; place < 14; place++) {
    const { status, body } = await post(opened, lead(opened, { phone: `+131255501${String(place).padStart(2, '0')}` }), {
      key: `many-${place}`,
    })
    assert.equal(status, 201)
    decisions.push(body.text.decision)
  }
  await settle(opened)
  assert.equal((await leads(opened)).length, 14)
  assert.equal(decisions[0], 'send')
  assert.equal(decisions.at(-1), 'never')
})

test('the same key with the same body is the same answer, with another body a problem, and counts once', async () => {
  const opened = await open()
  const sent = lead(opened)
  const first = await post(opened, sent)
  const again = await post(opened, sent)
  assert.deepEqual(again, first)
  await opened.pass(20 * MINUTE)
  assert.deepEqual(await post(opened, sent), first)
  const other = await post(opened, { ...sent, message: 'My roof leaks' })
  assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused'])
  assert.equal((await textsTo(opened, CALLER)).length, 1)
  assert.equal((await leads(opened)).length, 1)
  const without = await opened.app.server.inject({
    method: 'POST',
    url: `/api/v1/tenants/${TENANT}/leads`,
    headers: { authorization: 'Bearer operator' },
    payload: sent,
  })
  assert.equal(without.json().code, 'idempotency_key_missing')
})

test('the same inquiry ten times at once is one lead and one text', async () => {
  const opened = await open()
  const sent = lead(opened)
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(opened, sent)))
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  await settle(opened)
  assert.equal((await leads(opened)).length, 1)
  assert.equal((await textsTo(opened, CALLER)).length, 1)
  assert.equal((await alerts(opened)).length, 1)
})

test('a process that dies before anything was done about it leaves nothing undone, and nothing twice', async () => {
  const opened = await open()
  const sent = lead(opened)
  const response = await opened.app.server.inject({
    method: 'POST',
    url: `/api/v1/tenants/${TENANT}/leads`,
    headers: { authorization: 'Bearer operator', 'idempotency-key': 'k1' },
    payload: sent,
  })
  opened.goDown()
  await opened.restart()
  const again = await post(opened, sent)
  assert.deepEqual(again.body, response.json())
  await settle(opened)
  assert.equal((await textsTo(opened, CALLER)).length, 1)
  assert.equal((await leads(opened)).length, 1)
  assert.equal((await alerts(opened)).length, 1)
})

test('somebody whose call was missed a minute ago keeps one lead and one first text', async () => {
  const opened = await open()
  opened.carrier.setPhone('+12175550101', { kind: 'declines' })
  opened.carrier.placeCall({ from: CALLER, to: '+12175550102', caller: { kind: 'hangs-up-at-message' } })
  await opened.pass(2 * MINUTE)
  const called = await textsTo(opened, CALLER)
  assert.equal(called[0]?.kind, 'instant_reply')
  const { body } = await post(opened, lead(opened))
  assert.deepEqual([body.text.decision, body.text.reasons], ['never', ['texted_lately']])
  await settle(opened)
  assert.equal((await textsTo(opened, CALLER)).length, called.length)
  const [row, ...others] = await leads(opened)
  assert.equal(others.length, 0)
  assert.deepEqual([row?.source, row?.name, row?.street], ['call', 'Dan Miller', '412 Oak St'])
  assert.equal((await alerts(opened)).at(-1)?.kind, 'inquiry-to-call')
})

test('a form in Spanish is answered in Spanish', async () => {
  const opened = await open()
  await post(opened, lead(opened, { message: 'Hola, se me tapó el fregadero de la cocina', address: null, zip: null, preferredTime: null }))
  await settle(opened)
  const [text] = await textsTo(opened, CALLER)
  assert.match(
    text?.body ?? '',
    /^Ace Plumbing, asistente automatizado \(IA\): Usted pidió ayuda en nuestro sitio web\. .*(?:dirección|domicilio)/,
  )
})

test('an emergency in a form pages the owner at once, texted or not', async () => {
  const opened = await open()
  const message = 'Pipe burst, water is pouring through the ceiling right now!'
  await post(opened, lead(opened, { message, consent: { kind: 'none' } }))
  await settle(opened)
  assert.deepEqual(
    (await alerts(opened)).map(({ kind }) => kind),
    ['emergency'],
  )
  assert.deepEqual(await textsTo(opened, CALLER), [])
})

test('the ledger has the words that were ticked, where, when and from which address; and a form without a tick as a refusal', async () => {
  const opened = await open()
  await post(opened, lead(opened))
  await post(opened, lead(opened, { phone: '+13125550177', consent: { kind: 'none', text: WORDS } }), { key: 'k2' })
  await settle(opened)
  const pack = async (number: string) => {
    const url = `/api/v1/tenants/${TENANT}/ledger/evidence?number=${encodeURIComponent(number)}`
    const response = await opened.app.server.inject({ method: 'GET', url, headers: { authorization: 'Bearer operator' } })
    return response.json()
  }
  const agreed = await pack(CALLER)
  const consent = agreed.entries.find((entry: { kind: string }) => entry.kind === 'consent')
  assert.deepEqual([consent.facts.changes, consent.facts.evidence.class, consent.facts.evidence.source], [['express_consent'], 'C3', 'web'])
  assert.equal(consent.personal.exactWords, WORDS)
  assert.deepEqual([consent.personal.ip, consent.personal.pageUrl], ['203.0.113.9', 'https://ace.example/contact'])
  assert.ok(
    agreed.entries.some(
      (entry: { kind: string; facts: { smsKind?: string } }) => entry.kind === 'send' && entry.facts.smsKind === 'inquiry_reply',
    ),
  )
  const [refusal] = (await pack('+13125550177')).entries
  assert.deepEqual([refusal.kind, refusal.facts.evidence.class], ['decision', 'C0'])
  assert.deepEqual(
    refusal.facts.reasons.map((reason: { code: string }) => reason.code),
    ['inquiry_received', 'no_consent_proof'],
  )
})

test('every captured field shows the words of the form that it came from', async () => {
  const opened = await open()
  const { body } = await post(opened, lead(opened))
  await settle(opened)
  const url = `/api/v1/tenants/${TENANT}/leads/${body.lead.id}`
  const detail = (await opened.app.server.inject({ method: 'GET', url, headers: { authorization: 'Bearer operator' } })).json()
  const words = Object.fromEntries(detail.captured.map((one: { field: string; words: string }) => [one.field, one.words]))
  assert.deepEqual(
    [words['name'], words['street'], words['zip'], words['preferredTime']],
    ['Dan Miller', '412 Oak St', '62704', 'tomorrow morning'],
  )
  const [inquiry] = detail.inquiries
  assert.deepEqual([inquiry.label, inquiry.ticked, inquiry.words], ['website', true, WORDS])
})

test('a key of the business may bring leads to it, and to nobody else, and do nothing else; revoked it may do nothing', async () => {
  const opened = await open()
  await opened.addTenant({ id: 't_other', name: 'Other', numbers: [{ e164: phone('+12175550188'), topology: 'forwarded' }] })
  const asOperator = { authorization: 'Bearer operator' }
  const base = `/api/v1/tenants/${TENANT}`
  const made = (
    await opened.app.server.inject({ method: 'POST', url: `${base}/intake/keys`, headers: asOperator, payload: { name: 'Angi' } })
  ).json()
  assert.match(made.key, /^lk_/)
  const listed = (await opened.app.server.inject({ method: 'GET', url: `${base}/intake`, headers: asOperator })).json()
  assert.ok(!JSON.stringify(listed).includes(made.key))
  assert.equal((await post(opened, lead(opened, { source: 'Angi' }), { token: made.key })).status, 201)
  const asProgram = { authorization: `Bearer ${made.key}`, 'idempotency-key': 'x' }
  const elsewhere = await opened.app.server.inject({
    method: 'POST',
    url: '/api/v1/tenants/t_other/leads',
    headers: asProgram,
    payload: lead(opened),
  })
  assert.equal(elsewhere.statusCode, 401)
  assert.equal((await opened.app.server.inject({ method: 'GET', url: `${base}/leads`, headers: asProgram })).statusCode, 401)
  const gone = await opened.app.server.inject({ method: 'DELETE', url: `${base}/intake/keys/${made.id}`, headers: asOperator })
  assert.equal(gone.statusCode, 200)
  assert.equal((await post(opened, lead(opened), { token: made.key, key: 'k9' })).status, 401)
  assert.equal((await leads(opened))[0]?.source, 'angi')
})

test('what no lead can be is refused by name, and nothing is kept of it', async () => {
  const opened = await open()
  for (const [change, name] of [
    [{ phone: 'call me' }, /phone/],
    [{ phone: '+442071838750123456' }, /phone/],
    [{ message: '' }, /message/],
    [{ message: 'x'.repeat(2_001) }, /message/],
    [{ source: 'https://angi.com' }, /source/],
    [{ source: 'call' }, /source/],
    [{ zip: '123' }, /zip/],
    [{ consent: { kind: 'maybe' } }, /consent/],
  ] as const) {
    const { status, body } = await post(opened, lead(opened, change))
    assert.equal(status, 400, JSON.stringify(change))
    assert.match(body.detail, name)
  }
  assert.deepEqual(await leads(opened), [])
})

test('after an erasure the same inquiry sent again brings nobody back', async () => {
  const opened = await open()
  const sent = lead(opened)
  await post(opened, sent)
  await settle(opened)
  const erased = await opened.app.server.inject({
    method: 'POST',
    url: `/api/v1/tenants/${TENANT}/erasures`,
    headers: { authorization: 'Bearer operator' },
    payload: { phone: CALLER },
  })
  assert.equal(erased.statusCode, 200, erased.body)
  const again = await post(opened, sent)
  assert.equal(again.status, 201)
  assert.deepEqual([again.body.lead.phone, again.body.lead.name], [null, null])
  await settle(opened)
  assert.ok(!JSON.stringify(await leads(opened)).includes('Miller'))
})

test('decided again from what is kept, an inquiry leads to the very same texts', async () => {
  const opened = await open()
  await post(opened, lead(opened))
  await post(opened, lead(opened, { phone: '+13125550177', consent: { kind: 'none' } }), { key: 'k2' })
  await settle(opened)
  const diffs: string[] = []
  const asked = { tenantId: TENANT, conversation: null, folder: null, rereads: false }
  const replay = await replayed(opened.app.store, asked, (text) => diffs.push(text))
  assert.deepEqual([diffs, replay.notRecorded, replay.hash], [[], 0, replay.sentHash])
  assert.ok(replay.texts >= 2)
})

test('requests are counted by where they came from, beside the calls', async () => {
  const opened = await open()
  await post(opened, lead(opened), { key: 'a' })
  await post(opened, lead(opened, { phone: '+13125550177', source: 'Angi' }), { key: 'b' })
  await post(opened, lead(opened, { phone: '+13125550178', source: 'Angi' }), { key: 'c' })
  const get = (path: string) =>
    opened.app.server.inject({ method: 'GET', url: `/api/v1/tenants/${TENANT}/${path}`, headers: { authorization: 'Bearer operator' } })
  const results = (await get('results?from=2026-12-07&to=2026-12-07')).json()
  assert.deepEqual(results.bySource, [
    { label: 'angi', inquiries: 2 },
    { label: 'website', inquiries: 1 },
  ])
  assert.deepEqual([results.days[0].inquiries, results.funnel.missed], [3, 0])
})

test('the export of a business has what came in, with the words that were shown', async () => {
  const opened = await open()
  await post(opened, lead(opened))
  const url = `/api/v1/tenants/${TENANT}/export`
  const { body } = await opened.app.server.inject({ method: 'GET', url, headers: { authorization: 'Bearer operator' } })
  const rows = body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const inquiry = rows.find(({ kind }) => kind === 'inquiry')?.row
  assert.deepEqual([inquiry.phone, inquiry.label, inquiry.ticked, inquiry.words], [CALLER, 'website', true, WORDS])
})

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
