import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reading } from '#core/qualification/reading.ts'
import type { ExpectedReading, LabelledText } from './labelled-text.ts'
import { NOTHING_READ } from '#core/qualification/nothing-read.ts'
import { isRight, score } from './score.ts'

const { spans: _, ...nothing } = NOTHING_READ
const plain: ExpectedReading = { ...nothing, urgency: 'routine' }

function scored(expect: Partial<ExpectedReading>, read: Partial<Reading>, accept: LabelledText['accept'] = {}) {
  const labelled: LabelledText = {
    id: 'x',
    text: '',
    trade: 'plumbing',
    receivedAt: '2026-10-15T15:20:00Z',
    timezone: 'America/Chicago',
    asked: null,
    expect: { ...plain, ...expect },
    accept,
    part: 'tuning',
  }
  return { labelled, reading: { ...plain, spans: {}, ...read } }
}

test('recall counts emergencies found, false pages count calm texts paged', () => {
  const emergency = { intent: 'emergency_help', urgency: 'emergency' } as const
  const figures = score([scored(emergency, emergency), scored(emergency, {}), scored({}, emergency), scored({}, {}), scored({}, {})])
  assert.equal(figures.emergencyRecall, 0.5)
  assert.equal(figures.falsePages, 1 / 3)
})

test('macro-F1 weighs every intent alike, and an accepted second reading is right', () => {
  const figures = score([
    scored({ intent: 'quote' }, { intent: 'quote' }),
    scored({}, {}),
    scored({}, { intent: 'question' }, { intent: ['question'] }),
    scored({}, { intent: 'quote' }),
  ])
  assert.equal(figures.intentAccuracy, 0.75)
  assert.ok(Math.abs(figures.intentMacroF1 - (2 / 3 + 2 / 3) / 2) < 1e-9)
})

test('a value invented where none is written counts against exactness', () => {
  assert.equal(score([scored({ zip: '60614' }, { zip: '60614' }), scored({}, { zip: '10442' })]).exact.zip, 0.5)
})

test('a time on another day is a wrong day, another hour is not', () => {
  const at = (start: string) => ({ preferredTime: { start, end: start } })
  assert.equal(
    score([scored(at('2026-10-16T08:00'), at('2026-10-17T08:00')), scored(at('2026-10-16T08:00'), at('2026-10-16T12:00'))]).wrongDay,
    0.5,
  )
})

test('case, accents and closing stops of names and places do not count', () => {
  assert.ok(isRight(scored({ street: '412 Oak St.' }, { street: '412 oak st' }), 'street'))
})
