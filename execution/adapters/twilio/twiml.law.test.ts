import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'

import { plainText } from './plain-text.ts'
import { SAY_CHARACTERS_MAX, twiml } from './twiml.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { LEADS_PER_CALL_MAX } from '#core/owner/raise-by-call.ts'
import { CALL_REASONS } from '#core/owner/staff.ts'
import type { Reply, Spoken } from '#core/reply.ts'

const DOCUMENT_BYTES_MAX = 65_536
const phone = parsePhoneNumber('+12175550101')
assert.ok(phone)

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('&', '<', '>', '"', "'", ']]>', '\u0000', '\uD800', '\uDC00', '\r', '\uFFFF', '💧', 'a', ' '),
    maxLength: 100,
  }),
  // Long enough to reach the limits, in the characters that grow most when escaped or encoded.
  fc.tuple(fc.constantFrom('&', '"', '水', '💧', 'word '), fc.integer({ min: 1, max: 9_000 })).map(([unit, times]) => unit.repeat(times)),
)
const spoken: fc.Arbitrary<Spoken> = fc.record({
  text: anyText,
  language: fc.constantFrom('en-US', 'es-US', 'fr-CA'),
  audioUrl: fc.option(anyText.map((text) => `https://e.com/${text}`)),
})
const anySeconds = fc.double({ min: -1e6, max: 1e6, noNaN: true })
const reply: fc.Arbitrary<Reply> = fc.oneof(
  fc.constantFrom<Reply>({ kind: 'nothing' }, { kind: 'hang-up' }, { kind: 'connect' }),
  fc.record({
    kind: fc.constant('ring' as const),
    phones: fc.integer({ min: 1, max: 30 }).map((count) => Array.from({ length: count }, () => phone)),
    timeoutSeconds: anySeconds,
    callerId: fc.constantFrom(null, phone),
    first: fc.option(spoken),
  }),
  fc.record({ kind: fc.constant('ask-to-accept' as const), spoken, timeoutSeconds: anySeconds }),
  fc.record({
    kind: fc.constant('ask-person' as const),
    spoken,
    timeoutSeconds: anySeconds,
    leadId: fc.string({ unit: 'binary', maxLength: 200 }),
    who: fc.constantFrom<'owner' | 'fallback'>('owner', 'fallback'),
    why: fc.constantFrom(...CALL_REASONS),
    rest: fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: LEADS_PER_CALL_MAX }),
  }),
  fc.record({
    kind: fc.constant('next-lead' as const),
    spoken: fc.option(spoken),
    leads: fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: LEADS_PER_CALL_MAX }),
    who: fc.constantFrom<'owner' | 'fallback'>('owner', 'fallback'),
    why: fc.constantFrom(...CALL_REASONS),
  }),
  fc.record({
    kind: fc.constant('dial-customer' as const),
    spoken,
    phone: fc.constant(phone),
    callerId: fc.constantFrom(null, phone),
    timeoutSeconds: anySeconds,
  }),
  fc.record({ kind: fc.constant('message' as const), spoken, keys: fc.boolean() }),
  fc.record({ kind: fc.constant('record' as const), spoken: fc.option(spoken), maxSeconds: anySeconds }),
  fc.record({ kind: fc.constant('record' as const), spoken, maxSeconds: anySeconds, keys: fc.constant(true as const) }),
  fc.record({ kind: fc.constant('say-and-hang-up' as const), spoken }),
)

test('any reply with any words is well-formed and below the limit of Twilio', () => {
  fc.assert(
    fc.property(reply, anyText, (decided, callSid) => {
      const body = twiml(decided, { base: 'https://leads.example.com/twilio/ace', callSid: callSid.slice(0, 64) })
      assert.equal(XMLValidator.validate(body), true)
      assert.ok(Buffer.byteLength(body) < DOCUMENT_BYTES_MAX)
      assert.ok(body.isWellFormed())
      // oxlint-disable-next-line no-control-regex -- none of them may be left
      assert.doesNotMatch(body, /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/)
    }),
    { numRuns: 500 },
  )
})

test('an independent parser reads back the words that were put in', () => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    trimValues: false,
    parseTagValue: false,
    processEntities: true,
    htmlEntities: true,
  })
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (text) => {
      const expected = plainText(text).trim()
      fc.pre(expected !== '' && expected.length <= SAY_CHARACTERS_MAX)
      const body = twiml(
        { kind: 'say-and-hang-up', spoken: { text, language: 'en-US', audioUrl: null } },
        { base: 'https://e.com', callSid: 'CA1' },
      )
      assert.equal(parser.parse(body)['Response']['Say']['#text'], expected)
    }),
  )
})
