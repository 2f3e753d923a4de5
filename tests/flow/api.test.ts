import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openHouse, type House } from './house.ts'

const OPERATOR = { authorization: 'Bearer operator' }
const ACE = {
  name: 'Ace Plumbing',
  trade: 'plumbing',
  timezone: 'America/Chicago',
  country: 'US',
  region: 'IL',
  businessPhone: '+12175550100',
  ownerName: 'Sam',
  ownerPhone: '+12175550101',
  ownerPhoneVerified: true,
  numbers: [{ e164: '+12175550102', topology: 'dial-first' }],
  hours: { week: { mon: [{ from: '07:00', to: '17:00', mode: 'day' }] }, exceptions: [{ date: '2026-12-25', mode: 'night' }] },
  twilio: { accountSid: `AC${'b'.repeat(32)}`, authToken: 'very secret' },
  registration: { kind: 'attested', note: 'registered outside' },
}

let house: House

before(async () => {
  house = await openHouse()
})

after(() => house.close())

type Answer = { status: number; body: Record<string, unknown> }

async function ask(
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  payload?: unknown,
  headers: Record<string, string> = OPERATOR,
): Promise<Answer> {
  const response = await house.app.server.inject({
    method,
    url: `/api/v1${url}`,
    headers,
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload), headers: { ...headers, 'content-type': 'application/json' } }),
  })
  return { status: response.statusCode, body: response.json() }
}

async function makeTenant(changes: Record<string, unknown> = {}): Promise<string> {
  const made = await ask('POST', '/tenants', { ...ACE, ...changes })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return String(made.body['id'])
}

test('a business is made, answered with its addresses and without its secrets', async () => {
  const made = await ask('POST', '/tenants', ACE)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const id = String(made.body['id'])
  assert.deepEqual(made.body['webhooks'], {
    voice: `https://lead-agent.test/twilio/${id}/voice`,
    voiceStatus: `https://lead-agent.test/twilio/${id}/voice/status`,
    sms: `https://lead-agent.test/twilio/${id}/sms`,
    smsStatus: `https://lead-agent.test/twilio/${id}/sms/status`,
  })
  assert.deepEqual(made.body['limits'], { requestsPerMinute: 20, textsPerHour: 60, textsPerDay: 200, monthlyBudgetCents: 5_000 })
  assert.doesNotMatch(JSON.stringify(made.body), /very secret/)
  const read = await ask('GET', `/tenants/${id}`)
  assert.deepEqual(read.body, made.body)
})

test('a number that another business has is refused by name', async () => {
  await makeTenant({ numbers: [{ e164: '+12175550170', topology: 'forwarded' }] })
  const second = await ask('POST', '/tenants', { ...ACE, numbers: [{ e164: '+12175550170', topology: 'forwarded' }] })
  assert.equal(second.status, 409)
  assert.equal(second.body['code'], 'number_taken')
})

test('only what is named changes, and a new owner phone is unverified until vouched for', async () => {
  const id = await makeTenant({ numbers: [] })
  const changed = await ask('PATCH', `/tenants/${id}`, { ownerPhone: '+12175550109', limits: { requestsPerMinute: 1_000_000 } })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  assert.equal(changed.body['ownerPhoneVerified'], false)
  assert.equal(changed.body['name'], 'Ace Plumbing')
  assert.deepEqual(changed.body['limits'], { requestsPerMinute: 1_000_000, textsPerHour: 60, textsPerDay: 200, monthlyBudgetCents: 5_000 })
})

test('bad input is answered with what is wrong', async () => {
  for (const [change, words] of [
    [{ timezone: 'Mars/Olympus' }, /timezone.*America\/Chicago/],
    [{ ownerPhone: '555-0101' }, /ownerPhone.*E\.164/],
    [{ hours: { week: { mon: [{ from: '17:00', to: '25:00', mode: 'day' }] } } }, /hours.*24:00/],
    [{ hours: { week: { monday: [{ from: '07:00', to: '17:00', mode: 'day' }] } } }, /hours.*monday/],
    [{ ownerPhone: '+12175550199', numbers: [{ e164: '+12175550199', topology: 'forwarded' }] }, /ownerPhone.*own numbers/],
    [{ trade: 'alchemy' }, /trade/],
    [{ twilio: { accountSid: `AC${'b'.repeat(32)}` } }, /accountSid and authToken belong together/],
  ] as const) {
    const answer = await ask('POST', '/tenants', { ...ACE, numbers: [], ...change })
    assert.equal(answer.status, 400, JSON.stringify(change))
    assert.equal(answer.body['code'], 'invalid_request')
    assert.match(String(answer.body['detail']), words)
  }
})

test('nobody gets in without the token, and strangers learn nothing', async () => {
  for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'operator' }]) {
    const answer = await ask('GET', '/tenants', undefined, headers as Record<string, string>)
    assert.deepEqual([answer.status, answer.body['code']], [401, 'unauthorized'])
  }
  const missing = await ask('GET', '/tenants/t_nobody/leads')
  assert.deepEqual([missing.status, missing.body['code']], [404, 'tenant_not_found'])
})

