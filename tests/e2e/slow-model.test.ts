import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { chatShape, standInServer, type ModelFate } from '../contract/model-world.ts'
import { openWorld, within, type World } from './open-world.ts'

/** Goal: no reply is late because of a model. Method: the real product in its own processes, with a model server that hangs, breaks or lies. */

/** The promise is 1.5 s from the text to the request that sends the reply; the rest is for a machine that does other things besides. */
const REPLY_LIMIT_MS = 1_500

const ends: (() => Promise<unknown>)[] = []
after(async () => {
  for (const end of ends.toReversed()) await end()
})

const FATES: [name: string, fate: ModelFate][] = [
  ['hangs', { kind: 'hangs' }],
  ['answers with random bytes', { kind: 'bytes', bytes: Uint8Array.from({ length: 999 }, (_, place) => (place * 31) % 256) }],
  ['is down', { kind: 'status', status: 500 }],
  ['lies', { kind: 'says', said: { intent: 'opt_out', urgency: 'none', quotes: { name: 'We come for $5' } } }],
]

test('with a model that hangs, breaks or lies the reply leaves within a second and a half', { timeout: 120_000 }, async (context) => {
  const server = await standInServer(chatShape)
  ends.push(server.close)
  const world = await openWorld({
    AI_PROVIDER: 'openai-compatible',
    AI_MODEL: 'stand-in',
    AI_BASE_URL: `${server.origin}/v1`,
    AI_DEADLINE_MS: '1000',
  })
  ends.push(world.close)
  const business = await world.makeBusiness()
  let callers = 0
  for (const [name, fate] of FATES) {
    await context.test(name, async () => {
      server.fate(fate)
      callers += 1
      const caller = `+1312555${String(1_000 + callers)}`
      const tookMs = await replyMs(world, business, caller)
      context.diagnostic(`${name}: ${Math.round(tookMs)} ms from text to reply`)
      assert.ok(tookMs <= REPLY_LIMIT_MS, `${tookMs} ms`)
      assert.ok(!world.textsTo(caller).some(({ body }) => body.includes('$5')))
    })
  }
  assert.ok(server.seen().length >= FATES.length)
})

async function replyMs(world: World, business: Awaited<ReturnType<World['makeBusiness']>>, caller: string): Promise<number> {
  const sentMs = performance.now()
  const form = {
    MessageSid: `SM${caller.slice(1).padStart(32, '0')}`,
    AccountSid: business.account.accountSid,
    From: caller,
    To: business.number,
    Body: 'my sink is clogged',
    NumMedia: '0',
  }
  const answer = await world.post(business.account, business.webhooks.sms, form)
  assert.equal(answer.status, 200)
  await within(10_000, `a reply to ${caller}`, () => world.textsTo(caller)[0])
  return performance.now() - sentMs
}
