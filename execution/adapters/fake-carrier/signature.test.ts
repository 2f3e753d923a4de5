import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WebhookParams } from './signature.ts'
import { signWebhook, signedUrl } from './signature.ts'

type Vector = { n: number; url: string; params: WebhookParams; signature: string }

const CALL = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
}
const BODY_HASH = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620'

/** Published by Twilio for the token `12345`: 1 in "Webhooks security", 2 to 10 with its Node library, 11 on an older page. */
const VECTORS: readonly Vector[] = [
  {
    n: 1,
    url: 'https://example.com/myapp.php?foo=1&bar=2',
    params: { ...CALL, Caller: '+14158675310', From: '+14158675310' },
    signature: 'L/OH5YylLD5NRKLltdqwSvS0BnU=',
  },
  { n: 2, url: 'https://mycompany.com/myapp.php?foo=1&bar=2', params: CALL, signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' },
  { n: 3, url: 'http://mycompany.com:1234/myapp.php?foo=1&bar=2', params: CALL, signature: 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU=' },
  { n: 4, url: 'https://mycompany.com:443/myapp.php?foo=1&bar=2', params: CALL, signature: 'kvajT1Ptam85bY51eRf/AJRuM3w=' },
  { n: 5, url: 'http://mycompany.com:80/myapp.php?foo=1&bar=2', params: CALL, signature: '0ZXoZLH/DfblKGATFgpif+LLRf4=' },
  {
    n: 6,
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    params: { 'MessagingBinding.Address': ['+1325xxxxxxx', '+1415xxxxxxx'] },
    signature: '83O6e2vORAoJHUNzJjDWN1jz+BA=',
  },
  {
    n: 7,
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    params: { Sid: 'CA123', SidAccount: 'AC123', Digits: ['5678', '1234', '1234'] },
    signature: 'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
  },
  {
    n: 8,
    url: `https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=${BODY_HASH}`,
    params: {},
    signature: 'a9nBmqA0ju/hNViExpshrM61xv4=',
  },
  { n: 9, url: `https://mycompany.com/myapp.php?bodySHA256=${BODY_HASH}`, params: {}, signature: 'y77kIzt2vzLz71DgmJGsen2scGs=' },
  {
    n: 10,
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2&Body=It%27s+amazing',
    params: CALL,
    signature: 'TfZzewPq8wqrGlMfyAud8+/IvJ0=',
  },
  {
    n: 11,
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    params: { ...CALL, Caller: '+12349013030', From: '+12349013030' },
    signature: '0/KCTR6DLpKmkAf8muzZqo1nDgQ=',
  },
]

for (const { n, url, params, signature } of VECTORS) {
  test(`published signature ${n} is reproduced`, () => {
    assert.equal(signWebhook({ authToken: '12345', url, params }), signature)
  })
}

test('another token, a dropped empty field or a trimmed body give another signature', () => {
  const url = 'https://mycompany.com/sms'
  const good = signWebhook({ authToken: '12345', url, params: { Body: ' hello', NumMedia: '0', FromZip: '' } })
  assert.notEqual(signWebhook({ authToken: '54321', url, params: { Body: ' hello', NumMedia: '0', FromZip: '' } }), good)
  assert.notEqual(signWebhook({ authToken: '12345', url, params: { Body: 'hello', NumMedia: '0', FromZip: '' } }), good)
})

test('the fragment and the credentials of an address are never signed', () => {
  assert.equal(signedUrl('https://me:secret@product.example/voice?a=1#rc=2&rp=all', 'voice'), 'https://product.example/voice?a=1')
  assert.equal(signedUrl('http://127.0.0.1:3000/sms#rc=3', 'messaging'), 'http://127.0.0.1:3000/sms')
})

test('the port is signed except for voice over https', () => {
  assert.equal(signedUrl('https://product.example:8443/voice', 'voice'), 'https://product.example/voice')
  assert.equal(signedUrl('https://product.example:8443/sms', 'messaging'), 'https://product.example:8443/sms')
  assert.equal(signedUrl('http://product.example:3000/voice', 'voice'), 'http://product.example:3000/voice')
})
