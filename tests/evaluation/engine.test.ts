/**
 * Goal: the embedded engine keeps reading as well as it was measured. Method: the sealed part of the labelled texts, which nobody tunes
 * on. A floor is the product's target where the target is met, else what was measured, rounded down (and then says the target), so that
 * a change that reads worse turns this red.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { ASKED, INTENTS, TRADES, URGENCIES } from '#core/qualification/reading.ts'
import { labelledTexts } from './labelled-text.ts'
import { readLabelled } from './run.ts'
import { score } from './score.ts'

const TEXTS_MIN = 800
const TUNING_PERCENT = 60
const texts = labelledTexts()

test('there are enough labelled texts, well formed, over all trades, languages and intents', () => {
  assert.ok(texts.length >= TEXTS_MIN, `${texts.length} texts`)
  assert.equal(new Set(texts.map(({ id }) => id)).size, texts.length, 'ids are unique')
  for (const { id, trade, asked, receivedAt, expect } of texts) {
    assert.ok(TRADES.includes(trade) && INTENTS.includes(expect.intent) && URGENCIES.includes(expect.urgency), id)
    assert.ok((asked === null || ASKED.includes(asked)) && Number.isFinite(Date.parse(receivedAt)), id)
    assert.equal(expect.intent === 'emergency_help', expect.urgency === 'emergency', id)
    assert.ok(!expect.safety || expect.urgency === 'emergency', id)
  }
  assert.equal(new Set(texts.map(({ trade }) => trade)).size, TRADES.length)
  assert.equal(new Set(texts.map(({ expect }) => expect.language)).size, 3)
  assert.equal(new Set(texts.map(({ expect }) => expect.intent)).size, INTENTS.length)
})

test('the part of a text follows from its id alone', () => {
  for (const { id, part } of texts) {
    const draw = Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16) % 100
    assert.equal(part, draw < TUNING_PERCENT ? 'tuning' : 'sealed', id)
  }
})

test('on the sealed texts the engine reads no worse than it was measured', () => {
  const figures = score(texts.filter(({ part }) => part === 'sealed').map(readLabelled))
  const atLeast = (name: string, value: number, floor: number) =>
    assert.ok(value >= floor, `${name} is ${value.toFixed(4)}, floor ${floor}`)
  const atMost = (name: string, value: number, ceiling: number) =>
    assert.ok(value <= ceiling, `${name} is ${value.toFixed(4)}, ceiling ${ceiling}`)
  atLeast('intent macro-F1', figures.intentMacroF1, 0.89) // target 0.85
  atLeast('emergency recall', figures.emergencyRecall, 0.91) // target 0.98
  atMost('false pages', figures.falsePages, 0.03)
  atLeast('safety recall', figures.safetyRecall, 0.95) // target 1
  atLeast('exact ZIP', figures.exact.zip, 0.94) // target 0.98
  atLeast('exact phone', figures.exact.callbackPhone, 0.98)
  atLeast('exact name', figures.exact.name, 0.83) // target 0.92
  atLeast('exact street', figures.exact.street, 0.95)
  atLeast('exact service', figures.exact.service, 0.9)
  atMost('wrong day', figures.wrongDay, 0.06) // target 0.01
})
