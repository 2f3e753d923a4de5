import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { isSignedByTwilio } from './signature.ts'
import type { WebhookRequest } from '#ports/carrier.ts'

type Vector = { n: number; url: string; params: Record<string, string | string[]>; body?: string; signature: string }

const TOKEN = '12345'
const FORM = 'application/x-www-form-urlencoded'
// The file is ours; its rows are the vectors that Twilio published.
const vectors = JSON.parse(
  readFileSync(new URL('../../../tests/fixtures/twilio/signature-vectors.json', import.meta.url), 'utf8'),
) as Vector[]

test('all eleven published vectors are there', () => assert.equal(vectors.length, 11))

for (const vector of vectors) {
  test(`the published vector ${vector.n} verifies, and not with another token`, () => {
    const request = requestOf(vector)
    assert.equal(isSignedByTwilio(request, [TOKEN]), true)
    assert.equal(isSignedByTwilio(request, ['12346']), false)
    assert.equal(isSignedByTwilio(request, ['', 'old', TOKEN]), true)
  })
}

const plain = requestOf(vector(2))
const emptyBody = signed({
  url: 'https://mycompany.com/sms',
  fields: [
    ['Body', ''],
    ['From', '+1'],
  ],
})
const spaced = signed({
  url: 'https://mycompany.com/sms',
  fields: [
    ['Body', '  yes '],
    ['From', '+1'],
  ],
})

const refused: Record<string, WebhookRequest> = {
  'http in place of https': { ...plain, url: plain.url.replace('https:', 'http:') },
  'a slash added to the path': { ...plain, url: plain.url.replace('.php?', '.php/?') },
  'another host': { ...plain, url: plain.url.replace('mycompany', 'yourcompany') },
  'another query': { ...plain, url: plain.url.replace('bar=2', 'bar=3') },
  'a field changed': { ...plain, body: plain.body.replace('Digits=1234', 'Digits=1235') },
  'a field added': { ...plain, body: `${plain.body}&Extra=1` },
  'a field taken away': { ...plain, body: plain.body.replace('Digits=1234&', '') },
  'the text trimmed': { ...spaced, body: 'Body=yes&From=%2B1' },
  'an empty field dropped': { ...emptyBody, body: 'From=%2B1' },
  'no signature': { ...plain, signature: null },
  'an empty signature': { ...plain, signature: '' },
  'half a signature': { ...plain, signature: plain.signature?.slice(0, 10) ?? null },
  'a form shown as JSON': { ...plain, contentType: 'application/json' },
  'a form without content type': { ...plain, contentType: null },
}

for (const [change, request] of Object.entries(refused)) {
  test(`refused: ${change}`, () => assert.equal(isSignedByTwilio(request, [TOKEN]), false))
}

test('a text with spaces around it and one with nothing in it verify as they are', () => {
  assert.equal(isSignedByTwilio(spaced, [TOKEN]), true)
  assert.equal(isSignedByTwilio(emptyBody, [TOKEN]), true)
})

test('a tenant without a token has no signed requests, even when somebody signs with an empty key', () => {
  const forged = signed({ url: 'https://mycompany.com/voice', fields: [['CallSid', 'CA1']], token: '' })
  assert.equal(isSignedByTwilio(forged, ['']), false)
  assert.equal(isSignedByTwilio(forged, []), false)
})

test('a fragment and credentials in our address are not part of what is signed', () => {
  assert.equal(isSignedByTwilio({ ...plain, url: `${plain.url}#rc=2&rp=ct,rt,5xx` }, [TOKEN]), true)
  assert.equal(isSignedByTwilio({ ...plain, url: plain.url.replace('https://', 'https://user:pass@') }, [TOKEN]), true)
})

test('an address is compared as it was asked for, with its raw characters, and without its fragment', () => {
  const raw = signed({ url: "https://mycompany.com/it's?x=it's", fields: [['CallSid', 'CA1']] })
  assert.equal(isSignedByTwilio({ ...raw, url: `${raw.url}#rc=2` }, [TOKEN]), true)
})

test('the port may be signed or left out', () => {
  assert.equal(isSignedByTwilio({ ...plain, url: plain.url.replace('.com/', '.com:8443/') }, [TOKEN]), true)
  const withPort = requestOf(vector(4))
  assert.equal(isSignedByTwilio({ ...withPort, url: withPort.url.replace(':443', '') }, [TOKEN]), true)
  const ipv6 = signed({ url: 'http://[::1]:3000/voice', fields: [['CallSid', 'CA1']] })
  assert.equal(isSignedByTwilio(ipv6, [TOKEN]), true)
})

test('an apostrophe that was signed escaped verifies raw as well', () => {
  const escaped = requestOf(vector(10))
  assert.equal(isSignedByTwilio({ ...escaped, url: escaped.url.replaceAll('%27', "'") }, [TOKEN]), true)
})

test('a JSON body must have the hash that the signed address names', () => {
  const json = requestOf(vector(8))
  assert.equal(isSignedByTwilio({ ...json, body: `${json.body} ` }, [TOKEN]), false)
  const unhashed = signed({ url: 'https://mycompany.com/json', fields: [] })
  assert.equal(isSignedByTwilio({ ...unhashed, contentType: 'application/json', body: '' }, [TOKEN]), true)
  assert.equal(isSignedByTwilio({ ...unhashed, contentType: 'application/json', body: '{}' }, [TOKEN]), false)
})

test('a GET is signed by its address alone', () => {
  const request = signed({ url: 'https://mycompany.com/voice?CallSid=CA1&From=%2B1', fields: [] })
  assert.equal(isSignedByTwilio({ ...request, contentType: null }, [TOKEN]), true)
})

function vector(n: number): Vector {
  const found = vectors.find((each) => each.n === n)
  assert.ok(found)
  return found
}

function requestOf({ url, params, body, signature }: Vector): WebhookRequest {
  if (body !== undefined) return { url, contentType: 'application/json', body, signature }
  const fields = Object.entries(params).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each]))
  return { url, contentType: FORM, body: new URLSearchParams(fields).toString(), signature }
}

/** Signs by the published rule, for fields that are already in order. */
function signed({ url, fields, token = TOKEN }: { url: string; fields: [string, string][]; token?: string }): WebhookRequest {
  const message = url + fields.map((field) => field.join('')).join('')
  const signature = createHmac('sha1', token).update(message).digest('base64')
  return { url, contentType: FORM, body: new URLSearchParams(fields).toString(), signature }
}
