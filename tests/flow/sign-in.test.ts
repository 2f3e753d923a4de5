import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { argon2idPasswords } from '#adapters/passwords/argon2id.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, plus } from '#core/values/instant.ts'
import { Browser, codeOn } from './browser.ts'
import { ACCOUNT, at, openHouse, phone, tenantId, type House } from './house.ts'

const OWNER = '+12175550101'
const STAFF = '+12175550161'
const STRANGER = '+12175550199'
const TENANT = tenantId('t_ace')

let house: House

before(async () => {
  house = await openHouse()
  await house.addTenant()
  await house.app.store.transaction(TENANT, (tx) => tx.members.saveStaff({ phone: phone(STAFF), name: 'Kim' }, at(house)))
})

after(() => house.close())

/** The limit of codes for one phone is per hour; the tests do not wait for it. */
const nextHour = () => house.app.store.access((tx) => tx.codes.removeOlderThan(plus(at(house), 1)))

test('an owner signs in with the code that was texted, sees their business, and signs out for good', async () => {
  const browser = new Browser(house)
  assert.deepEqual((await browser.ask('GET', '/api/v1/session')).json, { signedIn: false, lab: false })
  const session = await browser.signInWithCode(OWNER)
  assert.equal(session.status, 200, session.text)
  assert.deepEqual([session.json['role'], session.json['name']], ['owner', 'Sam'])
  assert.deepEqual(session.json['tenants'], [{ id: 't_ace', name: 'Ace Plumbing' }])
  const cookie = String(session.headers['set-cookie'])
  assert.match(cookie, /^__Host-lead_agent_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  assert.equal((await browser.ask('GET', '/api/v1/tenants/t_ace/leads')).status, 200)
  const kept = browser.cookie
  assert.equal((await browser.ask('DELETE', '/api/v1/session')).json['signedIn'], false)
  const old = new Browser(house)
  assert.equal((await old.ask('GET', '/api/v1/tenants/t_ace/leads', undefined, { cookie: kept })).status, 401)
})

test('neither the database nor any list holds the digits or the token of the cookie', async () => {
  await nextHour()
  const browser = new Browser(house)
  await browser.signInWithCode(OWNER)
  const code = codeOn(house, OWNER) ?? 'none came'
  const operator = new Browser(house)
  operator.headers = { authorization: 'Bearer operator' }
  for (const list of ['messages', 'alerts', 'decisions', 'ledger']) {
    const { text } = await operator.ask('GET', `/api/v1/tenants/t_ace/${list}`)
    assert.ok(!text.includes(code), list)
  }
  const rows = await house.app.store.access(async (tx) => JSON.stringify(await tx.sessions.find(browser.cookie.split('=')[1] ?? '')))
  assert.equal(rows, 'null')
})

test('a number that nobody has gets the same answer, no text, and no way in', async () => {
  await nextHour()
  const before = house.carrier.texts(ACCOUNT.accountSid).length
  const [known, unknown] = [new Browser(house), new Browser(house)]
  const first = await known.ask('POST', '/api/v1/session/code', { phone: OWNER })
  const second = await unknown.ask('POST', '/api/v1/session/code', { phone: STRANGER })
  assert.deepEqual([second.status, second.json, Object.keys(second.headers)], [first.status, first.json, Object.keys(first.headers)])
  await house.pass(1_000)
  const after = house.carrier.texts(ACCOUNT.accountSid)
  assert.deepEqual(
    after.slice(0, after.length - before).map((text) => text.to),
    [OWNER],
  )
  for (let code = 0; code < 3; code += 1) {
    const answer = await unknown.ask('POST', '/api/v1/session/code/check', { phone: STRANGER, code: `00000${code}` })
    assert.deepEqual([answer.status, answer.json['code']], [401, 'wrong_code'])
  }
})

test('the transactions of a known and of an unknown number are the same before the answer', async () => {
  await nextHour()
  const counts: number[] = []
  for (const number of [OWNER, '+12175550188']) {
    let transactions = 0
    const { store } = house.app.parts
    const access = store.access.bind(store)
    const counted: typeof store.access = (work) => {
      transactions += 1
      return access(work)
    }
    Object.assign(store, { access: counted })
    await new Browser(house).ask('POST', '/api/v1/session/code', { phone: number })
    counts.push(transactions)
    Object.assign(store, { access })
  }
  assert.deepEqual(counts, [1, 1])
})

test('a code is good once, for ten minutes and for five wrong tries', async () => {
  await nextHour()
  const browser = new Browser(house)
  await browser.signInWithCode(OWNER)
  const used = codeOn(house, OWNER) ?? ''
  assert.equal((await browser.ask('POST', '/api/v1/session/code/check', { phone: OWNER, code: used })).status, 401)
  await browser.ask('POST', '/api/v1/session/code', { phone: OWNER })
  await house.pass(10 * MINUTE_MS + 1)
  const late = codeOn(house, OWNER) ?? ''
  assert.notEqual(late, used)
  assert.equal((await browser.ask('POST', '/api/v1/session/code/check', { phone: OWNER, code: late })).status, 401)
  await browser.ask('POST', '/api/v1/session/code', { phone: OWNER })
  await house.pass(1_000)
  const right = codeOn(house, OWNER) ?? ''
  for (let tries = 0; tries < 5; tries += 1) {
    const wrong = String((Number(right) + 1 + tries) % 1_000_000).padStart(6, '0')
    assert.equal((await browser.ask('POST', '/api/v1/session/code/check', { phone: OWNER, code: wrong })).status, 401)
  }
  assert.equal((await browser.ask('POST', '/api/v1/session/code/check', { phone: OWNER, code: right })).status, 401)
})

test('a phone gets three codes an hour and hears nothing of the fourth', async () => {
  await nextHour()
  const sent = () => house.carrier.texts(ACCOUNT.accountSid).filter((text) => text.to === OWNER && /sign-in code/.test(text.body)).length
  const before = sent()
  for (let ask = 0; ask < 5; ask += 1) {
    assert.equal((await new Browser(house).ask('POST', '/api/v1/session/code', { phone: OWNER })).status, 202)
    await house.pass(1_000)
  }
  assert.equal(sent() - before, 3)
})

test('one address that tries many numbers or codes is stopped', async () => {
  await nextHour()
  const browser = new Browser(house)
  const answers: number[] = []
  for (let number = 0; number < 40; number += 1) {
    const { status } = await browser.ask('POST', '/api/v1/session/code/check', { phone: `+1312555${1_000 + number}`, code: '123456' })
    answers.push(status)
  }
  assert.deepEqual([answers.filter((status) => status === 401).length, answers.at(-1)], [30, 429])
})

test('an owner whose phone is not verified, or who texted STOP, gets no code', async () => {
  await house.addTenant({ id: 't_new', name: 'New', numbers: [], ownerPhone: phone('+12175550144'), ownerPhoneVerified: false })
  await new Browser(house).ask('POST', '/api/v1/session/code', { phone: '+12175550144' })
  await house.pass(1_000)
  assert.equal(codeOn(house, '+12175550144'), null)
  house.carrier.sendTextFromHandset({ from: STAFF, to: '+12175550102', body: 'STOP' })
  await house.pass(5_000)
  await new Browser(house).ask('POST', '/api/v1/session/code', { phone: STAFF })
  await house.pass(1_000)
  assert.equal(codeOn(house, STAFF), null)
  house.carrier.sendTextFromHandset({ from: STAFF, to: '+12175550102', body: 'START' })
  await house.pass(5_000)
})

test('staff come in by code, do what members do, and are out at once when they are removed', async () => {
  await nextHour()
  const browser = new Browser(house)
  const session = await browser.signInWithCode(STAFF)
  assert.deepEqual([session.status, session.json['role'], session.json['name']], [200, 'staff', 'Kim'])
  assert.equal((await browser.ask('GET', '/api/v1/tenants/t_ace/calls')).status, 200)
  for (const [method, path] of [
    ['GET', '/ledger'],
    ['GET', '/staff'],
    ['GET', '/export'],
    ['PATCH', ''],
    ['POST', '/pause'],
    ['POST', '/erasures'],
  ] as const) {
    const { status } = await browser.ask(method, `/api/v1/tenants/t_ace${path}`, method === 'GET' ? undefined : {})
    assert.equal(status, 403, path)
  }
  const owner = new Browser(house)
  await owner.signInWithCode(OWNER)
  assert.equal((await owner.ask('DELETE', `/api/v1/tenants/t_ace/staff/${encodeURIComponent(STAFF)}`)).status, 200)
  assert.equal((await browser.ask('GET', '/api/v1/tenants/t_ace/calls')).status, 401)
  assert.equal((await owner.ask('POST', '/api/v1/tenants/t_ace/staff', { phone: STAFF, name: 'Kim' })).status, 201)
})

test('a change by cookie needs the CSRF token of that very session, and never comes from another site', async () => {
  await nextHour()
  const browser = new Browser(house)
  await browser.signInWithCode(OWNER)
  const change = (headers: Record<string, string>) =>
    browser.ask('PATCH', '/api/v1/tenants/t_ace', { website: 'https://ace.example' }, headers)
  assert.equal((await change({ 'x-csrf-token': '' })).json['code'], 'csrf_token_missing')
  const other = new Browser(house)
  await other.signInByLink()
  assert.equal((await change({ 'x-csrf-token': other.csrfToken })).json['code'], 'csrf_token_missing')
  assert.equal((await change({ 'sec-fetch-site': 'cross-site' })).status, 401)
  assert.equal((await change({})).status, 200)
  const byToken = await new Browser(house).ask('PATCH', '/api/v1/tenants/t_ace', { website: null }, { authorization: 'Bearer operator' })
  assert.equal(byToken.status, 200)
})

test('an owner changes the business but not what the operator vouches or pays for', async () => {
  await nextHour()
  const browser = new Browser(house)
  await browser.signInWithCode(OWNER)
  for (const change of [
    { limits: { monthlyBudgetCents: 1 } },
    { ownerPhoneVerified: true },
    { registration: { kind: 'attested' } },
    { numbers: [] },
    { ownerPhone: STRANGER },
  ]) {
    const answer = await browser.ask('PATCH', '/api/v1/tenants/t_ace', change)
    assert.deepEqual([answer.status, answer.json['code']], [403, 'forbidden'], JSON.stringify(change))
  }
  // A form repeats what it shows.
  const form = { ringSeconds: 20, ownerPhone: OWNER }
  assert.equal((await browser.ask('PATCH', '/api/v1/tenants/t_ace', form)).json['ringSeconds'], 20)
})

test('a session of members lasts 30 days, one of the operator 12 hours, and not a moment longer', async () => {
  await nextHour()
  const [owner, operator] = [new Browser(house), new Browser(house)]
  const untilEnd = async (browser: Browser) =>
    Date.parse(String((await browser.ask('GET', '/api/v1/session')).json['expiresAt'])) - house.clock.now()
  await owner.signInWithCode(OWNER)
  await operator.signInByLink()
  assert.deepEqual([await untilEnd(owner), await untilEnd(operator)], [30 * DAY_MS, 12 * HOUR_MS])
  const token = 'a-token-that-ends-soon'
  const tokenHash = createHash('sha256').update(token).digest('hex')
  const now = at(house)
  await house.app.store.access((tx) => tx.sessions.add({ tokenHash, phone: phone(OWNER), createdAt: now, expiresAt: plus(now, 1_000) }))
  const ask = () =>
    new Browser(house).ask('GET', '/api/v1/tenants/t_ace/calls', undefined, { cookie: `__Host-lead_agent_session=${token}` })
  assert.equal((await ask()).status, 200)
  await house.pass(1_000)
  assert.equal((await ask()).status, 401)
})

test('the operator signs in by password; ten wrong ones and the address waits', async () => {
  const phc = await argon2idPasswords.hash('correct horse battery staple')
  await house.app.store.access((tx) => tx.operator.savePassword(phc, at(house)))
  const browser = new Browser(house)
  const session = await browser.ask('POST', '/api/v1/session/password', { password: 'correct horse battery staple' })
  assert.deepEqual([session.status, session.json['role'], session.json['tenants']], [200, 'operator', []])
  const answers: string[] = []
  for (let tries = 0; tries < 10; tries += 1) {
    const guesser = new Browser(house)
    guesser.address = browser.address
    const { json } = await guesser.ask('POST', '/api/v1/session/password', { password: `wrong ${tries}` })
    answers.push(String(json['code']))
  }
  assert.deepEqual([answers.filter((code) => code === 'wrong_password').length, answers.at(-1)], [9, 'too_many_tries'])
})

test('who runs the installation says why before reading customers’ words, and it is written down', async () => {
  const operator = new Browser(house)
  await operator.signInByLink()
  assert.equal((await operator.ask('GET', '/api/v1/tenants/t_ace/messages')).json['code'], 'reason_missing')
  const read = await operator.ask('GET', '/api/v1/tenants/t_ace/messages', undefined, { 'x-reason': 'owner asked about a text' })
  assert.equal(read.status, 200, read.text)
  const audit = await operator.ask('GET', '/api/v1/audit?limit=5')
  const [newest] = audit.json['items'] as Record<string, unknown>[]
  assert.deepEqual(
    [newest?.['who'], newest?.['tenantId'], newest?.['act'], newest?.['reason'], newest?.['status']],
    [{ role: 'operator', name: 'Operator' }, 't_ace', 'GET /api/v1/tenants/:tenantId/messages', 'owner asked about a text', 200],
  )
})