test('every list answers without parameters, page by page, and ends with null', async () => {
  const id = await makeTenant({ numbers: [{ e164: '+12175550171', topology: 'forwarded' }], twilio: undefined })
  house.carrier.provisionNumber({
    accountSid: `AC${'a'.repeat(32)}`,
    e164: '+12175550171',
    voiceUrl: `https://lead-agent.test/twilio/${id}/voice`,
    statusCallback: `https://lead-agent.test/twilio/${id}/voice/status`,
  })
  for (let caller = 0; caller < 3; caller += 1) {
    house.carrier.placeCall({ from: `+1312555${1_000 + caller}`, to: '+12175550171', caller: { kind: 'hangs-up-at-message' } })
    await house.pass(10_000)
  }
  for (const what of ['leads', 'messages', 'calls', 'decisions', 'usage', 'alerts']) {
    const all = await ask('GET', `/tenants/${id}/${what}`)
    assert.equal(all.status, 200, `${what}: ${JSON.stringify(all.body)}`)
    assert.equal(all.body['nextCursor'], null)
  }
  const first = await ask('GET', `/tenants/${id}/leads?limit=2`)
  const rest = await ask('GET', `/tenants/${id}/leads?limit=2&cursor=${encodeURIComponent(String(first.body['nextCursor']))}`)
  const phones = [...(first.body['items'] as { phone: string }[]), ...(rest.body['items'] as { phone: string }[])].map((lead) => lead.phone)
  assert.deepEqual(phones, ['+13125551002', '+13125551001', '+13125551000'])
  assert.equal(rest.body['nextCursor'], null)
  const bad = await ask('GET', `/tenants/${id}/leads?cursor=nonsense`)
  assert.equal(bad.status, 400)
})

test('a text asked for by the API passes every gate, needs a key, and goes out once', async () => {
  const id = await makeTenant({ numbers: [{ e164: '+12175550172', topology: 'forwarded' }], twilio: undefined })
  const text = { to: '+13125552000', body: 'Ace Plumbing: hello', kind: 'followup' }
  const keyless = await ask('POST', `/tenants/${id}/messages`, text)
  assert.deepEqual([keyless.status, keyless.body['code']], [400, 'idempotency_key_missing'])
  const refused = await ask('POST', `/tenants/${id}/messages`, text, { ...OPERATOR, 'idempotency-key': 'k1' })
  assert.equal(refused.status, 409)
  assert.deepEqual(refused.body['reasons'], ['no_consent_class'])
  house.carrier.provisionNumber({
    accountSid: `AC${'a'.repeat(32)}`,
    e164: '+12175550172',
    smsUrl: `https://lead-agent.test/twilio/${id}/sms`,
  })
  house.carrier.sendTextFromHandset({ from: '+13125552000', to: '+12175550172', body: 'my sink is clogged' })
  await house.pass(5_000)
  const reply = { to: '+13125552000', body: 'We have your note.', kind: 'ai_reply' }
  const asked = await ask('POST', `/tenants/${id}/messages`, reply, { ...OPERATOR, 'idempotency-key': 'k2' })
  await house.pass(2_000)
  const again = await ask('POST', `/tenants/${id}/messages`, reply, { ...OPERATOR, 'idempotency-key': 'k2' })
  await house.pass(2_000)
  assert.equal(again.body['id'], asked.body['id'])
  for (const unseen of ['\u0000', '\u001b[31m', '\u0085', '\u202e']) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    const hidden = await ask(
      'POST',
      `/tenants/${id}/messages`,
      { ...reply, body: `We${unseen} have` },
      { ...OPERATOR, 'idempotency-key': 'k3' },
    )
    assert.deepEqual([hidden.status, hidden.body['code']], [400, 'invalid_request'])
  }
  const sent = house.carrier.texts(`AC${'a'.repeat(32)}`).filter((one) => one.body === 'We have your note.')
  assert.ok(sent.length <= 1)
})

test('the description of the API is valid OpenAPI and names every route', async () => {
  const { status, body } = await ask('GET', '/openapi.json', undefined, {})
  assert.equal(status, 200)
  const paths = Object.keys(body['paths'] as object)
  for (const path of ['/api/v1/tenants', '/api/v1/tenants/{tenantId}/leads', '/api/v1/tenants/{tenantId}/messages'])
    assert.ok(paths.includes(path), paths.join(' '))
})

test('health, readiness and figures are open', async () => {
  for (const url of ['/healthz', '/readyz', '/metrics']) {
    const response = await house.app.server.inject({ url })
    assert.equal(response.statusCode, 200)
  }
  const metrics = await house.app.server.inject({ url: '/metrics' })
  assert.match(metrics.body, /lead_agent_missed_call_to_text_seconds_bucket/)
})

test('an address with an endless id is answered as a problem like everything else', async () => {
  const { status, body } = await ask('GET', `/tenants/${'a'.repeat(4_000)}`)
  assert.deepEqual([status, body['code']], [400, 'invalid_request'])
})
