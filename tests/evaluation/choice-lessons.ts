/** What is taught to the two choosers, of names and of wished times: the tuning part of the labelled texts and the short texts beside it. Sealed texts never. */
import { readFileSync } from 'node:fs'
import type { Choice, Evidence } from '#adapters/embedded-engine/choice.ts'
import { choicesOf } from '#adapters/embedded-engine/read-text.ts'
import type { Asked, PreferredTime, ReadingContext } from '#core/qualification/reading.ts'
import { composedText } from './composed-names.ts'
import { withOtherName } from './invented-names.ts'
import type { LabelledText } from './labelled-text.ts'
import { labelledTexts } from './labelled-text.ts'
import { sourceOf } from './lessons.ts'

/** One text with all it may say of one particular; the first option is nothing. `right` are the options that the label accepts. */
export type ChoiceLesson = {
  options: readonly Evidence[]
  right: readonly number[]
  /** The values of the options, and those that are right, for whoever measures. */
  values: readonly unknown[]
  accept: readonly unknown[]
  /** The round a text belongs to, or the file. */
  source: string
  /** No rule was written after this text: what the rules find in it is what they find in a text of a stranger. */
  isFresh: boolean
  weight: number
}

/** The rounds that came when the rules were no longer mended. */
const FRESH_FROM = 'round-p'
const NAME_WEIGHT = 1
/** Four times the same words around other names say less than four texts. */
const RENAMED_WEIGHT = 0.5
const RENAMED = 4

/** Who writes: each text that has a name also with other names in its place, so that the place is learnt and not the name. */
export function nameLessons(): ChoiceLesson[] {
  return [...composedLessons(), ...namedTexts().flatMap(namedLessons)]
}

const COMPOSED_WEIGHT = 0.3
/** Of the short texts every so many-th gets a name, a place and a number. */
const COMPOSED_EVERY = 4

function composedLessons(): ChoiceLesson[] {
  const problems = rowsOf<{ text: string; intent: string; asked: Asked | null }>('./lessons.jsonl').filter(
    ({ intent, asked }) => asked === null && (intent === 'book' || intent === 'emergency_help' || intent === 'quote'),
  )
  return problems
    .filter((_, at) => at % COMPOSED_EVERY === 0)
    .map(({ text: problem }, at) => {
      const { text, name } = composedText(problem, at)
      return nameLesson({ text, context: contextOf({ asked: null }), accept: [name], source: 'composed', isFresh: true }, COMPOSED_WEIGHT)
    })
}

function namedLessons(named: NamedText, at: number): ChoiceLesson[] {
  const others = Array.from({ length: RENAMED }, (_, turn) => withOtherName(named.text, named.accept[0] ?? null, at * RENAMED + turn))
  return [
    nameLesson(named, NAME_WEIGHT),
    ...others.flatMap((other) =>
      other === null ? [] : [nameLesson({ ...named, text: other.text, accept: [other.name] }, RENAMED_WEIGHT)],
    ),
  ]
}

export type NamedText = { text: string; context: ReadingContext; accept: readonly (string | null)[]; source: string; isFresh: boolean }

export function namedTexts(): NamedText[] {
  const labelled = labelledTexts()
    .filter(({ part, unscored }) => part === 'tuning' && unscored?.includes('name') !== true)
    .map((one) => ({ ...placed(one), accept: [one.expect.name, ...(one.accept?.name ?? [])] }))
  const particulars = rowsOf<Particular>('./particulars.jsonl').flatMap(({ text, asked, accept }) =>
    accept.name === undefined ? [] : [{ text, context: contextOf({ asked }), accept: accept.name, source: 'particulars', isFresh: false }],
  )
  const names = rowsOf<Named>('./names.jsonl').map(({ text, asked, name, source }) => ({
    text,
    context: contextOf({ asked }),
    accept: name,
    source: source ?? 'names',
    isFresh: true,
  }))
  return [...labelled, ...particulars, ...names]
}

type Particular = { text: string; asked: Asked | null; accept: { name?: (string | null)[] } }
type Named = { text: string; asked: Asked | null; name: (string | null)[]; source?: string }

function placed(one: LabelledText): Pick<NamedText, 'text' | 'context' | 'source' | 'isFresh'> {
  const source = sourceOf(one)
  return { text: one.text, context: { ...one, receivedAt: Date.parse(one.receivedAt) }, source, isFresh: source >= FRESH_FROM }
}

export function nameLesson({ text, context, accept, source, isFresh }: NamedText, weight: number): ChoiceLesson {
  return { ...lessonOf(choicesOf(text, context).names, accept, sameName), source, isFresh, weight }
}

export const sameName = (one: unknown, other: unknown): boolean => plain(one) === plain(other)

/** Letter case, accents, stops and blanks of a name do not count. */
function plain(value: unknown): unknown {
  return typeof value === 'string'
    ? value.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[.,#]/g, ' ').replace(/\s+/g, ' ').trim()
    : value
}

/** When the visit or the call is wished. */
export function wishLessons(): ChoiceLesson[] {
  return timedTexts().map(wishLesson)
}

export type DatedText = {
  text: string
  context: ReadingContext
  accept: readonly (PreferredTime | null)[]
  source: string
  isFresh: boolean
}

export function timedTexts(): DatedText[] {
  const labelled = labelledTexts()
    .filter(({ part, unscored }) => part === 'tuning' && unscored?.includes('preferredTime') !== true)
    .map((one) => ({ ...placed(one), accept: [one.expect.preferredTime, ...(one.accept?.preferredTime ?? [])] }))
  const timed = (file: string, defaults: Moment, isFresh: boolean) =>
    rowsOf<Timed>(file).map((row) => ({
      text: row.text,
      context: contextOf({ ...defaults, ...row }),
      accept: row.accept,
      source: row.source ?? file,
      isFresh,
    }))
  return [
    ...labelled,
    ...timed('./time-expressions.jsonl', NOVEMBER, false),
    ...timed('./times.jsonl', OCTOBER, false),
    ...timed('./wished-times.jsonl', NOVEMBER, true),
  ]
}

type Timed = Partial<Moment> & { text: string; asked: Asked | null; accept: (PreferredTime | null)[]; source?: string }
type Moment = { receivedAt: string; timezone: string }
const NOVEMBER: Moment = { receivedAt: '2026-11-18T15:30:00Z', timezone: 'America/Chicago' }
const OCTOBER: Moment = { receivedAt: '2026-10-15T15:20:00Z', timezone: 'America/Chicago' }

function contextOf({ asked, receivedAt, timezone }: { asked: Asked | null } & Partial<Moment>): ReadingContext {
  return { trade: 'plumbing', receivedAt: Date.parse(receivedAt ?? NOVEMBER.receivedAt), timezone: timezone ?? NOVEMBER.timezone, asked }
}

export function wishLesson({ text, context, accept, source, isFresh }: DatedText): ChoiceLesson {
  return { ...lessonOf(choicesOf(text, context).wishes, accept, sameTime), source, isFresh, weight: 1 }
}

export const sameTime = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function lessonOf(
  { candidates, none }: Choice<unknown>,
  accept: readonly unknown[],
  same: (one: unknown, other: unknown) => boolean,
): Pick<ChoiceLesson, 'options' | 'right' | 'values' | 'accept'> {
  const values = [null, ...candidates.map(({ value }) => value)]
  const right = values.flatMap((value, at) => (accept.some((one) => same(one, value)) ? [at] : []))
  return { options: [none, ...candidates], right, values, accept }
}

function rowsOf<Row>(file: string): Row[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row)
  // The files are ours; each has the one shape named at the call.
}
