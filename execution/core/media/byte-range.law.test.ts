import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { byteRange } from './byte-range.ts'

test('whatever is asked for, the part lies inside the file', () => {
  const places = fc.constantFrom('', '0', '1', '9', '10', '99', '999999999999999')
  const header = fc.oneof(
    fc.tuple(places, places).map(([from, to]) => `bytes=${from}-${to}`),
    fc.string(),
  )
  fc.assert(
    fc.property(header, fc.nat(50), (asked, size) => {
      const range = byteRange(asked, size)
      if (range === null || range === 'whole') return
      assert.ok(range.from >= 0 && range.from <= range.to && range.to < size)
    }),
  )
})

test('the examples of RFC 9110, 14.1.2, of a file of 10,000 bytes', () => {
  const of = (header: string | undefined) => byteRange(header, 10_000)
  assert.deepEqual(of('bytes=0-499'), { from: 0, to: 499 })
  assert.deepEqual(of('bytes=500-999'), { from: 500, to: 999 })
  assert.deepEqual(of('bytes=-500'), { from: 9_500, to: 9_999 })
  assert.deepEqual(of('bytes=9500-'), { from: 9_500, to: 9_999 })
  assert.deepEqual(of('bytes=9000-20000'), { from: 9_000, to: 9_999 })
  assert.equal(of('bytes=10000-'), null)
  assert.equal(of('bytes=-0'), null)
  for (const header of [undefined, '', 'bytes=', 'bytes=-', 'bytes=5-1', 'bytes=0-0,5-9', 'pages=1-2']) assert.equal(of(header), 'whole')
})
