/** What may be taught to the second opinion: the tuning part of the labelled texts and the short texts beside it. Sealed texts never. */
import { readFileSync } from 'node:fs'
import { findByRules } from '#adapters/embedded-engine/read-text.ts'
import { ruleFeatures } from '#adapters/embedded-engine/rule-features.ts'
import { CALM_INTENTS } from '#adapters/embedded-engine/second-opinion.ts'
import type { CalmIntent } from '#adapters/embedded-engine/second-opinion.ts'
import { stretchesOf } from '#adapters/embedded-engine/stretches.ts'
import { textFeatures } from '#adapters/embedded-engine/text-features.ts'
import type { Asked, Intent, ReadingContext, Trade, Urgency } from '#core/qualification/reading.ts'
import type { LabelledText } from './labelled-text.ts'
import { labelledTexts } from './labelled-text.ts'

/** One text with what is right about it; null where the label page leaves it open or nobody said. */
export type Lesson = {
  words: readonly string[]
  findings: readonly string[]
  /** The words of each stretch that is weighed alone. */
  stretches: readonly (readonly string[])[]
  isEmergency: boolean | null
  isSafety: boolean | null
  intent: CalmIntent | null
  /** The round a text belongs to, or the file. */
  source: string
  /** No phrase of the rules was written after this text: what the rules find in it is what they find in a text of a stranger. */
  isFresh: boolean
  weight: number
}

export function lessons(): Lesson[] {
  const labelled = labelledTexts()
    .filter(({ part }) => part === 'tuning')
    .map(labelledLesson)
  return [...labelled, ...hazardLessons(), ...intentLessons(), ...shortLessons()]
}

/** The round a text belongs to, or the set written first. */
export function sourceOf({ id }: Pick<LabelledText, 'id'>): string {
  return /^round-[a-z]/.exec(id)?.[0] ?? 'first'
}

/** The rounds that came when the rules were no longer mended. */
const FRESH_FROM = 'round-l'
/** A text of a round says more than a lesson: it came with what else its writer thought of, and nobody chose its words. */
const LABELLED_WEIGHT = 2
const FRESH_WEIGHT = 3

function labelledLesson(one: LabelledText): Lesson {
  const { expect, accept } = one
  const source = sourceOf(one)
  const isFresh = source >= FRESH_FROM
  const urgencies = [expect.urgency, ...(accept?.urgency ?? [])].map((urgency) => urgency === 'emergency')
  return {
    ...featuresOf(one.text, { trade: one.trade, receivedAt: Date.parse(one.receivedAt), timezone: one.timezone, asked: one.asked }),
    isEmergency: urgencies.every((is) => is === urgencies[0]) ? expect.urgency === 'emergency' : null,
    isSafety: accept?.safety === undefined ? expect.safety : null,
    intent: calm(expect.intent),
    source,
    isFresh,
    weight: isFresh ? FRESH_WEIGHT : LABELLED_WEIGHT,
  }
}

type Hazard = { trade: Trade; receivedAt: string; emergency: boolean; safety: boolean; text: string }

function hazardLessons(): Lesson[] {
  return rowsOf<Hazard>('./hazards.jsonl').map(({ text, trade, receivedAt, emergency, safety }) => ({
    ...featuresOf(text, { trade, receivedAt: Date.parse(receivedAt), timezone: 'America/Chicago', asked: null }),
    isEmergency: emergency,
    isSafety: safety,
    intent: null,
    source: 'hazards',
    isFresh: false,
    weight: 1,
  }))
}

type Wish = { intent: Intent; text: string }

/** What people write who report no danger at all. */
function intentLessons(): Lesson[] {
  const context: ReadingContext = { trade: 'plumbing', receivedAt: AUTUMN, timezone: 'America/Chicago', asked: null }
  return rowsOf<Wish>('./intents.jsonl').map(({ text, intent }) => ({
    ...featuresOf(text, context),
    isEmergency: intent === 'emergency_help' ? null : false,
    isSafety: intent === 'emergency_help' ? null : false,
    intent: calm(intent),
    source: 'intents',
    isFresh: false,
    weight: 1,
  }))
}

const AUTUMN = Date.parse('2026-10-15T15:20:00Z')

type Short = { intent: Intent; urgency: Urgency; safety: boolean; trade: Trade; receivedAt: string; asked: Asked | null; text: string }

/** Texts in many voices, and near misses: the same words with another label. */
function shortLessons(): Lesson[] {
  return rowsOf<Short>('./lessons.jsonl').map(({ text, trade, receivedAt, asked, intent, urgency, safety }) => ({
    ...featuresOf(text, { trade, receivedAt: Date.parse(receivedAt), timezone: 'America/Chicago', asked }),
    isEmergency: urgency === 'emergency',
    isSafety: safety,
    intent: calm(intent),
    source: 'lessons',
    isFresh: true,
    weight: 1,
  }))
}

/** Emergencies and opting out are not weighed among the intents. */
function calm(intent: Intent): CalmIntent | null {
  return CALM_INTENTS.find((one) => one === intent) ?? null
}

function featuresOf(text: string, context: ReadingContext): Pick<Lesson, 'words' | 'findings' | 'stretches'> {
  const { seen } = findByRules(text, context)
  return { words: textFeatures(seen), findings: ruleFeatures(seen.rules), stretches: stretchesOf(seen).map(textFeatures) }
}

function rowsOf<Row>(file: string): Row[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as Row)
  // The files are ours; each has the one shape named at the call.
}
