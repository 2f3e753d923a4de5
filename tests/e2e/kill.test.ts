/**
 * Processes die, answers get lost, and every missed call still ends in one text.
 * Method: calls come in at a steady rate from a client that, like the carrier, tries a failed connection once more; meanwhile processes are
 * killed with SIGKILL. What counts is what the carrier has in the end.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { clockMs } from '../../scripts/bench/clock-ms.ts'
import { callEndedForm, callForm, newSid, rungForm } from '../../scripts/bench/webhook.ts'
import { formRequest, newAccount, openWorld, within, type Business, type Request, type World } from './open-world.ts'
import { phoneCall } from './phone-call.ts'

const CALLS_PER_SECOND = 20
const CALL_SECONDS = 8
/** From the first webhook until the `<Dial>` has ended. */
const RING_MS = 500
const RECOVERY_LIMIT_MS = 60_000
const BUSINESSES = 4
/** Kills, in milliseconds after the first call. */
const KILL_SERVING_MS = [1_500, 3_500]
const KILL_SUPERVISOR_MS = 6_000
/** How long the carrier's list is asked, at most, before we know of a lost answer (contract, section 5.11). */
const LOST_ANSWER_LIMIT_MS = 60_000

type Message = { id: string; to: string; status: string; carrierId: string | null }

let world: World
const businesses: Business[] = []

before(async () => {
  world = await openWorld()
  const account = newAccount()
  for (let count = 0; count < BUSINESSES; count += 1) businesses.push(await world.makeBusiness({ name: `Ace Plumbing ${count}` }, account))
})

after(() => world.close())

/** What became of one webhook, with the carrier's one second try. */
type Delivered = 'at once' | 'at the second try' | 'lost'

async function deliver(url: string, request: Request): Promise<Delivered> {
  for (const outcome of ['at once', 'at the second try'] as const) {
    const answer = await world.send(url, request).catch(() => null)
    if (answer === null) continue
    assert.ok(answer.status >= 200 && answer.status < 300, `${url} answered ${answer.status}: ${answer.body}`)
    return outcome
  }
  return 'lost'
}

type MadeCall = { from: string; to: string; webhooks: { outcome: Delivered; atMs: number }[] }

/** A call that nobody answers. When the carrier cannot reach us it ends the call; its own list knows of it all the same. */
async function missedCall(business: Business, from: string): Promise<MadeCall> {
  const { account, number: to, webhooks } = business
  const line = { from, to }
  const callSid = newSid('CA')
  const listed = { sid: callSid, from, to, status: 'ringing', seconds: 0, startedAt: new Date() }
  world.peer.calls.push(listed)
  const call: MadeCall = { from, to, webhooks: [] }
  const step = async (url: string, form: Record<string, string>) => {
    const outcome = await deliver(url, formRequest(account, url, form))
    call.webhooks.push({ outcome, atMs: clockMs() })
    return outcome !== 'lost'
  }
  let reached = await step(webhooks.voice, callForm(account, line, callSid, 'ringing'))
  if (reached) {
    await sleep(RING_MS)
    reached = await step(`${webhooks.voice}/rung?call=${callSid}`, rungForm(account, line, callSid))
  }
  listed.status = reached ? 'completed' : 'failed'
  await step(webhooks.voiceStatus, { ...callEndedForm(account, line, callSid), CallStatus: listed.status })
  return call
}

