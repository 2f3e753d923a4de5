/**
 * Trains the second opinion of the embedded engine on what lessons.ts gives, and writes its table. No chance, clock or order of files
 * enters, so the same texts give the same table on every machine.
 */
import { writeFileSync } from 'node:fs'
import { CALM_INTENTS, COLUMNS, EIGHTHS, WEIGHT_MAX, ZERO } from '#adapters/embedded-engine/second-opinion.ts'
import type { Lesson } from './lessons.ts'
import { lessons } from './lessons.ts'
import { scattered } from './scattered.ts'

/** Where the engine reads the table from. */
export const TABLE_FILE = new URL('../../execution/adapters/embedded-engine/second-opinion-weights.txt', import.meta.url)

/** An OpinionTable whose features can be listed. */
export type TrainedTable = { bias: readonly number[]; weights: ReadonlyMap<string, string> }

/** What the trainer would write now. */
export function writtenTable({ bias, weights }: TrainedTable): string {
  const rows = [...weights].toSorted(([one], [other]) => (one < other ? -1 : 1))
  return [bias.join(' '), ...rows.map((row) => row.join('\t')), ''].join('\n')
}

/** A table for these lessons; a feature that appears in one lesson only is not learnt. */
export function trainTable(taught: readonly Lesson[]): TrainedTable {
  const words = placesOf(taught.map((lesson) => lesson.words))
  const findings = placesOf(taught.map((lesson) => lesson.findings))
  const rows = taught.map((lesson) => ({
    words: row(lesson.words, words),
    findings: row(lesson.findings, findings),
    weight: lesson.weight,
  }))
  const calm = taught
    .filter(isCalmThroughout)
    .flatMap(({ stretches, weight }) =>
      stretches.map((stretch) => ({ words: row(stretch, words), findings: NO_FINDINGS, weight: weight * STRETCH_WEIGHT })),
    )
  const danger = (answer: (lesson: Lesson) => boolean | null) =>
    train([...rows, ...calm], [...taught.map((lesson) => ANSWER.get(answer(lesson)) ?? -1), ...calm.map(() => CALM)], {
      classes: 2,
      words: words.size,
      findings: 0,
      shows: () => false,
    })
  const emergency = danger((lesson) => lesson.isEmergency)
  const safety = danger((lesson) => lesson.isSafety)
  const shape = { classes: CALM_INTENTS.length, words: words.size, findings: findings.size }
  const shows = (at: number, epoch: number) => taught[at]?.isFresh === true || (at + epoch) % SHOWN_EVERY === 0
  const wishes = taught.map(intentAnswer)
  const intents = meanOf(train(rows, wishes, { ...shape, shows }), train(rows, wishes, { ...shape, shows: () => false }))
  const weights = new Map<string, string>()
  for (const [feature, place] of words) {
    const codes = [oddsAt(emergency, place), oddsAt(safety, place), ...intentsAt(intents, place)].map(code).join('')
    if (codes !== NOTHING) weights.set(feature, codes)
  }
  for (const [feature, place] of findings) {
    const codes = [0, 0, ...intentsAt(intents, words.size + place).map((weight) => weight * FINDINGS_SCALE)].map(code).join('')
    if (codes !== NOTHING) weights.set(feature, codes)
  }
  const bias = [oddsOf(emergency.bias), oddsOf(safety.bias), ...intents.bias].map((value) => Math.round(value * EIGHTHS) + 0)
  return { bias, weights }
}

/** Two judges of intents, one with the findings of the rules and one that had to do without, are surer together than either. */
function meanOf(one: Model, other: Model): Model {
  const mean = (values: Float64Array, others: Float64Array) => values.map((value, place) => (value + (others[place] ?? 0)) / 2)
  return { classes: one.classes, weights: mean(one.weights, other.weights), bias: mean(one.bias, other.bias) }
}

/** Every stretch of a calm text is calm too, unless the text is calm because what it tells is over or held. A danger says not where it is told. */
function isCalmThroughout({ isEmergency, isSafety, words }: Lesson): boolean {
  return isEmergency === false && isSafety === false && !words.includes('@resolved') && !words.includes('@contained')
}

const NO_FINDINGS = new Int32Array(0)
/** Of the weight of its text. A text has several, and they repeat what it teaches. */
const STRETCH_WEIGHT = 0.2
const CALM = 0

const ANSWER = new Map<boolean | null, number>([
  [false, CALM],
  [true, 1],
])

function intentAnswer({ intent }: Lesson): number {
  return intent === null ? -1 : CALM_INTENTS.indexOf(intent)
}

/** Where the rules were mended on the texts, they look better than they are: there what they found is shown only every so often. */
const SHOWN_EVERY = 4

function placesOf(all: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const features of all) for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  return new Map([...counts].filter(([, count]) => count > 1).map(([feature], place) => [feature, place]))
}

