import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { BOOKING_DEFAULTS } from '#core/booking/booking.ts'
import { DESK_KEY } from '#core/owner/desk.ts'
import { phone } from './house.ts'
import { CALLER, FLOOD, MENU, openOwnerHouse, OWNER, SECOND, SHOP, SINK, type OwnerHouse } from './owner-house.ts'

const MINUTE = 60_000
const OTHER = '+13125550143'
const STRANGER = '+13125550199'
const houses: OwnerHouse[] = []

async function opened(...changes: Parameters<typeof openOwnerHouse>): Promise<OwnerHouse> {
  const owner = await openOwnerHouse(...changes)
  houses.push(owner)
  return owner
}

after(async () => {
  for (const { house } of houses) await house.close()
})

/** A house in which Dana's sink is a complete lead that the owner was told of. */
async function withDana(...changes: Parameters<typeof openOwnerHouse>): Promise<OwnerHouse> {
  const at = await opened(...changes)
  await at.write(CALLER, ...SINK)
  await at.house.pass(2 * MINUTE)
  return at
}

function legs({ house }: OwnerHouse, direction: string): string[] {
  return house.carrier
    .events()
    .filter((event) => event.kind === 'leg' && event.detail['step'] === 'started' && event.detail['direction'] === direction)
    .map((event) => `${String(event.detail['from'])} > ${String(event.detail['to'])}`)
}

test('an owner runs a lead wholly by text: alert, call with key 1, take over, hand back, book with Y, and again says what is so', async () => {
  const at = await withDana()
  at.house.carrier.setPhone(OWNER, { kind: 'answers', afterMs: 3_000, pressAfterMs: 6_000, key: '1', talkMs: 30_000 })
  at.house.carrier.setPhone(CALLER, { kind: 'answers', afterMs: 2_000, talkMs: 30_000 })
  const alert = at.textsTo(OWNER).at(-1) ?? ''
  assert.match(alert, /NEW LEAD[\s\S]*Dana Miller \+13125550142/)
  assert.match(alert, MENU)

  assert.deepEqual(await at.say('1'), ['Calling you now. Press 1 to be connected to Dana Miller.'])
  await at.house.pass(2 * MINUTE)
  assert.deepEqual(legs(at, 'outbound-api'), [`${SHOP} > ${OWNER}`])
  assert.deepEqual(legs(at, 'outbound-dial'), [`${SHOP} > ${CALLER}`])

  assert.match((await at.say('3'))[0] ?? '', /^You have Dana Miller\. The assistant is quiet until \d+:\d\d [ap]m\. RESUME hands back\.$/)
  const before = at.textsTo(CALLER).length
  await at.write(CALLER, 'is somebody there?')
  assert.equal(at.textsTo(CALLER).length, before)
  assert.deepEqual(await at.say('resume'), ['The assistant answers Dana Miller again.'])
  await at.write(CALLER, 'are you a robot?')
  assert.equal(at.textsTo(CALLER).length, before + 1)

  assert.match((await at.say('2'))[0] ?? '', /^Mark Dana Miller as booked for Tue Dec 8, .*\? Y = yes\./)
  assert.equal((await at.lead()).outcome, 'open')
  assert.match((await at.say('Y'))[0] ?? '', /^Dana Miller: booked for Tue Dec 8, .* Please confirm the time with them\.$/)
  assert.deepEqual([(await at.lead()).outcome, (await at.lead()).status], ['booked', 'booked'])
  assert.match((await at.say('2'))[0] ?? '', /^Dana Miller is already booked for Tue Dec 8/)
  assert.deepEqual(at.house.faults, [])
})

test('"not a lead" asks first: N changes nothing, Y closes it, an old Y answers nothing', async () => {
  const at = await withDana()
  assert.deepEqual(await at.say('4'), ['Dana Miller is not a lead: close it? Y = yes'])
  assert.deepEqual(await at.say('no'), ['All right, nothing was changed.'])
  assert.equal((await at.lead()).outcome, 'open')
  await at.say('4')
  await at.house.pass(20 * MINUTE)
  await at.say('Y')
  assert.equal((await at.lead()).outcome, 'open')
  await at.say('4')
  assert.deepEqual(await at.say('Y'), ['Dana Miller: marked as no lead.'])
  assert.deepEqual([(await at.lead()).outcome, (await at.lead()).status], ['not_a_lead', 'closed'])
  assert.deepEqual(await at.say('4'), ['Dana Miller is already marked as no lead.'])
})

