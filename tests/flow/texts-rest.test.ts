/**
 * Goal: a business whose texts cannot go is of use all the same.
 * Method: the whole product with the built-in carrier; what the caller hears, what the owner's phone hears, and what changes with the approval.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { replayed } from '#execution/cli/replay.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { ALERT_CALL_EVERY_MS } from '#core/owner/raise-by-call.ts'
import { phone } from './house.ts'
import { FLOOD, openOwnerHouse, OWNER, SHOP, type OwnerHouse } from './owner-house.ts'

const MINUTE = 60_000
const NIGHT = Date.parse('2026-12-08T05:00:00Z')
/** A quarter of an hour before the first hours of the day. */
const BEFORE_HOURS = Date.parse('2026-12-08T12:45:00Z')
const PENDING: TenantPolicy['registration'] = { kind: 'managed', status: 'pending', campaignSid: null, note: null }
const APPROVED: TenantPolicy['registration'] = { ...PENDING, status: 'approved', campaignSid: 'QE1' }
const FORWARDED = { numbers: [{ e164: phone(SHOP), topology: 'forwarded' as const }] }
const houses: OwnerHouse[] = []

async function opened(changes: Partial<TenantPolicy> = {}, startMs?: number): Promise<OwnerHouse> {
  const at = await openOwnerHouse({ ...FORWARDED, registration: PENDING, ...changes }, startMs)
  houses.push(at)
  return at
}

after(async () => {
  for (const { house } of houses) await house.close()
})

function caller(place: number): string {
  return `+1312555${String(1000 + place)}`
}

function spoken({ house }: OwnerHouse, since = 0): string[] {
  return house.carrier
    .events()
    .filter((event) => event.kind === 'verb' && event.detail['verb'] === 'Say' && event.at >= since)
    .map((event) => String(event.detail['text']))
}

function noFaults({ house }: OwnerHouse): void {
  assert.deepEqual(house.faults, [])
  assert.deepEqual(
    house.carrier.alerts().map((alert) => alert.detail),
    [],
  )
}

async function ring(at: OwnerHouse, from: string, seconds: number | null = null): Promise<void> {
  const persona = seconds === null ? ({ kind: 'waits' } as const) : ({ kind: 'leaves-voicemail', seconds } as const)
  at.house.carrier.placeCall({ from, to: SHOP, caller: persona })
  await at.house.pass(90_000)
}

async function approve(at: OwnerHouse, registration: TenantPolicy['registration']): Promise<void> {
  const { app } = at.house
  await app.store.transaction(at.policy.tenantId, async (tx) => {
    const record = await tx.tenant.find()
    assert.ok(record)
    await tx.tenant.save({ ...record.policy, registration }, record.createdAt)
  })
  app.parts.tenants.forget(at.policy.tenantId)
}

test('while the registration is pending nobody hears of a text, a voicemail is asked for, and the owner is rung with a key to call back', async () => {
  const at = await opened()
  at.house.carrier.setPhone(OWNER, { kind: 'answers', afterMs: 3_000, pressAfterMs: 20_000, key: '1', talkMs: 20_000 })
  at.house.carrier.setPhone(caller(1), { kind: 'answers', afterMs: 2_000, talkMs: 20_000 })
  await ring(at, caller(1))
  const [heard] = spoken(at)
  assert.match(heard ?? '', /Ace Plumbing.*leave your name, your number and what you need after the tone/)
  assert.doesNotMatch(heard ?? '', /text/i)
  const now = await at.house.app.server.inject({
    url: `/api/v1/tenants/${at.policy.tenantId}/now`,
    headers: { authorization: 'Bearer operator' },
  })
  const [card] = now.json().cards
  assert.deepEqual([card?.need, card?.callOnly, card?.phone], ['ready', true, caller(1)])
  await at.house.pass(2 * MINUTE)
  assert.deepEqual(at.rang(), [OWNER])
  const told = spoken(at).find((words) => words.includes('Press 1'))
  assert.match(
    told ?? '',
    /^Ace Plumbing\. Somebody called at 10:00 am\. The number is 3 1 2, 5 5 5, 1 0 0 1\..*Press 1 to call them now, press 2 if you have it/,
  )
  const dialled = at.house.carrier
    .events()
    .filter((event) => event.kind === 'leg' && event.detail['step'] === 'started' && event.detail['direction'] === 'outbound-dial')
    .map((event) => event.detail['to'])
  assert.deepEqual(dialled, [caller(1)])
  assert.equal((await at.lead(caller(1))).acknowledgedBy, 'Sam')
  assert.deepEqual(at.textsTo(OWNER), [])
  assert.deepEqual(at.textsTo(caller(1)), [])
  noFaults(at)
})