function row(features: readonly string[], places: ReadonlyMap<string, number>): Int32Array {
  return Int32Array.from(features.map((feature) => places.get(feature) ?? -1).filter((place) => place >= 0))
}

type Row = { words: Int32Array; findings: Int32Array; weight: number }
type Shape = { classes: number; words: number; findings: number; shows: (at: number, epoch: number) => boolean }
type Model = { classes: number; weights: Float64Array; bias: Float64Array }

/** How much the findings of the rules count beside the words. */
const FINDINGS_SCALE = 0.7
const EPOCHS = 10
/** The mean over the last epochs hangs less on the order of the lessons than where the last one happened to end. */
const AVERAGED = 5
const STEP = 0.3
const BIAS_STEP = 0.05
/** Keeps weights of rare features small. */
const SHRINK = 1e-3
/** Where AdaGrad's sums of squares begin: the first steps are long, but not endless. */
const SQUARE_START = 1e-3

/** Logistic regression over several classes by AdaGrad. Lessons come in an order that only their number decides; an answer of -1 teaches nothing. */
function train(rows: readonly Row[], answers: readonly number[], { classes, words, findings, shows }: Shape): Model {
  const weights = new Float64Array((words + findings) * classes)
  const squares = new Float64Array(weights.length).fill(SQUARE_START)
  const bias = new Float64Array(classes)
  const errors = new Float64Array(classes)
  const mean = new Float64Array(weights.length)
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const at of scattered(rows.length, epoch)) {
      const [lesson, answer] = [rows[at], answers[at] ?? -1]
      if (lesson === undefined || answer < 0) continue
      const parts = [{ row: lesson.words, offset: 0, scale: 1 / Math.sqrt(Math.max(1, lesson.words.length)) }]
      if (findings > 0 && shows(at, epoch))
        parts.push({ row: lesson.findings, offset: words, scale: FINDINGS_SCALE / Math.sqrt(Math.max(1, lesson.findings.length)) })
      errors.set(bias)
      for (const part of parts) addScores(part, weights, classes, errors)
      toErrors(errors, answer, lesson.weight)
      for (let column = 0; column < classes; column++) bias[column] = (bias[column] ?? 0) - BIAS_STEP * (errors[column] ?? 0)
      for (const part of parts) stepBack(part, weights, squares, errors)
    }
    if (epoch >= EPOCHS - AVERAGED) for (const [place, weight] of weights.entries()) mean[place] = (mean[place] ?? 0) + weight / AVERAGED
  }
  return { classes, weights: mean, bias }
}

type Part = { row: Int32Array; offset: number; scale: number }

function addScores({ row: places, offset, scale }: Part, weights: Float64Array, classes: number, scores: Float64Array): void {
  for (const place of places) {
    const start = (offset + place) * classes
    for (let column = 0; column < classes; column++) scores[column] = (scores[column] ?? 0) + (weights[start + column] ?? 0) * scale
  }
}

/** Turns scores into how much more likely each class was held than it should have been. */
function toErrors(scores: Float64Array, answer: number, weight: number): void {
  const most = Math.max(...scores)
  let sum = 0
  for (let column = 0; column < scores.length; column++) {
    const likely = Math.exp((scores[column] ?? 0) - most)
    scores[column] = likely
    sum += likely
  }
  for (let column = 0; column < scores.length; column++)
    scores[column] = ((scores[column] ?? 0) / sum - (column === answer ? 1 : 0)) * weight
}

function stepBack({ row: places, offset, scale }: Part, weights: Float64Array, squares: Float64Array, errors: Float64Array): void {
  for (const place of places) {
    const start = (offset + place) * errors.length
    for (let column = 0; column < errors.length; column++) {
      const weight = weights[start + column] ?? 0
      const gradient = (errors[column] ?? 0) * scale + SHRINK * weight
      const square = (squares[start + column] ?? 0) + gradient * gradient
      squares[start + column] = square
      weights[start + column] = weight - (STEP * gradient) / Math.sqrt(square)
    }
  }
}

function oddsAt({ weights }: Model, place: number): number {
  return oddsOf(weights.subarray(place * 2, place * 2 + 2))
}

function oddsOf(pair: Float64Array): number {
  return (pair[1] ?? 0) - (pair[0] ?? 0)
}

function intentsAt({ weights, classes }: Model, place: number): number[] {
  return [...weights.subarray(place * classes, (place + 1) * classes)]
}

function code(weight: number): string {
  return String.fromCharCode(ZERO + Math.max(-WEIGHT_MAX, Math.min(WEIGHT_MAX, Math.round(weight * EIGHTHS))))
}

const NOTHING = code(0).repeat(COLUMNS)

if (import.meta.main) writeFileSync(TABLE_FILE, writtenTable(trainTable(lessons())))
