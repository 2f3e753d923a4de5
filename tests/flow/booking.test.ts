import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { BOOKING_DEFAULTS, type Booking } from '#core/booking/booking.ts'
import type { ConversationEvent } from '#core/event.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { DAY_MS, HOUR_MS, instant, plus } from '#core/values/instant.ts'
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
  await house.pass(30_000)
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
