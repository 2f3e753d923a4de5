import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { leadDetailSchema, nowSchema } from '#contract/dashboard.ts'
import { resultsSchema } from '#contract/results.ts'
import { Browser } from './browser.ts'
import { openHouse, phone, tenantId, type House } from './house.ts'

const TENANT = tenantId('t_ace')
const OWNER = '+12175550101'
const BASE = '/api/v1/tenants/t_ace'
const NASTY = '<img src=x onerror=alert(1)> "\'></script><script>alert(2)</script> =HYPERLINK("x")'

let house: House
let owner: Browser

before(async () => {
  house = await openHouse()
  await house.addTenant({ numbers: [{ e164: phone('+12175550102'), topology: 'forwarded' }] })
  owner = new Browser(house)
  assert.equal((await owner.signInWithCode(OWNER)).status, 200)
})

after(() => house.close())

async function missedCall(from: string, ...texts: string[]): Promise<string> {
  house.carrier.placeCall({ from, to: '+12175550102', caller: { kind: 'hangs-up-at-message' } })
  await house.pass(10_000)
  for (const body of texts) {
    house.carrier.sendTextFromHandset({ from, to: '+12175550102', body })
    await house.pass(8_000)
  }
  const { items } = await house.app.store.transaction(TENANT, (tx) => tx.leads.list({ limit: 200, cursor: null }))
  return items.find((lead) => lead.phone === from)?.id ?? assert.fail(`there is no lead of ${from}`)
}

test('before any call the first screen is honest about it', async () => {
  const now = nowSchema.parse((await owner.ask('GET', `${BASE}/now`)).json)
  assert.deepEqual(now, {
    working: { state: 'ok', sentence: 'Ready. No call has come in yet.', testedAt: null },
    cards: [],
    lastAnswered: null,
  })
})

test('cards come by need: an emergency, what is ready, who talks', async () => {
  const talking = await missedCall('+13125550301')
  const ready = await missedCall(
    '+13125550302',
    'This is Dana Lee at 14 Oak Street, Springfield 62701. Kitchen sink is clogged, can someone come tomorrow morning?',
  )
  const emergency = await missedCall('+13125550303', 'water is pouring through the ceiling, please help now! 9 Elm St, Springfield 62704')
  const { working, cards, lastAnswered } = nowSchema.parse((await owner.ask('GET', `${BASE}/now`)).json)
  assert.deepEqual(
    cards.map(({ leadId, need }) => [leadId, need]),
    [
      [emergency, 'emergency'],
      [ready, 'ready'],
      [talking, 'talking'],
    ],
  )
  assert.deepEqual([cards[1]?.name, cards[1]?.place, cards[1]?.paused], ['Dana Lee', '14 Oak Street, Springfield, 62701', false])
  assert.match(cards[1]?.problem ?? '', /Kitchen sink is clogged/)
  assert.equal(working.state, 'ok')
  assert.match(working.sentence, /^Working: the last missed call was answered today at 10:0\d am\.$/)
  assert.ok(lastAnswered !== null && lastAnswered.seconds < 10)
})

test('a lead shows who said what, the call with its seconds, why each text left, and every field in the customer’s words', async () => {
  const leadId = await missedCall('+13125550304', 'My name is Robert Fields, the toilet keeps running at 902 Maple Ave 62704')
  const answer = await owner.ask('GET', `${BASE}/leads/${leadId}`)
  const lead = leadDetailSchema.parse(answer.json)
  const sentences = lead.timeline.flatMap((item) => (item.kind === 'system' ? [item.sentence] : []))
  assert.match(sentences[0] ?? '', /^Missed call 10:0\d am, text \d\.\d s later\.$/)
  assert.deepEqual(
    lead.timeline.flatMap((item) => (item.kind === 'message' ? [item.by] : [])),
    ['assistant', 'customer', 'assistant'],
  )
  assert.deepEqual(
    lead.timeline.map(({ at }) => at),
    lead.timeline.map(({ at }) => at).toSorted(),
  )
  for (const { id } of lead.messages.filter(({ direction }) => direction === 'outbound')) assert.ok((lead.why[id]?.length ?? 0) > 0, id)
  const name = lead.captured.find(({ field }) => field === 'name')
  const body = lead.messages.find(({ id }) => id === name?.messageId)?.body ?? ''
  assert.equal(body.slice(name?.start ?? 0, name?.end ?? 0), name?.words)
  assert.equal(lead.assistant.state, 'talking')
})

