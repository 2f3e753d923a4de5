import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, toIso } from '#core/values/instant.ts'
import { nextOfMode } from './next-of-mode.ts'

const ZONE = 'America/Chicago'
const TZDATA = process.versions['tz'] ?? ''
const HOURS = {
  week: {
    mon: [
      { from: '07:00', to: '17:00', mode: 'day' as const },
      { from: '17:00', to: '17:20', mode: 'evening' as const },
    ],
  },
}
/** Monday, 7 December 2026, 10:00 in Chicago. */
const MONDAY = instant(Date.parse('2026-12-07T16:00:00Z'))
const next = (mode: 'day' | 'evening' | 'night') => {
  const found = nextOfMode(mode, HOURS, ZONE, MONDAY, TZDATA)
  return found === null ? null : toIso(found)
}

test('a moment of the mode is itself', () => assert.equal(next('day'), '2026-12-07T16:00:00.000Z'))
test('otherwise half an hour into the next period', () => assert.equal(next('night'), '2026-12-07T23:50:00.000Z'))
test('a period shorter than that is met at its beginning', () => assert.equal(next('evening'), '2026-12-07T23:00:00.000Z'))
test('hours that never come to it have no such moment', () => {
  assert.equal(nextOfMode('day', {}, ZONE, MONDAY, TZDATA), null)
  assert.equal(nextOfMode('evening', { week: { mon: HOURS.week.mon.slice(0, 1) } }, ZONE, MONDAY, TZDATA), null)
})
