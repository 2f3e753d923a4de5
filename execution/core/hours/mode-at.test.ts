import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseInstant } from '#core/values/instant.ts'
import type { Instant } from '#core/values/instant.ts'
import { modeAt, nextModeChange } from './mode-at.ts'
import type { BusinessHours, HoursRange } from './business-hours.ts'

const CHICAGO = 'America/Chicago'
const TZDATA = '2026c'

const shop: BusinessHours = {
  week: {
    mon: [
      { from: '07:00', to: '17:00', mode: 'day' },
      { from: '17:00', to: '21:00', mode: 'evening' },
    ],
    sat: [{ from: '22:00', to: '02:00', mode: 'evening' }],
  },
  exceptions: [
    { date: '2026-11-30', mode: 'night' },
    { date: '2026-12-25', mode: 'evening', ranges: [{ from: '09:00', to: '12:00', mode: 'day' }] },
  ],
}

function at(iso: string): Instant {
  const parsed = parseInstant(iso)
  assert.ok(parsed !== null, iso)
  return parsed
}

function mode(iso: string, hours = shop): string {
  return modeAt(hours, CHICAGO, at(iso), TZDATA)
}

function next(iso: string, hours = shop, zone = CHICAGO): string | null {
  const change = nextModeChange(hours, zone, at(iso), TZDATA)
  return change === null ? null : new Date(change).toISOString().replace(':00.000Z', 'Z')
}

function everyDay(...ranges: HoursRange[]): BusinessHours {
  return { week: { mon: ranges, tue: ranges, wed: ranges, thu: ranges, fri: ranges, sat: ranges, sun: ranges } }
}

test('the first minute of a range belongs to it and the last does not', () => {
  assert.equal(mode('2026-11-23T06:59:59-06:00'), 'night')
  assert.equal(mode('2026-11-23T07:00:00-06:00'), 'day')
  assert.equal(mode('2026-11-23T16:59:59-06:00'), 'day')
  assert.equal(mode('2026-11-23T17:00:00-06:00'), 'evening')
  assert.equal(mode('2026-11-23T21:00:00-06:00'), 'night')
})

test('a day without ranges is night', () => {
  assert.equal(mode('2026-11-24T12:00:00-06:00'), 'night')
})

test('an empty week is always night and never changes', () => {
  assert.equal(mode('2026-11-23T12:00:00-06:00', {}), 'night')
  assert.equal(next('2026-11-23T12:00:00-06:00', {}), null)
})

test('a whole week of day never changes either', () => {
  assert.equal(next('2026-11-23T12:00:00-06:00', everyDay({ from: '00:00', to: '24:00', mode: 'day' })), null)
  assert.equal(next('2026-11-23T12:00:00-06:00', everyDay({ from: '00:00', to: '00:00', mode: 'day' })), null)
})

test('a range may run past midnight', () => {
  assert.equal(mode('2026-11-22T01:59:00-06:00'), 'evening')
  assert.equal(mode('2026-11-22T02:00:00-06:00'), 'night')
  assert.equal(next('2026-11-21T23:00:00-06:00'), '2026-11-22T08:00Z')
})

test('an exception replaces its whole date', () => {
  assert.equal(mode('2026-11-30T12:00:00-06:00'), 'night')
  assert.equal(mode('2026-12-25T08:59:00-06:00'), 'evening')
  assert.equal(mode('2026-12-25T09:00:00-06:00'), 'day')
  assert.equal(mode('2026-12-25T12:00:00-06:00'), 'evening')
})

test('an exception cuts the tail of the evening before, and its own late range goes on after it', () => {
  const hours: BusinessHours = {
    ...everyDay({ from: '20:00', to: '03:00', mode: 'evening' }),
    exceptions: [{ date: '2026-11-25', ranges: [{ from: '23:00', to: '01:00', mode: 'day' }] }],
  }
  assert.equal(mode('2026-11-25T01:00:00-06:00', hours), 'night')
  assert.equal(mode('2026-11-25T23:30:00-06:00', hours), 'day')
  assert.equal(mode('2026-11-26T00:30:00-06:00', hours), 'day')
  assert.equal(mode('2026-11-26T01:30:00-06:00', hours), 'night')
})

