import type { Intent, Language, PreferredTime, ReadingContext } from '#core/qualification/reading.ts'
import { today, wallClock } from './calendar.ts'
import { furtherTimes } from './further-times.ts'
import type { FurtherTime } from './further-times.ts'
import { chooseGroup, concludes } from './choose-time.ts'
import { CORRECTION } from './find-correction.ts'
import type { Mention } from './find-correction.ts'
import { localClock } from './local-clock.ts'
import type { LocalClock } from './local-clock.ts'
import { timePhrases } from './time-mentions.ts'
import { groupPhrases } from './time-groups.ts'
import type { TimeGroup } from './time-groups.ts'
import { phraseRole } from './time-roles.ts'
import { PARTS } from './time-words.ts'
import type { Token, Tokenized } from './tokenize.ts'

/** The times of a text: `groups` as they are meant, `apart` the same before what is left out was filled in from an earlier one. */
export type FoundTimes = {
  text: Tokenized
  groups: readonly TimeGroup[]
  apart: readonly TimeGroup[]
  /** What they may mean besides. */
  further: readonly FurtherTime[]
  /** The times as the rules see them. */
  ruled: readonly TimeGroup[]
  /** Puts a time on the calendar, in the business's local time; null when it has passed. */
  resolve: (group: TimeGroup) => PreferredTime | null
}

/** Every time of a text. `taken` are places read as street, ZIP or telephone: their numbers are no hours. The windows are those of `docs/reference-labels.md`. */
export function findTimes(whole: Tokenized, taken: readonly Taken[], language: Language, context: ReadingContext): FoundTimes {
  const text = masked(whole, taken)
  const now = localClock(context.receivedAt, context.timezone)
  const answering = context.asked === 'time' || context.asked === 'confirm_slot'
  const all = timePhrases({
    tokens: text.tokens,
    now,
    french: language === 'fr',
    spanish: language === 'es',
    bareHours: answering || CORRECTION.test(text.folded),
    shortDays: answering,
  })
  const fill = (groups: readonly TimeGroup[]) => groups.map((group, place) => afterwards(text, group, groups.slice(0, place)))
  const apart = groupPhrases(text.tokens, all)
  const groups = fill(apart)
  const single = all.filter(({ loose }) => loose !== true)
  const ruled = single.length === all.length ? groups : fill(groupPhrases(text.tokens, single))
  const further = furtherTimes(text.tokens, apart).map((one) => ({ ...one, group: afterwards(text, one.group, apart.slice(0, one.place)) }))
  return { text, groups, apart, further, ruled, resolve: (group) => resolve(eveningBound(text, group, now), now) }
}

/**
 * The time that the rules take for the wished one of the visit or the call. Old appointments, promised times, times of the trouble and the
 * writer's own engagements are none.
 */
export function wishByRules(
  { text, ruled, resolve: onCalendar }: FoundTimes,
  intent: Intent,
  context: ReadingContext,
): Mention<PreferredTime> | null {
  const chosen = ruled.length === 0 ? null : chooseGroup(text, wantedGroups(text, ruled, intent, context))
  return chosen === null ? null : mentionOf(text, chosen, onCalendar(chosen))
}

function mentionOf({ tokens }: Tokenized, { from, to }: TimeGroup, value: PreferredTime | null): Mention<PreferredTime> | null {
  const [first, last] = [tokens[from], tokens[to - 1]]
  return value === null || first === undefined || last === undefined ? null : { value, start: first.start, end: last.end }
}

/** `Wednesday she gets home at 3, so after 3`, `same time Thursday`: what is left out was said of the time before. */
function afterwards(text: Tokenized, group: TimeGroup, earlier: readonly TimeGroup[]): TimeGroup {
  const last = earlier.at(-1)
  if (last === undefined || group.asap || group.soonMinutes !== null) return group
  const before = sentenceBefore(text.tokens, group)
  if (group.day === null && group.window !== null && (group.window.sequel === true || concludes(text.tokens, last, group)))
    return { ...group, day: last.day?.kind === 'day' ? last.day : null }
  const hour = earlier.findLast((one) => one.window !== null)?.window
  const after = text.tokens.slice(group.to, group.to + 3).map((token) => token.word)
  if (group.window === null && hour !== undefined && (SAME_TIME.test(before) || SAME_TIME_AFTER.test(after.join(' '))))
    return { ...group, window: hour }
  return group
}

const SAME_TIME = /\b(?:same time|same hour|misma hora|meme heure)(?: on| el| le| this| next)*$/
const SAME_TIME_AFTER = /^(?:at )?(?:the )?(?:a la )?(?:same time|misma hora|meme heure)/

