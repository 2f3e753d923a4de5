import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { localTime } from '#core/hours/local-time.ts'
import { modeAt } from '#core/hours/mode-at.ts'
import { DAY_MS, instant, MINUTE_MS, plus } from '#core/values/instant.ts'
import { type Booking, BOOKING_DEFAULTS, type BookingSettings } from './booking.ts'
import { type Diary, isFree, openSlots } from './open-slots.ts'

const TZDATA = '2026c'
const RANGES = [
  { from: '07:00', to: '12:00', mode: 'day' },
  { from: '13:00', to: '17:30', mode: 'day' },
  { from: '17:30', to: '21:00', mode: 'evening' },
] as const
const HOURS = {
  week: { mon: RANGES, tue: RANGES, wed: RANGES, thu: RANGES, fri: RANGES, sat: [{ from: '09:00', to: '24:00', mode: 'day' as const }] },
}

const settings = fc.record<BookingSettings>({
  visitMinutes: fc.integer({ min: 15, max: 300 }),
  travelMinutes: fc.integer({ min: 0, max: 90 }),
  capacity: fc.integer({ min: 1, max: 3 }),
  noticeMinutes: fc.integer({ min: 0, max: 600 }),
  daysAhead: fc.integer({ min: 1, max: 8 }),
  confirmBy: fc.constantFrom('owner', 'automatic'),
  holdMinutes: fc.constant(60),
  reminderMinutes: fc.constant(null),
})
/** Instants around both daylight changes of 2026 in the United States, and an ordinary week. */
const at = fc
  .tuple(fc.constantFrom('2026-03-06T15:00:00Z', '2026-10-30T15:00:00Z', '2026-06-01T15:00:00Z'), fc.integer({ min: 0, max: 4 * 1_440 }))
  .map(([base, minutes]) => instant(Date.parse(base) + minutes * MINUTE_MS))
const zone = fc.constantFrom('America/Chicago', 'America/New_York', 'America/Phoenix', 'America/St_Johns')

function diaryOf(over: Partial<Diary>): Diary {
  return {
    settings: BOOKING_DEFAULTS,
    hours: HOURS,
    timezone: 'America/Chicago',
    tzdata: TZDATA,
    closedDays: [],
    bookings: [],
    busy: [],
    ...over,
  }
}

test('whoever takes slots as they are offered, one after another, never needs more vans than there are', () => {
  fc.assert(
    fc.property(settings, at, zone, fc.array(fc.nat(), { maxLength: 25 }), (of, now, timezone, picks) => {
      const bookings: Booking[] = []
      for (const pick of picks) {
        const slots = openSlots(diaryOf({ settings: of, timezone, bookings }), now)
        const slot = slots[pick % Math.max(slots.length, 1)]
        if (slot === undefined) break
        assert.ok(isFree(diaryOf({ settings: of, timezone, bookings }), slot, now, null), 'an offered slot is free')
        bookings.push(bookingAt(String(bookings.length), slot.start, slot.end))
      }
      for (const { start } of bookings) assert.ok(underWay(bookings, start, of) <= of.capacity, 'more visits at once than vans')
    }),
  )
})

test('every slot lies wholly in day hours, after the notice, within the days ahead and on no closed day', () => {
  fc.assert(
    fc.property(settings, at, zone, fc.boolean(), (of, now, timezone, closes) => {
      const tomorrow = localTime(plus(now, DAY_MS), timezone, TZDATA).isoDate
      const closedDays = closes ? [tomorrow] : []
      for (const slot of openSlots(diaryOf({ settings: of, timezone, closedDays }), now)) {
        assert.equal(slot.end - slot.start, of.visitMinutes * MINUTE_MS)
        assert.ok(slot.start >= now + of.noticeMinutes * MINUTE_MS)
        assert.ok(slot.start <= now + (of.daysAhead + 1) * DAY_MS + 3_600_000)
        assert.ok(!closedDays.includes(localTime(slot.start, timezone, TZDATA).isoDate))
        for (let minute = slot.start; minute < slot.end; minute = plus(minute, MINUTE_MS))
          assert.equal(modeAt(HOURS, timezone, minute, TZDATA), 'day')
      }
    }),
    { numRuns: 40 },
  )
})

test('a hold that ran out takes no time; one that has not does', () => {
  const now = instant(Date.parse('2026-06-01T11:00:00Z'))
  const [first] = openSlots(diaryOf({}), now)
  assert.ok(first !== undefined)
  const held = { ...bookingAt('1', first.start, first.end), state: 'held' as const }
  assert.equal(isFree(diaryOf({ bookings: [{ ...held, heldUntil: plus(now, 1) }] }), first, now, null), false)
  assert.equal(isFree(diaryOf({ bookings: [{ ...held, heldUntil: now }] }), first, now, null), true)
  assert.equal(
    isFree(diaryOf({ bookings: [{ ...held, heldUntil: plus(now, 1) }] }), first, now, '1'),
    true,
    'it does not stand in its own way',
  )
})

test('an appointment in the other calendar takes one van, with the way to and from it', () => {
  const now = instant(Date.parse('2026-05-31T11:00:00Z'))
  const slots = openSlots(diaryOf({}), now)
  const [first, second] = slots
  assert.ok(first !== undefined && second !== undefined)
  const busy = [{ start: plus(first.end, 10 * MINUTE_MS), end: plus(first.end, 20 * MINUTE_MS) }]
  const left = openSlots(diaryOf({ busy }), now).map((slot) => slot.start)
  assert.ok(!left.includes(first.start), 'ten minutes after the visit is too near')
  assert.ok(!left.includes(second.start), 'it ends ten minutes before the next one')
  assert.equal(openSlots(diaryOf({ busy, settings: { ...BOOKING_DEFAULTS, capacity: 2 } }), now).length, slots.length)
})

function bookingAt(id: string, start: Booking['start'], end: Booking['end']): Booking {
  return { id, leadId: id, conversationKey: id, start, end, state: 'confirmed', heldUntil: null }
}

/** Visits under way at `at`, each with its way to the next: counted anew, not with the code under test. */
function underWay(bookings: readonly Booking[], at: number, { travelMinutes }: BookingSettings): number {
  return bookings.filter(({ start, end }) => start <= at && at < end + travelMinutes * MINUTE_MS).length
}
