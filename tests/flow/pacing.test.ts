/**
 * Goal: a tenant's texts leave at the pace of its campaign and not beyond its day, whatever happens to the process, and nobody else waits for it.
 * Method: the whole product with the built-in carrier on virtual time; the instants at which the carrier got each text.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { HOUR_MS, instant, MINUTE_MS } from '#core/values/instant.ts'
import { openHouse, phone, testPolicy, type House } from './house.ts'

const SHOP = '+12175550102'
const LIMITS = { ...testPolicy('t_any').limits, requestsPerMinute: 1_000_000 }
const houses: House[] = []

after(async () => {
  for (const opened of houses) await opened.close()
})

async function house(startMs?: number): Promise<House> {
  const opened = await openHouse(startMs === undefined ? {} : { startMs })
  houses.push(opened)
  return opened
}

function attested(tier?: TenantPolicy['registration']['tier']): TenantPolicy['registration'] {
  return { kind: 'attested', status: 'none', campaignSid: 'QE1', note: null, ...(tier === undefined ? {} : { tier }) }
}

function shop(tier?: TenantPolicy['registration']['tier']): Partial<TenantPolicy> {
  return { numbers: [{ e164: phone(SHOP), topology: 'forwarded' }], limits: LIMITS, registration: attested(tier) }
}

const caller = (place: number) => `+1312555${String(1_000 + place)}`

function sentBy(opened: House, name: string): { to: string; body: string; createdAt: number }[] {
  const texts = opened.carrier.texts(`AC${'a'.repeat(32)}`).toReversed()
  return texts.filter((text) => text.direction !== 'inbound' && text.body.startsWith(name))
}

test('100 texts of a sole proprietor leave one a second across a restart, none twice, and the neighbour is texted at once', async () => {
  const opened = await house()
  const { tenantId } = await opened.addTenant({ ...shop('sole-proprietor'), ownerPhone: null })
  await opened.addTenant({
    id: 't_next',
    name: 'Next Door',
    ownerPhone: null,
    numbers: [{ e164: phone('+12175550150'), topology: 'forwarded' }],
  })
  for (let place = 0; place < 100; place += 1)
    opened.carrier.placeCall({ from: caller(place), to: SHOP, caller: { kind: 'hangs-up-at-message' } })
  await opened.pass(10_000)
  opened.carrier.placeCall({ from: '+13125559999', to: '+12175550150', caller: { kind: 'hangs-up-at-message' } })
  const calledMs = opened.clock.now()
  await opened.pass(20_000)
  const [neighbours] = sentBy(opened, 'Next Door')
  assert.ok(neighbours !== undefined && neighbours.createdAt - calledMs < 5_000)
  const waiting = (await opened.messages(tenantId)).filter((message) => message.status === 'waiting')
  assert.ok(waiting.length > 50)
  assert.deepEqual(new Set(waiting.flatMap((message) => message.reasons.map(({ code }) => code))), new Set(['campaign_rate']))
  await opened.restart()
  await opened.pass(3 * MINUTE_MS)
  const texts = sentBy(opened, 'Ace Plumbing')
  assert.equal(texts.length, 100)
  assert.equal(new Set(texts.map((text) => text.to)).size, 100)
  // The world's clock may move on between the gate and the carrier, so a text's neighbours are looked at in tens.
  const tens = texts.slice(10).map((text, place) => text.createdAt - (texts[place]?.createdAt ?? 0))
  assert.ok(Math.min(...tens) >= 9_000, `ten in ${Math.min(...tens)} ms`)
  const tookMs = (texts.at(-1)?.createdAt ?? 0) - (texts[0]?.createdAt ?? 0)
  assert.ok(tookMs > 98_500 && tookMs < 125_000, `all in ${tookMs} ms`)
})

test('a brand of low volume leaves 267 ms between texts; one that we know nothing of may send twenty at once', async () => {
  for (const [tier, leastMs] of [
    // What lies between the gate and the carrier takes its time too.
    ['low-volume-standard', 19 * 267 - 300],
    [undefined, 0],
  ] as const) {
    const opened = await house()
    await opened.addTenant({ ...shop(tier), ownerPhone: null })
    for (let place = 0; place < 20; place += 1)
      opened.carrier.placeCall({ from: caller(place), to: SHOP, caller: { kind: 'hangs-up-at-message' } })
    await opened.pass(30_000)
    const texts = sentBy(opened, 'Ace Plumbing')
    assert.equal(texts.length, 20)
    const tookMs = (texts.at(-1)?.createdAt ?? 0) - (texts[0]?.createdAt ?? 0)
    assert.ok(tookMs >= leastMs && tookMs <= leastMs + 2_000, `${tier}: ${tookMs} ms`)
  }
})

test('answers to STOP and HELP do not wait behind a hundred texts', async () => {
  const opened = await house()
  await opened.addTenant({ ...shop('sole-proprietor'), ownerPhone: null })
  for (let place = 0; place < 100; place += 1)
    opened.carrier.placeCall({ from: caller(place), to: SHOP, caller: { kind: 'hangs-up-at-message' } })
  await opened.pass(15_000)
  opened.carrier.sendTextFromHandset({ from: '+13125557001', to: SHOP, body: 'HELP' })
  opened.carrier.sendTextFromHandset({ from: '+13125557002', to: SHOP, body: 'please stop texting me' })
  await opened.pass(2_000)
  const answered = sentBy(opened, 'Ace Plumbing').filter(({ to }) => to.startsWith('+13125557'))
  assert.deepEqual(answered.map(({ to }) => to).toSorted(), ['+13125557001', '+13125557002'])
})

test('beyond the cap of the day a text waits for midnight Pacific, the owner is told once, and STOP is still confirmed', async () => {
  // 23:00 in Los Angeles: an hour is left of the cap's day.
  const opened = await house(Date.parse('2026-12-08T07:00:00Z'))
  const { tenantId } = await opened.addTenant(shop('sole-proprietor'))
  const midnight = instant(Date.parse('2026-12-08T08:00:00Z'))
  await opened.app.store.transaction(tenantId, (tx) =>
    tx.usage.savePace({ queueEnds: instant(0), nextAt: instant(0), dayEnds: midnight, segments: 1_000 }),
  )
  for (let place = 0; place < 3; place += 1) {
    opened.carrier.placeCall({ from: caller(place), to: SHOP, caller: { kind: 'leaves-voicemail', seconds: 7 } })
    await opened.pass(30_000)
  }
  assert.deepEqual(sentBy(opened, 'Ace Plumbing: Sorry'), [])
  opened.carrier.sendTextFromHandset({ from: caller(0), to: SHOP, body: 'please stop texting me' })
  await opened.pass(MINUTE_MS)
  const told = opened.carrier.handset('+12175550101').inbox.filter(({ body }) => body.includes('until midnight Pacific time'))
  assert.equal(told.length, 1)
  assert.equal(opened.carrier.handset(caller(0)).inbox.filter(({ body }) => body.includes('unsubscribed')).length, 1)
  const held = (await opened.messages(tenantId)).filter(({ status, waitsUntil }) => status === 'waiting' && waitsUntil === midnight)
  assert.ok(held.length > 0)
  assert.ok(held.every(({ reasons }) => reasons.some(({ code }) => code === 'campaign_cap_day')))
  await opened.restart()
  await opened.pass(1.2 * HOUR_MS)
  const late = (await opened.messages(tenantId)).filter((message) => message.kind === 'instant_reply')
  // An hour after the call a first text is no longer welcome; the lead is kept, the owner's alerts go out.
  assert.ok(late.every((message) => message.status !== 'waiting' && message.sentAt === null))
  assert.equal(await opened.app.store.transaction(tenantId, (tx) => tx.leads.count()), 3)
  assert.ok(sentBy(opened, '').some((text) => text.to === '+12175550101' && text.createdAt >= midnight))
  assert.deepEqual(opened.faults, [])
})
