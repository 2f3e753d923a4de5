import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReadingContext } from '#core/qualification/reading.ts'
import { findByRules, readText } from './read-text.ts'
import { opinionBy } from './second-opinion.ts'
import { stretchesOf } from './stretches.ts'

// Goal: danger in one sentence of a long text is heard. Method: cuts of texts that say what they are, and an opinion by a table made up here.

const context: ReadingContext = {
  trade: 'electrical',
  receivedAt: Date.parse('2026-05-14T16:00:00Z'),
  timezone: 'America/Chicago',
  asked: null,
}
const seen = (text: string) => findByRules(text, context).seen
const words = (text: string) => stretchesOf(seen(text)).map(({ tokens }) => tokens.map(({ word }) => word).join(' '))

test('a text is cut at its stops, and what says too little to be weighed alone is left out', () => {
  assert.deepEqual(words('the sink in there drips'), [])
  assert.deepEqual(words('Hello there. The sink in there drips. It did so all week long!'), [
    'the sink in there drips',
    'it did so all week long',
  ])
})

test('a dictated text without stops is cut into stretches that overlap, to its last word', () => {
  const letters = [...'bcdfghjklmnpqrstvwxz']
  const all = letters.flatMap((one) => ['a', 'o', 'u'].map((other) => `${one}${other}${one}zk`)).slice(0, 47)
  const stretches = words(all.join(' ')).map((stretch) => stretch.split(' '))
  assert.ok(stretches.length > 5 && stretches.length < 10, `${stretches.length} stretches`)
  assert.ok(stretches.every(({ length }) => length > 5 && length <= 20))
  assert.deepEqual([...new Set(stretches.flat())], all)
})

test('marks stay with their words', () => {
  const [first, second] = stretchesOf(seen('There is no smoke in here now. It only drips a little bit.'))
  assert.equal(first?.scope.negated.length, first?.tokens.length)
  assert.ok(first?.scope.negated.includes(true))
  assert.ok(second?.scope.negated.every((is) => !is))
})

test('a politely told fire in a long letter sounds like a fire, and somewhat less than alone', () => {
  const weights = new Map([
    ['scorching', 'ZZ'],
    ...['lovely', 'inquire', 'restoring', 'appreciate', 'kindly', 'whether', 'morning'].map((word): [string, string] => [word, '99']),
  ])
  const table = { bias: [0, 0], weights }
  const danger = 'The plaster is scorching behind it.'
  const letter = `Good morning, I kindly inquire whether you come out. ${danger} We would appreciate it, a lovely house we are restoring.`
  const [alone, told] = [opinionBy(table, seen(danger)), opinionBy(table, seen(letter))]
  assert.ok(told.safety > 0, `${told.safety}`)
  assert.ok(told.safety < alone.safety)
})

test('long texts with one alarming sentence put the safety line first, long calm ones do not', () => {
  const polite =
    'Good afternoon, we moved in last spring and love the place, and my sister said such nice things about your work on her porch. '
  const end = ' We would be so grateful for a visit some time that suits you, and thank you for your patience with an old lady.'
  assert.equal(readText(`${polite}Just now the panel in the hall hisses and smells of burning plastic.${end}`, context).safety, true)
  assert.equal(readText(`${polite}The light over the sink needs a new switch, it sticks a little.${end}`, context).urgency, 'routine')
})
