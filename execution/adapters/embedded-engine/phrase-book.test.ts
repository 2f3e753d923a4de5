import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchSteps, phraseBook } from './phrase-book.ts'
import { HAZARD_PHRASES } from './hazard-phrases.ts'
import { INTENT_PHRASES } from './intent-phrases.ts'
import { SCOPE_PHRASES } from './scope-phrases.ts'
import { URGENCY_PHRASES } from './urgency-phrases.ts'
import { tokenize } from './tokenize.ts'

const tokensOf = (text: string) => tokenize(text, (word) => word).tokens
const finds = (phrase: string, text: string) => phraseBook({ it: [phrase] }).find(tokensOf(text)).length > 0

test('a phrase matches its words, its alternatives, its beginnings and its optional words', () => {
  assert.ok(finds('smell* ?of gas|propane', 'I am smelling propane'))
  assert.ok(finds('smell* ?of gas|propane', 'the smell of gas'))
  assert.ok(!finds('smell* ?of gas|propane', 'the smell of the gas'))
})

test('a gap skips at most its number of words and never a sentence', () => {
  assert.ok(finds('water ~3 ceiling', 'water through my kitchen ceiling'))
  assert.ok(!finds('water ~3 ceiling', 'water came right through my kitchen ceiling'))
  assert.ok(!finds('water ~3 ceiling', 'no water. nice ceiling'))
})

test('neighbouring words of a phrase are not parted by a comma, but a gap crosses one', () => {
  assert.ok(!finds('no heat', 'no, heat works'))
  assert.ok(finds('no ~1 heat', 'no, heat works'))
})

test('a number, a start, an end and a forbidden word are understood', () => {
  assert.ok(finds('# ppm', 'it says 85 ppm'))
  assert.ok(finds('^ stop $', 'Stop.'))
  assert.ok(!finds('^ stop $', 'stop by tomorrow'))
  assert.ok(!finds('fire !alarm', 'a fire alarm'))
})

test('a phrase that could begin with anything is refused when the book is made', () => {
  assert.throws(() => phraseBook({ it: ['~2 gas'] }), /must begin with a word/)
  assert.throws(() => phraseBook({ it: ['gas ~99 leak'] }), /must be ~1/)
})

/**
 * Goal: hostile texts stay cheap. Method: count the steps the matcher takes, not the time, on texts made of the words that begin the most
 * phrases and open the most gaps; the count per word must stay under a bound that does not grow with the length of the text.
 */
test('the steps per word are bounded however long and hostile the text is', () => {
  const STEPS_PER_WORD_MAX = 1_200
  const book = phraseBook<string>({ ...HAZARD_PHRASES, ...INTENT_PHRASES, ...SCOPE_PHRASES, ...URGENCY_PHRASES })
  for (const unit of [
    'water ',
    'no ',
    'locked baby car ',
    'smell gas water ceiling stuck in ',
    'not ',
    'the tech never ',
    'agua ',
    "l'eau ",
  ]) {
    const [short, long] = [200, 1_600].map((characters) => {
      const tokens = tokensOf(unit.repeat(Math.floor(characters / unit.length)))
      const before = matchSteps()
      book.find(tokens)
      return (matchSteps() - before) / tokens.length
    })
    assert.ok(short !== undefined && long !== undefined && long < STEPS_PER_WORD_MAX, `${unit}: ${long} steps per word`)
    assert.ok(long < short * 1.5, `${unit}: ${short} steps per word in a short text, ${long} in a long one`)
  }
})
