import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#core/values/instant.ts'
import { eventId, signedHeaders } from './sign-event.ts'

const AT = instant(1_764_000_000_123)

/** Made with `printf '%s' '1764000000.<body>' | openssl dgst -sha256 -hmac <secret>`. */
const VECTORS: [body: string, secret: string, signature: string][] = [
  ['{"id":"evt_1"}', 'a-secret-of-the-workflows', '8d9041432b42cfa7c5b21a7ed0851adb905b8ac807b69d2a850ae6a94a47a01b'],
  ['{"name":"Zoë Núñez"}', 'geheim-ü', 'c9dfbcb82db6b499127a3c31edb795e5d4982732ae7e7f5dfa2fd9f7b87161b1'],
  ['', 'x', 'e193b411976ad95fdbeef4c6211cf24c52baee81107f1ea351076d02133ed197'],
]

test('the signature is the HMAC-SHA256 of timestamp, full stop and body, as other tools compute it', () => {
  for (const [body, secret, signature] of VECTORS)
    assert.deepEqual(signedHeaders(body, AT, secret), {
      'x-lead-agent-timestamp': '1764000000',
      'x-lead-agent-signature': `sha256=${signature}`,
    })
})

test('another second, body or secret gives another signature', () => {
  const of = (body: string, ms: number, secret: string) => signedHeaders(body, instant(ms), secret)['x-lead-agent-signature']
  const all = [of('{}', 1_000, 'secret'), of('{}', 2_000, 'secret'), of('{ }', 1_000, 'secret'), of('{}', 1_000, 'Secret')]
  assert.equal(new Set(all).size, all.length)
})

test('an event keeps its id through every try and shares it with no other business', () => {
  assert.equal(eventId('t_ace', 'SM1:received#2'), eventId('t_ace', 'SM1:received#2'))
  assert.match(eventId('t_ace', 'SM1:received#2'), /^evt_[0-9a-f]{32}$/)
  assert.notEqual(eventId('t_ace', 'SM1:received#2'), eventId('t_bee', 'SM1:received#2'))
})