test('the time that a customer chose is confirmed by "2" and Y: the visit stands, and the customer is told', async () => {
  const at = await opened({ booking: BOOKING_DEFAULTS })
  await at.write(CALLER, ...SINK, 'the first one please')
  await at.house.pass(2 * MINUTE)
  assert.match(at.textsTo(OWNER).at(-1) ?? '', /CHOSE Tue Dec 8, 7-9 am/)
  assert.match((await at.say('2'))[0] ?? '', /^Mark Dana Miller as booked for Tue Dec 8, 7-9 am\? Y = yes/)
  assert.deepEqual(await at.say('Y'), ['Dana Miller: booked for Tue Dec 8, 7-9 am.'])
  const visit = await at.house.app.store.transaction(at.policy.tenantId, async (tx) =>
    tx.bookings.ofLead((await tx.leads.list({ limit: 1, cursor: null })).items[0]?.id ?? ''),
  )
  assert.equal(visit?.state, 'confirmed')
  assert.equal((await at.lead()).outcome, 'booked')
  assert.equal(at.textsTo(CALLER).filter((text) => text.includes('your visit is set for Tue Dec 8, 7-9 am')).length, 1)
})

test('a choice that the owner answered before its alert left is asked about as it is, and the alert is not sent any more', async () => {
  const at = await opened({ booking: BOOKING_DEFAULTS })
  await at.write(CALLER, ...SINK, 'the first one please')
  assert.match((await at.say('2'))[0] ?? '', /^Mark Dana Miller as booked for Tue Dec 8, 7-9 am\? Y = yes/)
  await at.say('Y')
  await at.house.pass(2 * MINUTE)
  assert.deepEqual(
    at.textsTo(OWNER).filter((text) => text.includes('Please confirm')),
    [],
  )
})

test('another time than the one that was chosen gives the chosen one back, and both hear of it', async () => {
  const at = await opened({ booking: BOOKING_DEFAULTS })
  await at.write(CALLER, ...SINK, 'the first one please')
  await at.house.pass(2 * MINUTE)
  await at.say('book wed 9')
  assert.deepEqual(await at.say('Y'), ['Dana Miller: booked for wed 9. Please confirm the time with them.'])
  assert.match(at.textsTo(CALLER).at(-1) ?? '', /Tue Dec 8, 7-9 am/)
  const visit = await at.house.app.store.transaction(at.policy.tenantId, async (tx) =>
    tx.bookings.ofLead((await tx.leads.list({ limit: 1, cursor: null })).items[0]?.id ?? ''),
  )
  assert.equal(visit, null)
  assert.equal((await at.lead()).outcome, 'booked')
})

test('"book tue 9" keeps the words of the time', async () => {
  const at = await withDana()
  assert.deepEqual(await at.say('book tue 9'), ['Mark Dana Miller as booked for tue 9? Y = yes. Another time: BOOK TUE 9'])
  assert.deepEqual(await at.say('si'), ['Dana Miller: booked for tue 9. Please confirm the time with them.'])
})

test('"later" brings the alert once more after an hour, and not when the lead was settled meanwhile', async () => {
  const at = await withDana()
  await at.write(OTHER, ...SINK.map((text) => text.replace('Dana Miller', 'Lee Park')))
  await at.house.pass(MINUTE)
  const before = at.textsTo(OWNER).length
  assert.match((await at.say('5 dana'))[0] ?? '', /^We remind you of Dana Miller at \d+:\d\d [ap]m\.$/)
  await at.say('5 lee')
  await at.say('later dana')
  await at.say('4 lee')
  await at.say('y')
  await at.house.pass(62 * MINUTE)
  const reminders = at
    .textsTo(OWNER)
    .slice(before)
    .filter((text) => text.includes('REMINDER'))
  assert.equal(reminders.length, 1)
  assert.match(reminders[0] ?? '', /Dana Miller/)
})

