import type { DayNumber } from './calendar.ts'
import type { LocalClock } from './local-clock.ts'
import { SHORT_WEEKDAYS, WEEKDAYS } from './time-words.ts'
import type { Token } from './tokenize.ts'

/**
 * A time of day: minutes past midnight. `open` says that the start is "from now" when the day is today, `bare` that the hour was written
 * without its half of the day, `sequel` that it counts from an hour named before (`after that`).
 */
export type Window = {
  from: number
  to: number
  open?: boolean
  bare?: boolean
  sequel?: boolean
  kind: 'part' | 'exact' | 'after' | 'before' | 'range'
}

/**
 * One date or time phrase; tokens `from` up to and without `to`. `also` are other readings of it, each with its mark; the rules take
 * none of them, only the learnt choice, and so it is with a `loose` phrase, which seldom is a wish (`mondays`, `the next day`).
 */
export type TimePhrase = { from: number; to: number; also?: readonly Variant[]; loose?: boolean } & (
  | { kind: 'day'; day: DayNumber; deictic: boolean; window: Window | null }
  | { kind: 'days'; first: DayNumber; last: DayNumber; fromNow: boolean }
  | { kind: 'window'; window: Window; habit: boolean }
  | { kind: 'soon'; minutes: number; lasting?: number }
  | { kind: 'asap' }
)

export type DayPhrase = Extract<TimePhrase, { kind: 'day' }>
export type WindowPhrase = Extract<TimePhrase, { kind: 'window' }>

export type Variant = { mark: string; phrase: TimePhrase }

export type TimeReader = {
  tokens: readonly Token[]
  now: LocalClock
  french: boolean
  spanish: boolean
  bareHours: boolean
  shortDays: boolean
}

/** The word at a place, or nothing beyond the ends. */
export const word = (reader: TimeReader, at: number): string => reader.tokens[at]?.word ?? ''

/** Word lists are written as one string where they are used; each is cut once. */
const WORD_SETS = new Map<string, ReadonlySet<string>>()
const PHRASE_PARTS = new Map<string, readonly string[]>()

/** Whether the word at a place is one of a list written with blanks between. */
export function isOneOf(reader: TimeReader, at: number, words: string): boolean {
  const token = reader.tokens[at]
  if (token === undefined) return false
  let set = WORD_SETS.get(words)
  if (set === undefined) WORD_SETS.set(words, (set = new Set(words.split(' '))))
  return set.has(token.word)
}

/** Whether the place exists and begins no new sentence. */
export const sameSentence = (reader: TimeReader, at: number): boolean =>
  reader.tokens[at] !== undefined && reader.tokens[at]?.gap !== 'sentence'

/** Whether the words of a phrase stand here, within one sentence. */
export function follows(reader: TimeReader, at: number, phrase: string): boolean {
  let parts = PHRASE_PARTS.get(phrase)
  if (parts === undefined) PHRASE_PARTS.set(phrase, (parts = phrase.split(' ')))
  if (reader.tokens[at]?.word !== parts[0]) return false
  for (let index = 1; index < parts.length; index++) {
    if (reader.tokens[at + index]?.word !== parts[index] || !sameSentence(reader, at + index)) return false
  }
  return true
}

/** A word that names a day by itself. */
export function isDayWord(text: string): boolean {
  return (
    WEEKDAYS.has(text) ||
    SHORT_WEEKDAYS.has(text) ||
    text === 'tomorrow' ||
    text === 'today' ||
    text === 'tonight' ||
    text === 'demain' ||
    text === 'hoy'
  )
}
