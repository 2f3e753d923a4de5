import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, parseInstant } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import { addDays, isTimezone, localTime, toInstant, weekdayOf } from './local-time.ts'

const TZDATA = '2026c'

function at(iso: string): Instant {
  const parsed = parseInstant(iso)
  assert.ok(parsed !== null, iso)
  return parsed
}

function wall(iso: string, zone: string, tzdata = TZDATA): string {
  const local = localTime(at(iso), zone, tzdata)
  return `${local.isoDate} ${local.weekday} ${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}:${String(local.second).padStart(2, '0')} ${local.offsetMinutes}`
}

test('every part of a local time is there', () => {
  assert.deepEqual(localTime(at('2026-11-23T02:05:09Z'), 'America/Chicago', TZDATA), {
    year: 2026,
    month: 11,
    day: 22,
    weekday: 'sun',
    hour: 20,
    minute: 5,
    second: 9,
    minuteOfDay: 1205,
    isoDate: '2026-11-22',
    offsetMinutes: -360,
  })
})

test('zones with offset 0, half hours and 45 minutes are right', () => {
  assert.equal(wall('2026-11-23T12:00:00Z', 'UTC'), '2026-11-23 mon 12:00:00 0')
  assert.equal(wall('2026-11-23T12:00:00Z', 'Africa/Abidjan'), '2026-11-23 mon 12:00:00 0')
  assert.equal(wall('2026-11-23T12:00:00Z', 'America/St_Johns'), '2026-11-23 mon 08:30:00 -210')
  assert.equal(wall('2026-07-23T12:00:00Z', 'America/St_Johns'), '2026-07-23 thu 09:30:00 -150')
  assert.equal(wall('2026-11-23T20:00:00Z', 'Asia/Kathmandu'), '2026-11-24 tue 01:45:00 345')
  assert.equal(wall('2026-11-23T20:00:00Z', 'Pacific/Kiritimati'), '2026-11-24 tue 10:00:00 840')
})

test('the clock jumps from 01:59 to 03:00 in spring and from 01:59 to 01:00 in autumn', () => {
  assert.equal(wall('2026-03-08T06:59:59Z', 'America/New_York'), '2026-03-08 sun 01:59:59 -300')
  assert.equal(wall('2026-03-08T07:00:00Z', 'America/New_York'), '2026-03-08 sun 03:00:00 -240')
  assert.equal(wall('2026-11-01T05:59:59Z', 'America/New_York'), '2026-11-01 sun 01:59:59 -240')
  assert.equal(wall('2026-11-01T06:00:00Z', 'America/New_York'), '2026-11-01 sun 01:00:00 -300')
})

test('older zone data gets the Canadian changes of 2026, under every name of the zone', () => {
  const winter = '2026-12-15T20:00:00Z'
  for (const [zone, hour] of [
    ['America/Vancouver', 13],
    ['Canada/Pacific', 13],
    ['America/Edmonton', 14],
    ['America/Yellowknife', 14],
    ['Canada/Mountain', 14],
    ['America/Inuvik', 14],
    ['America/Winnipeg', 15],
    ['Canada/Central', 15],
    ['America/Rainy_River', 15],
    ['america/winnipeg', 15],
  ] as const) {
    for (const tzdata of ['', '2025c', '2026a']) assert.equal(localTime(at(winter), zone, tzdata).hour, hour, `${zone} with ${tzdata}`)
  }
})

test('the override leaves the time before the change and the neighbours alone', () => {
  assert.equal(localTime(at('2026-01-15T20:00:00Z'), 'America/Winnipeg', '2025c').hour, 14)
  assert.equal(localTime(at('2026-10-31T23:59:59Z'), 'America/Vancouver', '2025c').hour, 16)
  assert.equal(localTime(at('2026-11-01T00:00:00Z'), 'America/Vancouver', '2025c').hour, 17)
  assert.equal(localTime(at('2026-12-15T20:00:00Z'), 'America/Toronto', '2025c').hour, 15)
  assert.equal(localTime(at('2026-12-15T20:00:00Z'), 'America/Regina', '2025c').hour, 14)
  assert.equal(localTime(at('2026-12-15T20:00:00Z'), 'America/Whitehorse', '2025c').hour, 13)
})

test('no clock of the four jumps on the day of the override', () => {
  for (const zone of ['America/Vancouver', 'America/Edmonton', 'America/Inuvik', 'America/Winnipeg']) {
    const before = localTime(at('2026-10-31T12:00:00Z'), zone, '2025c').offsetMinutes
    for (let hour = 0; hour < 72; hour++) {
      assert.equal(localTime(instant(at('2026-10-31T12:00:00Z') + hour * 3_600_000), zone, '2025c').offsetMinutes, before, zone)
    }
  }
})

test('a skipped wall clock moves forward and a doubled one is the earlier', () => {
  assert.equal(toInstant({ isoDate: '2026-03-08', minuteOfDay: 150 }, 'America/Chicago', TZDATA), at('2026-03-08T08:30:00Z'))
  assert.equal(toInstant({ isoDate: '2026-11-01', minuteOfDay: 90 }, 'America/Chicago', TZDATA), at('2026-11-01T06:30:00Z'))
})

test('midnight at the end of a day is the start of the next', () => {
  assert.equal(toInstant({ isoDate: '2026-12-31', minuteOfDay: 1440 }, 'America/New_York', TZDATA), at('2027-01-01T05:00:00Z'))
})

test('a wall clock in a zone with an override uses the override', () => {
  assert.equal(toInstant({ isoDate: '2026-12-15', minuteOfDay: 540 }, 'America/Winnipeg', '2026c'), at('2026-12-15T14:00:00Z'))
})

test('an unknown zone is refused', () => {
  assert.throws(() => localTime(instant(0), 'America/Springfield', TZDATA), RangeError)
  assert.equal(isTimezone('America/Chicago'), true)
  for (const name of ['', 'Springfield', '+05:30', 'CST6', 'America/']) assert.equal(isTimezone(name), false, name)
})

test('days are added on the calendar', () => {
  assert.equal(addDays('2028-02-28', 1), '2028-02-29')
  assert.equal(addDays('2027-01-01', -1), '2026-12-31')
  assert.equal(weekdayOf('2026-11-22'), 'sun')
})

test('a release that carries the change is believed', () => {
  const at15 = at('2026-12-15T20:00:00Z')
  assert.deepEqual(localTime(at15, 'America/Winnipeg', '2026e'), localTime(at15, 'America/Winnipeg', '9999z'))
})
