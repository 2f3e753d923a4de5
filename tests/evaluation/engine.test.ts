/**
 * Goal: the embedded engine keeps reading as well as it was measured. Method: the sealed part of the labelled texts, which nobody tunes
 * on. A floor is the product's target where the target is met, else what was measured, rounded down (and then says the target), so that
 * a change that reads worse turns this red.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Asked, Reading, Trade } from '#core/qualification/reading.ts'
import { ASKED, INTENTS, TRADES, URGENCIES } from '#core/qualification/reading.ts'
import { labelledTexts, setOf, TEXT_SETS, type TextSet } from './labelled-text.ts'
import { readLabelled } from './run.ts'
import { score } from './score.ts'

const TEXTS_MIN = 800
/** Of the later rounds half is sealed. */
const TUNING_PERCENT: Record<TextSet, number> = { first: 60, rounds: 60, voices: 50, strangers: 50 }
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

test('the short texts that teach are well formed and none stands twice', () => {
  const taught = readFileSync(new URL('./lessons.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  assert.equal(new Set(taught).size, taught.length)
  for (const line of taught) {
    // The file is ours; this test is what holds it to its shape.
    const { intent, urgency, safety, trade, asked, receivedAt } = JSON.parse(line) as Taught
    assert.ok(TRADES.includes(trade) && INTENTS.includes(intent) && URGENCIES.includes(urgency), line)
    assert.ok((asked === null || ASKED.includes(asked)) && Number.isFinite(Date.parse(receivedAt)), line)
    assert.equal(intent === 'emergency_help', urgency === 'emergency', line)
    assert.ok(!safety || urgency === 'emergency', line)
  }
})

type Taught = Omit<Reading, 'spans'> & { trade: Trade; asked: Asked | null; receivedAt: string }

test('the part of a text follows from its id alone', () => {
  for (const { id, part } of texts) {
    const draw = Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16) % 100
    assert.equal(part, draw < TUNING_PERCENT[setOf({ id })] ? 'tuning' : 'sealed', id)
  }
})

type Floors = Record<
  'intent' | 'emergency' | 'falsePages' | 'safety' | 'zip' | 'phone' | 'name' | 'street' | 'service' | 'wrongDay',
  number
>

/** Targets: intent 0.85, emergency 0.98, false pages 0.03, safety 1, ZIP and phone 0.98, name 0.92, street 0.90, wrong day 0.01. */
const FLOORS: Record<TextSet, Floors> = {
  first: {
    intent: 0.95,
    emergency: 0.98,
    falsePages: 0.025,
    safety: 1,
    zip: 0.92,
    phone: 1,
    name: 0.86,
    street: 0.95,
    service: 0.88,
    wrongDay: 0.025,
  },
  rounds: {
    intent: 0.97,
    emergency: 0.98,
    falsePages: 0.02,
    safety: 1,
    zip: 1,
    phone: 1,
    name: 1,
    street: 1,
    service: 0.98,
    wrongDay: 0.01,
  },
  voices: {
    intent: 0.92,
    emergency: 0.98,
    falsePages: 0.045,
    safety: 1,
    zip: 1,
    phone: 1,
    name: 0.95,
    street: 1,
    service: 0.85,
    wrongDay: 0.01,
  },
  strangers: {
    intent: 0.9,
    emergency: 0.98,
    falsePages: 0.03,
    safety: 1,
    zip: 0.97,
    phone: 1,
    name: 0.92,
    street: 0.95,
    service: 0.8,
    wrongDay: 0.01,
  },
}

for (const set of TEXT_SETS) {
  test(`on the sealed texts of the ${set} set the engine reads no worse than it was measured`, () => {
    const figures = score(
      labelledTexts(set)
        .filter(({ part }) => part === 'sealed')
        .map(readLabelled),
    )
    const floors = FLOORS[set]
    const atLeast = (name: string, value: number, floor: number) =>
      assert.ok(value >= floor, `${name} is ${value.toFixed(4)}, floor ${floor}`)
    const atMost = (name: string, value: number, ceiling: number) =>
      assert.ok(value <= ceiling, `${name} is ${value.toFixed(4)}, ceiling ${ceiling}`)
    atLeast('intent macro-F1', figures.intentMacroF1, floors.intent)
    atLeast('emergency recall', figures.emergencyRecall, floors.emergency)
    atMost('false pages', figures.falsePages, floors.falsePages)
    atLeast('safety recall', figures.safetyRecall, floors.safety)
    atLeast('exact ZIP', figures.exact.zip, floors.zip)
    atLeast('exact phone', figures.exact.callbackPhone, floors.phone)
    atLeast('exact name', figures.exact.name, floors.name)
    atLeast('exact street', figures.exact.street, floors.street)
    atLeast('exact service', figures.exact.service, floors.service)
    atMost('wrong day', figures.wrongDay, floors.wrongDay)
  })
}