test('a person corrects a field: it is marked as theirs, written in the timeline, and kept as a labelled case', async () => {
  const leadId = await missedCall('+13125550305', 'My name is Robert Fields, the toilet keeps running')
  const changed = await owner.ask('PATCH', `${BASE}/leads/${leadId}`, { field: 'name', value: 'Roberta Fields' })
  assert.equal(changed.status, 200, changed.text)
  const lead = leadDetailSchema.parse(changed.json)
  assert.equal(lead.name, 'Roberta Fields')
  assert.deepEqual(
    lead.captured.find(({ field }) => field === 'name'),
    { field: 'name', value: 'Roberta Fields', words: null, messageId: null, start: null, end: null, enteredBy: 'person' },
  )
  assert.ok(lead.timeline.some((item) => item.kind === 'system' && item.sentence === 'A person corrected: the name.'))
  const { items } = await house.app.store.transaction(TENANT, (tx) => tx.corrections.list({ limit: 10, cursor: null }))
  const { field, was, words, value, body, byName } = items[0] ?? assert.fail('no case was kept')
  assert.deepEqual([field, was, words, value, byName], ['name', 'Robert Fields', 'Robert Fields', 'Roberta Fields', 'Sam'])
  assert.equal(body, 'My name is Robert Fields, the toilet keeps running')
  const emptied = await owner.ask('PATCH', `${BASE}/leads/${leadId}`, { field: 'name', value: null })
  assert.equal(emptied.json['name'], null)
  for (const wrong of [
    { field: 'zip', value: 'abc' },
    { field: 'callbackPhone', value: '555' },
    { field: 'score', value: '9' },
    { field: 'preferredTime', value: 'soon' },
    { field: 'preferredTime', value: { start: 'x', end: 'y' } },
    { field: 'preferredTime', value: { start: '2026-02-30T09:00', end: '2026-02-30T11:00' } },
    { field: 'preferredTime', value: { start: '2026-12-08T11:00', end: '2026-12-08T09:00' } },
  ])
    assert.equal((await owner.ask('PATCH', `${BASE}/leads/${leadId}`, wrong)).status, 400, JSON.stringify(wrong))
})

test('the funnel counts each missed caller once per step, on the day of the call, with seconds and cost', async () => {
  const results = resultsSchema.parse((await owner.ask('GET', `${BASE}/results`)).json)
  assert.equal(results.days.length, 30)
  const { missed, texted, replied, qualified, booked, won } = results.funnel
  assert.deepEqual([missed, texted, replied, booked, won], [5, 5, 4, 0, 0])
  assert.ok(qualified >= 1 && qualified <= replied)
  assert.deepEqual(results.days.at(-1)?.missed, 5)
  assert.equal(results.to, '2026-12-07')
  assert.ok(results.medianSecondsToText !== null && results.medianSecondsToText < 10)
  assert.ok(results.costCents > 0 && results.costCents === results.monthCostCents && results.capCents === 100_000)
  assert.equal(results.moneyCents, 0)
  const csv = await owner.ask('GET', `${BASE}/results.csv?from=2026-12-06&to=2026-12-07`)
  assert.match(String(csv.headers['content-type']), /^text\/csv/)
  assert.match(
    csv.text,
    /^date,missed,texted,replied,qualified,booked,won,costCents,inquiries\r\n2026-12-06,0,0,0,0,0,0,0,0\r\n2026-12-07,5,5,4,/,
  )
  assert.equal((await owner.ask('GET', `${BASE}/results?from=2026-12-07&to=2026-12-01`)).status, 400)
  assert.equal((await owner.ask('GET', `${BASE}/results?from=2020-01-01&to=2026-12-01`)).status, 400)
})

