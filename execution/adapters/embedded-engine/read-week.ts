import { lastOfMonth, nextDate, today, weekdayOf } from './calendar.ts'
import type { DayNumber } from './calendar.ts'
import { feastAt, readDate } from './read-date.ts'
import { follows, isOneOf, sameSentence, word } from './time-cursor.ts'
import type { TimePhrase, TimeReader } from './time-cursor.ts'
import { MONTHS } from './time-words.ts'

export type DaysPhrase = Extract<TimePhrase, { kind: 'days' }>

/** A week, a weekend or a part of one or of a month: `next week`, `la semaine du 16`, `early next week`, `the first week of December`, `mid June`. */
export function readWeek(reader: TimeReader, at: number): DaysPhrase | null {
  return (
    readWeekend(reader, at) ??
    readWholeWeek(reader, at) ??
    readWeekEdge(reader, at) ??
    readWeekOfMonth(reader, at) ??
    readMonthPart(reader, at)
  )
}

/** The Monday of the week of a day. */
export const mondayOf = (day: DayNumber): DayNumber => day - ((weekdayOf(day) + 6) % 7)

function spanOf(from: number, to: number, first: DayNumber, last: DayNumber, fromNow = false): DaysPhrase {
  return { kind: 'days', first, last, from, to, fromNow }
}

const wordsOf = (phrase: string): number => phrase.split(' ').length

function readWeekend(reader: TimeReader, at: number): DaysPhrase | null {
  const base = today(reader.now)
  const weekday = weekdayOf(base)
  const saturday = weekday === 0 ? base - 1 : mondayOf(base) + 5
  for (const phrase of LONG_WEEKENDS)
    if (follows(reader, at, phrase)) return spanOf(at, at + wordsOf(phrase), weekday === 0 ? base : saturday, saturday + 2)
  for (const [phrase, shift] of WEEKENDS) {
    if (!follows(reader, at, phrase)) continue
    if (phrase === 'weekends' && !reader.shortDays && !isOneOf(reader, at + 1, 'only are work best')) continue
    const first = saturday + shift * 7
    const to = at + wordsOf(phrase)
    // On a Sunday the weekend is the one ahead, unless `this` says otherwise.
    return weekday === 0 && shift === 0 && !phrase.startsWith('this') && !isOneOf(reader, at - 1, 'este ce cette')
      ? spanOf(at, to, first + 7, first + 8)
      : spanOf(at, to, Math.max(first, base), first + 1)
  }
  return null
}

function readWholeWeek(reader: TimeReader, at: number): DaysPhrase | null {
  const base = today(reader.now)
  const monday = mondayOf(base)
  for (const phrase of WEEK_AFTER_NEXT) if (follows(reader, at, phrase)) return spanOf(at, at + wordsOf(phrase), monday + 14, monday + 18)
  for (const phrase of NEXT_WEEK) if (follows(reader, at, phrase)) return spanOf(at, at + wordsOf(phrase), monday + 7, monday + 11)
  return (
    weekAfterFeast(reader, at, base) ??
    readNamedWeek(reader, at, base) ??
    readOtherWeek(reader, at, monday) ??
    readThisWeek(reader, at, base)
  )
}

/** `the week after Thanksgiving`, `semana después de Navidad`. */
function weekAfterFeast(reader: TimeReader, at: number, base: DayNumber): DaysPhrase | null {
  const lead = ['week after', 'semana despues de', 'semaine apres'].find((phrase) => follows(reader, at, phrase))
  const from = lead === undefined ? at : at + wordsOf(lead)
  const named = lead === undefined ? null : feastAt(reader, isOneOf(reader, from, 'la le the') ? from + 1 : from, base)
  return named === null ? null : spanOf(at, named.to, mondayOf(named.day) + 7, mondayOf(named.day) + 11)
}

/** `the week of the 16th`, `la semaine du 16`, `semana del 3 de mayo`. */
function readNamedWeek(reader: TimeReader, at: number, base: DayNumber): DaysPhrase | null {
  if (!['week of', 'semaine du', 'semana del'].some((phrase) => follows(reader, at, phrase))) return null
  const named = readDate(reader, at + 2, base, true)
  return named?.kind === 'day' ? spanOf(at, named.to, mondayOf(named.day), mondayOf(named.day) + 4) : null
}