test('the owner hears on the phone what was said in the voicemail', async () => {
  const at = await opened()
  at.house.carrier.setPhone(OWNER, { kind: 'answers', afterMs: 3_000, pressAfterMs: 30_000, key: '2' })
  at.house.carrier.placeCall({
    from: caller(1),
    to: SHOP,
    caller: { kind: 'leaves-voicemail', seconds: 8, says: 'My kitchen sink is clogged, 412 Oak Street' },
  })
  await at.house.pass(4 * MINUTE)
  assert.deepEqual(at.rang(), [OWNER])
  assert.ok(spoken(at).some((words) => /They said: My kitchen sink is clogged.* At 412 Oak Street/.test(words)))
  assert.equal((await at.lead(caller(1))).acknowledgedBy, 'Sam')
  noFaults(at)
})

test('ten missed calls in an hour are at most three calls to the owner, who goes through them by key', async () => {
  const at = await opened()
  at.house.carrier.setPhone(OWNER, { kind: 'answers', afterMs: 3_000, pressAfterMs: 20_000, key: '2' })
  const startedAt = at.house.clock.now()
  for (let place = 0; place < 10; place += 1) {
    // Callers come one after another.
    // oxlint-disable-next-line no-await-in-loop
    await ring(at, caller(place))
    // oxlint-disable-next-line no-await-in-loop
    await at.house.pass(3 * MINUTE)
  }
  await at.house.pass(startedAt + 60 * MINUTE - at.house.clock.now())
  assert.ok(at.rang().length >= 1 && at.rang().length <= 60 / (ALERT_CALL_EVERY_MS / MINUTE), `${at.rang().length} calls`)
  assert.ok(spoken(at).some((words) => /3 for the next of \d more/.test(words)))
  const leads = await at.house.app.store.transaction(at.policy.tenantId, (tx) => tx.leads.list({ limit: 50, cursor: null }))
  assert.equal(leads.items.length, 10)
  noFaults(at)
})

test('key 3 goes on to the next lead without taking the first', async () => {
  const at = await opened()
  await ring(at, caller(1))
  await ring(at, caller(2))
  at.house.carrier.setPhone(OWNER, { kind: 'answers', afterMs: 3_000, pressAfterMs: 20_000, key: '3' })
  await at.house.pass(25 * MINUTE)
  const [first, second] = [await at.lead(caller(1)), await at.lead(caller(2))]
  assert.deepEqual([first.acknowledgedAt, second.acknowledgedAt], [null, null])
  const told = spoken(at).filter((words) => words.includes('called at'))
  assert.ok(told.some((words) => words.includes('1 0 0 1')) && told.some((words) => words.includes('1 0 0 2')), told.join('\n'))
  noFaults(at)
})

test('what was decided while texts rested is decided the same again after the approval', async () => {
  const at = await opened()
  await ring(at, caller(1), 6)
  await approve(at, APPROVED)
  await ring(at, caller(1))
  const differences: string[] = []
  const asked = { tenantId: at.policy.tenantId, conversation: null, folder: null, rereads: false }
  const summary = await replayed(at.house.app.store, asked, (text) => differences.push(text))
  assert.deepEqual([differences, summary.different, summary.notRecorded], [[], 0, 0])
  assert.ok(summary.events > 5)
})

test('a call about leads that nobody answers comes once more, and then the screen has to do', async () => {
  const at = await opened()
  await ring(at, caller(1))
  await at.house.pass(90 * MINUTE)
  assert.deepEqual(at.rang(), [OWNER, OWNER])
  assert.equal((await at.lead(caller(1))).acknowledgedAt, null)
  noFaults(at)
})

