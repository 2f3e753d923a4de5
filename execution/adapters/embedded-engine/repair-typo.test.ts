import assert from 'node:assert/strict'
import { test } from 'node:test'
import { repair as repairText } from './read-text.ts'
import { makeTypoRepair } from './repair-typo.ts'

const repair = makeTypoRepair(new Set(['toilet', 'leaking', 'furnace', 'flooding']), new Set(['floating']))

test('one slip in a long word is corrected', () => {
  assert.equal(repair('toliet'), 'toilet')
  assert.equal(repair('leakng'), 'leaking')
  assert.equal(repair('furnnace'), 'furnace')
  assert.equal(repair('floodign'), 'flooding')
})

test('known, short, protected and far words stay as they are', () => {
  for (const word of ['toilet', 'tile', 'floating', 'furniture', 'xxxxxxxx']) assert.equal(repair(word), word)
})

test('ordinary words one letter away from a danger or a service mean themselves', () => {
  for (const word of ['sparkling', 'leaning', 'flakes', 'frames', 'string', 'stream', 'floating', 'heading', 'baking', 'shells'])
    assert.equal(repairText(word), word)
})
