import type { Intent, Language, PreferredTime, ReadingContext } from '#core/qualification/reading.ts'
import { today, wallClock } from './calendar.ts'
import { CORRECTION } from './find-correction.ts'
import type { Mention } from './find-correction.ts'
import { localClock } from './local-clock.ts'
import type { LocalClock } from './local-clock.ts'
import { timePhrases } from './time-mentions.ts'
import type { TimePhrase, Window } from './time-cursor.ts'
import { phraseRole } from './time-roles.ts'
import { PARTS } from './time-words.ts'
import type { Token, Tokenized } from './tokenize.ts'

/**
 * When the writer wants the visit or the call, in the business's local time. Old appointments, promised times, times of the trouble and
 * the writer's own engagements are none. `taken` are places read as street, ZIP or telephone: their numbers are no hours. The windows
 * are those of `docs/reference-labels.md`.
 */
export function readPreferredTime(
  whole: Tokenized,
  taken: readonly Taken[],
  language: Language,
  intent: Intent,
  context: ReadingContext,
): Mention<PreferredTime> | null {
  const text = masked(whole, taken)
  const now = localClock(context.receivedAt, context.timezone)
  const answering = context.asked === 'time' || context.asked === 'confirm_slot'
  const phrases = timePhrases({
    tokens: text.tokens,
    now,
    french: language === 'fr',
    spanish: language === 'es',
    bareHours: answering || CORRECTION.test(text.folded),
    shortDays: answering,
  })
  const groups = groupPhrases(text.tokens, phrases)
  const wanted = wantedGroups(text, groups, intent, context)
  const chosen = chooseGroup(text, wanted)
  if (chosen === null) return null
  const value = resolve(eveningBound(text, chosen, now), now)
  const [first, last] = [text.tokens[chosen.from], text.tokens[chosen.to - 1]]
  return value === null || first === undefined || last === undefined ? null : { value, start: first.start, end: last.end }
}

/** The wishes among the times; in `I work Thursday and Friday` the second day goes the way of the first. */
function wantedGroups(text: Tokenized, groups: readonly TimeGroup[], intent: Intent, context: ReadingContext): TimeGroup[] {
  const wanted: TimeGroup[] = []
  let refused: TimeGroup | null = null
  for (const group of groups) {
    const listed = refused !== null && group.from - refused.to === 1 && LISTING.has(text.tokens[refused.to]?.word ?? '')
    if (!listed && phraseRole(text, group, intent, context) === 'wanted') wanted.push(group)
    else refused = group
  }
  return wanted
}

const LISTING = new Set(['and', 'y', 'et', '&'])

/** `come before 9`, said in the evening or of tonight, ends at 21:00: a bare hour that has passed is not tomorrow's. */
function eveningBound(text: Tokenized, group: TimeGroup, now: LocalClock): TimeGroup {
  const { window, day } = group
  if (window?.kind !== 'before' || window.bare !== true || window.to > NOON || day !== null) return group
  const tonight = now.hour >= LATE_HOUR || text.tokens.some((token) => TONIGHT.has(token.word))
  return tonight && now.hour * 60 + now.minute < window.to + NOON - 60 ? { ...group, window: { ...window, to: window.to + NOON } } : group
}

const NOON = 12 * 60
const LATE_HOUR = 15
const TONIGHT = new Set(['tonight', 'evening', 'noche', 'soir'])

type Taken = { start: number; end: number }

function masked(text: Tokenized, taken: readonly Taken[]): Tokenized {
  const inside = (token: Token) => taken.some((place) => token.start >= place.start && token.start < place.end)
  return { ...text, tokens: text.tokens.map((token) => (inside(token) ? { ...token, word: '_' } : token)) }
}

/** Date and time phrases that belong together: `tomorrow after 3`. Token range as in the phrases. */
export type TimeGroup = {
  from: number
  to: number
  day: DayPart | null
  window: Window | null
  habit: boolean
  soonMinutes: number | null
  asap: boolean
}
type DayPart = Extract<TimePhrase, { kind: 'day' | 'days' }>

