import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleText } from '#core/conversation/example-turn.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import { capture } from './capture.ts'

test('a town that is all of the answer to the question for the address is the town, heard of or not', () => {
  const asked = { ...newIntake('en'), asked: 'address' as const }
  const townOf = (body: string) => capture(asked, exampleText(body, { intent: 'book' })).slots.city?.value ?? null
  for (const town of ['Sycamore', 'Lake Villa', 'Saint-Lazare', 'St. Elmo']) assert.equal(townOf(town), town)
  assert.equal(townOf('in Tinley Park please'), 'Tinley Park')
  for (const words of ['Later', 'Home', 'Why', 'Upstairs bathroom', 'Already told you', 'Hurry up', 'sycamore', 'Hold on a sec', 'Maison'])
    assert.equal(townOf(words), null, words)
})
