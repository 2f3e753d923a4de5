import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { liveEventSchema, type LiveEvent } from '#contract/dashboard.ts'
import { Browser } from './browser.ts'
import { openHouse, phone, type House } from './house.ts'

/** How soon after the commit somebody who looks must hear of it. */
const SEEN_WITHIN_MS = 300

let house: House
let origin: string

before(async () => {
  house = await openHouse()
  await house.addTenant({
    id: 't_one',
    ownerPhone: phone('+12175550111'),
    numbers: [{ e164: phone('+12175550113'), topology: 'forwarded' }],
  })
  await house.addTenant({
    id: 't_two',
    ownerPhone: phone('+12175550121'),
    numbers: [{ e164: phone('+12175550123'), topology: 'forwarded' }],
  })
  await house.app.server.listen({ port: 0, host: '127.0.0.1' })
  // A listening TCP server has an address with a port.
  origin = `http://127.0.0.1:${(house.app.server.server.address() as AddressInfo).port}`
})

after(() => house.close())

type Stream = { status: number; events: (LiveEvent & { heardAt: number })[]; ended: Promise<void>; stop(): void; text(): string }

async function watch(browser: Browser, tenant: string): Promise<Stream> {
  const controller = new AbortController()
  const response = await fetch(`${origin}/api/v1/tenants/${tenant}/live`, {
    headers: { cookie: browser.cookie },
    signal: controller.signal,
  })
  const events: Stream['events'] = []
  let all = ''
  const ended = (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      const text = decoder.decode(chunk as Uint8Array)
      all += text
      for (const [, data] of text.matchAll(/^event: change\ndata: (.*)$/gm))
        events.push({ ...liveEventSchema.parse(JSON.parse(data ?? '')), heardAt: performance.now() })
    }
  })().catch(() => {})
  return { status: response.status, events, ended, stop: () => controller.abort(), text: () => all }
}

async function signedIn(number: string): Promise<Browser> {
  const browser = new Browser(house)
  await house.app.store.access((tx) => tx.codes.removeOlderThan(Number.MAX_SAFE_INTEGER as never))
  assert.equal((await browser.signInWithCode(number)).status, 200)
  return browser
}

async function until(what: () => boolean): Promise<void> {
  const ends = performance.now() + 5_000
  while (!what() && performance.now() < ends) await new Promise((resolve) => setImmediate(resolve))
  assert.ok(what(), 'it did not happen within five seconds')
}

test('whoever looks at a business hears of a change within 300 ms of its commit, and nobody hears of another business', async () => {
  const [one, two] = [await watch(await signedIn('+12175550111'), 't_one'), await watch(await signedIn('+12175550121'), 't_two')]
  assert.deepEqual([one.status, two.status], [200, 200])
  const commits: number[] = []
  const stop = house.app.store.onChange(() => commits.push(performance.now()))
  house.carrier.placeCall({ from: '+13125550401', to: '+12175550113', caller: { kind: 'hangs-up-at-message' } })
  await house.pass(10_000)
  await until(() => one.events.some(({ kind, leadId }) => kind === 'lead' && leadId !== null))
  await until(() => ['call', 'message', 'lead'].every((kind) => one.events.some((event) => event.kind === kind)))
  const [committed] = commits
  const first = one.events[0] ?? assert.fail('nothing was heard')
  assert.ok(
    committed !== undefined && first.heardAt - committed < SEEN_WITHIN_MS,
    `heard ${first.heardAt - (committed ?? 0)} ms after the commit`,
  )
  assert.deepEqual(two.events, [])
  assert.doesNotMatch(one.text(), /\+1312|Ace/)
  stop()
  one.stop()
  two.stop()
  await Promise.all([one.ended, two.ended])
})

test('what was rolled back is heard by nobody', async () => {
  const browser = await signedIn('+12175550111')
  const stream = await watch(browser, 't_one')
  const { policy } = (await house.app.parts.tenants.find('t_one' as never)) ?? assert.fail('there is no tenant')
  await assert.rejects(
    house.app.store.transaction(policy.tenantId, async (tx) => {
      await tx.tenant.save(policy, house.app.parts.clock.now())
      throw new Error('undone')
    }),
  )
  await house.app.store.transaction(policy.tenantId, (tx) => tx.alerts.change('none', 'sent'))
  await until(() => stream.events.length > 0)
  assert.deepEqual(
    stream.events.map(({ kind }) => kind),
    ['alert'],
  )
  stream.stop()
  await stream.ended
})

test('signing out ends the stream at once, and removing somebody at the next heartbeat', async () => {
  const browser = await signedIn('+12175550111')
  const stream = await watch(browser, 't_one')
  await browser.ask('DELETE', '/api/v1/session')
  await stream.ended
  const other = await signedIn('+12175550121')
  const second = await watch(other, 't_two')
  const { policy } = (await house.app.parts.tenants.find('t_two' as never)) ?? assert.fail('there is no tenant')
  await house.app.store.transaction(policy.tenantId, (tx) =>
    tx.tenant.save({ ...policy, ownerPhone: phone('+12175550129') }, house.app.parts.clock.now()),
  )
  await house.pass(15_000)
  await second.ended
})

test('one sign-in holds six streams, and a stranger none', async () => {
  const browser = await signedIn('+12175550111')
  const streams: Stream[] = []
  for (let count = 0; count < 7; count += 1) streams.push(await watch(browser, 't_one'))
  assert.deepEqual(
    streams.map(({ status }) => status),
    [200, 200, 200, 200, 200, 200, 429],
  )
  assert.equal((await watch(browser, 't_two')).status, 404)
  assert.equal((await watch(new Browser(house), 't_one')).status, 401)
  for (const stream of streams) stream.stop()
  await Promise.all(streams.map(({ ended }) => ended))
})

test('stopping the product ends every stream', async () => {
  const stream = await watch(await signedIn('+12175550111'), 't_one')
  await house.restart()
  await stream.ended
})