test('the next change skips an exception that closes the day', () => {
  assert.equal(next('2026-11-23T21:00:00-06:00'), '2026-11-29T04:00Z')
  assert.equal(next('2026-11-29T12:00:00-06:00'), '2026-12-06T04:00Z')
})

test('the next change is strictly after the question', () => {
  assert.equal(next('2026-11-23T07:00:00-06:00'), '2026-11-23T23:00Z')
  assert.equal(next('2026-11-23T06:59:59-06:00'), '2026-11-23T13:00Z')
})

test('an exception many months away is found when nothing else changes', () => {
  assert.equal(next('2026-11-23T12:00:00-06:00', { exceptions: [{ date: '2027-11-25', mode: 'day' }] }), '2027-11-25T06:00Z')
})

test('a range over the spring gap opens before it and closes at the wall clock after it', () => {
  const hours = everyDay({ from: '01:30', to: '03:30', mode: 'day' })
  assert.equal(next('2026-03-08T00:00:00-06:00', hours), '2026-03-08T07:30Z')
  assert.equal(next('2026-03-08T01:30:00-06:00', hours), '2026-03-08T08:30Z')
})

test('a range that begins inside the spring gap begins when the clock jumps', () => {
  assert.equal(next('2026-03-08T00:00:00-06:00', everyDay({ from: '02:30', to: '04:00', mode: 'day' })), '2026-03-08T08:00Z')
})

test('a range wholly inside the spring gap does not happen that day', () => {
  assert.equal(next('2026-03-08T00:00:00-06:00', everyDay({ from: '02:10', to: '02:50', mode: 'day' })), '2026-03-09T07:10Z')
})

test('a range that ends in the doubled autumn hour comes back when the clock is set back', () => {
  const hours = everyDay({ from: '00:00', to: '01:30', mode: 'day' })
  assert.equal(next('2026-11-01T00:10:00-05:00', hours), '2026-11-01T06:30Z')
  assert.equal(next('2026-11-01T06:30:00Z', hours), '2026-11-01T07:00Z')
  assert.equal(next('2026-11-01T07:00:00Z', hours), '2026-11-01T07:30Z')
})

test('offset 0 and half-hour zones change on their own wall clock', () => {
  const hours = everyDay({ from: '08:00', to: '18:00', mode: 'day' })
  assert.equal(next('2026-11-23T00:00:00Z', hours, 'UTC'), '2026-11-23T08:00Z')
  assert.equal(next('2026-11-23T00:00:00Z', hours, 'America/St_Johns'), '2026-11-23T11:30Z')
  assert.equal(next('2026-11-23T00:00:00Z', hours, 'Asia/Kolkata'), '2026-11-23T02:30Z')
})

test('the zone override decides when a Winnipeg shop opens in the winter of 2026', () => {
  assert.equal(next('2026-12-15T12:00:00Z', everyDay({ from: '08:00', to: '18:00', mode: 'day' }), 'America/Winnipeg'), '2026-12-15T13:00Z')
})

test('equal times are a whole day from that time on', () => {
  const hours: BusinessHours = { week: { mon: [{ from: '08:00', to: '08:00', mode: 'day' }] } }
  assert.equal(mode('2026-11-23T07:59:00-06:00', hours), 'night')
  assert.equal(mode('2026-11-24T07:59:00-06:00', hours), 'day')
  assert.equal(next('2026-11-23T09:00:00-06:00', hours), '2026-11-24T14:00Z')
})

test('on the day of a clock change the next date keeps its own first boundary', () => {
  const hours: BusinessHours = {
    week: {
      sun: [
        { from: '00:59', to: '00:30', mode: 'night' },
        { from: '01:59', to: '01:59', mode: 'day' },
      ],
    },
  }
  assert.equal(next('2026-03-08T05:00:30Z', hours, 'America/New_York'), '2026-03-09T04:30Z')
})
