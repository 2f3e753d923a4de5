import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, toIso } from '#core/values/instant.ts'
import { BUSY_MAX, busyTimes } from './busy-times.ts'

const WINDOW = { start: instant(Date.parse('2026-11-01T00:00:00Z')), end: instant(Date.parse('2026-12-01T00:00:00Z')) }

function calendar(...events: string[]): string {
  const body = events.map((event, index) => `BEGIN:VEVENT\nUID:${index}@test\nDTSTAMP:20260101T000000Z\n${event}\nEND:VEVENT`)
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', ...body, 'END:VCALENDAR'].join('\n').replaceAll('\n', '\r\n')
}

function busy(text: string): string[] {
  return busyTimes(text, WINDOW, 'America/Chicago', '2026c').map(({ start, end }) => `${toIso(start)} ${toIso(end)}`)
}

test('an event in UTC, in a named zone, and on the bare wall clock', () => {
  assert.deepEqual(busy(calendar('DTSTART:20261110T150000Z\nDTEND:20261110T160000Z')), [
    '2026-11-10T15:00:00.000Z 2026-11-10T16:00:00.000Z',
  ])
  assert.deepEqual(busy(calendar('DTSTART;TZID=America/New_York:20261110T100000\nDURATION:PT1H')), [
    '2026-11-10T15:00:00.000Z 2026-11-10T16:00:00.000Z',
  ])
  assert.deepEqual(busy(calendar('DTSTART:20261110T100000\nDTEND:20261110T110000')), ['2026-11-10T16:00:00.000Z 2026-11-10T17:00:00.000Z'])
})

test("a whole day is the business's own day", () => {
  assert.deepEqual(busy(calendar('DTSTART;VALUE=DATE:20261110\nDTEND;VALUE=DATE:20261111')), [
    '2026-11-10T06:00:00.000Z 2026-11-11T06:00:00.000Z',
  ])
})

test('a weekly event keeps its wall-clock hour across the end of daylight time, without the dates that are left out', () => {
  const weekly =
    'DTSTART;TZID=America/Chicago:20261026T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=America/Chicago:20261109T090000'
  assert.deepEqual(busy(calendar(weekly)), [
    '2026-11-02T15:00:00.000Z 2026-11-02T16:00:00.000Z',
    '2026-11-16T15:00:00.000Z 2026-11-16T16:00:00.000Z',
  ])
})

test('one occurrence that was moved counts where it was moved to', () => {
  const weekly = 'DTSTART:20261102T150000Z\nDTEND:20261102T160000Z\nRRULE:FREQ=WEEKLY;COUNT=2'
  const moved = 'RECURRENCE-ID:20261109T150000Z\nDTSTART:20261110T200000Z\nDTEND:20261110T210000Z'
  const text = calendar(weekly, moved).replace('UID:1@test', 'UID:0@test')
  assert.deepEqual(busy(text), ['2026-11-02T15:00:00.000Z 2026-11-02T16:00:00.000Z', '2026-11-10T20:00:00.000Z 2026-11-10T21:00:00.000Z'])
})

test('free, canceled, past and unended events take no time', () => {
  assert.deepEqual(
    busy(
      calendar(
        'DTSTART:20261110T150000Z\nDTEND:20261110T160000Z\nTRANSP:TRANSPARENT',
        'DTSTART:20261110T150000Z\nDTEND:20261110T160000Z\nSTATUS:CANCELLED',
        'DTSTART:20250110T150000Z\nDTEND:20250110T160000Z',
        'SUMMARY:no time at all',
      ),
    ),
    [],
  )
})

test('an event that repeats every minute for ever ends at the limit', () => {
  const text = calendar('DTSTART:20261101T000000Z\nDURATION:PT30S\nRRULE:FREQ=MINUTELY')
  assert.ok(busyTimes(text, WINDOW, 'America/Chicago', '2026c').length <= BUSY_MAX)
})

test('what is no calendar is refused in words', () => {
  assert.throws(() => busy('<html>Sign in</html>'))
  assert.throws(() => busy('BEGIN:VCARD\r\nEND:VCARD'), /no calendar/)
})
