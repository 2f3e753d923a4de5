import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fastify from 'fastify'
import { PERMISSIONS } from '#http/permissions.ts'
import { guard } from '#http/sign-in/guard.ts'
import type { Lab } from '#ports/lab.ts'
import { pretendLab } from '../web/pretend-lab.ts'
import { Browser, type Answer } from './browser.ts'
import { at, openHouse, phone, tenantId, type House } from './house.ts'

/*
 * Goal: no route and no stream gives anybody anything of a business that is not theirs.
 * Method: generated. One business holds words that stand nowhere else. Every line of the table of permissions is called by everybody who has no right to
 * it, with the foreign business in the address, and with their own business and the foreign rows' ids; no answer may hold one of the words, and
 * nothing of the business may have changed. Which lines there are is not up to this test: the server refuses to start with a route that has none.
 */

const MINE = tenantId('t_mine')
const THEIRS = tenantId('t_theirs')
const [MY_OWNER, MY_STAFF, THEIR_OWNER] = ['+12175550111', '+12175550112', '+12175550121']
const THEIR_CUSTOMER = '+13125550987'
/** Every one of these belongs to `THEIRS` alone. */
const CANARIES = ['Zanzibar', 'Quokka', 'zebrafish', 'Kinkajou', THEIR_CUSTOMER, THEIR_OWNER, '+12175550123', THEIR_CUSTOMER.slice(2)]

/** What a change needs to get past its schema, so that it is refused for the right reason. */
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /api/v1/session/code': { phone: '+12175550198' },
  'POST /api/v1/session/code/check': { phone: THEIR_OWNER, code: '123456' },
  'POST /api/v1/session/password': { password: 'a guess' },
  'POST /api/v1/session/passkey': { challengeId: 'x', response: {} },
  'POST /api/v1/passkeys': { challengeId: 'x', response: {} },
  'POST /api/v1/tenants': { name: 'New', trade: 'plumbing', timezone: 'America/Chicago' },
  'PATCH /api/v1/tenants/:tenantId': { name: 'Changed' },
  'POST /api/v1/tenants/:tenantId/staff': { phone: '+12175550199', name: 'Mole' },
  'PATCH /api/v1/tenants/:tenantId/leads/:leadId': { field: 'name', value: 'Changed' },
  'POST /api/v1/tenants/:tenantId/messages': { to: '+13125550444', body: 'Hello', kind: 'ai_reply' },
  'PUT /api/v1/tenants/:tenantId/booking': { settings: null },
  'POST /api/v1/tenants/:tenantId/calendars': { kind: 'ics', url: 'https://calendar.example/a.ics' },
  'POST /api/v1/tenants/:tenantId/calendar/closed-days': { date: '2026-12-24' },
  'POST /api/v1/tenants/:tenantId/leads/:leadId/book': { start: '2026-12-08T16:00:00Z', end: '2026-12-08T17:00:00Z' },
  'POST /api/v1/tenants/:tenantId/leads/:leadId/visit/answer': { accepted: true },
  'POST /api/v1/tenants/:tenantId/erasures': { phone: '+13125550445' },
}
const QUERIES: Readonly<Record<string, string>> = {
  'GET /api/v1/tenants/:tenantId/ledger/evidence': `?number=${encodeURIComponent(THEIR_CUSTOMER)}`,
}

/** The lab's routes exist only beside a lab. */
const LAB: Lab = pretendLab()

let house: House
let leadId: string
let messageId: string
let callId: string
const people: Record<string, Browser> = {}

before(async () => {
  house = await openHouse({ replacements: async () => ({ lab: LAB }) })
  await house.addTenant({
    id: MINE,
    name: 'Mine',
    ownerPhone: phone(MY_OWNER),
    numbers: [{ e164: phone('+12175550113'), topology: 'forwarded' }],
  })
  await house.addTenant({
    id: THEIRS,
    name: 'Zanzibar Plumbing',
    ownerName: 'Quokka',
    ownerPhone: phone(THEIR_OWNER),
    numbers: [{ e164: phone('+12175550123'), topology: 'forwarded' }],
  })
  const { store } = house.app
  await store.transaction(MINE, (tx) => tx.members.saveStaff({ phone: phone(MY_STAFF), name: 'Kim' }, at(house)))
  await store.transaction(THEIRS, (tx) => tx.members.saveStaff({ phone: phone('+12175550124'), name: 'Kinkajou' }, at(house)))
  house.carrier.placeCall({ from: THEIR_CUSTOMER, to: '+12175550123', caller: { kind: 'leaves-voicemail', seconds: 5, says: 'zebrafish' } })
  await house.pass(60_000)
  house.carrier.sendTextFromHandset({
    from: THEIR_CUSTOMER,
    to: '+12175550123',
    body: 'A zebrafish clogged the sink at 12 Oak St, 62701. Tomorrow morning please',
    media: [{ contentType: 'image/gif', bytes: new TextEncoder().encode('GIF89a zebrafish') }],
  })
  await house.pass(15_000)
  const seen = await store.transaction(THEIRS, async (tx) => ({
    leads: await tx.leads.list({ limit: 10, cursor: null }),
    messages: await tx.messages.list({ limit: 10, cursor: null }),
    calls: await tx.calls.list({ limit: 10, cursor: null }),
  }))
  callId = seen.calls.items[0]?.callSid ?? ''
  leadId = seen.leads.items[0]?.id ?? ''
  messageId = seen.messages.items.find(({ body, direction }) => direction === 'inbound' && body.includes('zebrafish'))?.id ?? ''
  assert.ok(leadId !== '' && messageId !== '' && callId !== '')
  people['a visitor'] = new Browser(house)
  people['the owner of another business'] = new Browser(house)
  people['staff of another business'] = new Browser(house)
  for (const [name, number] of [
    ['the owner of another business', MY_OWNER],
    ['staff of another business', MY_STAFF],
  ] as const)
    assert.equal((await people[name]?.signInWithCode(number))?.status, 200)
})

