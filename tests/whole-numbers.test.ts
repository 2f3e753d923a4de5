import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wholeNumbers } from './whole-numbers.ts'

const OPTIONS = { seed: { otherwise: 7, least: 0 }, calls: { otherwise: 1_000, least: 1 } }

test('what was given, or else what stands for it', () => {
  assert.deepEqual(wholeNumbers(['--seed', '0'], OPTIONS), { seed: 0, calls: 1_000 })
  assert.deepEqual(wholeNumbers(['--calls=5'], OPTIONS), { seed: 7, calls: 5 })
})

test('what would run nothing, or something else, is refused by name', () => {
  for (const wrong of ['0', '-1', '1.5', 'many', '', '1e30']) assert.throws(() => wholeNumbers([`--calls=${wrong}`], OPTIONS), /--calls/)
  assert.throws(() => wholeNumbers(['--call', '5'], OPTIONS), /--call/)
  assert.throws(() => wholeNumbers(['5'], OPTIONS), /5/)
})
