import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import calculator from 'sms-segments-calculator'
import { isGsm, smsSegments, toGsm } from './sms-segments.ts'

// Goal: the same bill as Twilio's own calculator. Method: texts of mixed length from five alphabets, ours against theirs.
const GSM = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà'
const EXTENSION = '\f^{}\\[~]|€'
const WIDE = 'жшщ日本語áíóúêîôçÁ’“”–—…•`'
const EMOJI = ['😀', '🔥', '👍🏽', '🇺🇸', '🇨🇦', '❤️', '1️⃣', '𝒳', 'e\u0301', '\r\n']

const alphabets = [
  fc.constantFrom(...GSM),
  fc.constantFrom(...GSM, ...EXTENSION),
  fc.constantFrom(...EXTENSION),
  fc.constantFrom(...GSM, ...WIDE),
  fc.constantFrom(...EMOJI, ...'ab '),
  fc.constantFrom(...EMOJI),
]
const texts = fc.oneof(...alphabets.map((alphabet) => fc.array(alphabet, { maxLength: 420, size: 'max' }).map((parts) => parts.join(''))))

test('encoding, units and segments are those of Twilio for every mix of characters', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const theirs = new calculator.SegmentedMessage(text)
      const encoding = theirs.encodingName
      assert.deepEqual(smsSegments(text), {
        encoding,
        units: theirs.messageSize / (encoding === 'GSM-7' ? 7 : 16),
        segments: theirs.segmentsCount,
      })
    }),
    { numRuns: 400 },
  )
})

test('making a text plain twice changes nothing more, and never makes it dearer by encoding', () => {
  fc.assert(
    fc.property(fc.oneof(texts, fc.string({ unit: 'grapheme', maxLength: 200 })), (text) => {
      const plain = toGsm(text)
      assert.equal(toGsm(plain), plain)
      if (isGsm(text)) assert.equal(plain, text)
    }),
  )
})
