/**
 * Goal: the trained tables are what the repository's texts teach. Method: train again and compare with what is committed.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { HEARD_WORDS_FILE } from '#adapters/embedded-engine/word-kind.ts'
import { nameLessons, wishLessons } from '../evaluation/choice-lessons.ts'
import { heardWords } from '../evaluation/hear-words.ts'
import { lessons } from '../evaluation/lessons.ts'
import { NAME_TABLE_FILE, trainChoices, WISH_TABLE_FILE, writtenChoices } from '../evaluation/train-choices.ts'
import { TABLE_FILE, trainTable, writtenTable } from '../evaluation/train-second-opinion.ts'

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