test('20 missed calls a second while processes are killed: every call has exactly one text', { timeout: 110_000 }, async (t) => {
  // So that a killed process always has texts under way of which it does not know the outcome.
  world.door.answerMs = 150
  const startMs = clockMs()
  const calls = Array.from({ length: CALLS_PER_SECOND * CALL_SECONDS }, async (_, index) => {
    await sleep((index * 1_000) / CALLS_PER_SECOND)
    const business = businesses[index % BUSINESSES]
    assert.ok(business)
    return missedCall(business, `+1312556${String(index).padStart(4, '0')}`)
  })
  const untilMs = (ms: number) => sleep(Math.max(0, startMs + ms - clockMs()))

  for (const killMs of KILL_SERVING_MS) {
    await untilMs(killMs)
    const pid = world.servingPid()
    assert.ok(pid > 0, 'there is a serving process to kill')
    process.kill(pid, 'SIGKILL')
    const next = await within(10_000, 'another serving process', () =>
      world.servingPid() === pid ? undefined : world.servingPid() || undefined,
    )
    assert.notEqual(next, pid)
  }
  await untilMs(KILL_SUPERVISOR_MS)
  const killedMs = clockMs()
  process.kill(world.product.supervisorPid(), 'SIGKILL')
  await world.product.start()
  t.diagnostic(`ready again ${Math.round(clockMs() - killedMs)} ms after the supervisor was killed`)

  const made = await Promise.all(calls)
  const deliveries = made.flatMap((call) => call.webhooks)
  const count = (outcome: Delivered) => deliveries.filter((each) => each.outcome === outcome).length
  t.diagnostic(`webhooks: ${count('at once')} at once, ${count('at the second try')} at the second try, ${count('lost')} lost`)
  const lostEarly = deliveries.filter((each) => each.outcome === 'lost' && each.atMs < killedMs)
  assert.deepEqual(lostEarly, [], 'a killed serving process loses no webhook beyond the second try')

  const has = (call: MadeCall) => world.textsTo(call.from).length > 0
  const lastMs = await within(RECOVERY_LIMIT_MS - (clockMs() - killedMs), 'a text for every call', () =>
    made.every(has) ? clockMs() : undefined,
  ).catch(() => null)
  if (lastMs !== null) t.diagnostic(`every call had its text ${Math.round(lastMs - killedMs)} ms after the last kill`)
  await sleep(6_000)
  world.door.answerMs = 0
  const without = made.filter((call) => !has(call))
  const twice = made.filter((call) => world.textsTo(call.from).length > 1)
  assert.deepEqual({ calls: made.length, without, twice }, { calls: CALLS_PER_SECOND * CALL_SECONDS, without: [], twice: [] })
  for (const call of made) assert.equal(world.textsTo(call.from)[0]?.from, call.to)
})

for (const [caller, accident, accepted] of [
  ['+13125550121', 'answer lost', true],
  ['+13125550122', 'request lost', false],
] as const) {
  const what = accepted ? 'the carrier takes a text and its answer is lost' : 'the request for a text is lost on its way'
  test(`${what}: one text, known by the carrier's id`, { timeout: 60_000 }, async (t) => {
    const [business] = businesses
    assert.ok(business)
    world.door.accidents.set(caller, accident)
    const call = phoneCall(world, business, caller)
    await call.arrives()
    await call.dialEnds({ DialCallStatus: 'no-answer' })
    t.diagnostic(`known after ${await knownByCarrierId(business, caller)} ms`)
    assert.equal(world.door.accidents.has(caller), false, 'the accident happened')
  })
}

test(
  'the serving process is killed while the carrier has a text and has not answered: one text, known by its id',
  { timeout: 60_000 },
  async (t) => {
    const [business] = businesses
    assert.ok(business)
    const caller = '+13125550123'
    world.door.accidents.set(caller, 'answer held')
    const call = phoneCall(world, business, caller)
    await call.arrives()
    await call.dialEnds({ DialCallStatus: 'no-answer' })
    await within(5_000, 'the text at the carrier', () => world.textsTo(caller)[0])
    const killedMs = clockMs()
    process.kill(world.servingPid(), 'SIGKILL')
    await within(10_000, 'another serving process', async () => ((await ready()) ? true : undefined))
    const readyMs = clockMs()
    const knownMs = await knownByCarrierId(business, caller)
    t.diagnostic(`serving again after ${Math.round(readyMs - killedMs)} ms, the text known ${knownMs} ms later`)
  },
)

test('a call of which no webhook ever arrived is found in the carrier’s list at the next start', { timeout: 60_000 }, async () => {
  const [business] = businesses
  assert.ok(business)
  const caller = '+13125550124'
  world.peer.calls.push({ sid: newSid('CA'), from: caller, to: business.number, status: 'no-answer', seconds: 0, startedAt: new Date() })
  process.kill(world.servingPid(), 'SIGKILL')
  await within(30_000, 'the text', () => world.textsTo(caller)[0])
  await sleep(1_000)
  assert.equal(world.textsTo(caller).length, 1)
})

async function ready(): Promise<boolean> {
  return fetch(`${world.product.origin}/readyz`, { signal: AbortSignal.timeout(1_000) }).then(
    (response) => response.ok,
    () => false,
  )
}

/** Waits until the only text to this caller is known to us by the id that the carrier gave it; answers how long that took, in milliseconds. */
async function knownByCarrierId(business: Business, caller: string): Promise<number> {
  const sinceMs = clockMs()
  const message = await within(LOST_ANSWER_LIMIT_MS, 'the text with its carrier id', async () => {
    const messages = await world.list<Message>(business, 'messages')
    return messages.find((each) => each.to === caller && each.carrierId !== null)
  })
  const tookMs = Math.round(clockMs() - sinceMs)
  await sleep(3_000)
  assert.deepEqual(
    world.textsTo(caller).map((text) => text.sid),
    [message.carrierId],
  )
  return tookMs
}
