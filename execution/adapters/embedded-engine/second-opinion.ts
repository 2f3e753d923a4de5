import { readFileSync } from 'node:fs'
import { textFeatures } from './text-features.ts'
import type { FeatureInput } from './text-features.ts'

/** How much a text sounds like each, in log-odds: above 0 more likely than not, before the rules are asked. */
export type SecondOpinion = { emergency: number; safety: number }

/** A table as the trainer writes it: per feature its weight in hundredths for emergency and for safety. */
export type OpinionWeights = {
  bias: readonly [emergency: number, safety: number]
  weights: Readonly<Record<string, readonly [emergency: number, safety: number]>>
}

/**
 * A linear classifier over the words and word classes of a text, trained by `tests/evaluation/train-second-opinion.ts` on the tuning part
 * of the labelled texts. It weighs danger only; what somebody wants, and above all whether they want no more texts, is never its business.
 */
export function giveOpinion(input: FeatureInput): SecondOpinion {
  return weigh(TABLE, textFeatures(input))
}

/** Exported for the trainer, which judges tables it has not written yet. A feature that was never seen counts nothing, nor to the length. */
export function weigh(table: OpinionTable, features: readonly string[]): SecondOpinion {
  let [emergency, safety, known] = [0, 0, 0]
  for (const feature of features) {
    const weight = table.weights.get(feature)
    if (weight === undefined) continue
    known++
    emergency += weight[0]
    safety += weight[1]
  }
  const scale = 1 / Math.sqrt(Math.max(1, known))
  return { emergency: (table.bias[0] + emergency * scale) / HUNDREDTHS, safety: (table.bias[1] + safety * scale) / HUNDREDTHS }
}

export type OpinionTable = { bias: readonly [number, number]; weights: ReadonlyMap<string, readonly [number, number]> }

/** Weights are whole hundredths: the table stays short, and the same on every machine. */
export const HUNDREDTHS = 100

const WRITTEN = JSON.parse(readFileSync(new URL('./second-opinion-weights.json', import.meta.url), 'utf8')) as OpinionWeights
// The trainer wrote the file, and second-opinion.test.ts holds it to that shape.
const TABLE: OpinionTable = { bias: WRITTEN.bias, weights: new Map(Object.entries(WRITTEN.weights)) }
