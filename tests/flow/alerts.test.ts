import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ALERT_TEXTS_PER_HOUR, CROWDED_WINDOW_MS } from '#core/owner/raise-alert.ts'
import { MONDAY_MORNING } from './house.ts'
import { CALLER, FLOOD, MENU, openOwnerHouse, OWNER, SINK, type OwnerHouse } from './owner-house.ts'

const MINUTE = 60_000
const houses: OwnerHouse[] = []

async function opened(...changes: Parameters<typeof openOwnerHouse>): Promise<OwnerHouse> {
  const owner = await openOwnerHouse(...changes)
  houses.push(owner)
  return owner
}

after(async () => {
  for (const { house } of houses) await house.close()
})

/** A caller whom no text reaches: one alert for each, as soon as the call is over. */
function landline(at: OwnerHouse, place: number): void {
  const from = `+1312555${String(2000 + place)}`
  at.house.carrier.registerHandset({ e164: from, kind: 'landline' })
  at.house.carrier.placeCall({ from, to: '+12175550102', caller: { kind: 'hangs-up-at-message', afterMs: 500 } })
}

test('the first alert leaves at once, those of the next seconds come as one text with a letter each', async () => {
  const at = await opened({ hours: { week: {} } })
  for (const place of [0, 1, 2, 3]) {
    landline(at, place)
    // oxlint-disable-next-line no-await-in-loop
    await at.house.pass(300)
  }
  await at.house.pass(MINUTE)
  const first = at.textsTo(OWNER)
  assert.match(first[0] ?? '', MENU)
  const [bundle, ...more] = at.textsTo(OWNER).slice(1)
  assert.deepEqual(more, [])
  assert.match(bundle ?? '', /^3 alerts - Ace Plumbing\n\[B\] MISSED CALL.*\+13125552001\n\[C\] .*\+13125552002\n\[D\] .*\+13125552003\n/)
  assert.match(bundle ?? '', MENU)
  const alerts = await at.house.app.store.transaction(at.policy.tenantId, (tx) => tx.alerts.list({ limit: 50, cursor: null }))
  assert.deepEqual(
    alerts.items.map((alert) => alert.status),
    ['sent', 'sent', 'sent', 'sent'],
  )
  assert.match((await at.say('1'))[0] ?? '', /^Which one\?/)
  assert.match((await at.say('c1'))[0] ?? '', /^Calling you now\. Press 1 to be connected to \+13125552002\./)
  assert.deepEqual(at.house.faults, [])
})

test('an emergency waits for no bundle', async () => {
  const at = await opened({ hours: { week: {} } })
  landline(at, 0)
  await at.house.pass(40_000)
  landline(at, 1)
  await at.house.pass(2_000)
  await at.write(CALLER, FLOOD)
  assert.equal(at.textsTo(OWNER).filter((text) => text.includes('EMERGENCY')).length, 1)
})

/** 11:01 of the same Monday: the hour has just begun. */
const HOUR_BEGUN = MONDAY_MORNING + 61 * MINUTE

test('after ten texts in an hour alerts are gathered for five minutes, and nobody is left out', async () => {
  const at = await opened(
    {
      hours: { week: {} },
      limits: { requestsPerMinute: 1_000, textsPerHour: 1_000, textsPerDay: 10_000, monthlyBudgetCents: 100_000 },
    },
    HOUR_BEGUN,
  )
  for (let place = 0; place < 18; place += 1) {
    landline(at, place)
    // oxlint-disable-next-line no-await-in-loop
    await at.house.pass(64_000)
  }
  await at.house.pass(CROWDED_WINDOW_MS)
  const texts = at.textsTo(OWNER)
  const bundles = texts.slice(ALERT_TEXTS_PER_HOUR)
  assert.equal(bundles.length, 2)
  const gathered = bundles.map((text) => Number(/^(\d) alerts - Ace Plumbing\n/.exec(text)?.[1]))
  assert.deepEqual(gathered, [4, 4])
  const alerts = await at.house.app.store.transaction(at.policy.tenantId, (tx) => tx.alerts.list({ limit: 50, cursor: null }))
  assert.ok(alerts.items.every(({ status }) => status === 'sent'))
})

/** 18:10 of the same Monday. */
const EVENING = MONDAY_MORNING + 490 * MINUTE

test("the day in one text at the owner's hour, once, by what is most pressing", async () => {
  const at = await opened({ digestAt: '18:30' }, EVENING)
  await at.write(CALLER, ...SINK)
  await at.write('+13125550177', FLOOD)
  await at.say('3')
  await at.write('+13125550178', 'hello, do you fix faucets')
  await at.house.pass(25 * MINUTE)
  const digests = at.textsTo(OWNER).filter((text) => text.includes(' today: '))
  assert.equal(digests.length, 1)
  assert.match(
    digests[0] ?? '',
    /^Ace Plumbing today: 1 emergency, \d ready to book.*\. \d+ texts, \$\d+\.\d\d\.\nWaiting for you: \[A\] Dana Miller, \[B\] \+13125550177/,
  )
  assert.deepEqual(at.house.faults, [])
})

test('no digest for a business that wants none', async () => {
  const at = await opened({ digestAt: null }, EVENING)
  await at.write(CALLER, ...SINK)
  await at.house.pass(25 * MINUTE)
  assert.ok(!at.textsTo(OWNER).some((text) => text.includes(' today: ')))
})

test('a lead that the owner can act on is alerted of at once, what is asked for after it comes as one piece of news', async () => {
  const at = await opened()
  await at.write(CALLER, 'Kitchen faucet drips, 9 Lake Dr 62703')
  assert.equal(at.textsTo(OWNER).length, 1)
  assert.match(at.textsTo(OWNER)[0] ?? '', /^NEW LEAD - Ace Plumbing\n\+13125550142\n"Kitchen faucet drips.*\n9 Lake Dr, 62703\n/)
  assert.equal((await at.lead()).status, 'open')
  await at.write(CALLER, 'Lea Fox')
  assert.equal(at.textsTo(OWNER).length, 1)
  await at.write(CALLER, 'tomorrow morning')
  assert.equal((await at.lead()).status, 'qualified')
  assert.equal(at.textsTo(OWNER).length, 2)
  assert.match(at.textsTo(OWNER)[1] ?? '', /^UPDATE, NEW LEAD - Ace Plumbing\nLea Fox \+13125550142\n.*\n9 Lake Dr, 62703\nWhen: Tue/)
  assert.deepEqual(at.house.faults, [])
})

test('whoever gives what is needed and writes no more is not alerted of a second time', async () => {
  const at = await opened()
  await at.write(CALLER, 'Kitchen faucet drips, 9 Lake Dr 62703')
  await at.house.pass(20 * MINUTE)
  assert.equal(at.textsTo(OWNER).length, 1)
  assert.equal((await at.lead()).status, 'qualified')
})