/** The wishes among the times; in `I work Thursday and Friday` the second day goes the way of the first. */
function wantedGroups(text: Tokenized, groups: readonly TimeGroup[], intent: Intent, context: ReadingContext): TimeGroup[] {
  const wanted: TimeGroup[] = []
  let refused: TimeGroup | null = null
  for (const [place, group] of groups.entries()) {
    if (isEquated(text, group, groups[place + 1]) || isEquated(text, groups[place - 1], group)) continue
    const listed = refused !== null && (listsOn(text, refused, group) || RETOLD.test(sentenceBefore(text.tokens, group)))
    if (!listed && phraseRole(text, group, intent, context) === 'wanted') wanted.push(group)
    else refused = group
  }
  return wanted
}

/** `Thursday and Friday`. */
function listsOn(text: Tokenized, refused: TimeGroup, group: TimeGroup): boolean {
  return group.from - refused.to === 1 && LISTING.has(text.tokens[refused.to]?.word ?? '')
}

/** `promised for the 10th. Then the 14th. Now it is the 15th.`: told on and on. */
const RETOLD = /^(?:and )?(?:then|now it(?: is| s)|now|luego|despues|puis|ensuite)(?: the| el| le| on)?$/

function sentenceBefore(tokens: readonly Token[], group: TimeGroup): string {
  let from = group.from
  while (from > 0 && tokens[from]?.gap !== 'sentence') from--
  return tokens
    .slice(from, group.from)
    .map((token) => token.word)
    .join(' ')
}

/** `tomorrow is the 30th`: the calendar is told, nothing is wished. */
function isEquated(text: Tokenized, group: TimeGroup | undefined, next: TimeGroup | undefined): boolean {
  if (group?.day?.kind !== 'day' || next?.day?.kind !== 'day' || next.window !== null || group.window !== null) return false
  return group.day.day === next.day.day && next.from - group.to <= 2 && EQUALS.has(text.tokens[group.to]?.word ?? '')
}

const EQUALS = new Set(['is', 's', 'es', 'est'])
const LISTING = new Set(['and', 'y', 'et', '&'])

/** `come before 9`, said in the evening or of tonight, ends at 21:00: a bare hour that has passed is not tomorrow's. */
function eveningBound(text: Tokenized, group: TimeGroup, now: LocalClock): TimeGroup {
  const { window, day } = group
  if (window?.kind !== 'before' || window.bare !== true || window.to > NOON || !(day === null || isToday(day, now))) return group
  const tonight = now.hour >= LATE_HOUR || text.tokens.some((token) => TONIGHT.has(token.word))
  return tonight && window.to <= EVENING_BOUND_MAX && now.hour * 60 + now.minute < window.to + NOON - 60
    ? { ...group, window: { ...window, to: window.to + NOON } }
    : group
}

const isToday = (day: NonNullable<TimeGroup['day']>, now: LocalClock): boolean => day.kind === 'day' && day.day === today(now)

const NOON = 12 * 60
const LATE_HOUR = 15
/** Nobody comes after 21:00. */
const EVENING_BOUND_MAX = 9 * 60
const TONIGHT = new Set(['tonight', 'evening', 'noche', 'soir'])

type Taken = { start: number; end: number }

const NO_PLACES = new Set('monday tuesday wednesday thursday friday saturday sunday tomorrow today'.split(' '))

function masked(text: Tokenized, taken: readonly Taken[]): Tokenized {
  // `towed in Fri` is no town.
  const inside = (token: Token) =>
    taken.some((place) => token.start >= place.start && token.start < place.end && !(token.end === place.end && NO_PLACES.has(token.word)))
  return { ...text, tokens: text.tokens.map((token) => (inside(token) ? { ...token, word: '_' } : token)) }
}

function resolve(group: TimeGroup, now: LocalClock): PreferredTime | null {
  const base = today(now)
  const minute = now.hour * 60 + now.minute
  if (group.asap) return { asap: true }
  if (group.soonMinutes !== null) return span(base, minute + group.soonMinutes, minute + group.soonMinutes + group.soonLasting)
  const { day, window } = group
  if (day?.kind === 'days') {
    if (window !== null && day.first === day.last) return span(day.first, window.from, window.to)
    if (window !== null && !day.fromNow) return { start: wallClock(day.first, window.from), end: wallClock(day.last, window.to) }
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
        : minute < window.to - (window.sequel === true ? 0 : 60)
  if (group.habit) return span(base + 1, window.from, window.to)
  const from = window.open === true && isAhead ? Math.min(minute, window.to - 1) : window.from
  return isAhead ? span(base, from, window.to) : span(base + 1, window.from, window.to)
}

function span(day: number, from: number, to: number): PreferredTime {
  return { start: wallClock(day, from), end: wallClock(day, Math.max(to, from + 1)) }
}
