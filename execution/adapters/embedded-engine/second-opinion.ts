import { readFileSync } from 'node:fs'
import type { Intent } from '#core/qualification/reading.ts'
import { INTENTS } from '#core/qualification/reading.ts'
import { lineTable } from './line-table.ts'
import { ruleFeatures } from './rule-features.ts'
import { stretchesOf } from './stretches.ts'
import { textFeatures } from './text-features.ts'
import type { FeatureInput } from './text-features.ts'

/**
 * How much a text sounds like an emergency and like a safety hazard, in log-odds: above 0 more likely than not, before the rules are asked.
 * And how much like each intent there is when nothing is in danger; only the differences between these say something, and null says nothing.
 */
export type SecondOpinion = { emergency: number; safety: number; intents: Readonly<Record<CalmIntent, number>> | null }

/** The intents that are weighed. An emergency is weighed by itself, and opting out rests on rules that are written down. */
export const CALM_INTENTS: readonly CalmIntent[] = INTENTS.filter(
  (intent): intent is CalmIntent => intent !== 'emergency_help' && intent !== 'opt_out',
)
export type CalmIntent = Exclude<Intent, 'emergency_help' | 'opt_out'>

/**
 * A table as the trainer writes it. Every feature has one character per column: emergency, safety, then the intents in the order of
 * CALM_INTENTS. `A` is a weight of 0; every character further is one eighth more, before it one eighth less.
 */
export type OpinionTable = { bias: readonly number[]; weights: Pick<ReadonlyMap<string, string>, 'get'> }

/**
 * A linear judge over the words and word classes of a text and over what the rules found in it, trained by
 * `tests/evaluation/train-second-opinion.ts` on the tuning part of the labelled texts. Danger is weighed by the words alone and added to
 * what the rules say; an intent is weighed by both.
 */
export function giveOpinion(input: FeatureInput): SecondOpinion {
  return opinionBy(TABLE, input)
}

/**
 * The opinion by another table than ours, as the evaluation asks it of tables that are not written. A politely told fire in a long letter is
 * a fire: danger is what the text as a whole sounds like, or, somewhat less sure, what its most alarming stretch does.
 */
export function opinionBy(table: OpinionTable, input: FeatureInput): SecondOpinion {
  const whole = weigh(table, textFeatures(input), ruleFeatures(input.rules))
  let { emergency, safety } = whole
  for (const stretch of stretchesOf(input)) {
    const alone = weigh(table, textFeatures(stretch), [])
    emergency = Math.max(emergency, alone.emergency - STRETCH_ODDS)
    safety = Math.max(safety, alone.safety - STRETCH_ODDS)
  }
  return { ...whole, emergency, safety }
}

/** In log-odds. What a sentence loses that is taken out of its text. Chosen on rounds left out of the training, record 0021. */
const STRETCH_ODDS = 1

/** Exported for tests of the sum. A feature that was never seen counts nothing, nor to the length. */
export function weigh(table: OpinionTable, words: readonly string[], findings: readonly string[]): SecondOpinion & { intents: object } {
  const heard = sumOf(table, words)
  const found = sumOf(table, findings)
  const at = (column: number) => ((table.bias[column] ?? 0) + (heard[column] ?? 0) + (found[column] ?? 0)) / EIGHTHS
  return {
    emergency: at(0),
    safety: at(1),
    // Built from the whole list of weighed intents.
    intents: Object.fromEntries(CALM_INTENTS.map((intent, place) => [intent, at(place + DANGERS)])) as Record<CalmIntent, number>,
  }
}

/** The columns before the intents. */
export const DANGERS = 2
export const COLUMNS = DANGERS + CALM_INTENTS.length
export const EIGHTHS = 8
/** The character of a weight of nothing, and how far a weight may be from it: the characters stay free of quotes and backslashes. */
export const ZERO = 65
export const WEIGHT_MAX = 25

/** A text with many known features weighs no more than one with few: the sum is over the root of their number. */
function sumOf({ weights }: OpinionTable, features: readonly string[]): Float64Array {
  const sums = new Float64Array(COLUMNS)
  let known = 0
  for (const feature of features) {
    const codes = weights.get(feature)
    if (codes === undefined) continue
    known++
    for (let column = 0; column < COLUMNS; column++) sums[column] = (sums[column] ?? 0) + codes.charCodeAt(column) - ZERO
  }
  const scale = 1 / Math.sqrt(Math.max(1, known))
  return sums.map((sum) => sum * scale)
}

const TABLE = readTable(readFileSync(new URL('./second-opinion-weights.txt', import.meta.url), 'utf8'))

/** The first line has the biases with blanks between them, every other a feature, a tab and its weights. */
function readTable(written: string): OpinionTable {
  const end = written.indexOf('\n')
  return { bias: written.slice(0, end).split(' ').map(Number), weights: lineTable(written, end + 1) }
}
