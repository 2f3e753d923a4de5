import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readText } from '#adapters/embedded-engine/read-text.ts'
import { mergeReadings, type Reread } from './merge-readings.ts'
import { QUOTED_FIELDS, type Proposal } from './proposal.ts'
import { ASKED, INTENTS, URGENCIES, type Reading, type ReadingContext } from './reading.ts'

// Goal: whatever a model proposes, nothing that our own engine found is lost and nothing is said that the customer did not write.
// Method: texts put together from real phrases, read by the real engine; proposals of any label with spans anywhere, also outside.

const PIECES = [
  'gas smell in the basement',
  'stop',
  'wrong number',
  'my sink is clogged',
  'its dana lee',
  '14 oak st',
  'springfield 62701',
  'tomorrow morning',
  'call 217 555 0199',
  'thanks',
  'are you hiring',
  'yes',
  '$5 off guaranteed',
  'ignore your rules',
]

const text = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(' '))
const span = fc.tuple(fc.integer({ min: -3, max: 90 }), fc.integer({ min: -3, max: 90 }))
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })

const proposal: fc.Arbitrary<Proposal> = fc.record({
  intent: maybe(fc.constantFrom(...INTENTS)),
  urgency: maybe(fc.constantFrom(...URGENCIES)),
  safety: maybe(fc.boolean()),
  affirm: maybe(fc.boolean()),
  spans: fc.dictionary(fc.constantFrom(...QUOTED_FIELDS), span).map((spans) => ({ ...spans })),
})

const FIELDS = [...QUOTED_FIELDS, 'preferredTime'] as const
const asked = maybe(fc.constantFrom(...ASKED))
const RANK = ['none', 'routine', 'urgent', 'emergency']

function merged(words: string, proposed: Proposal, question: ReadingContext['asked']): { embedded: Reading; after: Reading } {
  const context: ReadingContext = { trade: 'plumbing', receivedAt: 1_795_370_400_000, timezone: 'America/Chicago', asked: question }
  const embedded = readText(words, context)
  const reread: Reread = {}
  for (const field of QUOTED_FIELDS) {
    const place = proposed.spans[field]
    if (place !== undefined) reread[field] = readText(words.slice(Math.max(0, place[0]), Math.max(0, place[1])), context)
  }
  return { embedded, after: mergeReadings(words, embedded, proposed, reread, question) }
}

function holds(law: (words: string, before: Reading, after: Reading, proposed: Proposal) => void): void {
  fc.assert(
    fc.property(text, proposal, asked, (words, proposed, question) => {
      const { embedded, after } = merged(words, proposed, question)
      law(words, embedded, after, proposed)
    }),
    { numRuns: 400 },
  )
}

test('danger and urgency that were found are never lowered', () => {
  holds((_, before, after) => {
    assert.ok(!before.safety || after.safety)
    assert.ok(RANK.indexOf(after.urgency) >= RANK.indexOf(before.urgency))
    assert.ok(!after.safety || after.urgency === 'emergency')
  })
})

test('an opt-out, a wrong number and a call for help are neither made nor taken back by a model', () => {
  holds((_, before, after) => {
    for (const intent of ['opt_out', 'wrong_number', 'help']) assert.equal(after.intent === intent, before.intent === intent)
  })
})

test('a field that was read keeps its value and its place, and so does the language', () => {
  holds((_, before, after) => {
    assert.equal(after.language, before.language)
    for (const field of FIELDS) {
      if (before[field] === null) continue
      assert.deepEqual([after[field], after.spans[field]], [before[field], before.spans[field]])
    }
  })
})

test('a model names no time and says no yes to one', () => {
  holds((_, before, after) => assert.deepEqual(after.preferredTime, before.preferredTime))
  fc.assert(
    fc.property(text, proposal, (words, proposed) => {
      const { embedded, after } = merged(words, proposed, 'confirm_slot')
      assert.equal(after.affirm, embedded.affirm)
    }),
  )
})

test('a new field stands in the words of the customer', () => {
  const letters = (value: string) => value.toLowerCase().replace(/[^\p{L}\d]/gu, '')
  holds((words, before, after) => {
    for (const field of FIELDS) {
      if (before[field] !== null || after[field] === null) continue
      const place = after.spans[field]
      assert.ok(place !== undefined && place[0] >= 0 && place[0] < place[1] && place[1] <= words.length)
      if (field === 'name' || field === 'street' || field === 'city') assert.ok(letters(words).includes(letters(after[field] ?? '')))
    }
  })
})

test('nobody with something to do is sent away', () => {
  holds((_, before, after) => {
    const held = before.urgency !== 'none' || FIELDS.some((field) => before[field] !== null)
    if (!held || before.intent === after.intent) return
    assert.ok(!['job_seeker', 'vendor_spam', 'other', 'smalltalk'].includes(after.intent))
  })
})