test('an emergency cannot be put off', async () => {
  const at = await opened()
  await at.write(CALLER, FLOOD)
  assert.match((await at.say('5'))[0] ?? '', /^An emergency cannot wait\./)
  await at.house.pass(85_000)
  assert.deepEqual(at.rang(), [OWNER, SECOND])
})

test('two open leads: letter or name says which; a name that fits both is asked about', async () => {
  const at = await withDana()
  await at.write(OTHER, 'my water heater is broken', '9 Elm Street Springfield 62704', 'Dana Novak', 'friday morning')
  await at.house.pass(2 * MINUTE)
  assert.match(at.textsTo(OWNER).at(-1) ?? '', /^\[B\] /)
  assert.match((await at.say('1 dana'))[0] ?? '', /^Which one\?\n\[A\] Dana Miller .*\n\[B\] Dana Novak /)
  assert.deepEqual(at.rang(), [])
  assert.match((await at.say('4 miller'))[0] ?? '', /^Dana Miller is not a lead/)
  await at.say('n')
  assert.match((await at.say('B4'))[0] ?? '', /^Dana Novak is not a lead/)
  await at.say('y')
  assert.deepEqual([(await at.lead(OTHER)).outcome, (await at.lead()).outcome], ['not_a_lead', 'open'])
  assert.match((await at.say('list'))[0] ?? '', /^\[A\] Dana Miller \+13125550142\n/)
  assert.match((await at.say('1 zoe'))[0] ?? '', /^We know nobody called "zoe"\./)
})

test('what is no command is answered with the menu, and never becomes a lead or reaches a customer', async () => {
  const at = await withDana()
  const customer = at.textsTo(CALLER).length
  for (const words of ['what a day, third flood this week and it is only monday', 'thanks', 'who is that?']) {
    // oxlint-disable-next-line no-await-in-loop
    assert.match((await at.say(words))[0] ?? '', /^1 call {2}2 book it/)
  }
  assert.match((await at.say('?'))[0] ?? '', /^Ace Plumbing alerts, \+12175550100\./)
  const leads = await at.house.app.store.transaction(at.policy.tenantId, (tx) => tx.leads.list({ limit: 10, cursor: null }))
  assert.deepEqual(
    leads.items.map((lead) => lead.phone),
    [CALLER],
  )
  assert.equal(at.textsTo(CALLER).length, customer)
  const messages = await at.house.messages(at.policy.tenantId)
  assert.equal(messages.filter((message) => message.kind === 'owner' && message.from === OWNER).length, 4)
})

test('STOP of the owner is honoured at once, START brings the alerts back', async () => {
  const at = await withDana()
  await at.say('STOP')
  await at.say('hello?')
  const before = at.textsTo(OWNER).length
  await at.write(OTHER, FLOOD)
  await at.house.pass(2 * MINUTE)
  assert.equal(at.textsTo(OWNER).length, before)
  await at.say('START')
  const started = at.textsTo(OWNER).length
  await at.write(CALLER, 'a pipe burst, water everywhere, emergency!!')
  assert.ok(at.textsTo(OWNER).length > started)
})

test('HELP of the owner names the business, a contact and STOP', async () => {
  const at = await opened()
  const answers = await at.say('HELP')
  // The carrier gives its own answer to HELP as well.
  assert.match(answers.join('\n'), /Ace Plumbing.*\+12175550100[\s\S]*STOP/)
})

test('only verified phones of this very business are obeyed', async () => {
  const at = await withDana({ fallbackPhoneVerified: false })
  assert.deepEqual(await at.say('4', SECOND), [])
  assert.deepEqual(await at.say('y', SECOND), [])
  await at.write(STRANGER, '4', 'y')
  assert.equal((await at.lead()).outcome, 'open')
  const leads = await at.house.app.store.transaction(at.policy.tenantId, (tx) => tx.leads.list({ limit: 10, cursor: null }))
  assert.ok(!leads.items.some((lead) => lead.phone === SECOND))
})

