import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { instant, MINUTE_MS } from '#core/values/instant.ts'
import { localTime, toInstant } from './local-time.ts'

// Goal: our arithmetic agrees with Temporal wherever no override applies. Method: a release newer than every override row.
const NEWER = '9999z'
const zones = fc.constantFrom(
  'America/New_York',
  'America/Chicago',
  'America/Phoenix',
  'America/St_Johns',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
  'Pacific/Apia',
  'America/Anchorage',
)
const moments = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2035, 0, 1) }).map(instant)

test('local time agrees with Temporal at any second of twenty years', () => {
  fc.assert(
    fc.property(zones, moments, (zone, at) => {
      const theirs = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
      const ours = localTime(at, zone, NEWER)
      assert.equal(
        `${ours.isoDate} ${ours.hour} ${ours.minute} ${ours.second}`,
        `${theirs.toPlainDate().toString()} ${theirs.hour} ${theirs.minute} ${theirs.second}`,
      )
      assert.equal(ours.offsetMinutes, theirs.offsetNanoseconds / 6e10)
    }),
    { numRuns: 500 },
  )
})

// Half of the wall clocks are drawn from the hours in which clocks change.
const changeDays = fc.constantFrom('2026-03-08', '2026-11-01', '2026-03-29', '2026-10-25', '2026-04-05', '2026-10-04')
const wallClocks = fc.oneof(
  fc.record({ isoDate: changeDays, minuteOfDay: fc.integer({ min: 0, max: 240 }) }),
  fc.record({ isoDate: moments.map((at) => new Date(at).toISOString().slice(0, 10)), minuteOfDay: fc.integer({ min: 0, max: 1439 }) }),
)

test('the instant of a wall clock agrees with Temporal, skipped and doubled times included', () => {
  fc.assert(
    fc.property(zones, wallClocks, (zone, wall) => {
      const theirs = Temporal.PlainDate.from(wall.isoDate).toZonedDateTime({
        timeZone: zone,
        plainTime: Temporal.PlainTime.from({ hour: Math.floor(wall.minuteOfDay / 60), minute: wall.minuteOfDay % 60 }),
      })
      assert.equal(toInstant(wall, zone, NEWER), theirs.epochMilliseconds)
    }),
    { numRuns: 500 },
  )
})

test('from an instant to the wall clock and back lands on the same minute, except in the doubled hour', () => {
  fc.assert(
    fc.property(zones, moments, (zone, moment) => {
      const at = instant(Math.floor(moment / MINUTE_MS) * MINUTE_MS)
      const local = localTime(at, zone, '')
      const back = toInstant(local, zone, '')
      assert.ok(back <= at && localTime(back, zone, '').minuteOfDay === local.minuteOfDay)
    }),
  )
})
