import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lineTable } from './line-table.ts'

// Goal: a table of lines answers what a Map of them would. Method: drawn words and sayings, beside a Map; and the corners by hand.

const word = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '#', 'é', '😂'), maxLength: 4 })

test('it says of every word what a Map of the lines says', () => {
  fc.assert(
    fc.property(fc.dictionary(word, word, { maxKeys: 200 }), fc.array(word), fc.boolean(), (lines, others, endsOpen) => {
      const map = new Map(Object.entries(lines))
      const text = [...map].map((line) => line.join('\t')).join('\n') + (endsOpen ? '' : '\n')
      const table = lineTable(map.size === 0 ? '' : text)
      for (const one of [...map.keys(), ...others]) {
        assert.equal(table.get(one), map.get(one))
        assert.equal(table.has(one), map.has(one))
      }
    }),
  )
})

test('a word that stands alone is known and says nothing', () => {
  for (const text of ['tap\nsink', 'sink\ntap\n']) {
    const table = lineTable(text)
    assert.deepEqual(
      [table.get('tap'), table.get('sink'), table.has('tap'), table.has('ta'), table.has('taps')],
      ['', '', true, false, false],
    )
  }
})

test('what stands before the first line is no line', () => {
  const table = lineTable('-12 24\nheater\t-3\n', 7)
  assert.deepEqual([table.get('heater'), table.has('-12 24'), table.has('')], ['-3', false, false])
})

test('the beginning of a longer word is no word', () => {
  const table = lineTable('water heater\t12\nheater\t-3\n')
  assert.deepEqual([table.get('water'), table.get('heater'), table.get('water heater')], [undefined, '-3', '12'])
})
