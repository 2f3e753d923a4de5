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

/** One labelled text as a lesson. Its source is its round, or the set written first. */
export function lessonOf(one: LabelledText): Lesson {
  const context = { trade: one.trade, receivedAt: Date.parse(one.receivedAt), timezone: one.timezone, asked: one.asked }
  return {
    features: featuresOf(one.text, context),
    isEmergency: one.expect.urgency === 'emergency',
    isSafety: one.expect.safety,
    source: /^round-[a-z]/.exec(one.id)?.[0] ?? 'first',
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
  const common = taught.map((lesson) => ({ ...lesson, features: lesson.features.filter((feature) => (counts.get(feature) ?? 0) > 1) }))
  const emergency = trainOne(common, (lesson) => lesson.isEmergency)
  const safety = trainOne(common, (lesson) => lesson.isSafety)
  const weights = new Map<string, readonly [number, number]>()
  for (const [feature, weight] of emergency.weights) {
    const pair = [hundredths(weight), hundredths(safety.weights.get(feature) ?? 0)] as const
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

/** Logistic regression by AdaGrad. Lessons come in an order that only their number decides. */
function trainOne(taught: readonly Lesson[], isPositive: (lesson: Lesson) => boolean): { bias: number; weights: Map<string, number> } {
  const weights = new Map<string, number>()
  const squares = new Map<string, number>()
  let bias = 0
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const at of scattered(taught.length, epoch)) {
      const lesson = taught[at]
      if (lesson === undefined) continue
      const scale = 1 / Math.sqrt(Math.max(1, lesson.features.length))
      let odds = bias
      for (const feature of lesson.features) odds += (weights.get(feature) ?? 0) * scale
      const error = 1 / (1 + Math.exp(-odds)) - (isPositive(lesson) ? 1 : 0)
      bias -= BIAS_STEP * error
      for (const feature of lesson.features) {
        const weight = weights.get(feature) ?? 0
        const gradient = error * scale + SHRINK * weight
        const square = (squares.get(feature) ?? 1e-3) + gradient * gradient
        squares.set(feature, square)
        weights.set(feature, weight - (STEP * gradient) / Math.sqrt(square))
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
