import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callerFigures } from './caller-figures.ts'

test('scripted callers reach their goals without repeated questions or invented numbers', () => {
  const { reached, medianReplies, repeatedQuestions, ungroundedNumbers } = callerFigures()
  assert.ok(reached.hits / reached.of >= 0.95, `${reached.hits} of ${reached.of}`)
  assert.ok(medianReplies <= 5, `median ${medianReplies}`)
  assert.deepEqual({ repeatedQuestions, ungroundedNumbers }, { repeatedQuestions: 0, ungroundedNumbers: 0 })
})
