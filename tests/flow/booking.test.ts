import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { BOOKING_DEFAULTS, type Booking } from '#core/booking/booking.ts'
import type { ConversationEvent } from '#core/event.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { DAY_MS, HOUR_MS, instant, plus } from '#core/values/instant.ts'
import { erasePerson } from '#flow/ledger/erase-person.ts'
import { receive } from '#flow/receive.ts'
import { openHouse, phone, type House } from './house.ts'

const CALLER = '+13125550142'
const OTHER_CALLER = '+13125550143'
const OWNER = '+12175550101'
const SHOP = '+12175550102'
const houses: House[] = []
let events = 0

after(async () => {
  for (const opened of houses) await opened.close()
})

/** Monday 10:00. Two callers were missed; the business gives out two-hour visits. */
async function bookingHouse(changes: Partial<TenantPolicy> = {}): Promise<{ house: House; policy: TenantPolicy }> {
  const house = await openHouse()
  houses.push(house)
  const policy = await house.addTenant({ booking: BOOKING_DEFAULTS, ...changes })
  house.carrier.setPhone(OWNER, { kind: 'declines' })
  for (const from of [CALLER, OTHER_CALLER]) house.carrier.placeCall({ from, to: SHOP, caller: { kind: 'hangs-up-at-message' } })
  await house.pass(30_000)
  return { house, policy }
}

async function write(house: House, from: string, ...bodies: string[]): Promise<void> {
  for (const body of bodies) {
    house.carrier.sendTextFromHandset({ from, to: SHOP, body })
    await house.pass(12_000)
  }
}

const DETAILS = ['my kitchen sink is clogged', '412 Oak St, Springfield 62704', 'Dana Miller', 'tomorrow morning']

function textsTo(house: House, e164: string): string[] {
  return house.carrier.handset(e164).inbox.map((text) => text.body)
}

async function happens(house: House, policy: TenantPolicy, event: ConversationEvent, key = CALLER): Promise<void> {
  const tenant = await house.app.parts.tenants.find(policy.tenantId)
  assert.ok(tenant)
  await receive(house.app.parts, tenant, { id: `test:${events++}`, event }, key)
  await house.pass(0)
  await house.pass(12_000)
}

function bookings(house: House, policy: TenantPolicy): Promise<Booking[]> {
  const now = instant(house.clock.now())
  return house.app.store.transaction(policy.tenantId, (tx) => tx.bookings.touching({ start: now, end: plus(now, 30 * DAY_MS) }))
}

test('a qualified customer is offered two times, takes one, and the owner is asked to confirm it', async () => {
  const { house, policy } = await bookingHouse()
  await write(house, CALLER, ...DETAILS)
  assert.match(textsTo(house, CALLER).at(-1) ?? '', /I can offer Tue Dec 8, 7-9 am or Tue Dec 8, 9:30-11:30 am\. Which suits you\?/)
  await write(house, CALLER, 'the first one please')
  assert.match(textsTo(house, CALLER).at(-1) ?? '', /holding Tue Dec 8, 7-9 am for you and Sam will confirm it/)
  const [held] = await bookings(house, policy)
  assert.equal(held?.state, 'held')
  // The second alert within a minute waits for the bundle.
  await house.pass(70_000)
  assert.match(textsTo(house, OWNER).at(-1) ?? '', /CHOSE Tue Dec 8, 7-9 am/)
})

test('the owner says yes: the customer is told once, and reminded the day before', async () => {
  // The reminder is due 23 hours before, half an hour from now; a whole day of polling would only take long.
  const { house, policy } = await bookingHouse({ booking: { ...BOOKING_DEFAULTS, reminderMinutes: 23 * 60 } })
  await write(house, CALLER, ...DETAILS, '2')
  await happens(house, policy, { kind: 'visit-answered', accepted: true, by: 'Sam' })
  await happens(house, policy, { kind: 'visit-answered', accepted: true, by: 'Sam' })
  const confirmations = textsTo(house, CALLER).filter((text) => text.includes('your visit is set for Tue Dec 8, 9:30-11:30 am'))
  assert.equal(confirmations.length, 1)
  assert.equal((await bookings(house, policy))[0]?.state, 'confirmed')
  await house.pass(HOUR_MS)
  const reminders = textsTo(house, CALLER).filter((text) => text.includes('a reminder of your visit Tue Dec 8'))
  assert.equal(reminders.length, 1)
})

