/**
 * Trains the two tables by which the embedded engine chooses the writer's name and the wished time among the candidates, and writes them.
 * No chance, clock or order of files enters, so the same texts give the same tables on every machine.
 */
import { writeFileSync } from 'node:fs'
import { ODDS_PARTS } from '#adapters/embedded-engine/choice.ts'
import type { Evidence } from '#adapters/embedded-engine/choice.ts'
import type { ChoiceLesson } from './choice-lessons.ts'
import { nameLessons, wishLessons } from './choice-lessons.ts'
import { scattered } from './scattered.ts'

/** Where the engine reads the tables from. */
export const NAME_TABLE_FILE = new URL('../../execution/adapters/embedded-engine/name-choice-weights.txt', import.meta.url)
export const WISH_TABLE_FILE = new URL('../../execution/adapters/embedded-engine/wish-choice-weights.txt', import.meta.url)

/** What the trainer would write of a table. */
export function writtenChoices(table: ReadonlyMap<string, number>): string {
  const rows = [...table].toSorted(([one], [other]) => (one < other ? -1 : 1))
  return [...rows.map((row) => row.join('\t')), ''].join('\n')
}

/** A feature that stands in fewer lessons than this is not learnt. */
const LESSONS_MIN = 5
/** There are few lessons on times, and more to learn from each. */
const EPOCHS = { names: 8, wishes: 16 }
/** The mean over the last epochs hangs less on the order of the lessons than where the last one happened to end. */
const AVERAGED = 3
const STEP = 0.2
/** Keeps weights of rare features small. */
const SHRINK = 5e-4
const SQUARE_START = 1e-2
/** Scores are this much smaller than the sum of the weights: candidates have many features. */
const SCALE = 0.25
/** Where the rules were mended on the texts, they look better than they are: there what they found is shown only every so often. */
const SHOWN_EVERY = 4

/** A table for these lessons. */
export function trainChoices(lessons: readonly ChoiceLesson[], kind: keyof typeof EPOCHS): ReadonlyMap<string, number> {
  const epochs = EPOCHS[kind]
  const places = placesOf(lessons)
  const rows = lessons.map((lesson) => rowOf(lesson, places)).filter(({ right }) => right.size > 0)
  const weights = new Float64Array(places.size)
  const squares = new Float64Array(places.size).fill(SQUARE_START)
  const mean = new Float64Array(places.size)
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const at of scattered(rows.length, epoch)) {
      const row = rows[at]
      if (row !== undefined) step(row, weights, squares, row.isFresh || (at + epoch) % SHOWN_EVERY === 0)
    }
    if (epoch >= epochs - AVERAGED) for (const [place, weight] of weights.entries()) mean[place] = (mean[place] ?? 0) + weight / AVERAGED
  }
  const learnt = [...places].map(([feature, place]) => [feature, Math.round((mean[place] ?? 0) * SCALE * ODDS_PARTS)] as const)
  return new Map(learnt.filter(([, weight]) => weight !== 0))
}

function placesOf(lessons: readonly ChoiceLesson[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { choice } of lessons)
    for (const feature of new Set([choice.none, ...choice.candidates].flatMap(({ features, findings }) => [...features, ...findings])))
      counts.set(feature, (counts.get(feature) ?? 0) + 1)
  return new Map([...counts].filter(([, count]) => count >= LESSONS_MIN).map(([feature], place) => [feature, place]))
}

type Row = { options: { features: Int32Array; findings: Int32Array }[]; right: ReadonlySet<number>; weight: number; isFresh: boolean }

function rowOf({ choice, right, weight, isFresh }: ChoiceLesson, places: ReadonlyMap<string, number>): Row {
  const known = (list: readonly string[]) => Int32Array.from(list.map((one) => places.get(one) ?? -1).filter((place) => place >= 0))
  return {
    options: [choice.none, ...choice.candidates].map(({ features, findings }: Evidence) => ({
      features: known(features),
      findings: known(findings),
    })),
    right: new Set(right),
    weight,
    isFresh,
  }
}

/** One step of AdaGrad on the log-likelihood of the right options together. */
function step({ options, right, weight }: Row, weights: Float64Array, squares: Float64Array, showsFindings: boolean): void {
  const scores = options.map(({ features, findings }) => (sum(features, weights) + (showsFindings ? sum(findings, weights) : 0)) * SCALE)
  const most = Math.max(...scores)
  const likely = scores.map((score) => Math.exp(score - most))
  const all = likely.reduce((total, one) => total + one, 0)
  let good = 0
  for (const at of right) good += likely[at] ?? 0
  for (const [at, { features, findings }] of options.entries()) {
    const share = likely[at] ?? 0
    const error = (share / all - (right.has(at) ? share / good : 0)) * weight * SCALE
    if (Math.abs(error) < ERROR_MIN) continue
    descend(features, error, weights, squares)
    if (showsFindings) descend(findings, error, weights, squares)
  }
}

const ERROR_MIN = 1e-5

function sum(places: Int32Array, weights: Float64Array): number {
  let total = 0
  for (const place of places) total += weights[place] ?? 0
  return total
}

function descend(places: Int32Array, error: number, weights: Float64Array, squares: Float64Array): void {
  for (const place of places) {
    const weight = weights[place] ?? 0
    const gradient = error + SHRINK * weight
    const square = (squares[place] ?? 0) + gradient * gradient
    squares[place] = square
    weights[place] = weight - (STEP * gradient) / Math.sqrt(square)
  }
}

if (import.meta.main) {
  writeFileSync(NAME_TABLE_FILE, writtenChoices(trainChoices(nameLessons(), 'names')))
  writeFileSync(WISH_TABLE_FILE, writtenChoices(trainChoices(wishLessons(), 'wishes')))
}
