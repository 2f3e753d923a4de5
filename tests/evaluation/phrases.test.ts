/**
 * Goal: what was once understood stays understood. Method: short texts with one label each, written to widen the phrase tables and tuned
 * on, so these shares say nothing about unseen texts; the sealed part of the labelled texts does (engine.test.ts).
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readText } from '#adapters/embedded-engine/read-text.ts'
import { expressionTally } from './expressions.ts'
import type { Asked, Intent, PreferredTime, Trade } from '#core/qualification/reading.ts'

type HazardCase = { trade: Trade; receivedAt: string; emergency: boolean; safety: boolean; text: string }
type IntentCase = { intent: Intent; text: string }
type TimeCase = { asked: Asked | null; text: string; accept: (PreferredTime | null)[] }

const timezone = 'America/Chicago'
/** Thursday, 10:20 in Chicago: what the days of times.jsonl count from. */
const THURSDAY = Date.parse('2026-10-15T15:20:00Z')

function rows<Row>(file: string): Row[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row)
  // The three files are ours; each has the one shape named at the call.
}

function misses<Row extends { text: string }>(all: readonly Row[], isRight: (row: Row) => boolean): string[] {
  assert.ok(all.length > 0)
  return all.filter((row) => !isRight(row)).map(({ text }) => text)
}

test('short reports of danger page, and short reports of anything else do not', () => {
  const all = rows<HazardCase>('./hazards.jsonl')
  const reading = ({ text, trade, receivedAt }: HazardCase) =>
    readText(text, { trade, receivedAt: Date.parse(receivedAt), timezone, asked: null })
  const dangers = all.filter(({ emergency }) => emergency)
  const calm = all.filter(({ emergency }) => !emergency)
  const missed = misses(dangers, (row) => reading(row).urgency === 'emergency')
  const paged = misses(calm, (row) => reading(row).urgency !== 'emergency')
  const unsafe = misses(
    dangers.filter(({ safety }) => safety),
    (row) => reading(row).safety,
  )
  assert.ok(missed.length <= dangers.length * 0.02, `missed: ${missed.join(' / ')}`)
  assert.ok(paged.length <= calm.length * 0.03, `paged: ${paged.join(' / ')}`)
  assert.ok(unsafe.length <= 1, `without the safety line: ${unsafe.join(' / ')}`)
})

test('short texts of every intent are read as it', () => {
  const all = rows<IntentCase>('./intents.jsonl')
  const wrong = misses(
    all,
    ({ text, intent }) => readText(text, { trade: 'plumbing', receivedAt: THURSDAY, timezone, asked: null }).intent === intent,
  )
  assert.ok(wrong.length <= all.length * 0.02, wrong.join(' / '))
})

test('wishes for a time become the windows of the label page', () => {
  const all = rows<TimeCase>('./times.jsonl')
  const wrong = misses(all, ({ text, asked, accept }) => {
    const read = JSON.stringify(readText(text, { trade: 'plumbing', receivedAt: THURSDAY, timezone, asked }).preferredTime)
    return accept.some((time) => JSON.stringify(time) === read)
  })
  assert.ok(wrong.length <= all.length * 0.02, wrong.join(' / '))
})

test('expressions of time in three languages are read as meant, and next to no day is read that nobody meant', () => {
  const { of, hits, wrongDay, misses: missed } = expressionTally('time-expressions.jsonl')
  assert.ok(of >= 600 && hits >= of * 0.98, missed.join(' / '))
  assert.ok(wrongDay <= of * 0.005, `${wrongDay} wrong days`)
})

test('names, streets, codes and telephone numbers are read as written, and words that are none are not', () => {
  const { of, hits, misses: missed } = expressionTally('particulars.jsonl')
  assert.ok(of >= 380 && hits >= of * 0.96, missed.join(' / '))
})
