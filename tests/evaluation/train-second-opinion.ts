/**
 * Trains the second opinion of the embedded engine on the tuning part of the labelled texts and on hazards.jsonl, and writes its table.
 * No chance, clock or order of files enters, so the same
 * texts give the same table on every machine. Sealed texts are never trained on.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { repair } from '#adapters/embedded-engine/read-text.ts'
import { readScope } from '#adapters/embedded-engine/scope.ts'
import { HUNDREDTHS } from '#adapters/embedded-engine/second-opinion.ts'
import type { OpinionTable } from '#adapters/embedded-engine/second-opinion.ts'
import { textFeatures } from '#adapters/embedded-engine/text-features.ts'
import { tokenize } from '#adapters/embedded-engine/tokenize.ts'
import type { ReadingContext, Trade } from '#core/qualification/reading.ts'
import type { LabelledText } from './labelled-text.ts'
import { labelledTexts } from './labelled-text.ts'

export type Lesson = { features: readonly string[]; isEmergency: boolean; isSafety: boolean; source: string }

/** Where the engine reads the table from. */
export const TABLE_FILE = new URL('../../execution/adapters/embedded-engine/second-opinion-weights.json', import.meta.url)

/** What the trainer would write now. */
export function writtenTable({ bias, weights }: OpinionTable): string {
  const rows = [...weights].toSorted(([one], [other]) => (one < other ? -1 : 1))
  return `{\n  "bias": [${bias.join(', ')}],\n  "weights": {\n${rows.map(([feature, pair]) => `    ${JSON.stringify(feature)}: [${pair.join(', ')}]`).join(',\n')}\n  }\n}\n`
}

/** All texts that may be taught, with what is right about them. Texts whose urgency the label page leaves open teach nothing. */
export function lessons(): Lesson[] {
  const labelled = labelledTexts()
    .filter(({ part, accept }) => part === 'tuning' && accept?.urgency?.includes('emergency') !== true)
    .map(lessonOf)
  return [...labelled, ...hazardLessons(), ...intentLessons()]
}

/** The round a text belongs to, or the set written first. */
export function sourceOf({ id }: Pick<LabelledText, 'id'>): string {
  return /^round-[a-z]/.exec(id)?.[0] ?? 'first'
}

function lessonOf(one: LabelledText): Lesson {
  const context = { trade: one.trade, receivedAt: Date.parse(one.receivedAt), timezone: one.timezone, asked: one.asked }
  return {
    features: featuresOf(one.text, context),
    isEmergency: one.expect.urgency === 'emergency',
    isSafety: one.expect.safety,
    source: sourceOf(one),
  }
}

type Hazard = { trade: Trade; receivedAt: string; emergency: boolean; safety: boolean; text: string }

function hazardLessons(): Lesson[] {
  const lines = readFileSync(new URL('./hazards.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => {
    // The file is ours; phrases.test.ts reads the same shape.
    const hazard = JSON.parse(line) as Hazard
    const context = { trade: hazard.trade, receivedAt: Date.parse(hazard.receivedAt), timezone: 'America/Chicago', asked: null }
    return {
      features: featuresOf(hazard.text, context),
      isEmergency: hazard.emergency,
      isSafety: hazard.safety,
      source: 'hazards',
    }
  })
}

type Wish = { intent: string; text: string }

/** What people write who report no danger at all. */
function intentLessons(): Lesson[] {
  const lines = readFileSync(new URL('./intents.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  const context: ReadingContext = { trade: 'plumbing', receivedAt: AUTUMN, timezone: 'America/Chicago', asked: null }
  return lines
    .map((line) => JSON.parse(line) as Wish)
    .filter(({ intent }) => intent !== 'emergency_help')
    .map(({ text }) => ({ features: featuresOf(text, context), isEmergency: false, isSafety: false, source: 'intents' }))
  // The file is ours; phrases.test.ts reads the same shape.
}

const AUTUMN = Date.parse('2026-10-15T15:20:00Z')

function featuresOf(text: string, context: ReadingContext): string[] {
  const { tokens } = tokenize(text, repair)
  return textFeatures({ tokens, scope: readScope(tokens), context, isQuestion: text.includes('?') })
}

/** A table for these lessons; a feature that appears in one lesson only is not learnt. */
export function trainTable(taught: readonly Lesson[]): OpinionTable {
  const counts = new Map<string, number>()
  for (const { features } of taught) for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const learnt = [...counts].filter(([, count]) => count > 1).map(([feature]) => feature)
  const places = new Map(learnt.map((feature, place) => [feature, place]))
  const rows = taught.map(({ features }) =>
    Int32Array.from(features.map((feature) => places.get(feature) ?? -1).filter((place) => place >= 0)),
  )
  const emergency = trainOne(
    rows,
    taught.map(({ isEmergency }) => isEmergency),
    learnt.length,
  )
  const safety = trainOne(
    rows,
    taught.map(({ isSafety }) => isSafety),
    learnt.length,
  )
  const weights = new Map<string, readonly [number, number]>()
  for (const [place, feature] of learnt.entries()) {
    const pair = [hundredths(emergency.weights[place] ?? 0), hundredths(safety.weights[place] ?? 0)] as const
    if (pair[0] !== 0 || pair[1] !== 0) weights.set(feature, pair)
  }
  return { bias: [hundredths(emergency.bias), hundredths(safety.bias)], weights }
}

function hundredths(weight: number): number {
  return Math.round(weight * HUNDREDTHS) + 0
}

const EPOCHS = 20
const STEP = 0.3
const BIAS_STEP = 0.05
/** Keeps weights of rare features small. */
const SHRINK = 1e-3

/** Where AdaGrad's sums of squares begin: the first steps are long, but not endless. */
const SQUARE_START = 1e-3

/** Logistic regression by AdaGrad. Lessons come in an order that only their number decides. */
function trainOne(rows: readonly Int32Array[], answers: readonly boolean[], size: number): { bias: number; weights: Float64Array } {
  const weights = new Float64Array(size)
  const squares = new Float64Array(size).fill(SQUARE_START)
  let bias = 0
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const at of scattered(rows.length, epoch)) {
      const row = rows[at]
      if (row === undefined) continue
      const scale = 1 / Math.sqrt(Math.max(1, row.length))
      let odds = bias
      for (const place of row) odds += (weights[place] ?? 0) * scale
      const error = 1 / (1 + Math.exp(-odds)) - (answers[at] === true ? 1 : 0)
      bias -= BIAS_STEP * error
      for (const place of row) {
        const weight = weights[place] ?? 0
        const gradient = error * scale + SHRINK * weight
        const square = (squares[place] ?? 0) + gradient * gradient
        squares[place] = square
        weights[place] = weight - (STEP * gradient) / Math.sqrt(square)
      }
    }
  }
  return { bias, weights }
}

/** Every index once, far apart: a stride without a common divisor with the count, another start per epoch. */
function scattered(count: number, epoch: number): number[] {
  let stride = Math.max(1, Math.floor(count * 0.618))
  while (commonDivisor(stride, count) > 1) stride++
  return Array.from({ length: count }, (_, at) => (at * stride + epoch * 101) % count)
}

function commonDivisor(one: number, other: number): number {
  return other === 0 ? one : commonDivisor(other, one % other)
}

if (import.meta.main) writeFileSync(TABLE_FILE, writtenTable(trainTable(lessons())))
