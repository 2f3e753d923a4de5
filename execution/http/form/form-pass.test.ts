import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyedHash } from '#adapters/keyed-hash/keyed-hash.ts'
import { DAY_MS, instant, plus, SECOND_MS } from '#core/values/instant.ts'
import { newPass, readPass } from './form-pass.ts'

const PARTS = { keyedHash: keyedHash(new Uint8Array(32).fill(3), 'test') }
const AT = instant(1_765_000_000_000)

test('a pass is good for its own form and words, from three seconds to a day', () => {
  const pass = newPass(PARTS, 't_ace.1', 'form-1', AT)
  const doubtAfter = (ms: number, form = 't_ace.1', words = 'form-1') => readPass(PARTS, form, words, pass, plus(AT, ms)).doubt
  assert.equal(doubtAfter(3 * SECOND_MS), null)
  assert.equal(doubtAfter(DAY_MS), null)
  assert.equal(doubtAfter(3 * SECOND_MS - 1), 'too_fast')
  assert.equal(doubtAfter(DAY_MS + 1), 'old_pass')
  assert.equal(doubtAfter(10 * SECOND_MS, 't_bob.1'), 'no_pass')
  assert.equal(doubtAfter(10 * SECOND_MS, 't_ace.1', 'form-2'), 'no_pass')
})

test('whoever writes another time into a pass has none, and two broken ones are two inquiries', () => {
  const [, nonce, mac] = newPass(PARTS, 't_ace.1', 'form-1', AT).split('.')
  const forged = `${plus(AT, -60 * SECOND_MS).toString(36)}.${nonce}.${mac}`
  const read = readPass(PARTS, 't_ace.1', 'form-1', forged, AT)
  assert.equal(read.doubt, 'no_pass')
  assert.notEqual(read.key, readPass(PARTS, 't_ace.1', 'form-1', forged, AT).key)
  for (const pass of ['', '...', 'x', `${'9'.repeat(300)}.a.b`])
    assert.equal(readPass(PARTS, 't_ace.1', 'form-1', pass, AT).doubt, 'no_pass')
})

test('a pass names one inquiry, and every showing another', () => {
  const [one, two] = [newPass(PARTS, 'f', 'w', AT), newPass(PARTS, 'f', 'w', AT)]
  const keyOf = (pass: string) => readPass(PARTS, 'f', 'w', pass, plus(AT, 9_000)).key
  assert.equal(keyOf(one), keyOf(one))
  assert.notEqual(keyOf(one), keyOf(two))
})
