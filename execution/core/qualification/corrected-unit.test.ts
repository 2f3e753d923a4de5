import assert from 'node:assert/strict'
import { test } from 'node:test'
import { correctedUnit } from './corrected-unit.ts'

test('a unit that is put right takes the place of the one that is denied, and nothing else does', () => {
  const street = '610 Mulberry Ave apt 14'
  assert.equal(correctedUnit(street, 'perdon es apt 41 no 14. puedo el martes'), '610 Mulberry Ave apt 41')
  assert.equal(correctedUnit(street, "sorry, it's unit 41, not 14"), '610 Mulberry Ave apt 41')
  assert.equal(correctedUnit('12 Elm St #3b', '#3d not #3b'), '12 Elm St #3d')
  assert.equal(correctedUnit(street, 'apt 41 not 12'), null)
  assert.equal(correctedUnit(street, 'apt 14 is right'), null)
  assert.equal(correctedUnit('610 Mulberry Ave', 'apt 41 no 14'), null)
})
