import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSparksByName } from './sparks-by-name.ts'

const isName = (text: string) => {
  const words = text.split(' ')
  return isSparksByName(words, words.indexOf('sparks'))
}

test('a family and a town called Sparks are no fire', () => {
  for (const text of ['jordan sparks my sink is slow', 'mrs sparks here', 'sparks nv 89431', 'sparks tamika sparks', '12 sparks rd'])
    assert.ok(isName(text), text)
})

test('sparks that do something are, whoever writes it', () => {
  for (const text of ['sparks from the outlet', 'jordan sparks from the outlet', 'saw sparks', 'linda sparks are flying', 'sparks'])
    assert.ok(!isName(text), text)
})
