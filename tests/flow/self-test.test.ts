/**
 * The self-test of a business over the whole product: real store, the built-in carrier over HTTP, virtual time.
 * Goal: a number that leads nowhere is known the next morning, and nothing that could merely not be asked raises an alarm.
 * Method: each fault is made at the carrier or at the public address, the look that a timer would do is done at a chosen moment, and what the owner,
 * the operator and the API are told is compared. `http` is the real route of the request but for the socket; tests/contract has the socket.
 */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { signatureFor } from '#adapters/twilio/signature.ts'
import { selfTestSchema } from '#contract/self-test.ts'
import type { Reached } from '#core/self-test/check-address.ts'
import { morningAfter, SPREAD_MS, spreadOf } from '#core/self-test/when-due.ts'
import { DAY_MS, HOUR_MS, instant, MINUTE_MS, SECOND_MS } from '#core/values/instant.ts'
import type { App } from '#execution/app.ts'
import type { Clock } from '#ports/clock.ts'
import type { ReachUs } from '#ports/self-test.ts'
import { ACCOUNT, MONDAY_MORNING, openHouse, phone, tenantId, type House } from './house.ts'

const ACE = tenantId('t_ace')
const NUMBER = phone('+12175550102')
const TZDATA = process.versions['tz'] ?? ''
const OPERATOR = { authorization: 'Bearer operator' }

let house: House
/** Leaps over a day at once: nobody needs the 86,400 polls in it. A task that fell due runs once. */
let nowMs = MONDAY_MORNING
let tasks: { dueMs: number; run: () => void }[] = []
const clock: Clock = {
  now: () => instant(nowMs),
  tzdata: TZDATA,
  after(delayMs, run) {
    const task = { dueMs: nowMs + delayMs, run }
    tasks.push(task)
    return () => void (tasks = tasks.filter((one) => one !== task))
  },
}

/** What the network answers in place of the product; null: the product itself is reached. */
let network: Reached | null = null
/** The public addresses that were asked, oldest first. */
const asked: string[] = []

before(async () => {
  const reachUs: ReachUs = async (address, account) => {
    asked.push(address)
    return network ?? reach(house.app, address, account.authToken)
  }
  house = await openHouse({ replacements: async () => ({ reachUs, clock }) })
})
after(() => house.close())

/** A new business each time; the one before it keeps its rows, which is what a neighbour does. */
let made = 0
let business = ACE
let number = NUMBER
beforeEach(async () => {
  made += 1
  network = null
  business = tenantId(`t_${made}`)
  number = phone(`+121755502${String(made).padStart(2, '0')}`)
  await house.addTenant({ id: business, numbers: [{ e164: number, topology: 'dial-first' }] })
})

describe('when it is tested', () => {
  test('not before six in the morning of the business, then once, and not again by a second look, process or start', async () => {
    await house.app.selfTests.once()
    assert.equal((await rowOf())?.result, null, 'a new business waits for its first morning')
    await goTo(morning() - MINUTE_MS)
    await house.app.selfTests.once()
    assert.equal((await rowOf())?.result, null)
    await goTo(morning())
    await Promise.all([house.app.selfTests.once(), house.app.selfTests.once()])
    const first = (await rowOf())?.result?.at
    const times = () => asked.filter((address) => address.endsWith(`/${business}/self-test`)).length
    assert.equal(times(), 1, 'two looks at once')
    assert.equal(first, nowMs)
    await leap(MINUTE_MS)
    await house.restart()
    await house.app.selfTests.once()
    assert.equal((await rowOf())?.result?.at, first)
    assert.equal(times(), 1, 'after a restart')
    await goTo(morning())
    await house.app.selfTests.once()
    assert.equal((await rowOf())?.result?.at, nowMs)
  })

  test('a process that died while it tested leaves the business to the next one after its lease', async () => {
    await goTo(morning())
    const row = await rowOf()
    assert.ok(row)
    await house.app.store.transaction(business, (tx) =>
      tx.selfTests.save({ ...row, nextAt: instant(nowMs), leaseUntil: instant(nowMs + MINUTE_MS) }),
    )
    await house.app.selfTests.once()
    assert.equal((await rowOf())?.result, null)
    await leap(MINUTE_MS)
    await house.app.selfTests.once()
    assert.equal((await rowOf())?.result?.state, 'ok')
  })

  test('a business that is still being set up is left alone, a paused one is tested', async () => {
    const policy = await house.addTenant({ id: business, numbers: [{ e164: number, topology: 'dial-first' }], status: 'paused', setup: {} })
    await goTo(morning())
    await house.app.selfTests.once()
    assert.equal((await rowOf())?.result, null)
    const { setup: _setup, ...without } = policy
    await house.addTenant({ ...without, id: business })
    await goTo(morning())
    await house.app.selfTests.once()
    const row = await rowOf()
    assert.deepEqual(codes(row?.result?.findings), ['line_leads_here', 'address_reached', 'call_answered', 'text_held'])
    assert.equal(row?.fault, null)
    assert.equal((await alerts()).length, 0)
    assert.match(await nowSentence(), /^Paused/)
  })
})

