import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choose, chooseSurely, ODDS_PARTS } from './choice.ts'
import type { Candidate, Choice } from './choice.ts'

// Goal: of several candidates the likeliest is taken, or none. Method: tables and candidates made up on the spot.

const candidate = (value: string, features: string[], kin = value): Candidate<string> => ({
  value,
  kin,
  start: 0,
  end: 1,
  features,
  findings: [],
})
const choice = (...candidates: Candidate<string>[]): Choice<string> => ({
  candidates,
  none: { features: ['nothing'], findings: ['said none'] },
})

test('the candidate with the most for it is taken, and nothing where nothing has more', () => {
  const table = new Map([
    ['good', 20],
    ['fair', 10],
    ['nothing', 15],
  ])
  assert.equal(choose(table, choice(candidate('one', ['fair']), candidate('two', ['good'])))?.value, 'two')
  assert.equal(choose(table, choice(candidate('one', ['fair']))), null)
  assert.equal(choose(table, choice(candidate('one', ['never seen']))), null)
  assert.equal(choose(new Map(), choice(candidate('one', ['good']))), null)
})

test('what the rules found counts beside what the text shows', () => {
  const table = new Map([
    ['fair', 10],
    ['said none', 11],
    ['said so', 5],
  ])
  const one = candidate('one', ['fair'])
  assert.equal(choose(table, choice(one)), null)
  assert.equal(choose(table, choice({ ...one, findings: ['said so'] }))?.value, 'one')
})

test('a candidate that is not sure enough is none, and its kin make it surer', () => {
  const table = new Map([
    ['likely', ODDS_PARTS],
    ['almost', ODDS_PARTS - 1],
  ])
  const rivals = [candidate('Monday', ['likely']), candidate('Tuesday', ['almost'])]
  assert.equal(chooseSurely(table, choice(...rivals), 0.3)?.value, 'Monday')
  assert.equal(chooseSurely(table, choice(...rivals), 0.7), null)
  const kin = [candidate('Monday', ['likely'], 'either'), candidate('Tuesday', ['almost'], 'either')]
  assert.equal(chooseSurely(table, choice(...kin), 0.7)?.value, 'Monday')
})