test('one van, one slot: whoever is later is told so and offered others', async () => {
  const { house, policy } = await bookingHouse()
  await write(house, CALLER, ...DETAILS)
  await write(house, OTHER_CALLER, 'my toilet is running', '9 Elm Ave, Springfield 62704', 'Lee Wong', 'tomorrow morning')
  await write(house, CALLER, '1')
  await write(house, OTHER_CALLER, '1')
  assert.match(textsTo(house, OTHER_CALLER).at(-1) ?? '', /that time was taken a moment ago.*I can offer Tue Dec 8, 9:30-11:30 am/s)
  await write(house, OTHER_CALLER, 'first')
  const all = await bookings(house, policy)
  assert.deepEqual(
    all.map((booking) => [booking.conversationKey, booking.state]),
    [
      [CALLER, 'held'],
      [OTHER_CALLER, 'held'],
    ],
  )
  assert.ok((all[0]?.end ?? 0) <= (all[1]?.start ?? 0))
})

test('automatic: the chosen time is booked at once', async () => {
  const { house, policy } = await bookingHouse({ booking: { ...BOOKING_DEFAULTS, confirmBy: 'automatic' } })
  await write(house, CALLER, ...DETAILS, 'first')
  assert.match(textsTo(house, CALLER).at(-1) ?? '', /You're all set: Tue Dec 8, 7-9 am/)
  assert.equal((await bookings(house, policy))[0]?.state, 'confirmed')
  const leads = await house.app.store.transaction(policy.tenantId, (tx) => tx.leads.list({ limit: 10, cursor: null }))
  assert.equal(leads.items.find((lead) => lead.phone === CALLER)?.status, 'booked')
})

test('a hold that nobody confirms is free again, and the owner hears of it', async () => {
  const { house, policy } = await bookingHouse({ booking: { ...BOOKING_DEFAULTS, holdMinutes: 30 } })
  await write(house, CALLER, ...DETAILS, '1')
  await house.pass(HOUR_MS)
  assert.equal((await bookings(house, policy))[0]?.state, 'lapsed')
  assert.ok(textsTo(house, OWNER).some((text) => text.includes('NOT CONFIRMED IN TIME')))
})

test('another day is offered on request, a cancellation frees the time, and a taken time is refused to the owner too', async () => {
  const { house, policy } = await bookingHouse()
  await write(house, CALLER, ...DETAILS)
  await write(house, CALLER, 'neither, how about friday afternoon')
  assert.match(textsTo(house, CALLER).at(-1) ?? '', /Fri Dec 11/)
  await write(house, CALLER, '1')
  const [held] = await bookings(house, policy)
  assert.ok(held)
  await write(house, OTHER_CALLER, 'my toilet is running', '9 Elm Ave, Springfield 62704', 'Lee Wong', 'friday afternoon')
  await happens(house, policy, { kind: 'visit-set', start: held.start, end: held.end, by: 'Sam' }, OTHER_CALLER)
  assert.equal((await bookings(house, policy)).filter((booking) => booking.state !== 'canceled').length, 1)
  await write(house, CALLER, 'I need to cancel my appointment')
  assert.match(textsTo(house, CALLER).at(-1) ?? '', /Done, Fri Dec 11.* is off/)
  assert.equal((await bookings(house, policy)).find((booking) => booking.id === held.id)?.state, 'canceled')
})

test('a closed day is not offered', async () => {
  const { house, policy } = await bookingHouse()
  await house.app.store.transaction(policy.tenantId, (tx) => tx.bookings.closeDay('2026-12-08'))
  await write(house, CALLER, ...DETAILS)
  assert.doesNotMatch(textsTo(house, CALLER).at(-1) ?? '', /Dec 8/)
  assert.match(textsTo(house, CALLER).at(-1) ?? '', /I can offer Mon Dec 7|I can offer Wed Dec 9/)
})

test('without booking settings nothing is offered', async () => {
  const { house } = await bookingHouse({ booking: null })
  await write(house, CALLER, ...DETAILS)
  assert.ok(textsTo(house, CALLER).every((text) => !text.includes('I can offer')))
  assert.ok(phone(SHOP))
})

const OPERATOR = { authorization: 'Bearer operator', 'content-type': 'application/json' }

async function ask(house: House, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: unknown) {
  const response = await house.app.server.inject({
    method,
    url: url.startsWith('/calendar') ? url : `/api/v1${url}`,
    headers: OPERATOR,
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  })
  // What the request led to is handed to the carrier before time passes.
  await house.pass(0)
  await house.pass(12_000)
  return response
}

test('the calendar shows free slots and visits, a day is closed with one request, and a person books what was not offered', async () => {
  const { house, policy } = await bookingHouse()
  const base = `/tenants/${policy.tenantId}`
  await write(house, CALLER, ...DETAILS, '1')
  await ask(house, 'POST', `${base}/calendar/closed-days`, { date: '2026-12-09' })
  const days = (await ask(house, 'GET', `${base}/calendar?from=2026-12-08&to=2026-12-09`)).json().days
  assert.deepEqual(
    days.map((day: { date: string; closed: boolean; free: unknown[]; visits: { name: string; state: string }[] }) => [
      day.date,
      day.closed,
      day.free.length,
      day.visits.map((visit) => [visit.name, visit.state]),
    ]),
    [
      ['2026-12-08', false, 3, [['Dana Miller', 'held']]],
      ['2026-12-09', true, 0, []],
    ],
  )
  const leads = await house.app.store.transaction(policy.tenantId, (tx) => tx.leads.list({ limit: 10, cursor: null }))
  const leadId = leads.items.find((lead) => lead.phone === CALLER)?.id ?? ''
  const other = leads.items.find((lead) => lead.phone === OTHER_CALLER)?.id ?? ''
  const taken = await ask(house, 'POST', `${base}/leads/${other}/book`, { start: '2026-12-08T14:00:00Z' })
  assert.deepEqual([taken.statusCode, taken.json().code], [409, 'slot_taken'])
  const past = await ask(house, 'POST', `${base}/leads/${other}/book`, { start: '2020-01-08T14:00:00Z' })
  assert.deepEqual([past.statusCode, past.json().code], [400, 'invalid_request'])
  const answered = await ask(house, 'POST', `${base}/leads/${leadId}/visit/answer`, { accepted: true })
  assert.equal(answered.json().visit.state, 'confirmed')
  const moved = await ask(house, 'POST', `${base}/leads/${leadId}/book`, { start: '2026-12-12T15:00:00Z', end: '2026-12-12T16:00:00Z' })
  assert.equal(moved.json().visit.start, '2026-12-12T15:00:00.000Z')
  assert.match(textsTo(house, CALLER).at(-1) ?? '', /your visit is set for Sat Dec 12, 9-10 am/)
  const standing = (await bookings(house, policy)).filter((booking) => booking.state !== 'canceled')
  assert.equal(standing.length, 1)
})

test('phones subscribe to the visits by a secret address, and a guessed one is not there', async () => {
  const { house, policy } = await bookingHouse({ booking: { ...BOOKING_DEFAULTS, confirmBy: 'automatic' } })
  await write(house, CALLER, ...DETAILS, '1')
  const { feedUrl } = (await ask(house, 'GET', `/tenants/${policy.tenantId}/booking`)).json()
  const feed = await ask(house, 'GET', new URL(feedUrl).pathname)
  assert.match(feed.body, /SUMMARY:Dana Miller/)
  assert.match(feed.body, /DTSTART:20261208T130000Z/)
  assert.match(feed.body, /STATUS:CONFIRMED/)
  const guessed = await ask(house, 'GET', `/calendar/${policy.tenantId}/${'0'.repeat(40)}.ics`)
  assert.equal(guessed.statusCode, 404)
})

test('what another calendar says is not offered; its sign-in is never shown; an unreadable one says why', async () => {
  const read: string[] = []
  const busy = { start: instant(Date.parse('2026-12-08T13:00:00Z')), end: instant(Date.parse('2026-12-08T23:00:00Z')) }
  const house = await openHouse({
    replacements: async () => ({
      calendars: {
        async read(source) {
          read.push(source.url)
          return source.kind === 'ics' ? { kind: 'done', value: [busy] } : { kind: 'refused', reason: 'the sign-in was refused', code: 401 }
        },
      },
    }),
  })
  houses.push(house)
  const policy = await house.addTenant({ booking: BOOKING_DEFAULTS })
  const base = `/tenants/${policy.tenantId}`
  await ask(house, 'POST', `${base}/calendars`, { kind: 'ics', url: 'https://calendar.example/secret-key/basic.ics' })
  const dav = { kind: 'caldav', url: 'https://dav.example/sam', username: 'sam', password: 'hunter2' }
  await ask(house, 'POST', `${base}/calendars`, dav)
  const misspelt = await ask(house, 'PUT', `${base}/booking`, { settings: { visitMinuets: 90 } })
  assert.deepEqual([misspelt.statusCode, misspelt.json().code], [400, 'invalid_request'])
  const shown = await ask(house, 'GET', `${base}/booking`)
  assert.doesNotMatch(shown.body, /secret-key|hunter2/)
  assert.match(shown.body, /the sign-in was refused/)
  const [day] = (await ask(house, 'GET', `${base}/calendar?from=2026-12-08&to=2026-12-08`)).json().days
  assert.deepEqual([day.free.length, day.busy.length], [0, 1])
  const tried = await ask(house, 'POST', `${base}/calendars/test`, { kind: 'ics', url: 'https://calendar.example/other.ics' })
  assert.deepEqual(tried.json(), { problem: null, busy: [{ start: '2026-12-08T13:00:00.000Z', end: '2026-12-08T23:00:00.000Z' }] })
  const again = await ask(
    house,
    'POST',
    `${base}/calendars/${shown.json().calendars.find(({ kind }: { kind: string }) => kind === 'caldav').id}/test`,
    {},
  )
  assert.deepEqual(again.json(), { problem: 'the sign-in was refused', busy: [] })
  assert.doesNotMatch(again.body, /hunter2/)
  await house.pass(16 * 60_000)
  assert.ok(read.length >= 4, 'both are read again')
  for (const calendar of shown.json().calendars) await ask(house, 'DELETE', `${base}/calendars/${calendar.id}`)
  const [freed] = (await ask(house, 'GET', `${base}/calendar?from=2026-12-08&to=2026-12-08`)).json().days
  assert.ok(freed.free.length > 0 && freed.busy.length === 0)
})

test('an erased customer is named by no visit, and the time stays taken', async () => {
  const { house, policy } = await bookingHouse()
  await write(house, CALLER, ...DETAILS, '1')
  const [held] = await bookings(house, policy)
  assert.equal(held?.conversationKey, CALLER)
  const erased = await erasePerson(house.app.parts, policy.tenantId, phone(CALLER), 'operator')
  assert.equal(erased.kind, 'erased')
  const [left] = await bookings(house, policy)
  assert.equal(left?.start, held.start)
  assert.ok(!JSON.stringify(left).includes(CALLER), 'the number is still at the visit')
})
