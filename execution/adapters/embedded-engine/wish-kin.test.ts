/**
 * Goal: of several days the one that is wished for is read, and nobody is asked again who left the choice to us. Method: answers to "when would suit
 * you?", given on a Wednesday morning in Chicago.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readText } from './read-text.ts'

/** Wednesday, 09:30 in Chicago. */
const WEDNESDAY = Date.parse('2026-11-18T15:30:00Z')

function wishOf(text: string): string {
  const wish = readText(text, { trade: 'plumbing', receivedAt: WEDNESDAY, timezone: 'America/Chicago', asked: 'time' }).preferredTime
  return wish === null ? 'none' : 'start' in wish ? `${wish.start.slice(5)} ${wish.end.slice(8)}` : 'asap'
}

const SAID: readonly (readonly [string, string])[] = [
  // The second only if the first cannot be.
  ['tonight if possible otherwise tomorrow morning', '11-18T17:00 18T21:00'],
  ['friday if you can, if not saturday', '11-20T08:00 20T18:00'],
  ['friday preferably but saturday works', '11-20T08:00 20T18:00'],
  ['ce soir si possible sinon demain matin', '11-18T17:00 18T21:00'],
  // One is named again as the better.
  ['friday or saturday, preferably saturday', '11-21T08:00 21T18:00'],
  ['hoy o mañana, mejor mañana', '11-19T08:00 19T18:00'],
  ['lundi ou mardi, plutôt mardi', '11-24T08:00 24T18:00'],
  // One is passed over.
  ['rather thursday than friday', '11-19T08:00 19T18:00'],
  ['thursday rather than friday', '11-19T08:00 19T18:00'],
  ['i would prefer saturday over friday', '11-21T08:00 21T18:00'],
  ['mejor el viernes que el jueves', '11-20T08:00 20T18:00'],
  ['plutôt samedi que vendredi', '11-21T08:00 21T18:00'],
  ['thursday, or better yet friday', '11-20T08:00 20T18:00'],
  ['vendredi, ou plutôt samedi', '11-21T08:00 21T18:00'],
  ['el jueves, o mejor el viernes', '11-20T08:00 20T18:00'],
  ['any day next week but wednesday', '11-23T08:00 27T18:00'],
  ['next week, not monday', '11-23T08:00 27T18:00'],
  ['la otra semana menos el martes', '11-23T08:00 27T18:00'],
  ['the week after thanksgiving', '11-30T08:00 04T18:00'],
  // All of them suit.
  ['friday or saturday', '11-20T08:00 20T18:00'],
  ['mon tues or wed next week', '11-23T08:00 23T18:00'],
  // The second number is a day, too.
  ['dec 1 or 2', '12-01T08:00 01T18:00'],
  ['dec 3, 4 or 5', '12-03T08:00 03T18:00'],
  ['3 ou 4 décembre', '12-03T08:00 03T18:00'],
  ['el 1 o el 2 de diciembre', '12-01T08:00 01T18:00'],
  ['el 1 o 2 de diciembre', '12-01T08:00 01T18:00'],
  ['dec 1, 2 pm', '12-01T14:00 01T15:00'],
  ['dec 1 at 2', '12-01T14:00 01T15:00'],
]

for (const [text, wish] of SAID) test(`the wish in "${text}"`, () => assert.equal(wishOf(text), wish))
