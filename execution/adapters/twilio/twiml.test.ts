import assert from 'node:assert/strict'
import { test } from 'node:test'

import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'

import { createTwilioWebhooks } from './twilio-webhooks.ts'
import { SAY_CHARACTERS_MAX } from './twiml.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import type { Reply, Spoken } from '#core/reply.ts'

const links = { base: 'https://leads.example.com/twilio/ace', callSid: 'CA1' }
const { render } = createTwilioWebhooks({ apiBaseUrl: null })
const spoken: Spoken = { text: 'Ace & Sons: "we" <care>\nPress 1', language: 'en-US', audioUrl: null }
const joanna = { voice: 'Polly.Joanna-Neural', language: 'en-US' } as const
const link = (step: string) => `${links.base}/voice/${step}?call=CA1`
const post = { method: 'POST' }
const keys = { numDigits: 1, action: link('key'), ...post, timeout: 1, finishOnKey: '' }
const recording = {
  action: link('recorded'),
  ...post,
  maxLength: 120,
  playBeep: true,
  timeout: 5,
  recordingStatusCallback: link('recording'),
  recordingStatusCallbackEvent: ['completed'] as 'completed'[],
}

/** Each document as the vendor's own builder writes it. */
const documents: { says: string; reply: Reply; built: (response: VoiceResponse) => void }[] = [
  { says: 'nothing', reply: { kind: 'nothing' }, built: () => {} },
  { says: 'connect ends the document, which joins the legs', reply: { kind: 'connect' }, built: () => {} },
  { says: 'hang up', reply: { kind: 'hang-up' }, built: (response) => response.hangup() },
  {
    says: 'ring one phone first thing, so that the caller keeps hearing it ring',
    reply: { kind: 'ring', phones: [phone('+12175550101')], timeoutSeconds: 12, callerId: null, first: null },
    built: (response) => {
      const dial = response.dial({ action: link('rung'), ...post, answerOnBridge: true, timeout: 12 })
      dial.number({ url: link('whisper'), ...post }, '+12175550101')
    },
  },
  {
    says: 'speak, then ring two phones with the business number shown',
    reply: {
      kind: 'ring',
      phones: [phone('+12175550101'), phone('+12175550103')],
      timeoutSeconds: 2,
      callerId: phone('+12175550102'),
      first: spoken,
    },
    built: (response) => {
      response.say(joanna, spoken.text)
      const dial = response.dial({ action: link('rung'), ...post, timeout: 5, callerId: '+12175550102' })
      dial.number({ url: link('whisper'), ...post }, '+12175550101')
      dial.number({ url: link('whisper'), ...post }, '+12175550103')
    },
  },
  {
    says: 'ask the rung phone for key 1, else hang up',
    reply: { kind: 'ask-to-accept', spoken, timeoutSeconds: 6 },
    built: (response) => {
      response.gather({ numDigits: 1, action: link('accept'), ...post, timeout: 6 }).say(joanna, spoken.text)
      response.hangup()
    },
  },
  {
    says: 'ask one of the business people twice for a key, else hang up',
    reply: { kind: 'ask-person', spoken, timeoutSeconds: 8, leadId: 'ld_CA1&x=1', who: 'fallback', why: 'emergency' },
    built: (response) => {
      const action = `${links.base}/voice/person/key?lead=ld_CA1%26x%3D1&who=fallback&why=emergency`
      for (let time = 0; time < 2; time += 1) response.gather({ numDigits: 1, action, ...post, timeout: 8 }).say(joanna, spoken.text)
      response.hangup()
    },
  },
  {
    says: 'ring the customer with the business number shown',
    reply: { kind: 'dial-customer', spoken, phone: phone('+12175550199'), callerId: phone('+12175550102'), timeoutSeconds: 30 },
    built: (response) => {
      response.say(joanna, spoken.text)
      response.dial({ timeout: 30, callerId: '+12175550102' }).number({}, '+12175550199')
      response.hangup()
    },
  },
  {
    says: 'a message that keys interrupt',
    reply: { kind: 'message', spoken, keys: true },
    built: (response) => {
      response.gather(keys).say(joanna, spoken.text)
      response.redirect(post, link('played'))
    },
  },
  {
    says: 'a recorded message in place of the words, without keys',
    reply: { kind: 'message', spoken: { ...spoken, audioUrl: 'https://leads.example.com/audio/1.mp3?a=1&b=2' }, keys: false },
    built: (response) => {
      response.play('https://leads.example.com/audio/1.mp3?a=1&b=2')
      response.redirect(post, link('played'))
    },
  },
  {
    says: 'record a voicemail; an empty one ends the call',
    reply: { kind: 'record', spoken: { ...spoken, language: 'es-US' }, maxSeconds: 120 },
    built: (response) => {
      response.say({ voice: 'Polly.Lupe-Neural', language: 'es-US' }, spoken.text)
      response.record(recording)
      response.hangup()
    },
  },
  {
    says: 'record a voicemail after words that a key interrupts',
    reply: { kind: 'record', spoken, maxSeconds: 120, keys: true },
    built: (response) => {
      response.gather(keys).say(joanna, spoken.text)
      response.record(recording)
      response.hangup()
    },
  },
  {
    says: 'go on to the next lead on the same call',
    reply: { kind: 'next-lead', spoken, leads: ['ld_CA1', 'ld_CA2', 'ld_CA3'], who: 'owner', why: 'leads' },
    built: (response) => {
      response.say(joanna, spoken.text)
      response.redirect(post, `${links.base}/voice/person?lead=ld_CA1&who=owner&why=leads&rest=ld_CA2%2Cld_CA3`)
    },
  },
  {
    says: 'record without a word before it',
    reply: { kind: 'record', spoken: null, maxSeconds: 120 },
    built: (response) => {
      response.record(recording)
      response.hangup()
    },
  },
  {
    says: 'say in French and hang up',
    reply: { kind: 'say-and-hang-up', spoken: { ...spoken, language: 'fr-CA' } },
    built: (response) => {
      response.say({ voice: 'Polly.Gabrielle-Neural', language: 'fr-CA' }, spoken.text)
      response.hangup()
    },
  },
]