after(() => house.close())

test('every line of the table is a route of the server', () => {
  for (const line of Object.keys(PERMISSIONS)) {
    const [method, url] = line.split(' ')
    // A line begins with a method that Fastify knows; the table is ours.
    const known = house.app.server.hasRoute({ method: method as 'GET', url: url ?? '' })
    assert.ok(known, `${line} is in the table and nowhere else`)
  }
})

test('a route without a line keeps the server from starting', async () => {
  const app = fastify()
  guard(app, { ...house.app.parts, sessions: { identify: async () => null } as never })
  assert.throws(() => app.get('/forgotten', () => 'open to everybody'), /GET \/forgotten is in no permission/)
  await app.close()
})

test('nobody gets anything of a business that is not theirs, on any route', async () => {
  const before = await everythingOf()
  let asked = 0
  for (const [name, browser] of Object.entries(people)) {
    for (const line of Object.keys(PERMISSIONS)) {
      if (line === 'DELETE /api/v1/session') continue
      for (const url of addressesOf(line)) {
        const answer = await ask(browser, line, url)
        asked += 1
        // The pack about a number repeats the number that was asked for.
        const found = CANARIES.filter((canary) => answer.text.includes(canary) && !decodeURIComponent(url).includes(canary))
        assert.deepEqual(found, [], `${name}: ${line} as ${url} answered ${answer.text.slice(0, 300)}`)
        if (url.includes(THEIRS)) assert.ok([401, 403, 404].includes(answer.status), `${name}: ${line} answered ${answer.status}`)
        if (url.includes(callId) || url.includes(messageId)) assert.ok(answer.status >= 400, `${name}: ${line} answered ${answer.status}`)
        if (url.includes(leadId)) assert.ok(answer.status >= 400, `${name}: ${line} answered ${answer.status} for a foreign lead`)
      }
    }
  }
  assert.ok(asked > 200, `only ${asked} requests were made`)
  assert.equal(await everythingOf(), before)
})

test('the words that are looked for are there for those who may see them', async () => {
  const owner = new Browser(house)
  assert.equal((await owner.signInWithCode(THEIR_OWNER)).status, 200)
  const answers = await Promise.all(
    ['', '/leads', `/leads/${leadId}`, '/messages', '/staff', '/export', '/now'].map((path) =>
      owner.ask('GET', `/api/v1/tenants/${THEIRS}${path}`),
    ),
  )
  const all = answers.map(({ text }) => text).join('\n')
  for (const canary of CANARIES) assert.ok(all.includes(canary), canary)
  const media = [`calls/${callId}/recording`, `messages/${messageId}/media/0`]
  for (const path of media) assert.equal((await owner.ask('GET', `/api/v1/tenants/${THEIRS}/${path}`)).status, 200, path)
})

/** The address with the foreign business, and with one's own business and the foreign rows. */
function addressesOf(line: string): string[] {
  const [, pattern = ''] = line.split(' ')
  const query = QUERIES[line] ?? (pattern.endsWith('/explain') ? `?messageId=${encodeURIComponent(messageId)}` : '')
  const fill = (tenant: string) =>
    pattern
      .replace(':tenantId', tenant)
      .replace(':leadId', encodeURIComponent(leadId))
      .replace(':messageId', encodeURIComponent(messageId))
      .replace(':callId', encodeURIComponent(callId))
      .replace(':place', '0')
      .replace(':phone', encodeURIComponent('+12175550124'))
      .replace(':passkeyId', 'none')
      .replace(':calendarId', 'cal_1')
      .replace(':date', '2026-12-25')
      .replace(':file', 'a-guess.ics')
      .replace('*', '') + query
  if (!pattern.includes(':tenantId')) return [fill('')]
  // One's own stream does not end; what goes through it is the next file's matter.
  return pattern.endsWith('/live') ? [fill(THEIRS)] : [fill(THEIRS), fill(MINE)]
}

async function ask(browser: Browser, line: string, url: string): Promise<Answer> {
  const [method] = line.split(' ')
  const body = BODIES[line] ?? {}
  // The table is ours, and has these five.
  const verb = method as 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  const headers = { 'x-reason': 'because I am curious', 'idempotency-key': line }
  return browser.ask(verb, url, verb === 'GET' || verb === 'DELETE' ? undefined : body, headers)
}

async function everythingOf(): Promise<string> {
  const page = { limit: 200, cursor: null }
  return house.app.store.transaction(THEIRS, async (tx) =>
    JSON.stringify([
      await tx.tenant.find(),
      await tx.leads.list(page),
      await tx.messages.list(page),
      await tx.calls.list(page),
      await tx.alerts.list(page),
      await tx.members.list(),
      await tx.corrections.list(page),
      await tx.bookings.closedDays('2020-01-01'),
      await tx.bookings.calendars(),
      (await tx.ledger.list(page)).items.length,
    ]),
  )
}
