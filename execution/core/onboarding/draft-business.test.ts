import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkBusinessHours } from '#core/hours/check-business-hours.ts'
import { modeAt } from '#core/hours/mode-at.ts'
import { instant } from '#core/values/instant.ts'
import { draftHours, EVENINGS, NIGHTS, placeOfBusiness, WORKING_DAYS, WORKING_SPANS } from './draft-business.ts'

const TZDATA = process.versions['tz'] ?? ''
const mode = (hours: ReturnType<typeof draftHours>, iso: string) => modeAt(hours, 'America/Chicago', instant(Date.parse(iso)), TZDATA)

test('every set of taps gives hours that can be saved', () => {
  for (const days of WORKING_DAYS)
    for (const span of WORKING_SPANS)
      for (const evening of EVENINGS)
        for (const night of NIGHTS) assert.deepEqual(checkBusinessHours(draftHours({ days, span, evening, night })), [])
})

test('the taps mean what they say', () => {
  const hours = draftHours({ days: 'mon-fri', span: '07-17', evening: 'until-21', night: 'emergencies' })
  assert.equal(mode(hours, '2026-12-07T16:00:00Z'), 'day')
  assert.equal(mode(hours, '2026-12-08T01:00:00Z'), 'evening')
  assert.equal(mode(hours, '2026-12-08T06:00:00Z'), 'night')
  assert.equal(mode(hours, '2026-12-12T18:00:00Z'), 'night')
})

test('who wants to be rung for nothing has no night', () => {
  const hours = draftHours({ days: 'mon-fri', span: '07-17', evening: 'none', night: 'nothing' })
  for (const iso of ['2026-12-08T06:00:00Z', '2026-12-12T18:00:00Z', '2026-12-08T02:00:00Z']) assert.equal(mode(hours, iso), 'evening')
})

test('a ZIP or postal code gives region and zone', () => {
  assert.deepEqual(placeOfBusiness('62701'), { country: 'US', region: 'IL', timezone: 'America/Chicago' })
  assert.deepEqual(placeOfBusiness('M5V 2T6'), { country: 'CA', region: 'ON', timezone: placeOfBusiness('M5V')?.timezone })
  assert.equal(placeOfBusiness('nowhere'), null)
})
