/**
 * A flood of calls to one business. Goal: the carrier never hears an error, no lead is lost, texts wait in order, others do not notice.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { clockMs } from '../../scripts/bench/clock-ms.ts'
import { callForm, newSid } from '../../scripts/bench/webhook.ts'
import { openWorld, twimlOf, within, type Business, type World } from './open-world.ts'

const CALLS = 60
const PER_MINUTE = 20
const MINUTE_MS = 60_000
/** All calls, and the texts of the first, happen in one minute of the clock. */
const NEEDED_MS = 20_000
const TEXT_LIMIT_MS = 5_000

type Message = { to: string; kind: string; status: string; waitsUntil: string | null; createdAt: string }

let world: World
let shop: Business
let neighbour: Business

before(async () => {
  world = await openWorld()
  const limits = { requestsPerMinute: PER_MINUTE, textsPerHour: 1_000, textsPerDay: 1_000, monthlyBudgetCents: 100_000 }
  // Every call that arrives at a diverted number is a missed one already.
  shop = await world.makeBusiness({ name: 'Ace Plumbing', limits, numbers: [{ e164: '+12175560001', topology: 'forwarded' }] })
  neighbour = await world.makeBusiness({ name: 'Next Door', limits, numbers: [{ e164: '+12175560002', topology: 'forwarded' }] })
})

after(() => world.close())

function ring(business: Business, from: string): ReturnType<World['post']> {
  const { account, number: to, webhooks } = business
  return world.post(account, webhooks.voice, callForm(account, { from, to }, newSid('CA'), 'ringing'))
}

test(
  '60 calls within a minute at a limit of 20: all answered in full, 60 leads, 20 texts at once, the others in later minutes in order',
  { timeout: 60_000 },
  async (t) => {
    const leftMs = MINUTE_MS - (Date.now() % MINUTE_MS)
    if (leftMs < NEEDED_MS) await sleep(leftMs + 50)
    const minute = Math.floor(Date.now() / MINUTE_MS)

    const callers = Array.from({ length: CALLS }, (_, index) => `+1312555${1_000 + index}`)
    for (const caller of callers) {
      const answer = await ring(shop, caller)
      assert.equal(answer.status, 200, answer.body)
      assert.ok(answer.body.includes('Ace Plumbing'))
      twimlOf(answer)
    }
    const neighbourMs = clockMs()
    twimlOf(await ring(neighbour, '+13125559999'))
    const text = await within(TEXT_LIMIT_MS, 'the text of the neighbour', () => world.textsTo('+13125559999')[0])
    t.diagnostic(`the neighbour's text after ${Math.round(text.arrivedMs - neighbourMs)} ms`)

    const texted = () => callers.filter((caller) => world.textsTo(caller).length > 0)
    await within(TEXT_LIMIT_MS, 'the first texts', () => (texted().length >= PER_MINUTE ? true : undefined))
    await sleep(1_000)
    assert.deepEqual(texted(), callers.slice(0, PER_MINUTE))
    assert.equal(Math.floor(Date.now() / MINUTE_MS), minute, 'all of this was to happen in one minute')

    const waiting = (await world.list<Message>(shop, 'messages')).filter(
      (message) => message.kind === 'instant_reply' && message.status === 'waiting',
    )
    const byCaller = new Map(waiting.map((message) => [message.to, Date.parse(message.waitsUntil ?? '')]))
    assert.equal(byCaller.size, CALLS - PER_MINUTE)
    const minutes = callers.slice(PER_MINUTE).map((caller) => (byCaller.get(caller) ?? 0) / MINUTE_MS - minute)
    assert.deepEqual(minutes, [...Array<number>(PER_MINUTE).fill(1), ...Array<number>(PER_MINUTE).fill(2)])

    assert.equal((await world.list(shop, 'leads')).length, CALLS)
    const told = world.textsTo(shop.owner).filter((each) => each.body.includes('limit per minute'))
    assert.equal(told.length, 1)
    assert.deepEqual(world.textsTo(neighbour.owner), [])
  },
)
