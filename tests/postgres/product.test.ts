/**
 * The product on PostgreSQL, in processes of its own, with a carrier that shares no code with it. Goal: the main job and the one-text law hold as
 * they do on SQLite. Method: calls and texts as the carrier sends them; the serving process and the database server are stopped meanwhile.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { callEndedForm, callForm, newSid, textForm } from '../../scripts/bench/webhook.ts'
import { createProduct } from '../../scripts/bench/product.ts'
import { formRequest, openWorld, within, type Business, type World } from '../e2e/open-world.ts'
import { startTestServer } from './test-server.ts'

const FIRST_TEXT_LIMIT_MS = 5_000
const REPLY_LIMIT_MS = 2_000
const RESTART_LIMIT_MS = 10_000
const RECOVERY_LIMIT_MS = 60_000
/** A second text that was planned by mistake would leave within this time after the recovery. */
const SECOND_TEXT_MS = 3_000

type Lead = { phone: string | null; status: string; name: string | null; street: string | null; zip: string | null }

const server = await startTestServer()
const url = await server.newDatabase()
let world: World
let shop: Business

before(async () => {
  world = await openWorld({ DATABASE_URL: url })
  shop = await world.makeBusiness({ name: 'Ace Plumbing' })
})

after(async () => {
  await world.close()
  await server.remove()
})

/** A call that ends before anybody answers, as the carrier reports it; a report that cannot be delivered is tried once more, as by the carrier. */
async function missedCall(from: string): Promise<number[]> {
  const callSid = newSid('CA')
  const line = { from, to: shop.number }
  world.peer.calls.push({ sid: callSid, from, to: shop.number, status: 'completed', seconds: 0, startedAt: new Date() })
  return [
    await deliver(shop.webhooks.voice, callForm(shop.account, line, callSid, 'ringing')),
    await deliver(shop.webhooks.voiceStatus, { ...callEndedForm(shop.account, line, callSid), CallStatus: 'no-answer' }),
  ]
}

async function deliver(address: string, form: Record<string, string>): Promise<number> {
  const request = formRequest(shop.account, address, form)
  return (await world.send(address, request).catch(() => world.send(address, request))).status
}

async function say(from: string, body: string): Promise<void> {
  await deliver(shop.webhooks.sms, textForm(shop.account, { from, to: shop.number }, body))
}

async function readiness(): Promise<number> {
  return (await fetch(`${world.product.origin}/readyz`)).status
}

test('a missed call becomes one text and a qualified lead', { timeout: 60_000 }, async () => {
  const caller = '+13125550101'
  await missedCall(caller)
  await within(FIRST_TEXT_LIMIT_MS, 'the first text', () => world.textsTo(caller)[0])
  for (const body of ['my water heater is leaking', 'Dana Miller, 412 Oak St, Springfield 62704', 'tomorrow morning', 'yes']) {
    const sent = world.textsTo(caller).length
    await say(caller, body)
    await within(REPLY_LIMIT_MS, `a reply to "${body}"`, () => world.textsTo(caller)[sent])
    const lead = await leadOf(caller)
    if (lead?.status === 'qualified') break
  }
  const lead = await leadOf(caller)
  assert.deepEqual([lead?.status, lead?.name, lead?.street, lead?.zip], ['qualified', 'Dana Miller', '412 Oak St', '62704'])
  const verdict = await world.product.api<{ ok: boolean }>('GET', `/tenants/${shop.id}/ledger/verify`)
  assert.equal(verdict.ok, true)
})

async function leadOf(phone: string): Promise<Lead | undefined> {
  return (await world.list<Lead>(shop, 'leads')).find((lead) => lead.phone === phone)
}

test('killed in the middle of its texts, it sends each caller one', { timeout: 110_000 }, async () => {
  // So that a killed process has texts under way of which it does not know the outcome.
  world.door.answerMs = 150
  const callers = Array.from({ length: 40 }, (_, index) => `+1312555${String(2_000 + index)}`)
  const calls = callers.map(async (caller, index) => {
    await sleep(index * 50)
    assert.deepEqual(await missedCall(caller), [200, 204])
  })
  for (const killMs of [600, 900]) {
    await sleep(killMs)
    const pid = world.servingPid()
    assert.ok(pid > 0, 'there is a serving process to kill')
    process.kill(pid, 'SIGKILL')
    await within(RESTART_LIMIT_MS, 'another serving process', () =>
      world.servingPid() === pid ? undefined : world.servingPid() || undefined,
    )
  }
  await Promise.all(calls)
  await within(RECOVERY_LIMIT_MS, 'a text for every caller', () => callers.every((caller) => world.textsTo(caller).length > 0) || undefined)
  await sleep(SECOND_TEXT_MS)
  world.door.answerMs = 0
  assert.deepEqual(
    callers.filter((caller) => world.textsTo(caller).length !== 1),
    [],
  )
})

test('while the database is away it says so, loses no call, and goes on by itself', { timeout: 60_000 }, async () => {
  const caller = '+13125550102'
  await server.stop()
  try {
    assert.equal(await readiness(), 503)
    // The carrier hears that the report could not be stored; the journal has it all the same.
    assert.deepEqual(await missedCall(caller), [200, 503])
    assert.equal(world.textsTo(caller).length, 0)
  } finally {
    await server.start()
  }
  await within(RESTART_LIMIT_MS, 'readiness', async () => ((await readiness()) === 200 ? true : undefined))
  await within(RECOVERY_LIMIT_MS, 'the text', () => world.textsTo(caller)[0])
  await sleep(SECOND_TEXT_MS)
  assert.equal(world.textsTo(caller).length, 1)
})

test('a wrong password ends the start at once, and the password is nowhere in its words', { timeout: 60_000 }, async () => {
  const wrong = url.replace(/:[^:@]+@/, ':not-the-password@')
  const product = await createProduct({ peerOrigin: world.peer.origin, env: { DATABASE_URL: wrong } })
  await assert.rejects(product.start(), /DATABASE_URL: the server at 127\.0\.0\.1:\d+ does not let the user "agent" in/)
  assert.doesNotMatch(product.output(), /not-the-password/)
  await product.stop()
})
