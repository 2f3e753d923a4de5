import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classFinder } from './class-finder.ts'
import { WISH_CLASSES } from './wish-classes.ts'
import { WORD_CLASSES } from './word-classes.ts'

test('a word is of every class that names it or its beginning', () => {
  const classesOf = classFinder({ wet: 'water leak*', gap: 'leak hole', dry: 'sand' })
  assert.deepEqual(classesOf('leak'), ['gap', 'wet'])
  assert.deepEqual(classesOf('leaking'), ['wet'])
  assert.deepEqual(classesOf('sandy'), [])
})

test('the tables hold folded words only, none twice in a class, and no beginning shorter than three letters', () => {
  for (const [name, words] of Object.entries({ ...WORD_CLASSES, ...WISH_CLASSES })) {
    const list = words.split(' ')
    assert.equal(new Set(list).size, list.length, `${name} names a word twice`)
    for (const word of list) assert.match(word, /^(?:[a-z0-9'$#]+|[a-z0-9']{3,}\*)$/, `${name}: ${word}`)
  }
})
