import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { HOUR_MS, instant, MINUTE_MS, plus } from '#core/values/instant.ts'
import { checkCode, CODE_LASTS_MS, CODES_PER_HOUR, digitsOf, keepCode, nextCodeAt, TRIES_MAX, type OneTimeCode } from './one-time-code.ts'

const NOON = instant(Date.parse('2026-12-07T18:00:00Z'))
const hash = (text: string) => createHmac('sha256', 'key').update(text).digest('hex')
const bytes = fc.uint8Array({ minLength: 8, maxLength: 8 })

test('any eight bytes make six digits, zeros at the front included', () => {
  fc.assert(fc.property(bytes, (random) => assert.match(digitsOf(random), /^\d{6}$/)))
  assert.equal(digitsOf(new Uint8Array([0, 0, 0, 0, 0, 0, 0, 42])), '000042')
  assert.throws(() => digitsOf(new Uint8Array(7)), RangeError)
})

test('what is kept does not hold the digits, and another purpose or time makes another hash', () => {
  const kept = keepCode('123456', 'alerts:a', NOON, hash)
  assert.ok(!JSON.stringify(kept).includes('123456'))
  assert.notEqual(kept.hash, keepCode('123456', 'alerts:b', NOON, hash).hash)
  assert.notEqual(kept.hash, keepCode('123456', 'alerts:a', plus(NOON, 1), hash).hash)
})

test('the right digits are right once, until the very end of ten minutes, and for their own purpose alone', () => {
  const kept = keepCode('123456', 'alerts:a', NOON, hash)
  assert.deepEqual(checkCode(kept, '123-456 ', 'alerts:a', plus(NOON, CODE_LASTS_MS), hash), { verdict: 'right', kept: null })
  assert.equal(checkCode(kept, '123456', 'alerts:a', plus(NOON, CODE_LASTS_MS + 1), hash).verdict, 'expired')
  assert.equal(checkCode(kept, '123456', 'sign-in:a', NOON, hash).verdict, 'none')
  assert.equal(checkCode(null, '123456', 'alerts:a', NOON, hash).verdict, 'none')
})

test('after five wrong answers the right one is refused too', () => {
  fc.assert(
    fc.property(fc.array(bytes, { minLength: TRIES_MAX, maxLength: 12 }), bytes, (guesses, secret) => {
      const digits = digitsOf(secret)
      let kept: OneTimeCode | null = keepCode(digits, 'alerts:a', NOON, hash)
      let wrong = 0
      for (const guess of guesses) {
        const answer = checkCode(kept, digitsOf(guess), 'alerts:a', plus(NOON, MINUTE_MS), hash)
        kept = answer.kept
        if (answer.verdict === 'wrong') wrong += 1
        if (kept === null) return
      }
      assert.equal(wrong, TRIES_MAX)
      assert.equal(checkCode(kept, digits, 'alerts:a', plus(NOON, MINUTE_MS), hash).verdict, 'used_up')
    }),
  )
})

test('three codes in any hour, then not before the first of them is an hour old', () => {
  const asked = [plus(NOON, -50 * MINUTE_MS), plus(NOON, -30 * MINUTE_MS)]
  assert.equal(nextCodeAt(asked, NOON), NOON)
  assert.equal(nextCodeAt([...asked, plus(NOON, -MINUTE_MS)], NOON), plus(NOON, 10 * MINUTE_MS))
  assert.equal(nextCodeAt([...asked, plus(NOON, -HOUR_MS)], NOON), NOON)
  assert.equal(CODES_PER_HOUR, 3)
})
