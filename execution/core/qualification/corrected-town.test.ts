/** Goal: a town that is put right replaces the one given before, and nothing else does. Method: `capture` with a town known, as the core calls it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleText } from '#core/conversation/example-turn.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import { capture } from './capture.ts'

const intake = newIntake('en')
const city = { value: 'Crystal', words: 'Crystal', messageSid: 'SM1', at: exampleText('', {}).receivedAt }
const known = { ...intake, slots: { ...intake.slots, city } }
const townAfter = (body: string) => capture(known, exampleText(body, { intent: 'book' })).slots.city?.value

const SAID: readonly (readonly [string, string])[] = [
  ["sorry, we're technically Robbinsdale, not Crystal. Always mix it up", 'Robbinsdale'],
  ["not Crystal, it's New Hope", 'New Hope'],
  ['es Cicero, no Crystal', 'Cicero'],
  ["c'est à Laval, pas Crystal", 'Laval'],
  ['it is Crystal, not far from the lake', 'Crystal'],
  ['not sure, Crystal Lake is near', 'Crystal'],
  ['Crystal not working? call me', 'Crystal'],
  ['my name is Bob', 'Crystal'],
]

for (const [body, town] of SAID) test(`the town after "${body}"`, () => assert.equal(townAfter(body), town))
