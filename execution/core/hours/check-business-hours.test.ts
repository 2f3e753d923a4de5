import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BusinessHours, HoursMode } from './business-hours.ts'
import { checkBusinessHours, EXCEPTIONS_MAX, RANGES_PER_DAY_MAX } from './check-business-hours.ts'

test('good hours have no problems', () => {
  const hours: BusinessHours = {
    week: {
      mon: [
        { from: '07:00', to: '17:00', mode: 'day' },
        { from: '17:00', to: '24:00', mode: 'evening' },
      ],
      sun: [{ from: '22:00', to: '02:00', mode: 'evening' }],
    },
    exceptions: [{ date: '2028-02-29', mode: 'night' }],
  }
  assert.deepEqual(checkBusinessHours(hours), [])
  assert.deepEqual(checkBusinessHours({}), [])
})

test('a bad time, mode, weekday or date is named with the fix', () => {
  const odd = 'lunch' as HoursMode // outside data may carry any word
  const hours = {
    week: { mon: [{ from: '7:00', to: '25:00', mode: odd }], moon: [] },
    exceptions: [{ date: '2026-02-30' }, { date: '2026-12-25' }, { date: '2026-12-25', mode: odd }],
  }
  assert.deepEqual(checkBusinessHours(hours), [
    'week.moon is not a weekday; use mon, tue, wed, thu, fri, sat, sun',
    'week.mon[0].from "7:00" is not a time; write it as 07:30, at most 23:59',
    'week.mon[0].to "25:00" is not a time; write it as 17:00, or 24:00 for the end of the day',
    'week.mon[0].mode "lunch" must be day, evening or night',
    'exceptions[0].date "2026-02-30" is not a date; write it as 2026-12-25',
    'exceptions[2].date 2026-12-25 comes twice; keep one entry for it',
    'exceptions[2].mode "lunch" must be day, evening or night',
  ])
})

test('24:00 may end a day but not begin one', () => {
  assert.equal(checkBusinessHours({ week: { tue: [{ from: '24:00', to: '06:00', mode: 'day' }] } }).length, 1)
})

test('ranges that overlap are named', () => {
  const hours: BusinessHours = {
    week: {
      fri: [
        { from: '12:00', to: '18:00', mode: 'evening' },
        { from: '07:00', to: '13:00', mode: 'day' },
      ],
    },
  }
  assert.deepEqual(checkBusinessHours(hours), ['week.fri: 07:00-13:00 and 12:00-18:00 overlap; let one end where the other begins'])
})

test('a late range may not run into the next morning, over the end of the week too', () => {
  const hours: BusinessHours = {
    week: { sat: [{ from: '20:00', to: '08:00', mode: 'evening' }], sun: [{ from: '07:00', to: '12:00', mode: 'day' }] },
  }
  assert.deepEqual(checkBusinessHours(hours), ['week.sat: 20:00-08:00 runs past midnight into week.sun 07:00-12:00; let it end before'])
})

test('too many ranges or exceptions are refused', () => {
  const range = { from: '07:00', to: '08:00', mode: 'day' } as const
  assert.equal(checkBusinessHours({ week: { mon: Array(RANGES_PER_DAY_MAX + 1).fill(range) } }).length, 1)
  assert.equal(checkBusinessHours({ exceptions: Array(EXCEPTIONS_MAX + 1).fill({ date: '2026-12-25' }) }).length, 1)
})
