import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EXAMPLE_AT, exampleText } from '#core/conversation/example-turn.ts'
import type { Captured, Intake } from '#core/conversation/intake.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import { capture } from './capture.ts'

const said = (value: string): Captured<string> => ({ value, words: value, messageSid: 'SM1', at: EXAMPLE_AT })

function knowing(street: string | null, lastWords: string | null): Intake {
  const intake = newIntake('en')
  return {
    ...intake,
    slots: { ...intake.slots, street: street === null ? null : said(street) },
    lastWords: lastWords === null ? null : said(lastWords),
  }
}

function streetAfter(words: string, { street = null, lastWords = null }: { street?: string | null; lastWords?: string | null }) {
  return capture(knowing(street, lastWords), exampleText(words)).slots.street?.value ?? null
}

test('a number and then the name of its street are one street', () => {
  for (const [number, name, whole] of [
    ['418', 'Larkspur Ct', '418 Larkspur Ct'],
    ['#1220', 'N Harlem ave.', '1220 N Harlem ave'],
    ['88', 'rue Cartier', '88 rue Cartier'],
    ['515', 'Larkspur Ct 60563', '515 Larkspur Ct'],
  ] as const)
    assert.equal(streetAfter(name, { lastWords: number }), whole)
})

test('a number that belongs to something else, and a name without a number, make no street', () => {
  for (const [before, name] of [
    ['418 please', 'Larkspur Ct'],
    ['its 60563', 'Larkspur Ct'],
    ['418', 'Dov Halpern'],
    ['418', 'tomorrow morning'],
    ['418', 'sorry on the street'],
    ['418', 'Ct'],
    [null, 'Larkspur Ct'],
  ] as const)
    assert.equal(streetAfter(name, { lastWords: before }), null, `${before} ${name}`)
})

test('the kind of a street that follows it is no name', () => {
  const after = capture(knowing('2250 Trumbull', '2250 Trumbull'), exampleText('Ave', { name: 'Ave' }))
  assert.equal(after.slots.street?.value, '2250 Trumbull Ave')
  assert.equal(after.slots.name, null)
  assert.equal(streetAfter('Ave', { street: '2250 Trumbull St', lastWords: '2250 Trumbull St' }), '2250 Trumbull St')
  assert.equal(capture(knowing(null, null), exampleText('Avery', { name: 'Avery' })).slots.name?.value, 'Avery')
})

test('the name or the kind alone puts a street right, and keeps its number and unit', () => {
  for (const [known, words, right] of [
    ['515 Grove St', 'perdón, es Grove Ave, no St', '515 Grove Ave'],
    ['515 Grove St', 'its Ave not St', '515 Grove Ave'],
    ['515 Grove St Apt 2', 'ave not street', '515 Grove ave Apt 2'],
    ['515 Grove St', 'not St, its Grove Ct', '515 Grove Ct'],
    ['515 Grove St', 'sorry Ave', '515 Grove Ave'],
    ['515 Grove St', '*Ave', '515 Grove Ave'],
    ['515 Grove St', 'oops i meant Groveland Ave', '515 Groveland Ave'],
    ['515 Elm St', 'Elmwood not Elm', '515 Elmwood St'],
    ['515 N Elm', 'sorry its Elm Ct', '515 N Elm Ct'],
  ] as const)
    assert.equal(streetAfter(words, { street: known, lastWords: known }), right, words)
})

test('what only sounds like a street, or denies another one, changes nothing', () => {
  for (const words of [
    'sorry wrong place',
    'not my way',
    'no the street is closed',
    'wait, not the court',
    'sorry, the lane is blocked by a truck',
    'its on the way',
    'Elm Ave not Oak Ct',
    'no way',
    'the drive is icy',
    'sorry about that',
    'no',
    'Maple Ave',
    'sorry Dov Halpern not Dave',
  ])
    assert.equal(streetAfter(words, { street: '515 Grove St', lastWords: 'x' }), '515 Grove St', words)
})