test('hostile words come out as they went in, as JSON or text that no browser takes for a page', async () => {
  const leadId = await missedCall('+13125550306', `My name is Robert Fields, sink clogged ${NASTY}`)
  await owner.ask('PATCH', `${BASE}/leads/${leadId}`, { field: 'name', value: NASTY })
  for (const path of [`/leads/${leadId}`, '/leads', '/messages', '/now', '/export', '/alerts', '/results.csv']) {
    const answer = await owner.ask('GET', `${BASE}${path}`)
    assert.equal(answer.status, 200, path)
    assert.match(String(answer.headers['content-type']), /^(application\/json|application\/x-ndjson|text\/csv)/, path)
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', path)
    assert.match(String(answer.headers['content-security-policy']), /default-src 'none'/, path)
  }
  const lead = leadDetailSchema.parse((await owner.ask('GET', `${BASE}/leads/${leadId}`)).json)
  assert.equal(lead.name, NASTY)
  assert.ok(lead.messages.some(({ body }) => body.includes(NASTY)))
})

test('the operator sees who needs them first, pauses and resumes, takes everything along, and each deed is written down', async () => {
  await house.addTenant({ id: 't_broke', name: 'Broke', numbers: [], ownerPhoneVerified: false })
  await house.addTenant({ id: 't_fine', name: 'Fine', numbers: [{ e164: phone('+12175550150'), topology: 'forwarded' }] })
  const operator = new Browser(house)
  await operator.signInByLink()
  const first = await operator.ask('GET', '/api/v1/tenants?sort=needs-me&limit=2')
  const rest = await operator.ask('GET', `/api/v1/tenants?sort=needs-me&limit=2&cursor=${String(first.json['nextCursor'])}`)
  const items = [first, rest].flatMap(({ json }) => json['items'] as { id: string; needs: string[]; sentence: string }[])
  assert.deepEqual(
    items.map(({ id, needs }) => [id, needs]),
    [
      ['t_ace', ['emergency-waiting']],
      ['t_broke', ['owner-unreachable', 'number-missing']],
      ['t_fine', []],
    ],
  )
  assert.equal(items[2]?.sentence, 'All is well.')
  assert.equal((await operator.ask('POST', '/api/v1/tenants/t_ace/pause')).json['status'], 'paused')
  assert.equal(nowSchema.parse((await owner.ask('GET', `${BASE}/now`)).json).working.state, 'down')
  assert.equal((await operator.ask('POST', '/api/v1/tenants/t_ace/resume')).json['status'], 'active')
  const all = await operator.ask('GET', `${BASE}/export`, undefined, { 'x-reason': 'the owner moves away' })
  const kinds = all.text
    .trim()
    .split('\n')
    .map((line) => String((JSON.parse(line) as { kind: string }).kind))
  assert.deepEqual([...new Set(kinds)], ['tenant', 'lead', 'message', 'call', 'alert', 'decision', 'usage', 'correction'])
  const audit = await operator.ask('GET', '/api/v1/audit?limit=4')
  assert.deepEqual(
    (audit.json['items'] as { act: string; tenantId: string }[]).map(({ act, tenantId: tenant }) => [act, tenant]),
    [
      ['GET /api/v1/tenants/:tenantId/export', 't_ace'],
      ['POST /api/v1/tenants/:tenantId/resume', 't_ace'],
      ['GET /api/v1/tenants/:tenantId/now', 't_ace'],
      ['POST /api/v1/tenants/:tenantId/pause', 't_ace'],
    ],
  )
})

test('an erased customer leaves no labelled case and no card', async () => {
  assert.equal((await owner.ask('POST', `${BASE}/erasures`, { phone: '+13125550305' })).status, 200)
  const cases = await house.app.store.transaction(TENANT, (tx) => tx.corrections.list({ limit: 200, cursor: null }))
  assert.ok(!JSON.stringify(cases).includes('Robert Fields, the toilet'))
  const { cards } = nowSchema.parse((await owner.ask('GET', `${BASE}/now`)).json)
  assert.ok(cards.every((card) => card.phone !== null))
})
