import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { foldText } from './fold-text.ts'

test('folding never moves anything: the length in UTF-16 units stays', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(foldText(text).length, text.length)))
})

test('accents, capitals and typographic quotes are folded', () => {
  assert.equal(foldText('L’ÉVIER à Montréal, mañana'), "l'evier a montreal, manana")
})