/** Words between the day and the hour of one wish. */
const JOINED_WORDS_MAX = 3

function groupPhrases(tokens: readonly Token[], phrases: readonly TimePhrase[]): TimeGroup[] {
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
])

function newGroup(phrase: TimePhrase): TimeGroup {
  const group: TimeGroup = { from: phrase.from, to: phrase.to, day: null, window: null, habit: false, soonMinutes: null, asap: false }
  extend(group, phrase)
  return group
}

/** Takes the phrase into the group if the group has no such part yet. */
function extend(group: TimeGroup, phrase: TimePhrase): boolean {
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
function inPart(window: Window, part: Window): Window {
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

function chooseGroup(text: Tokenized, groups: readonly TimeGroup[]): TimeGroup | null {
  let chosen: TimeGroup | null = null
  const favoured = groups.find((group) => FAVOURED.test(text.folded.slice(text.tokens[group.to - 1]?.end ?? 0)))
  if (favoured !== undefined && favoured.day !== null) return favoured
  for (const group of groups) {
    if (chosen === null) chosen = group
    else chosen = combine(text, chosen, group)
  }
  return chosen
}

/** `Saturday would be best` */
const FAVOURED = /^ (?:would|will|is|works|might|may)(?: be| work| probably| definitely)*(?: for me)? (?:best|better|ideal|perfect)\b/

function combine(text: Tokenized, chosen: TimeGroup, next: TimeGroup): TimeGroup {
  const between = text.folded.slice(text.tokens[chosen.to - 1]?.end ?? 0, text.tokens[next.from]?.start ?? 0)
  const corrects = CORRECTION.test(between) || /\binstead\b/.test(text.folded.slice(text.tokens[next.to - 1]?.end ?? 0))
  if (corrects) {
    if (next.day === null && next.window !== null && chosen.day !== null) return { ...next, day: chosen.day }
    if (next.window === null && next.day !== null && chosen.window !== null && next.day.kind === 'day')
      return { ...next, window: chosen.window }
    return next
  }
  if (chosen.asap && next.day !== null && next.window !== null) return next
  if (/\b(?:or|o|ou)\b/.test(between)) return chosen
  if (chosen.day !== null && chosen.window === null && next.day === null && next.window !== null)
    return { ...chosen, window: next.window, to: next.to }
  if (chosen.day === null && chosen.window !== null && next.day !== null && next.window === null)
    return { ...chosen, day: next.day, to: next.to }
  return chosen
}

function resolve(group: TimeGroup, now: LocalClock): PreferredTime | null {
  const base = today(now)
  const minute = now.hour * 60 + now.minute
  if (group.asap) return { asap: true }
  if (group.soonMinutes !== null) return span(base, minute + group.soonMinutes, minute + group.soonMinutes + 60)
  const { day, window } = group
  if (day?.kind === 'days') {
    if (window !== null && day.first === day.last) return span(day.first, window.from, window.to)
    return { start: wallClock(day.first, day.fromNow ? minute : PARTS.day.from), end: wallClock(day.last, PARTS.day.to) }
  }
  if (day !== null) {
    const shape = window ?? { ...PARTS.day, kind: 'part' as const }
    const from = shape.open === true && day.day === base ? Math.min(minute, shape.to - 1) : shape.from
    if (day.day === base && shape.to <= minute) return null
    return span(day.day, from, shape.to)
  }
  if (window === null) return null
  const isAhead =
    window.kind === 'exact' || window.kind === 'range'
      ? minute < window.from
      : window.kind === 'part'
        ? minute <= (window.from + window.to) / 2
        : minute < window.to - 60
  if (group.habit) return span(base + 1, window.from, window.to)
  const from = window.open === true && isAhead ? Math.min(minute, window.to - 1) : window.from
  return isAhead ? span(base, from, window.to) : span(base + 1, window.from, window.to)
}

function span(day: number, from: number, to: number): PreferredTime {
  return { start: wallClock(day, from), end: wallClock(day, Math.max(to, from + 1)) }
}