describe('what is found', () => {
  test('all is well: the line says when it was tested, and nothing was left behind', async () => {
    const rows = await traces()
    const reached = await metric('lead_agent_self_test_requests_total')
    await goTo(morning())
    await house.app.selfTests.once()
    assert.match(await nowSentence(), /^Working\. Tested 6:\d\d this morning\.$/)
    assert.deepEqual(await traces(), rows)
    assert.ok((await metric('lead_agent_self_test_requests_total')) > reached)
    await leap(DAY_MS)
    assert.match(await nowSentence(), /^Working\. Tested yesterday at 6:\d\d am\.$/)
    await leap(3 * HOUR_MS)
    assert.match(await nowSentence(), /^Last tested yesterday at 6:\d\d am: that is more than a day ago\.$/)
    assert.ok((await metric('lead_agent_tenants_untested')) >= 1)
  })

  test('at every hour of a day, on both kinds of number, a missed call is answered and texted', async () => {
    const trades = ['plumbing', 'hvac', 'electrical', 'locksmith'] as const
    for (let hour = 0; hour < 24; hour += 1) {
      const topology = hour % 2 === 0 ? 'dial-first' : 'forwarded'
      await house.addTenant({ id: business, numbers: [{ e164: number, topology }], trade: trades[hour % 4] ?? 'plumbing' })
      await leap(HOUR_MS)
      const view = selfTestSchema.parse((await ask('POST')).json)
      assert.deepEqual(codes(view.result?.findings), ['line_leads_here', 'address_reached', 'call_answered', 'text_ready'], `hour ${hour}`)
    }
  })

  test('a number that points elsewhere is told once to the owner and the operator, until it leads to us again', async () => {
    house.carrier.provisionNumber({ accountSid: ACCOUNT.accountSid, e164: number, voiceUrl: 'https://old-vendor.example/secret/voice' })
    await goTo(morning())
    await house.app.selfTests.once()
    await leap(MINUTE_MS)
    const sentence = `Calls to ${number} go to another address (old-vendor.example), not to us.`
    assert.match(await nowSentence(), new RegExp(`^${sentence.replaceAll(/[+().]/g, String.raw`\$&`)} Tested 6:`))
    assert.deepEqual(await need(), { needs: ['self-test-down'], sentence })
    await goTo(morning())
    await house.app.selfTests.once()
    await leap(MINUTE_MS)
    const told = await alerts()
    assert.equal(told.length, 1)
    assert.match(told[0]?.body ?? '', /^NUMBER PROBLEM - Ace Plumbing\nCalls to/)
    assert.equal((await house.messages(business)).filter(({ body }) => body.includes('old-vendor.example')).length, 1)
    await house.addTenant({ id: business, numbers: [{ e164: number, topology: 'dial-first' }] })
    await leap(MINUTE_MS)
    assert.equal((await ask('POST')).status, 200)
    assert.deepEqual(await need(), { needs: [], sentence: 'All is well.' })
    assert.match(await nowSentence(), /^Working\. Tested 6:/)
  })

  test('a carrier that cannot be asked is no fault: nothing is told, and it is asked again within the hour', async () => {
    await goTo(morning())
    await house.app.selfTests.once()
    await goTo(morning())
    const down = house.carrier.faults.add({
      on: 'rest',
      path: '/2010',
      method: 'GET',
      action: { kind: 'status', status: 503 },
      times: 1_000,
    })
    await house.app.selfTests.once()
    const row = await rowOf()
    assert.equal(row?.doubt?.state, 'unknown')
    assert.equal(row?.fault, null)
    assert.match(await nowSentence(), /^Working\. Tested yesterday at 6:/)
    assert.ok((row?.nextAt ?? 0) - nowMs <= HOUR_MS)
    down.remove()
    await leap(30 * MINUTE_MS)
    await house.app.selfTests.once()
    assert.equal((await rowOf())?.doubt, null)
    assert.match(await nowSentence(), /^Working\. Tested 6:\d\d this morning\.$/)
    assert.equal((await alerts()).length, 0)
  })

  test('an address that does not answer counts when it does not answer twice; one that answers wrongly counts at once', async () => {
    network = { kind: 'failed', why: 'timeout', words: 'no answer within 5 s' }
    await goTo(morning())
    await house.app.selfTests.once()
    assert.deepEqual([(await rowOf())?.doubt?.state, (await alerts()).length], ['unknown', 0])
    await leap(4 * MINUTE_MS)
    await house.app.selfTests.once()
    assert.match(await nowSentence(), /^Our public address https:\/\/lead-agent\.test cannot be reached: no answer within 5 s\./)
    assert.equal((await alerts()).length, 1)
    network = { kind: 'answered', status: 502, code: null }
    await goTo(morning())
    await house.app.selfTests.once()
    assert.match(await nowSentence(), /^Something else answers at https:\/\/lead-agent\.test \(it answers 502\)/)
    assert.equal((await alerts()).length, 1, 'it was bad already')
  })

  test('a registration that is not through is told by its own need, and raises no alarm of the self-test', async () => {
    const registration = { kind: 'managed', status: 'pending', campaignSid: null, note: null } as const
    await house.addTenant({ id: business, numbers: [{ e164: number, topology: 'dial-first' }], registration, ownerPhoneVerified: false })
    await goTo(morning())
    await house.app.selfTests.once()
    const row = await rowOf()
    assert.equal(row?.result?.state, 'warn')
    assert.deepEqual(codes(row?.result?.findings), ['line_leads_here', 'address_reached', 'call_answered', 'text_held', 'owner_unverified'])
    assert.deepEqual([row?.fault, (await alerts()).length], [null, 0])
    assert.match(await nowSentence(), /^Calls are answered, but no text may leave/)
  })
})

