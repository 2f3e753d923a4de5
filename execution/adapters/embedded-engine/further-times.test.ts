/**
 * Goal: the wished time stands among those the learnt choice may take, however it is said. Method: one phrase of each kind, said on a
 * Wednesday morning in Chicago, and the time that must be among the candidates.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asked } from '#core/qualification/reading.ts'
import { wishesIn } from './read-text.ts'

/** Wednesday, 09:30 in Chicago. */
const WEDNESDAY = Date.parse('2026-11-18T15:30:00Z')

function timesOf(text: string, asked: Asked | null = null): string[] {
  const context = { trade: 'plumbing', receivedAt: WEDNESDAY, timezone: 'America/Chicago', asked } as const
  return wishesIn(text, context).candidates.map(({ value }) =>
    'start' in value ? `${value.start.slice(5)} ${value.end.slice(5)}` : 'asap',
  )
}

const SAID: readonly (readonly [string, string])[] = [
  ['I leave for work at 11 so before that tomorrow', '11-19T08:00 11-19T11:00'],
  ['tenant moves out at 3 tomorrow so anytime after', '11-19T15:00 11-19T18:00'],
  ['we are closed mondays so come then', '11-23T08:00 11-23T18:00'],
  ['lease ends the 23rd at noon, new locks the next day', '11-24T08:00 11-24T18:00'],
  ['can we do 3 instead of 2 tomorrow', '11-19T15:00 11-19T16:00'],
  ['thursday afternoon, my husband gets there at 2', '11-19T12:00 11-19T17:00'],
  ['rekey by friday please', '11-18T09:30 11-20T18:00'],
  ['de aquí al viernes cuando puedan', '11-18T09:30 11-20T18:00'],
  ['il faudrait passer d’ici vendredi', '11-18T09:30 11-20T18:00'],
  ['any day after the 24th', '11-25T08:00 11-25T18:00'],
  ['any day from monday on', '11-23T08:00 11-27T18:00'],
  ['thursday week would suit', '11-26T08:00 11-26T18:00'],
  ['this day next week', '11-25T08:00 11-25T18:00'],
  ['la otra semana está bien', '11-23T08:00 11-27T18:00'],
  ['la semaine du 23', '11-23T08:00 11-27T18:00'],
  ['not this week, early next', '11-23T08:00 11-24T18:00'],
  ['end of next week', '11-26T08:00 11-27T18:00'],
  ['friday late morning', '11-20T10:00 11-20T12:00'],
  ['friday but not before 10', '11-20T10:00 11-20T18:00'],
  ['mañana pero no antes de las 10', '11-19T10:00 11-19T18:00'],
  ['can you do 1030 tomorrow', '11-19T10:30 11-19T11:30'],
  ['2p-4p tomorrow', '11-19T14:00 11-19T16:00'],
  ['demain à deux heures et quart', '11-19T14:15 11-19T15:15'],
  ['could you come within the hour', '11-18T09:30 11-18T10:30'],
  ['last day of the month works', '11-30T08:00 11-30T18:00'],
  ['vengan ya, 2705 Encino Ct', 'asap'],
]

test('a wished time is among the candidates', () => {
  const missing = SAID.filter(([text, time]) => !timesOf(text).includes(time))
  assert.deepEqual(
    missing.map(([text]) => `${text}: ${timesOf(text).join(', ')}`),
    [],
  )
})

test('a day and its hour, said together, are not torn apart', () => {
  assert.deepEqual(timesOf('tomorrow at 3'), ['11-19T15:00 11-19T16:00'])
  assert.deepEqual(timesOf('friday morning', 'time'), ['11-20T08:00 11-20T12:00'])
})
