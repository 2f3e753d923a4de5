/**
 * Goal: the published figures and the trained tables are what the repository's own commands give. Method: make both again
 * and compare with what is committed.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { HEARD_WORDS_FILE } from '#adapters/embedded-engine/word-kind.ts'
import { callerFigures } from './caller-figures.ts'
import { nameLessons, wishLessons } from './choice-lessons.ts'
import { heardWords } from './hear-words.ts'
import { resampledInterval, shareInterval } from './interval.ts'
import { evaluationReport } from './report.ts'
import { lessons } from './lessons.ts'
import { NAME_TABLE_FILE, trainChoices, WISH_TABLE_FILE, writtenChoices } from './train-choices.ts'
import { TABLE_FILE, trainTable, writtenTable } from './train-second-opinion.ts'

test('the second opinion is what the labelled texts teach', () => {
  assert.ok(
    readFileSync(TABLE_FILE, 'utf8') === writtenTable(trainTable(lessons())),
    'run node tests/evaluation/train-second-opinion.ts, then npm run eval -- --write',
  )
})

test('the tables of names and wished times are what the texts teach', () => {
  assert.ok(
    readFileSync(HEARD_WORDS_FILE, 'utf8') === heardWords(),
    'run node tests/evaluation/hear-words.ts, then node tests/evaluation/train-choices.ts',
  )
  const again = 'run node tests/evaluation/train-choices.ts, then npm run eval -- --write'
  assert.ok(readFileSync(NAME_TABLE_FILE, 'utf8') === writtenChoices(trainChoices(nameLessons(), 'names')), again)
  assert.ok(readFileSync(WISH_TABLE_FILE, 'utf8') === writtenChoices(trainChoices(wishLessons(), 'wishes')), again)
})

test('the published figures are what npm run eval prints', () => {
  const page = readFileSync(new URL('../../docs/reference-evaluation.md', import.meta.url), 'utf8')
  assert.ok(page === evaluationReport(), 'run npm run eval -- --write')
})

test('scripted callers reach their goals without repeated questions or invented numbers', () => {
  const { reached, medianReplies, repeatedQuestions, ungroundedNumbers } = callerFigures()
  assert.ok(reached.hits / reached.of >= 0.95, `${reached.hits} of ${reached.of}`)
  assert.ok(medianReplies <= 5, `median ${medianReplies}`)
  assert.deepEqual({ repeatedQuestions, ungroundedNumbers }, { repeatedQuestions: 0, ungroundedNumbers: 0 })
})

test('an interval holds its share, narrows with more texts and is never outside 0 to 1', () => {
  const few = shareInterval({ hits: 9, of: 10 })
  const many = shareInterval({ hits: 900, of: 1000 })
  assert.ok(few.low < 0.9 && 0.9 < few.high && many.high - many.low < few.high - few.low)
  assert.equal(shareInterval({ hits: 5, of: 5 }).high, 1)
  assert.equal(shareInterval({ hits: 0, of: 5 }).low, 0)
  assert.deepEqual(shareInterval({ hits: 0, of: 0 }), { low: 0, high: 1 })
  const mean = (drawn: readonly number[]) => drawn.reduce((sum, one) => sum + one, 0) / drawn.length
  const spread = resampledInterval([0, 1, 0, 1, 1, 1, 0, 1], mean)
  assert.ok(spread.low < 0.625 && 0.625 < spread.high)
  assert.deepEqual(spread, resampledInterval([0, 1, 0, 1, 1, 1, 0, 1], mean))
})
