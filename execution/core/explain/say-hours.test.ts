import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BusinessHours } from '#core/hours/business-hours.ts'
import { instant } from '#core/values/instant.ts'
import { sayHours } from './say-hours.ts'

const MONDAY_TEN = instant(Date.parse('2026-12-07T16:00:00Z'))
const WORK = [
  { from: '07:00', to: '17:30', mode: 'day' as const },
  { from: '17:30', to: '24:00', mode: 'evening' as const },
]

test('days that are alike are said together, exceptions by their date, and what holds now at the end', () => {
  const hours: BusinessHours = {
    week: { mon: WORK, tue: WORK, wed: WORK, sat: [{ from: '08:00', to: '12:00', mode: 'day' }] },
    exceptions: [{ date: '2026-12-25', mode: 'night' }],
  }
  assert.deepEqual(sayHours(hours, 'America/Chicago', MONDAY_TEN, '2026c'), [
    'Monday to Wednesday: day from 7 am to 5:30 pm, evening from 5:30 pm to midnight; the rest is night.',
    'Thursday and Friday: night all day.',
    'Saturday: day from 8 am to noon; the rest is night.',
    'Sunday: night all day.',
    'On 2026-12-25: night all day.',
    'Right now it is day: a call rings your phone first.',
  ])
})

test('hours that run past midnight are said with the day on which they end, and equal times as the whole day that they are', () => {
  const week: BusinessHours['week'] = {
    mon: [{ from: '07:00', to: '07:00', mode: 'day' }],
    wed: [{ from: '22:00', to: '02:30', mode: 'evening' }],
    fri: [{ from: '00:00', to: '24:00', mode: 'day' }],
    sat: [{ from: '00:00', to: '00:00', mode: 'day' }],
  }
  const said = sayHours({ week, exceptions: [] }, 'America/Chicago', MONDAY_TEN, '2026c')
  assert.deepEqual(
    said.filter((sentence) => /midnight|next day/.test(sentence)),
    [
      'Monday: day from 7 am to 7 am the next day; the rest is night.',
      'Wednesday: evening from 10 pm to 2:30 am the next day; the rest is night.',
      'Friday and Saturday: day from midnight to midnight; the rest is night.',
    ],
  )
})

test('without any hours it is always night', () => {
  assert.deepEqual(sayHours({ week: {}, exceptions: [] }, 'America/Chicago', MONDAY_TEN, '2026c'), [
    'Monday to Sunday: night all day.',
    'Right now it is night: callers hear the message, and only an emergency wakes somebody.',
  ])
})