test('at night the owner sleeps and is rung when the hours begin', async () => {
  const at = await opened({}, BEFORE_HOURS)
  await ring(at, caller(1))
  const [heard] = spoken(at)
  assert.match(heard ?? '', /If this is an emergency, press 1 now\..*after the tone/)
  await at.house.pass(10 * MINUTE)
  assert.deepEqual(at.rang(), [])
  await at.house.pass(5 * MINUTE)
  assert.equal(at.rang()[0], OWNER)
  noFaults(at)
})

test('key 1 at night is an emergency as ever: the person on call is rung, and the alarm rings instead of texting', async () => {
  const at = await opened({}, NIGHT)
  at.house.carrier.placeCall({ from: caller(1), to: SHOP, caller: { kind: 'presses', key: '1', afterMs: 2_000 } })
  await at.house.pass(4 * MINUTE)
  assert.equal((await at.lead(caller(1))).urgency, 'emergency')
  const rung = at.house.carrier
    .events()
    .filter((event) => event.kind === 'leg' && event.detail['step'] === 'started' && event.detail['to'] === OWNER)
  assert.deepEqual(
    rung.slice(0, 2).map((event) => event.detail['direction']),
    ['outbound-dial', 'outbound-api'],
  )
  assert.ok((rung[1]?.at ?? 0) - (rung[0]?.at ?? 0) > 20_000, 'their line was free again')
  assert.deepEqual(at.textsTo(OWNER), [])
  noFaults(at)
})

test('an emergency by text rings the owner at once although nothing can be answered', async () => {
  const at = await opened({}, NIGHT)
  await at.write(caller(1), FLOOD)
  assert.equal(at.rang()[0], OWNER)
  assert.deepEqual(at.textsTo(caller(1)), [])
  noFaults(at)
})

test('with the approval texts begin: the very next call gets its text, also from somebody who called before', async () => {
  const at = await opened()
  await ring(at, caller(1))
  assert.deepEqual(at.textsTo(caller(1)), [])
  await approve(at, APPROVED)
  const since = at.house.clock.now()
  await ring(at, caller(1))
  assert.equal(at.textsTo(caller(1)).length, 1)
  assert.match(spoken(at, since).join('\n'), /will send a text to this number/)
  noFaults(at)
})

test('what was held for a call in the morning leaves as a text with the first alert after the approval', async () => {
  const at = await opened({}, NIGHT)
  await ring(at, caller(1))
  await at.house.pass(MINUTE)
  await approve(at, APPROVED)
  await at.write(caller(2), 'my kitchen sink is clogged', '412 Oak St Springfield 62704', 'Dana Miller', 'tomorrow morning')
  await at.house.pass(MINUTE)
  const told = at.textsTo(OWNER).join('\n')
  assert.ok(told.includes(caller(1)) && told.includes(caller(2)), told)
  assert.deepEqual(at.rang(), [])
  noFaults(at)
})

test('a suspension is like a registration that is not there yet', async () => {
  const at = await opened({ registration: APPROVED })
  await ring(at, caller(1))
  assert.equal(at.textsTo(caller(1)).length, 1)
  await approve(at, { ...APPROVED, status: 'none' })
  const since = at.house.clock.now()
  await ring(at, caller(2))
  assert.doesNotMatch(spoken(at, since).join('\n'), /send a text/)
  assert.deepEqual(at.textsTo(caller(2)), [])
  noFaults(at)
})

test('a paused business announces no text either, and its owner is told by text as before', async () => {
  const at = await opened({ registration: { ...PENDING, kind: 'attested' }, status: 'paused' })
  await ring(at, caller(1))
  assert.doesNotMatch(spoken(at).join('\n'), /send a text/)
  assert.deepEqual(at.textsTo(caller(1)), [])
  assert.match(at.textsTo(OWNER).join('\n'), /please call/)
  assert.deepEqual(at.rang(), [])
  noFaults(at)
})

test('nothing changes for a business whose operator vouches for its numbers', async () => {
  const at = await opened({ registration: { ...PENDING, kind: 'attested' } })
  await ring(at, caller(1))
  assert.match(spoken(at)[0] ?? '', /will send a text to this number/)
  assert.equal(at.textsTo(caller(1)).length, 1)
  assert.deepEqual(at.rang(), [])
  noFaults(at)
})