describe('asked for', () => {
  test('the API tests at once, says what was found and what to do, and not twice in a moment', async () => {
    house.carrier.provisionNumber({ accountSid: ACCOUNT.accountSid, e164: number, smsUrl: null })
    const before = selfTestSchema.parse((await ask('GET')).json)
    assert.deepEqual([before.sentence, before.result], ['Not tested yet.', null])
    const tested = selfTestSchema.parse((await ask('POST')).json)
    assert.equal(tested.result?.state, 'down')
    assert.deepEqual(tested.result?.findings[0], {
      code: 'line_texts_elsewhere',
      part: 'number',
      state: 'down',
      sentence: `Texts to ${number} go to nowhere, not to us: no answer of a customer arrives.`,
      todo: 'Set the addresses of the number at the carrier to those that Setup shows.',
    })
    const again = await ask('POST')
    assert.deepEqual([again.status, again.json['code']], [429, 'tested_just_now'])
    await leap(30 * SECOND_MS)
    assert.equal((await ask('POST')).status, 200)
  })

  test('only what the carrier signed for this business is answered, and it changes nothing', async () => {
    const path = `/twilio/${business}/self-test`
    const payload = `AccountSid=${ACCOUNT.accountSid}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const forged = await house.app.server.inject({ method: 'POST', url: path, headers, payload })
    assert.equal(forged.statusCode, 403)
    const other = {
      ...headers,
      'x-twilio-signature': signatureFor(ACCOUNT.authToken, 'https://lead-agent.test/twilio/t_other/self-test', {}),
    }
    assert.equal((await house.app.server.inject({ method: 'POST', url: path, headers: other, payload })).statusCode, 403)
  })
})

test('the timer of the running product does it by itself', async () => {
  await goTo(morning() - 30 * SECOND_MS)
  const kept = new Promise<void>((resolve) => {
    const stop = house.app.store.onChange(async (changed) => {
      if (changed !== business || (await rowOf())?.result === null) return
      stop()
      resolve()
    })
  })
  house.app.selfTests.start()
  await leap(2 * MINUTE_MS)
  await kept
  assert.equal((await rowOf())?.result?.state, 'ok')
})

test('a change of the clocks moves nothing: six o’clock is what the wall clock shows', () => {
  const zone = 'America/Chicago'
  const spring = instant(Date.parse('2027-03-13T20:00:00Z'))
  const autumn = instant(Date.parse('2026-10-31T20:00:00Z'))
  const wall = (then: number) => new Date(then - spreadOf(ACE)).toISOString()
  assert.equal(wall(morningAfter(spring, ACE, zone, TZDATA)), '2027-03-14T11:00:00.000Z')
  assert.equal(wall(morningAfter(autumn, ACE, zone, TZDATA)), '2026-11-01T12:00:00.000Z')
})

test('a thousand businesses are spread over the whole stretch', () => {
  const spreads = Array.from({ length: 1_000 }, (_, place) => spreadOf(`t_${place.toString(36)}x`))
  const perMinute = new Map<number, number>()
  for (const spread of spreads) perMinute.set(Math.floor(spread / MINUTE_MS), (perMinute.get(Math.floor(spread / MINUTE_MS)) ?? 0) + 1)
  assert.equal(perMinute.size, SPREAD_MS / MINUTE_MS)
  assert.ok(Math.max(...perMinute.values()) < 100, JSON.stringify([...perMinute]))
})

async function reach(app: App, address: string, authToken: string): Promise<Reached> {
  const fields = { AccountSid: ACCOUNT.accountSid }
  const response = await app.server.inject({
    method: 'POST',
    url: new URL(address).pathname,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signatureFor(authToken, address, fields) },
    payload: new URLSearchParams(fields).toString(),
  })
  return { kind: 'answered', status: response.statusCode, code: null }
}

/** The next morning of the business, or this one when it has just come. */
function morning(): number {
  return morningAfter(instant(nowMs - 1), business, 'America/Chicago', TZDATA)
}

async function leap(ms: number): Promise<void> {
  nowMs += ms
  const due = tasks.filter(({ dueMs }) => dueMs <= nowMs)
  tasks = tasks.filter(({ dueMs }) => dueMs > nowMs)
  for (const { run } of due) run()
  await house.app.dispatcher.processAll()
}

async function goTo(when: number): Promise<void> {
  // Past the morning that is now, a test that goes there again means the next one.
  const target = when <= nowMs ? morningAfter(instant(nowMs), business, 'America/Chicago', TZDATA) : when
  await leap(target - nowMs)
}

function rowOf() {
  return house.app.store.transaction(business, (tx) => tx.selfTests.find())
}

async function alerts() {
  return (await house.app.store.transaction(business, (tx) => tx.alerts.list({ limit: 50, cursor: null }))).items
}

/** How many rows there are of everything that a customer or a bill would see. */
function traces() {
  return house.app.store.transaction(business, async (tx) => ({
    leads: await tx.leads.count(),
    calls: (await tx.calls.list({ limit: 50, cursor: null })).items.length,
    messages: (await tx.messages.list({ limit: 50, cursor: null })).items.length,
    decisions: (await tx.decisions.list({ limit: 50, cursor: null })).items.length,
    usage: await tx.usage.since(instant(0)),
  }))
}

function codes(findings: readonly { code: string }[] | undefined): string[] {
  return (findings ?? []).map(({ code }) => code)
}

async function ask(method: 'GET' | 'POST', path = `/api/v1/tenants/${business}/self-test`) {
  const response = await house.app.server.inject({ method, url: path, headers: OPERATOR })
  // Every answer of the API is an object.
  return { status: response.statusCode, json: response.json() as Record<string, unknown> }
}

async function nowSentence(): Promise<string> {
  const { json } = await ask('GET', `/api/v1/tenants/${business}/now`)
  // The shape is held by the schema of the route.
  return (json['working'] as { sentence: string }).sentence
}

async function need() {
  const { json } = await ask('GET', '/api/v1/tenants?sort=needs-me&limit=100')
  // The shape is held by the schema of the route.
  const found = (json['items'] as { id: string; needs: string[]; sentence: string }[]).find(({ id }) => id === business)
  return found === undefined ? null : { needs: found.needs, sentence: found.sentence }
}

async function metric(name: string): Promise<number> {
  const { body } = await house.app.server.inject({ method: 'GET', url: '/metrics' })
  return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(body)?.[1] ?? Number.NaN)
}
