import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DAY_MS, instant, MINUTE_MS, plus } from '#core/values/instant.ts'
import { modeAt, nextModeChange } from './mode-at.ts'
import type { BusinessHours } from './business-hours.ts'
import { addDays, WEEKDAYS } from './local-time.ts'

// Goal: the next change is really the first. Method: walk minute by minute and compare, near clock changes more often than not.
const TZDATA = '2026c'
const WALK_DAYS = 4

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '59'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)
const range = fc.record({
  from: time,
  to: fc.oneof(time, fc.constant('24:00')),
  mode: fc.constantFrom('day' as const, 'evening' as const, 'night' as const),
})
const ranges = fc.array(range, { maxLength: 3 })
const week = fc.record(Object.fromEntries(WEEKDAYS.map((day) => [day, ranges])), { requiredKeys: [] })
const dates = fc.constantFrom('2026-03-08', '2026-11-01', '2026-10-31', '2026-12-24', '2026-06-10')
const zones = fc.constantFrom(
  'America/New_York',
  'America/Chicago',
  'America/Phoenix',
  'America/St_Johns',
  'America/Winnipeg',
  'UTC',
  'Australia/Lord_Howe',
)

const cases = fc.record({
  week,
  exceptions: fc.array(
    fc.record({ day: fc.integer({ min: -1, max: 3 }), mode: fc.constantFrom('day' as const, 'night' as const), ranges }),
    { maxLength: 2 },
  ),
  date: dates,
  offsetMinutes: fc.integer({ min: -600, max: 1440 }),
  zone: zones,
})

test('nothing changes before the next change, and something does at it', () => {
  fc.assert(
    fc.property(cases, (example) => {
      const hours: BusinessHours = {
        week: example.week,
        exceptions: example.exceptions.map(({ day, ...rest }) => ({ date: addDays(example.date, day), ...rest })),
      }
      const at = instant(Date.parse(example.date) + example.offsetMinutes * MINUTE_MS + 30_000)
      const found = nextModeChange(hours, example.zone, at, TZDATA)
      const mode = modeAt(hours, example.zone, at, TZDATA)
      const end = plus(at, WALK_DAYS * DAY_MS)
      let walked = instant(Math.ceil(at / MINUTE_MS) * MINUTE_MS)
      while (walked < end && modeAt(hours, example.zone, walked, TZDATA) === mode) walked = plus(walked, MINUTE_MS)
      if (walked < end) assert.equal(found, walked)
      else assert.ok(found === null || found >= end)
      if (found !== null) assert.notEqual(modeAt(hours, example.zone, found, TZDATA), mode)
    }),
    { numRuns: 150 },
  )
})
