import type { TimePhrase, Window } from './time-cursor.ts'
import { PARTS } from './time-words.ts'
import type { Token } from './tokenize.ts'

/** Date and time phrases that belong together: `tomorrow after 3`. Token range as in the phrases. */
export type TimeGroup = {
  from: number
  to: number
  day: DayPart | null
  window: Window | null
  habit: boolean
  soonMinutes: number | null
  soonLasting: number
  asap: boolean
  phrases: readonly TimePhrase[]
}
type DayPart = Extract<TimePhrase, { kind: 'day' | 'days' }>

/** Words between the day and the hour of one wish. */
const JOINED_WORDS_MAX = 3

/** Puts the phrases of one wish together: `tomorrow` and `after 3`. */
export function groupPhrases(tokens: readonly Token[], phrases: readonly TimePhrase[]): TimeGroup[] {
  const groups: TimeGroup[] = []
  for (const phrase of phrases) {
    const last = groups.at(-1)
    const near =
      last !== undefined &&
      phrase.from - last.to <= JOINED_WORDS_MAX &&
      !tokens.slice(last.to, phrase.from + 1).some((token) => token.gap === 'sentence' || SEPARATORS.has(token.word))
    if (last !== undefined && near && extend(last, phrase)) continue
    groups.push(newGroup(phrase))
  }
  return groups
}

const SEPARATORS = new Set([
  'or',
  'o',
  'ou',
  'not',
  'instead',
  'except',
  'excepto',
  'menos',
  'sauf',
  'then',
  'no',
  'pas',
  'wait',
  'sorry',
  'actually',
  'meant',
  'perdon',
  'mejor',
  'plutot',
  'so',
  'but',
  'pero',
  'mais',
  'donc',
  'entonces',
  'alors',
])

/** The group that these phrases make together, or null when they make more than one. */
export function groupOf(phrases: readonly TimePhrase[]): TimeGroup | null {
  const [first, ...rest] = phrases
  if (first === undefined) return null
  const group = newGroup(first)
  return rest.every((phrase) => extend(group, phrase)) ? group : null
}

/** Minutes that `in an hour` is wide. */
const SOON_LASTING = 60

function newGroup(phrase: TimePhrase): TimeGroup {
  const { from, to } = phrase
  const group: TimeGroup = {
    from,
    to,
    day: null,
    window: null,
    habit: false,
    soonMinutes: null,
    soonLasting: SOON_LASTING,
    asap: false,
    phrases: [],
  }
  extend(group, phrase)
  return group
}

/** Takes the phrase into the group if the group has no such part yet. */
function extend(group: TimeGroup, phrase: TimePhrase): boolean {
  const taken = takePhrase(group, phrase)
  if (taken) group.phrases = [...group.phrases, phrase]
  return taken
}

function takePhrase(group: TimeGroup, phrase: TimePhrase): boolean {
  switch (phrase.kind) {
    case 'day':
      if (group.day !== null || group.asap || group.soonMinutes !== null) return group.asap && takeDay(group, phrase)
      return takeDay(group, phrase)
    case 'days':
      if (group.day !== null || group.soonMinutes !== null) return false
      group.day = phrase
      break
    case 'window':
      if (!takeWindow(group, phrase.window)) return false
      group.habit = phrase.habit
      break
    case 'soon':
      if (group.day !== null || group.window !== null || group.asap) return false
      group.soonMinutes = phrase.minutes
      group.soonLasting = phrase.lasting ?? SOON_LASTING
      break
    case 'asap':
      if (group.day !== null || group.window !== null) return false
      group.asap = true
      break
    default:
      return phrase satisfies never
  }
  group.to = phrase.to
  return true
}

function takeDay(group: TimeGroup, phrase: Extract<TimePhrase, { kind: 'day' }>): boolean {
  if (group.day !== null) return false
  group.day = phrase
  group.asap = false
  if (group.window === null) group.window = phrase.window
  else if (phrase.window !== null && group.window.kind !== 'part') group.window = inPart(group.window, phrase.window)
  group.to = Math.max(group.to, phrase.to)
  return true
}

/** An hour narrows a part of the day: `tomorrow morning at 9`. */
function takeWindow(group: TimeGroup, window: Window): boolean {
  if (group.asap || group.soonMinutes !== null) return false
  const held = group.window
  if (held !== null && (held.kind !== 'part' || window.kind === 'part') && !(held.kind !== 'part' && window.kind === 'part')) return false
  if (held === null || held.kind === 'part') group.window = held === null ? window : inPart(window, held)
  else group.window = inPart(held, window)
  return true
}

/** `tonight at 7` is 19:00, `Monday morning at 7` is 07:00. */
export function inPart(window: Window, part: Window): Window {
  if (window.kind === 'part') return window
  const late = part.from >= PARTS.evening.from
  const shift = late && window.from < 12 * 60 ? 12 * 60 : part.to <= 12 * 60 && window.from >= 13 * 60 ? -12 * 60 : 0
  if (window.kind === 'after')
    return {
      ...window,
      from: window.from + shift,
      to: window.from + shift >= part.from && part.to > window.from + shift ? Math.max(part.to, window.from + shift + 60) : window.to,
    }
  if (window.kind === 'before') return { ...window, to: window.to < NOON ? window.to + shift : window.to }
  return { ...window, from: window.from + shift, to: window.to + shift }
}

const NOON = 12 * 60