/** `no esta semana, la proxima`, `not this week, early next`: the week is named once. */
function readOtherWeek(reader: TimeReader, at: number, monday: DayNumber): DaysPhrase | null {
  const phrase = OTHER_WEEK.find((one) => follows(reader, at, one))
  if (phrase === undefined) return null
  const to = at + wordsOf(phrase)
  const ends = reader.tokens[to] === undefined || reader.tokens[to]?.gap !== 'none' || isOneOf(reader, to, AFTER_WEEK)
  const named = reader.tokens.slice(Math.max(0, at - WEEK_BACK), at).some((token) => WEEKS.has(token.word))
  return named && (ends || phrase === 'la proxima') ? spanOf(at, to, monday + 7, monday + 11) : null
}

const OTHER_WEEK = ['la proxima', 'la prochaine', 'la otra', 'la que viene', 'la que entra', 'la siguiente', 'la suivante', 'next']
const AFTER_WEEK = 'works is would please instead if will then yes si esta sirve mejor est serait irait svp'
const WEEKS = new Set(['week', 'weeks', 'semana', 'semaine'])
const WEEK_BACK = 12

function readThisWeek(reader: TimeReader, at: number, base: DayNumber): DaysPhrase | null {
  const monday = mondayOf(base)
  const phrase = THIS_WEEK.find((one) => follows(reader, at, one))
  if (phrase === undefined) return null
  const to = at + wordsOf(phrase)
  const weekday = weekdayOf(base)
  const isOver = weekday === 0 || weekday === 6 || (weekday === 5 && reader.now.hour >= WEEK_ENDS_HOUR)
  const week = isOver ? spanOf(at, to, monday + 7, monday + 11) : spanOf(at, to, base, monday + 4, true)
  if (!ENDS_OF_WEEK.has(phrase) || isOver) return week
  const also = [
    { mark: 'last days', phrase: spanOf(at, to, Math.max(base, monday + 3), monday + 4) },
    { mark: 'last day', phrase: spanOf(at, to, monday + 4, monday + 4) },
  ]
  return { ...week, also }
}

const WEEK_ENDS_HOUR = 18

/** `early next week`, `the end of next week`, `a mediados de la proxima semana`, `la semaine prochaine, plutot vers la fin`. */
function readWeekEdge(reader: TimeReader, at: number): DaysPhrase | null {
  const edge = EDGES.find(({ words }) => isOneOf(reader, at, words))
  if (edge === undefined) return null
  let place = at + 1
  while (place < at + EDGE_WORDS_MAX && isOneOf(reader, place, 'part half in of the de la du del d')) place++
  const week = readWholeWeek(reader, place)
  if (week === null) return null
  const monday = mondayOf(week.first)
  const [first, last] = [Math.max(week.first, monday + edge.first), Math.max(week.first, monday + edge.last)]
  const also = [{ mark: 'whole week', phrase: { ...week, from: at } }]
  return edge.last < FRIDAY
    ? { ...spanOf(at, week.to, first, last), also }
    : {
        ...spanOf(at, week.to, Math.max(first, last), last),
        also: [...also, { mark: 'last days', phrase: spanOf(at, week.to, Math.min(first, last), last) }],
      }
}

const FRIDAY = 4
const EDGE_WORDS_MAX = 5
/** Days of a week that its parts are, Monday being 0. */
const EDGES: readonly { words: string; first: number; last: number }[] = [
  { words: 'early beginning start first debut principio principios comienzo comienzos inicio inicios', first: 0, last: 1 },
  { words: 'mid middle midweek milieu mediados medio', first: 1, last: 3 },
  { words: 'end late later last fin final finales fines back tail', first: 3, last: FRIDAY },
]

/** `next week, preferably towards the end`: the part of a week named before; null when no such word stands here. */
export function edgeOfWeek(reader: TimeReader, at: number, week: DaysPhrase): DaysPhrase | null {
  const edge = EDGES.find(({ words }) => isOneOf(reader, at, words))
  if (edge === undefined || week.last - week.first !== FRIDAY || week.fromNow) return null
  return spanOf(at, at + 1, week.first + edge.first, week.first + edge.last)
}

