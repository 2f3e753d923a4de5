import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson, isCanonicalJson } from './canonical-json.ts'

test('names are put in order at every depth, lists keep theirs, and there is no white space', () => {
  assert.equal(canonicalJson({ b: [2, 1, { z: null, a: true }], a: 'é"\n' }), '{"a":"é\\"\\n","b":[2,1,{"a":true,"z":null}]}')
})

test('a number that JSON cannot say is refused', () => {
  assert.throws(() => canonicalJson({ a: Number.NaN }), /NaN has no place in JSON/)
  assert.throws(() => canonicalJson([Number.POSITIVE_INFINITY]), /no place/)
})

test('a text is canonical only in its one spelling', () => {
  assert.equal(isCanonicalJson('{"a":1,"b":2}'), true)
  for (const other of ['{"b":2,"a":1}', '{"a":1, "b":2}', '{"a":1.0,"b":2}', '{"a":1,"b":2', '{"a":1,"a":1,"b":2}', '{"\\u0061":1}'])
    assert.equal(isCanonicalJson(other), false, other)
})
