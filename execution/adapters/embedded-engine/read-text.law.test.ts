import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ASKED, INTENTS, LANGUAGES, TRADES, URGENCIES } from '#core/qualification/reading.ts'
import type { ReadingContext } from '#core/qualification/reading.ts'
import { readText } from './read-text.ts'

const contexts: fc.Arbitrary<ReadingContext> = fc.record({
  trade: fc.constantFrom(...TRADES),
  receivedAt: fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) }),
  timezone: fc.constantFrom('America/Chicago', 'America/St_Johns', 'America/Phoenix', 'Pacific/Honolulu', 'Nowhere/Land'),
  asked: fc.option(fc.constantFrom(...ASKED)),
})

/** Pieces that lead deep into the readers, so that random texts do more than miss every pattern. */
const pieces = fc.constantFrom(
  'my name is',
  'Dana',
  '412 Oak St',
  'apt',
  '#',
  '60614',
  'H2X 1Y4',
  '217-555-0134',
  '+',
  'tomorrow',
  'after',
  '3',
  'pm',
  'between',
  'and',
  'not',
  "don't",
  'smell gas',
  'stopped',
  'sorry',
  'no wait',
  'calle',
  'rue',
  'de',
  'la',
  'mañana',
  'à 14h30',
  'next',
  'Feb 30',
  '13/45',
  'in',
  'days',
  'corner of',
  '👍',
  '\n',
  '.',
  ',',
  '-',
  '?',
  '“',
  'ﬁ',
  'İ',
  'e\u0301',
  '\ud83d',
  '\u0000',
)
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(pieces, { maxLength: 40 }).map((list) => list.join(' ')),
)

test('any text in any context reads without throwing, as labels that exist', () => {
  fc.assert(
    fc.property(texts, contexts, (text, context) => {
      const reading = readText(text, context)
      assert.ok(INTENTS.includes(reading.intent))
      assert.ok(URGENCIES.includes(reading.urgency))
      assert.ok(LANGUAGES.includes(reading.language))
    }),
    { numRuns: 1500 },
  )
})

test('a spanned field has a span inside the text exactly when it is set, and the span is not empty', () => {
  fc.assert(
    fc.property(texts, contexts, (text, context) => {
      const reading = readText(text, context)
      for (const field of ['service', 'name', 'street', 'city', 'zip', 'callbackPhone', 'preferredTime'] as const) {
        const span = reading.spans[field]
        assert.equal(span !== undefined, reading[field] !== null, field)
        if (span !== undefined) assert.ok(span[0] >= 0 && span[0] < span[1] && span[1] <= text.length, `${field} ${span.join('-')}`)
      }
    }),
    { numRuns: 1500 },
  )
})

test('an emergency and the intent for help in one are the same thing, and safety implies both', () => {
  fc.assert(
    fc.property(texts, contexts, (text, context) => {
      const { intent, urgency, safety } = readText(text, context)
      assert.equal(intent === 'emergency_help', urgency === 'emergency')
      if (safety) assert.equal(urgency, 'emergency')
    }),
    { numRuns: 1000 },
  )
})

test('yes and no are read only when a confirmation or a photo was asked for', () => {
  fc.assert(
    fc.property(texts, contexts, (text, context) => {
      const { affirm } = readText(text, context)
      if (context.asked !== 'confirm_slot' && context.asked !== 'photo') assert.equal(affirm, null)
    }),
  )
})

test('a preferred time is a valid wall clock that ends after it starts, and a ZIP and a phone have their form', () => {
  fc.assert(
    fc.property(texts, contexts, (text, context) => {
      const { preferredTime, zip, callbackPhone } = readText(text, context)
      if (preferredTime !== null && 'start' in preferredTime) {
        assert.match(preferredTime.start, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
        assert.ok(preferredTime.start < preferredTime.end, `${preferredTime.start} ${preferredTime.end}`)
      }
      if (zip !== null) assert.match(zip, /^(?:\d{5}|[A-Z]\d[A-Z](?: \d[A-Z]\d)?)$/)
      if (callbackPhone !== null) assert.match(callbackPhone, /^\+\d{8,15}$/)
    }),
    { numRuns: 1500 },
  )
})

test('the same text in the same context always reads the same', () => {
  fc.assert(fc.property(texts, contexts, (text, context) => assert.deepEqual(readText(text, context), readText(text, context))))
})
