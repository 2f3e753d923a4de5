import type { Scope } from './scope.ts'
import type { FeatureInput } from './text-features.ts'
import type { Token } from './tokenize.ts'

/**
 * The sentences of a text, and of a sentence that runs on also every stretch of so many words, each as a text of its own: danger told in
 * one of them is not made calmer by what is said around it. Nothing for a text that is one short sentence. Marks of denial stay with their
 * words, what is over or held stays so everywhere, and which of them asks is not known.
 */
export function stretchesOf(input: FeatureInput): FeatureInput[] {
  const { tokens } = input
  const starts = tokens.flatMap(({ gap }, at) => (at === 0 || gap === 'sentence' ? [at] : []))
  const sentences = starts.map((from, place): Range => [from, starts[place + 1] ?? tokens.length])
  const whole = sentences.length > 1 ? sentences.filter(([from, to]) => to - from >= SENTENCE_WORDS_MIN) : []
  return [...whole, ...sentences.flatMap(runs)].map((range) => cut(input, range))
}

type Range = readonly [from: number, to: number]

/** A shorter sentence says too little to be weighed alone. */
const SENTENCE_WORDS_MIN = 4
/** Dictated texts have no stops: as many words as an ordinary sentence, begun anew every few. */
const RUN_WORDS = 20
const RUN_STEP_WORDS = 5

function runs([from, to]: Range): Range[] {
  if (to - from <= RUN_WORDS + RUN_STEP_WORDS) return []
  const count = Math.ceil((to - from) / RUN_STEP_WORDS) - 1
  return Array.from({ length: count }, (_, place) => from + place * RUN_STEP_WORDS).map((start) => [start, Math.min(to, start + RUN_WORDS)])
}

function cut(input: FeatureInput, [from, to]: Range): FeatureInput {
  const tokens: readonly Token[] = input.tokens.slice(from, to)
  const { negated, supposed, past, ...over } = input.scope
  const scope: Scope = { ...over, negated: negated.slice(from, to), supposed: supposed.slice(from, to), past: past.slice(from, to) }
  return { ...input, tokens, scope, isQuestion: false }
}