for (const { says, reply, built } of documents) {
  test(`written as the vendor's builder writes it: ${says}`, () => {
    const response = new VoiceResponse()
    built(response)
    assert.deepEqual(render(reply, links), { contentType: 'text/xml; charset=utf-8', body: response.toString() })
  })
}

test('words that would crash the call are cleaned: control characters and half an emoji', () => {
  const { body } = render({ kind: 'say-and-hang-up', spoken: { ...spoken, text: 'a\u0000b\u0008c\uD83Dd\uDCA7e\uFFFE' } }, links)
  assert.match(body, />abcde<\/Say>/)
})

test('speech stops at the end of a word before the limit', () => {
  const { body } = render({ kind: 'say-and-hang-up', spoken: { ...spoken, text: 'plumbing '.repeat(1_000) } }, links)
  const said = />([^<]*)<\/Say>/.exec(body)?.[1] ?? ''
  assert.ok(said.length > SAY_CHARACTERS_MAX - 10 && said.length <= SAY_CHARACTERS_MAX)
  assert.match(said, /plumbing$/)
})

test('an audio address that is none, or is endless, gives way to the words', () => {
  for (const audioUrl of ['javascript:alert(1)', '/audio/1.mp3', `https://e.com/${'x'.repeat(3_000)}`]) {
    assert.match(render({ kind: 'say-and-hang-up', spoken: { ...spoken, audioUrl } }, links).body, /<Say /)
  }
})

test('nothing to say leaves no empty element', () => {
  const { body } = render({ kind: 'say-and-hang-up', spoken: { ...spoken, text: ' \u0000 ' } }, links)
  assert.match(body, /<Response><Hangup\/><\/Response>$/)
})

test('where voicemails are written down, the words go to a page of their own', () => {
  const { render: transcribing } = createTwilioWebhooks({ apiBaseUrl: null, transcribes: true })
  const response = new VoiceResponse()
  response.record({ ...recording, transcribe: true, transcribeCallback: link('transcribed') })
  response.hangup()
  assert.equal(transcribing({ kind: 'record', spoken: null, maxSeconds: 120 }, links).body, response.toString())
})

test('another voice can be set', () => {
  const other = createTwilioWebhooks({ apiBaseUrl: null, voices: { 'en-US': 'Polly.Matthew-Neural' } })
  assert.match(other.render({ kind: 'say-and-hang-up', spoken }, links).body, /voice="Polly\.Matthew-Neural"/)
})

test('at most ten phones ring at once, and ringing none is refused', () => {
  const ring = { kind: 'ring', timeoutSeconds: 12, callerId: null, first: null } as const
  const { body } = render({ ...ring, phones: Array.from({ length: 12 }, () => phone('+12175550101')) }, links)
  assert.equal(body.match(/<Number /g)?.length, 10)
  assert.throws(() => render({ ...ring, phones: [] }, links), RangeError)
})

function phone(text: string) {
  const parsed = parsePhoneNumber(text)
  assert.ok(parsed)
  return parsed
}