/** `the first week of December`, `la ultima semana de mayo`, `la premiere semaine d'avril`. */
function readWeekOfMonth(reader: TimeReader, at: number): DaysPhrase | null {
  const turn = TURNS.findIndex((words) => isOneOf(reader, at, words))
  if (turn === -1 || !isOneOf(reader, at + 1, 'week semana semaine') || !isOneOf(reader, at + 2, 'of de in d en')) return null
  const month = MONTHS.get(word(reader, at + 3))
  if (month === undefined || !sameSentence(reader, at + 3)) return null
  const isLast = turn === TURNS.length - 1
  const start = nextDate(today(reader.now) - DAYS_BACK, month, isLast ? 28 : 1 + turn * 7)
  if (start === null) return null
  if (!isLast) return spanOf(at, at + 4, start, start + 6)
  const end = lastOfMonth(start)
  return spanOf(at, at + 4, end - 6, end)
}

/** `early December`, `a mediados de junio`, `début mai`: the first, second or third ten days, or what is left of them. */
function readMonthPart(reader: TimeReader, at: number): DaysPhrase | null {
  const part = MONTH_PARTS.find(({ words }) => isOneOf(reader, at, words))
  if (part === undefined) return null
  let place = at + 1
  while (place < at + EDGE_WORDS_MAX && isOneOf(reader, place, 'part in of the de la d')) place++
  const month = MONTHS.get(word(reader, place))
  if (month === undefined || !sameSentence(reader, place)) return null
  const base = today(reader.now)
  const start = nextDate(base - MONTH_DAYS, month, 1)
  if (start === null) return null
  const last = part.last === null ? lastOfMonth(start) : start + part.last - 1
  return last < base ? null : spanOf(at, place + 1, Math.max(start + part.first - 1, base), last)
}

const MONTH_DAYS = 31
/** Days of a month that its parts are; `end of May` is its last day (`readDate`). */
const MONTH_PARTS: readonly { words: string; first: number; last: number | null }[] = [
  { words: 'early beginning start debut principio principios comienzos inicios', first: 1, last: 10 },
  { words: 'mid middle mi milieu mediados', first: 11, last: 20 },
  { words: 'late', first: 21, last: null },
]

const DAYS_BACK = 6
const TURNS = ['first 1st primera premiere', 'second 2nd segunda deuxieme', 'third 3rd tercera troisieme', 'last ultima derniere']

const LONG_WEEKENDS = ['long weekend', 'holiday weekend', 'longue fin de semaine', 'fin de semaine longue', 'long week end', 'puente']
const WEEKENDS: readonly [string, number][] = [
  ['next weekend', 1],
  ['this coming weekend', 0],
  ['this weekend', 0],
  ['the weekend', 0],
  ['on weekend', 0],
  ['weekend', 0],
  ['weekends', 0],
  ['fin de semana que viene', 0],
  ['proximo fin de semana', 0],
  ['fin de semana', 0],
  ['fin de semaine prochaine', 1],
  ['fin de semaine', 0],
  ['week end', 0],
]
const WEEK_AFTER_NEXT = ['week after next', 'semaine d apres la prochaine', 'semana despues de la proxima']
const NEXT_WEEK = [
  'next week',
  'semana que viene',
  'semana que entra',
  'semana entrante',
  'semana siguiente',
  'proxima semana',
  'semana proxima',
  'otra semana',
  'semaine prochaine',
  'prochaine semaine',
  'semaine qui vient',
  'semaine suivante',
  'semaine d apres',
  'week next',
  'this coming week',
  'coming week',
  'upcoming week',
  'week coming',
  'following week',
  'week after this',
  'next wk',
]
const ENDS_OF_WEEK = new Set([
  'end of the week',
  'end of this week',
  'end of week',
  'fin de la semaine',
  'fin de la semana',
  'fin de cette semaine',
  'fines de la semana',
  'finales de la semana',
  'fines de semana',
  'late in the week',
])
const THIS_WEEK = ['this week', 'esta semana', 'cette semaine', 'rest of the week', ...ENDS_OF_WEEK]
