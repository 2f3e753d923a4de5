import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Asked, ReadingContext } from '#core/qualification/reading.ts'
import { readText } from './read-text.ts'

// Goal: names and wished times are read by where they stand. Method: names on no list, in texts written for this test; and the shape of the tables.

const context = (asked: Asked | null = null): ReadingContext => ({
  trade: 'plumbing',
  receivedAt: Date.parse('2026-11-18T15:30:00Z'),
  timezone: 'America/Chicago',
  asked,
})

test('a name that is on no list is read where writers put theirs', () => {
  const named: readonly (readonly [string, string])[] = [
    ['dishwasher leaks from the door vukosi brandtner 4410 willow bend dr 614 555 0142', 'vukosi brandtner'],
    ['hi its quillon, the kitchen drain backs up', 'quillon'],
    ['Yes, this is Zdravka. Water heater is out.', 'Zdravka'],
    ['se tapó el fregadero, soy Yuridiana, 18 Calle Luna', 'Yuridiana'],
    ['bonjour ici Oderic, le robinet coule', 'Oderic'],
  ]
  for (const [text, name] of named) assert.equal(readText(text, context()).name, name, text)
})

test('somebody else, a thing or a place is not the writer', () => {
  for (const text of [
    'the technician, Brandtner, left the valve open',
    'my Rheem is dripping again',
    'hi Mike, the sink is clogged',
    'we are in Huntley, do you come out here',
    'im freezing, the furnace quit',
  ])
    assert.equal(readText(text, context()).name, null, text)
})

test('of several times the wished one is read, and of a time that is no wish nothing', () => {
  const start = (text: string, asked: Asked | null = null) => {
    const time = readText(text, context(asked)).preferredTime
    return time !== null && 'start' in time ? time.start : time
  }
  assert.equal(start('it broke sunday, could somebody come friday after 2'), '2026-11-20T14:00')
  assert.equal(start('mon or tues morning', 'time'), '2026-11-23T08:00')
  assert.equal(start('the plumber who came tuesday left it dripping'), null)
  assert.equal(start('are you open on saturdays'), null)
})

test('the tables hold whole weights, and only such as count', () => {
  for (const file of ['name-choice-weights.txt', 'wish-choice-weights.txt']) {
    const rows = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8')
      .trimEnd()
      .split('\n')
    assert.ok(rows.length > FEATURES_MIN, file)
    for (const row of rows) assert.match(row, /^[^\t]+\t-?[1-9]\d*$/, file)
  }
})

const FEATURES_MIN = 1_000