test('the second phone may act as well, and whoever is first has it', async () => {
  const at = await withDana()
  assert.deepEqual(await at.say('got it', SECOND), ['Noted: Pat has Dana Miller.'])
  assert.match((await at.say('got it'))[0] ?? '', /^Pat has Dana Miller since \d+:\d\d [ap]m\.$/)
})

test('one person may own two businesses: the number that they write to decides', async () => {
  const at = await withDana()
  const best = await at.house.addTenant({
    id: 't_best',
    name: 'Best Pipes',
    numbers: [{ e164: phone('+12175550150'), topology: 'forwarded' }],
  })
  at.house.carrier.sendTextFromHandset({ from: OWNER, to: '+12175550150', body: '1' })
  await at.house.pass(5_000)
  assert.deepEqual(at.rang(), [])
  assert.match(at.textsTo(OWNER).at(-1) ?? '', /^Nothing is open\.$/)
  const messages = await at.house.messages(best.tenantId)
  assert.ok(messages.every((message) => message.from !== CALLER && !message.body.includes('Dana')))
})

test('the same text delivered twice acts once', async () => {
  const at = await withDana()
  at.house.carrier.faults.add({ path: '/sms', on: 'webhook', action: { kind: 'duplicate', copies: 3 } })
  await at.say('1')
  await at.house.app.sweep.once(at.house.app.parts.clock.now())
  await at.house.pass(5_000)
  assert.equal(at.rang().length, 1)
})

test('the phone is rung once for two quick requests', async () => {
  const at = await withDana()
  await at.say('1')
  assert.match((await at.say('1'))[0] ?? '', /is ringing for Dana Miller already\.$/)
  assert.equal(at.rang().length, 1)
})

test('erasing a customer takes them off the desk', async () => {
  const at = await withDana()
  await at.write(OTHER, ...SINK.map((text) => text.replace('Dana Miller', 'Lee Park')))
  await at.house.pass(3 * MINUTE)
  const erased = await at.post('/erasures', { phone: CALLER })
  assert.equal(erased.status, 200)
  assert.doesNotMatch((await at.say('list'))[0] ?? '', /Dana/)
  const left = JSON.stringify(await at.house.messages(at.policy.tenantId))
  assert.ok(!left.includes(CALLER), 'the number is still in a text')
})

test('nothing that the owner and the desk said of an erased customer by name is left, and of others it is', async () => {
  const at = await withDana()
  await at.write(OTHER, ...SINK.map((text) => text.replace('Dana Miller', 'Lee Park')))
  await at.house.pass(3 * MINUTE)
  await at.say('3 dana')
  await at.say('no, DANA')
  const corrected = await at.house.app.server.inject({
    method: 'PATCH',
    url: `/api/v1/tenants/${at.policy.tenantId}/leads/${(await at.lead(CALLER)).id}`,
    headers: { authorization: 'Bearer operator' },
    payload: { field: 'name', value: 'Danielle Miller' },
  })
  assert.equal(corrected.statusCode, 200)
  await at.house.pass(2_000)
  await at.say('2 danielle')
  await at.say('5 Lee')
  const before = await everythingSaid(at)
  for (const name of [/dana/i, /danielle/i, /\blee\b/i]) assert.match(before, name)
  assert.equal((await at.post('/erasures', { phone: CALLER })).status, 200)
  const left = await everythingSaid(at)
  for (const name of [/dana/i, /danielle/i]) assert.doesNotMatch(left, name)
  assert.match(left, /\blee\b/i)
})

/** The texts, and the events that they came with. */
async function everythingSaid(at: OwnerHouse): Promise<string> {
  const events = await at.house.app.store.transaction(at.policy.tenantId, async (tx) => {
    const rows = (await tx.inbox.page('', 200)).filter((row) => row.conversationKey === DESK_KEY)
    return Promise.all(rows.map((row) => tx.inbox.recorded(row.id)))
  })
  return JSON.stringify([await at.house.messages(at.policy.tenantId), events])
}
