import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeTypoRepair } from './repair-typo.ts'
import { repair as repairText } from './repair-word.ts'

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

test('a short word of danger is put right, and words of other languages and names mean themselves', () => {
  const slips = {
    smok: 'smoke',
    somke: 'smoke',
    shok: 'shock',
    flamse: 'flames',
    sparcs: 'sparks',
    stov: 'stove',
    smel: 'smell',
    gass: 'gas',
    alrm: 'alarm',
  }
  for (const [slip, word] of Object.entries(slips)) assert.equal(repairText(slip), word)
  for (const word of [
    'faire',
    'buen',
    'panne',
    'smock',
    'store',
    'shell',
    'small',
    'flume',
    'alarma',
    'fumee',
    'shook',
    'stone',
    'panes',
    'stover',
  ])
    assert.equal(repairText(word), word)
})
