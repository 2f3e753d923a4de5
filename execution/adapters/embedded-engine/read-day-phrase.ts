import { today, weekdayOf } from './calendar.ts'
import type { DayNumber } from './calendar.ts'
import { mondayOf, readWeek } from './read-week.ts'
import { readTillDay, withBounds } from './day-bounds.ts'
import { readDaysAhead } from './days-ahead.ts'
import { readDate } from './read-date.ts'
import { oneAfter, readWeekday } from './read-weekday.ts'
import { follows, isDayWord, isOneOf, sameSentence, word } from './time-cursor.ts'
import type { DayPhrase, TimePhrase, TimeReader, Window } from './time-cursor.ts'
import { PARTS, SHORT_WEEKDAYS, WEEKDAYS } from './time-words.ts'

/** A day or span of days that begins at a place: `tomorrow`, `next Tuesday`, `le 25 novembre`, `this weekend`, `in two hours`. */
export function readDayPhrase(reader: TimeReader, at: number): TimePhrase | null {
  const till = readTillDay(reader, at, (place) => readOneDay(reader, place))
  if (till !== null) return till
  const first = readOneDay(reader, at)
  if (first === null) return null
  return withBounds(reader, first.kind === 'day' && first.window === null ? (throughDay(reader, first) ?? inWeeks(reader, first)) : first)
}

/** `Monday thru Wednesday`, `the 3rd to the 5th`, `between Tuesday and Thursday`; not `moved from Thursday to Friday`. */
function throughDay(reader: TimeReader, first: DayPhrase): TimePhrase | null {
  const between = isOneOf(reader, first.from - 1, 'between entre')
  // `de lunes a viernes`
  const spanish = reader.spanish && isOneOf(reader, first.from - 1, 'de del') && isOneOf(reader, first.to, 'a al')
  if (!spanish && !isOneOf(reader, first.to, between ? 'and y et a - to' : 'to thru through - hasta au')) return hyphened(reader, first)
  if ([1, 2, 3, 4, 5, 6].some((back) => isOneOf(reader, first.from - back, MOVING))) return null
  const last = readOneDay(reader, first.to + 1)
  if (last?.kind !== 'day' || last.window !== null) return null
  const end = last.day < first.day ? last.day + 7 : last.day
  if (end === first.day || end - first.day >= SPAN_DAYS_MAX) return null
  return { kind: 'days', first: first.day, last: end, from: first.from, to: last.to, fromNow: false }
}

/** `mon-wed`: a hyphen inside a word is no token, so the two may also be a list. */
function hyphened(reader: TimeReader, first: DayPhrase): TimePhrase | null {
  const [one, two] = [reader.tokens[first.to - 1], reader.tokens[first.to]]
  if (one === undefined || two?.start !== one.end + 1 || two.gap !== 'none' || !isDayWord(two.word) || first.also !== undefined) return null
  const last = readOneDay(reader, first.to)
  if (last?.kind !== 'day' || last.to !== first.to + 1) return null
  const end = last.day < first.day ? last.day + 7 : last.day
  const span: TimePhrase = { kind: 'days', first: first.day, last: end, from: first.from, to: first.to, fromNow: false }
  return end === first.day ? null : { ...first, also: [{ mark: 'hyphen', phrase: span }] }
}

const MOVING = 'change move switch push reschedule moved changed changer deplacer cambiar mover from bump not'
const SPAN_DAYS_MAX = 14

/** `jeudi en huit`, `de mañana en ocho`: a week after that day. */
function inWeeks(reader: TimeReader, first: DayPhrase): DayPhrase {
  const weeks =
    follows(reader, first.to, 'en huit') || follows(reader, first.to, 'en ocho') ? 1 : follows(reader, first.to, 'en quinze') ? 2 : 0
  return weeks === 0 ? first : { ...first, day: first.day + weeks * 7, to: first.to + 2, deictic: false }
}

