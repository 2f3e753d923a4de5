import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

import { createTwilioWebhooks } from './twilio-webhooks.ts'
import { MEDIA_MAX, TEXT_CHARACTERS_MAX } from './parse-text.ts'
import type { ParsedWebhook, WebhookRequest, WebhookStep } from '#ports/carrier.ts'

type Fixture = { about: string; step: WebhookStep; url: string; contentType: string | null; body: string; parsed: ParsedWebhook }

const FIXTURES = new URL('../../../tests/fixtures/twilio/', import.meta.url)
const { parse } = createTwilioWebhooks({ apiBaseUrl: null })

for (const folder of ['good', 'bad']) {
  const names = readdirSync(new URL(folder, FIXTURES)).toSorted()
  test(`the folder ${folder} holds recorded webhooks`, () => assert.ok(names.length >= 20))
  for (const name of names) {
    // The files are ours, written in this shape; a wrong one fails its own test.
    const fixture = JSON.parse(readFileSync(new URL(`${folder}/${name}`, FIXTURES), 'utf8')) as Fixture
    test(`${folder}/${name}: ${fixture.about}`, () => {
      assert.deepEqual(parse(fixture.step, { ...fixture, signature: null }), fixture.parsed)
    })
  }
}

test('the end of the recording and the ready file have one inbox key', () => {
  const fields = 'CallSid=CA1&RecordingSid=RE1&RecordingStatus=completed'
  const ids = (['recorded', 'recording'] as const).map((step) => idOf(parse(step, post(fields))))
  assert.deepEqual(ids, ['CA1:recorded:RE1', 'CA1:recorded:RE1'])
})

test('a link that names a broken call gives way to what Twilio says, then to the leg', () => {
  const parentSaid = parse('whisper', post('CallSid=CA2&ParentCallSid=CA1', '?call=%22%3E'))
  assert.equal(idOf(parentSaid), 'CA1:picked-up:CA2')
  assert.equal(idOf(parse('whisper', post('CallSid=CA2'))), 'CA2:picked-up:CA2')
})

test('our own link decides which call a leg belongs to', () => {
  assert.equal(idOf(parse('whisper', post('CallSid=CA2&ParentCallSid=CA3', '?call=CA1'))), 'CA1:picked-up:CA2')
})

test('a field in the query cannot replace one of the body', () => {
  assert.equal(idOf(parse('played', post('CallSid=CA1', '?CallSid=CA9'))), 'CA1:played')
})

test('a very long text is kept up to the limit and never ends in half a character', () => {
  const parsed = parse(
    'sms',
    post(`MessageSid=SM1&From=%2B1&To=%2B2&Body=${'x'.repeat(TEXT_CHARACTERS_MAX - 1)}${encodeURIComponent('💧💧')}`),
  )
  assert.ok(parsed.kind === 'event' && parsed.event.kind === 'sms-received')
  assert.equal(parsed.event.body.length, TEXT_CHARACTERS_MAX - 1)
  assert.ok(parsed.event.body.isWellFormed())
})

test('a text with a thousand pictures brings ten', () => {
  const parsed = parse('sms', post('MessageSid=SM1&From=%2B1&To=%2B2&NumMedia=1000'))
  assert.ok(parsed.kind === 'event' && parsed.event.kind === 'sms-received')
  assert.equal(parsed.event.media.length, MEDIA_MAX)
})

test('a body of absurd size is malformed before it is read', () => {
  const parsed = parse('sms', post(`Body=${'x'.repeat(300_000)}`))
  assert.deepEqual(parsed, { kind: 'malformed', problem: 'the body is longer than 262144 characters' })
})

test('recordings are kept from Twilio and from the configured stand-in alone', () => {
  const kept = (apiBaseUrl: string | null, url: string) => {
    const body = `CallSid=CA1&RecordingSid=RE1&RecordingUrl=${encodeURIComponent(url)}`
    const parsed = createTwilioWebhooks({ apiBaseUrl }).parse('recorded', post(body))
    assert.ok(parsed.kind === 'event' && parsed.event.kind === 'voicemail-recorded')
    return parsed.event.recordingUrl === url
  }
  const standIn = 'http://127.0.0.1:4010/somewhere'
  assert.ok(kept(null, 'https://api.twilio.com/a'))
  assert.ok(kept(null, 'https://media.twiliocdn.com/a'))
  assert.ok(kept(standIn, 'http://127.0.0.1:4010/a'))
  assert.ok(kept(standIn, 'https://api.twilio.com/a'))
  for (const refused of ['http://127.0.0.1:4011/a', 'http://169.254.169.254/a', 'file:///etc/passwd', 'https://u:p@127.0.0.1:4010/a']) {
    assert.ok(!kept(standIn, refused), refused)
  }
  const lookalikes = [
    'http://api.twilio.com/a',
    'https://api.twilio.com:8443/a',
    'https://eviltwilio.com/a',
    'https://u@api.twilio.com/a',
    '//x',
  ]
  for (const refused of lookalikes) assert.ok(!kept(null, refused), refused)
})

function post(body: string, query = ''): WebhookRequest {
  return { url: `https://leads.example.com/twilio/t${query}`, contentType: 'application/x-www-form-urlencoded', body, signature: null }
}

function idOf(parsed: ParsedWebhook): string | null {
  return parsed.kind === 'event' ? parsed.id : null
}
