/** What is taught to the two choosers, of names and of wished times: the tuning part of the labelled texts and the short texts beside it. Sealed texts never. */
import { readFileSync } from 'node:fs'
import type { Choice } from '#adapters/embedded-engine/choice.ts'
import { KEPT_TITLES } from '#adapters/embedded-engine/naming-words.ts'
import { namesIn, wishesIn } from '#adapters/embedded-engine/read-text.ts'
import type { Asked, PreferredTime, ReadingContext, Trade } from '#core/qualification/reading.ts'
import { composedText } from './composed-names.ts'
import { RULED } from '#adapters/embedded-engine/name-choice.ts'
import { withOtherName } from './invented-names.ts'
import type { LabelledText } from './labelled-text.ts'
import { labelledTexts } from './labelled-text.ts'
import { sourceOf } from './lessons.ts'

/** One text with all it may say of one particular. */
export type ChoiceLesson = {
  choice: Choice<unknown>
  /** The options that are right: 0 is nothing, then the candidates in their order. */
  right: readonly number[]
  /** The values that are right. */
  accept: readonly unknown[]
  /** Another name was put in, or the whole text was put together: no customer wrote it. */
  isMadeUp: boolean
  /** The round a text belongs to, or the file. */
  source: string
  /** No rule was written after this text: what the rules find in it is what they find in a text of a stranger. */
  isFresh: boolean
  weight: number
}

/** The rounds that came when the rules were no longer mended. */
const FRESH_FROM = 'round-p'
/** Labelled texts came as customers write, with a name in one of eight; the texts about names have one in two. */
const LABELLED_WEIGHT = 2
/** Three times the same words around other names say less than four texts. */
const RENAMED_WEIGHT = 0.5
const RENAMED = 3

/**
 * Who writes: each text that has a name also with other names in its place, so that the place is learnt and not the name; texts put
 * together for it; and short texts that name nobody, because most texts do.
 */
export function nameLessons(): ChoiceLesson[] {
  return [...namedTexts().flatMap(namedLessons), ...composedLessons(), ...namelessLessons()]
}

const COMPOSED_WEIGHT = 0.3
/** Of the short texts every so many-th gets a name, a place and a number. */
const COMPOSED_EVERY = 4

function composedLessons(): ChoiceLesson[] {
  const problems = shortTexts().filter(({ intent, asked }) => asked === null && PROBLEMS.has(intent))
  return problems
    .filter((_, at) => at % COMPOSED_EVERY === 0)
    .map(({ text: problem }, at) => {
      const { text, name, asked } = composedText(problem, at)
      return nameLesson({
        text,
        context: contextOf({ asked }),
        accept: [name],
        source: 'composed',
        isFresh: true,
        weight: COMPOSED_WEIGHT,
        isMadeUp: true,
      })
    })
}

const PROBLEMS = new Set(['book', 'emergency_help', 'quote'])
const NAMELESS_WEIGHT = 0.5
const NAMELESS_EVERY = 3

/** Short texts in which no rule finds a name; hardly one in two hundred has one all the same. */
function namelessLessons(): ChoiceLesson[] {
  return shortTexts()
    .filter((_, at) => at % NAMELESS_EVERY === 0)
    .map(({ text, trade, receivedAt, asked }) => {
      const context = { ...contextOf({ asked, receivedAt }), trade }
      return nameLesson({ text, context, accept: [null], source: 'nameless', isFresh: true, weight: NAMELESS_WEIGHT })
    })
    .filter(({ choice: { candidates } }) => candidates.length > 0 && !candidates.some(({ findings }) => findings.includes(RULED)))
}

type ShortText = { text: string; intent: string; trade: Trade; receivedAt: string; asked: Asked | null }
const shortTexts = (): ShortText[] => rowsOf<ShortText>('./lessons.jsonl')

function namedLessons(named: NamedText, at: number): ChoiceLesson[] {
  const others = Array.from({ length: RENAMED }, (_, turn) => withOtherName(named.text, named.accept[0] ?? null, at * RENAMED + turn))
  return [
    nameLesson(named),
    ...others.flatMap((other) =>
      other === null ? [] : [nameLesson({ ...named, text: other.text, accept: [other.name], weight: RENAMED_WEIGHT, isMadeUp: true })],
    ),
  ]
}

export type NamedText = Placed & { accept: readonly (string | null)[] }
type Placed = {
  isMadeUp?: boolean
  text: string
  context: ReadingContext
  source: string
  isFresh: boolean
  weight: number
}

export function namedTexts(): NamedText[] {
  const labelled = labelledTexts()
    .filter(({ part, unscored }) => part === 'tuning' && unscored?.includes('name') !== true)
    .map((one) => ({ ...placed(one), accept: [one.expect.name, ...(one.accept?.name ?? [])] }))
  const particulars = rowsOf<Particular>('./particulars.jsonl').flatMap(({ text, asked, accept }) =>
    accept.name === undefined
      ? []
      : [{ text, context: contextOf({ asked }), accept: accept.name, source: 'particulars', isFresh: false, weight: 1 }],
  )
  const names = rowsOf<Named>('./names.jsonl').map(({ text, asked, name, source }) => ({
    text,
    context: contextOf({ asked }),
    accept: name,
    source: source ?? 'names',
    isFresh: true,
    weight: 1,
  }))
  return [...labelled, ...particulars, ...names]
}

type Particular = { text: string; asked: Asked | null; accept: { name?: (string | null)[] } }
type Named = { text: string; asked: Asked | null; name: (string | null)[]; source?: string }

function placed(one: LabelledText): Placed {
  const source = sourceOf(one)
  return {
    text: one.text,
    context: { ...one, receivedAt: Date.parse(one.receivedAt) },
    source,
    isFresh: source >= FRESH_FROM,
    weight: LABELLED_WEIGHT,
  }
}

export function nameLesson({ text, context, accept, source, isFresh, weight, isMadeUp }: NamedText): ChoiceLesson {
  return { ...lessonOf(namesIn(text, context), accept, sameName), source, isFresh, weight, isMadeUp: isMadeUp === true }
}

export const sameName = (one: unknown, other: unknown): boolean => plain(one) === plain(other)

/** Letter case, accents, stops, blanks and the title of a name do not count. */
function plain(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const words = value.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[.,#]/g, ' ').trim().split(/\s+/)
  const first = words.findIndex((word) => !KEPT_TITLES.has(word))
  return words.slice(Math.max(0, first)).join(' ')
}

/** When the visit or the call is wished. */
export function wishLessons(): ChoiceLesson[] {
  return timedTexts().map(wishLesson)
}

export type DatedText = Placed & { accept: readonly (PreferredTime | null)[] }

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
      weight: isFresh ? 1 : LABELLED_WEIGHT,
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

export function wishLesson({ text, context, accept, source, isFresh, weight }: DatedText): ChoiceLesson {
  return { ...lessonOf(wishesIn(text, context), accept, sameTime), source, isFresh, weight, isMadeUp: false }
}

export const sameTime = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function lessonOf(choice: Choice<unknown>, accept: readonly unknown[], same: (one: unknown, other: unknown) => boolean) {
  const values = [null, ...choice.candidates.map(({ value }) => value)]
  const right = values.flatMap((value, at) => (accept.some((one) => same(one, value)) ? [at] : []))
  return { choice, right, accept }
}

function rowsOf<Row>(file: string): Row[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row)
  // The files are ours; each has the one shape named at the call.
}
