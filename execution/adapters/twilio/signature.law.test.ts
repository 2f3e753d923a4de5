import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'
import { getExpectedTwilioSignature, validateRequest } from 'twilio/lib/webhooks/webhooks.js'

import { isSignedByTwilio } from './signature.ts'

const TOKEN = 'a-token'
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((value) => value.toWellFormed())
const name = fc.oneof(fc.constantFrom('Body', 'From', 'To', 'Digits', 'a[b]', 'MediaUrl0'), text)
const fields = fc.array(fc.tuple(name, text), { maxLength: 8 })
const url = fc
  .record({
    scheme: fc.constantFrom('http', 'https'),
    port: fc.constantFrom('', ':80', ':443', ':3000'),
    path: fc.webPath(),
    query: fc.oneof(
      fc.constant(''),
      fc.webQueryParameters().map((query) => `?${query}`),
      fc.constant("?x=it's"),
    ),
  })
  .map(({ scheme, port, path, query }) => `${scheme}://leads.example.com${port}${path === '' ? '/' : path}${query}`)

test('we accept exactly what the library of Twilio accepts', () => {
  fc.assert(
    fc.property(url, url, fields, fc.boolean(), (signedUrl, askedUrl, pairs, same) => {
      const params = paramsOf(pairs)
      const signature = getExpectedTwilioSignature(TOKEN, signedUrl, params)
      const asked = same ? signedUrl : askedUrl
      const request = {
        url: asked,
        contentType: 'application/x-www-form-urlencoded',
        body: new URLSearchParams(pairs).toString(),
        signature,
      }
      assert.equal(isSignedByTwilio(request, [TOKEN]), validateRequest(TOKEN, signature, asked, params))
      if (same) assert.equal(isSignedByTwilio(request, ['another', TOKEN]), true)
    }),
    { numRuns: 500 },
  )
})

test('variants of one address are treated as the library of Twilio treats them', () => {
  const variants = [
    'https://e.com/a?b=it%27s',
    "https://e.com/a?b=it's",
    'https://e.com:443/a?b=it%27s',
    "https://e.com:8443/a?b=it's",
    'https://E.com/a?b=it%27s',
  ]
  fc.assert(
    fc.property(fc.constantFrom(...variants), fc.constantFrom(...variants), (signedUrl, asked) => {
      const signature = getExpectedTwilioSignature(TOKEN, signedUrl, { From: '+1' })
      const request = { url: asked, contentType: 'application/x-www-form-urlencoded', body: 'From=%2B1', signature }
      assert.equal(isSignedByTwilio(request, [TOKEN]), validateRequest(TOKEN, signature, asked, { From: '+1' }))
    }),
  )
})

test('no request makes the check throw, and none passes by chance', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 60 })
  const hostileUrl = fc.oneof(
    anything,
    fc.constantFrom('', '/', 'https://', '//x', 'https://[', 'http://a:b@c:d', 'https://e.com/?bodySHA256=', 'https://e.com/%ZZ?%'),
  )
  const contentType = fc.oneof(fc.constantFrom(null, 'application/x-www-form-urlencoded', 'application/json'), anything)
  fc.assert(
    fc.property(
      hostileUrl,
      contentType,
      anything,
      fc.option(anything),
      fc.array(anything, { maxLength: 3 }),
      (asked, type, body, signature, tokens) => {
        assert.equal(isSignedByTwilio({ url: asked, contentType: type, body, signature }, tokens), false)
      },
    ),
    { numRuns: 1_000 },
  )
})

/** As a form parser hands them over: a repeated field becomes a list. */
function paramsOf(pairs: [string, string][]): Record<string, string | string[]> {
  const params: Record<string, string | string[]> = Object.create(null)
  for (const [field, value] of pairs) {
    const known = params[field]
    params[field] = known === undefined ? value : [known, value].flat()
  }
  return params
}