function readOneDay(reader: TimeReader, at: number): TimePhrase | null {
  const base = today(reader.now)
  const day = (number: DayNumber, to: number, deictic = false, window: Window | null = null): TimePhrase => ({
    kind: 'day',
    day: number,
    from: at,
    to,
    deictic,
    window,
  })
  const evening: Window = { ...PARTS.evening, kind: 'part' }
  if (follows(reader, at, 'day after tomorrow')) return day(base + 2, at + 3)
  if (follows(reader, at, 'day after') && reader.tokens.slice(0, at).some((token) => token.word === 'tomorrow'))
    return day(base + 2, at + 2)
  if (follows(reader, at, 'pasado manana') || follows(reader, at, 'apres demain')) return day(base + 2, at + 2)
  if (isOneOf(reader, at, 'weekday weekdays') && isOneOf(reader, at + 1, 'after before between from at past until')) {
    const days = [1, 2, 3].map((ahead) => base + ahead)
    return day(days.find((next) => weekdayOf(next) % 6 !== 0) ?? base + 1, at + 1)
  }
  const following = oneAfter(reader, at, base)
  if (following !== null) return following
  if (isOneOf(reader, at, 'tomorrow demain')) return day(base + 1, at + 1)
  if (word(reader, at) === 'manana' && !isOneOf(reader, at - 1, 'la esta')) return day(base + 1, at + 1)
  if (isOneOf(reader, at, 'tonight')) return day(base, at + 1, true, evening)
  if (
    follows(reader, at, 'esta noche') ||
    follows(reader, at, 'ce soir') ||
    follows(reader, at, 'this evening') ||
    follows(reader, at, 'this night')
  )
    return day(base, at + 2, true, evening)
  if (isOneOf(reader, at, 'today hoy')) return day(base, at + 1, true)
  if (isOneOf(reader, at, 'aujourd aujourdhui')) return day(base, word(reader, at + 1) === 'hui' ? at + 2 : at + 1, true)
  if (follows(reader, at, 'this morning') || follows(reader, at, 'esta manana') || follows(reader, at, 'ce matin'))
    return day(base, at + 2, true, { ...PARTS.morning, kind: 'part' })
  if (follows(reader, at, 'this afternoon') || follows(reader, at, 'esta tarde'))
    return day(base, at + 2, true, { ...PARTS.afternoon, kind: 'part' })
  if (follows(reader, at, 'cet apres midi') || follows(reader, at, 'cette apres midi') || follows(reader, at, 'ce apres midi'))
    return day(base, at + 3, true, { ...PARTS.afternoon, kind: 'part' })
  return (
    readWeekAndDay(reader, at) ??
    readWeekday(reader, at, base) ??
    readDate(reader, at, base) ??
    readDaysAhead(reader, at, base, (place) => readOneDay(reader, place))
  )
}

/** A week, or the day of it that stands beside. */
function readWeekAndDay(reader: TimeReader, at: number): TimePhrase | null {
  const sameDay = SAME_DAYS.find((phrase) => follows(reader, at, phrase))
  if (sameDay !== undefined) return sameDayNextWeek(reader, at, at + sameDay.split(' ').length)
  const week = readWeek(reader, at)
  const monday = mondayOf(today(reader.now)) + 7
  return week?.first === monday && week.last === monday + 4 && !week.fromNow ? (dayOfNextWeek(reader, week, monday) ?? week) : week
}

const SAME_DAYS = [
  'this day next week',
  'same day next week',
  'this time next week',
  'mismo dia la proxima semana',
  'mismo dia de la proxima semana',
  'mismo dia la otra semana',
  'meme jour la semaine prochaine',
]

/** `same day next week`: of the day named last, else of today. */
function sameDayNextWeek(reader: TimeReader, at: number, to: number): DayPhrase {
  const base = today(reader.now)
  const day = (number: DayNumber): DayPhrase => ({ kind: 'day', day: number, from: at, to, deictic: false, window: null })
  for (let back = at - 1; back >= 0 && !isOneOf(reader, at, 'this'); back--) {
    const weekday = WEEKDAYS.get(word(reader, back))
    if (weekday === undefined) continue
    return { ...day(mondayOf(base) + 7 + ((weekday + 6) % 7)), also: [{ mark: 'of today', phrase: day(base + 7) }] }
  }
  return day(base + 7)
}

/** `next week Tuesday`, `next week, the 3rd to the 5th`, `la semaine prochaine, jeudi`. */
function dayOfNextWeek(reader: TimeReader, week: TimePhrase, monday: DayNumber): TimePhrase | null {
  const place = week.to + (isOneOf(reader, week.to, 'on el le maybe say like') && WEEKDAYS.has(word(reader, week.to + 1)) ? 1 : 0)
  const weekday = sameSentence(reader, place) ? (WEEKDAYS.get(word(reader, place)) ?? SHORT_WEEKDAYS.get(word(reader, place))) : undefined
  if (weekday !== undefined && !isOneOf(reader, place, 'mon sat sun mar')) {
    const day = monday + ((weekday + 6) % 7)
    const dated = readOneDay(reader, place)
    return {
      kind: 'day',
      day: dated?.kind === 'day' && dated.day > day ? dated.day : day,
      from: week.from,
      to: Math.max(place + 1, dated?.to ?? 0),
      deictic: false,
      window: null,
    }
  }
  const named = sameSentence(reader, week.to) ? readDayPhrase(reader, week.to) : null
  if (named === null || (named.kind !== 'day' && named.kind !== 'days')) return null
  const first = named.kind === 'day' ? named.day : named.first
  return first >= monday && first < monday + 7 ? { ...named, from: week.from } : null
}
