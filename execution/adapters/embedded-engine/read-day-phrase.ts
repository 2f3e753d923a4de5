import { nextDate, nextDayOfMonth, today, weekdayOf } from './calendar.ts'
import type { DayNumber } from './calendar.ts'
import { follows, isOneOf, sameSentence, word } from './time-cursor.ts'
import type { TimePhrase, TimeReader, Window } from './time-cursor.ts'
import { MONTHS, PARTS, SHORT_WEEKDAYS, SPOKEN_COUNTS, WEEKDAYS } from './time-words.ts'

/** A day or span of days that begins at a place: `tomorrow`, `next Tuesday`, `le 25 novembre`, `this weekend`, `in two hours`. */
export function readDayPhrase(reader: TimeReader, at: number): TimePhrase | null {
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
  if (word(reader, at) === 'aujourd') return day(base, word(reader, at + 1) === 'hui' ? at + 2 : at + 1, true)
  if (follows(reader, at, 'this morning') || follows(reader, at, 'esta manana') || follows(reader, at, 'ce matin'))
    return day(base, at + 2, true, { ...PARTS.morning, kind: 'part' })
  if (follows(reader, at, 'this afternoon') || follows(reader, at, 'esta tarde'))
    return day(base, at + 2, true, { ...PARTS.afternoon, kind: 'part' })
  if (follows(reader, at, 'cet apres midi') || follows(reader, at, 'cette apres midi') || follows(reader, at, 'ce apres midi'))
    return day(base, at + 3, true, { ...PARTS.afternoon, kind: 'part' })
  return readWeek(reader, at, base) ?? readWeekday(reader, at, base) ?? readDate(reader, at, base) ?? readDaysAhead(reader, at, base)
}

function readWeek(reader: TimeReader, at: number, base: DayNumber): TimePhrase | null {
  const weekday = weekdayOf(base)
  const monday = base - ((weekday + 6) % 7)
  const days = (first: DayNumber, last: DayNumber, to: number, fromNow = false): TimePhrase => ({
    kind: 'days',
    first,
    last,
    from: at,
    to,
    fromNow,
  })
  const saturday = weekday === 0 ? base - 1 : monday + 5
  for (const [phrase, shift] of WEEKENDS) {
    if (!follows(reader, at, phrase)) continue
    const first = saturday + shift * 7
    return days(Math.max(first, base), first + 1, at + phrase.split(' ').length)
  }
  for (const phrase of NEXT_WEEK) if (follows(reader, at, phrase)) return days(monday + 7, monday + 11, at + phrase.split(' ').length)
  // `no esta semana, la proxima`: the week is named once.
  if (follows(reader, at, 'la proxima') && reader.tokens.slice(0, at).some((token) => token.word === 'semana'))
    return days(monday + 7, monday + 11, at + 2)
  for (const phrase of THIS_WEEK) {
    if (!follows(reader, at, phrase)) continue
    const isOver = weekday === 0 || weekday === 6 || (weekday === 5 && reader.now.hour >= 18)
    return isOver
      ? days(monday + 7, monday + 11, at + phrase.split(' ').length)
      : days(base, monday + 4, at + phrase.split(' ').length, true)
  }
  return null
}

const WEEKENDS: readonly [string, number][] = [
  ['next weekend', 1],
  ['this coming weekend', 0],
  ['this weekend', 0],
  ['the weekend', 0],
  ['on weekend', 0],
  ['weekend', 0],
  ['fin de semana que viene', 0],
  ['proximo fin de semana', 0],
  ['fin de semana', 0],
  ['fin de semaine prochaine', 1],
  ['fin de semaine', 0],
  ['week end', 0],
]
const NEXT_WEEK = [
  'next week',
  'semana que viene',
  'semana que entra',
  'proxima semana',
  'semana proxima',
  'semaine prochaine',
  'prochaine semaine',
  'week next',
]
const THIS_WEEK = ['this week', 'esta semana', 'cette semaine', 'rest of the week', 'end of the week']

function readWeekday(reader: TimeReader, at: number, base: DayNumber): TimePhrase | null {
  const lead = isOneOf(reader, at, 'next this coming proximo este on') ? word(reader, at) : null
  const second = lead !== null && isOneOf(reader, at + 1, 'coming') ? 1 : 0
  const place = lead === null ? at : at + 1 + second
  const weekday = WEEKDAYS.get(word(reader, place)) ?? pluralWeekday(reader, place) ?? shortWeekday(reader, place)
  if (weekday === undefined || (place > at && !sameSentence(reader, place))) return null
  const ahead = (weekday - weekdayOf(base) + 7) % 7
  let to = place + 1
  let day = base + (ahead === 0 ? (lead === 'this' && second === 0 ? 0 : 7) : ahead)
  const monday = base - ((weekdayOf(base) + 6) % 7)
  const inNextWeek = monday + 7 + ((weekday + 6) % 7)
  if (lead === 'next') day = inNextWeek
  if (follows(reader, to, 'after next')) return { kind: 'day', day: day + 7, from: at, to: to + 2, deictic: false, window: null }
  for (const phrase of [
    'next week',
    'of next week',
    'la semaine prochaine',
    'de la semaine prochaine',
    'de la proxima semana',
    'de la semana que viene',
    'la proxima semana',
  ]) {
    if (follows(reader, to, phrase) && sameSentence(reader, to)) {
      day = inNextWeek
      to += phrase.split(' ').length
    }
  }
  if (follows(reader, to, 'que viene')) to += 2
  if (isOneOf(reader, to, 'prochain proximo')) to += 1
  const dated = readDate(reader, to, base)
  if (dated !== null && dated.kind === 'day' && sameSentence(reader, to) && weekdayOf(dated.day) === weekday) return { ...dated, from: at }
  if (isBareDayNumber(reader, to)) {
    const numbered = nextDayOfMonth(base, Number(word(reader, to)))
    if (numbered !== null && weekdayOf(numbered) === weekday)
      return { kind: 'day', day: numbered, from: at, to: to + 1, deictic: false, window: null }
  }
  return { kind: 'day', day, from: at, to, deictic: false, window: null }
}

/** `Sundays` is a habit; it names a wish only as the answer to the time question. */
function pluralWeekday(reader: TimeReader, at: number): number | undefined {
  return reader.shortDays && word(reader, at).endsWith('days') ? WEEKDAYS.get(word(reader, at).slice(0, -1)) : undefined
}

function shortWeekday(reader: TimeReader, at: number): number | undefined {
  const found = SHORT_WEEKDAYS.get(word(reader, at))
  if (
    found === undefined ||
    (word(reader, at) === 'mon' && reader.french && !reader.shortDays && !isOneOf(reader, at + 1, 'am pm morning afternoon'))
  )
    return undefined
  if (
    !reader.shortDays &&
    !(
      isOneOf(reader, at - 1, 'on this next by or until til for come') ||
      isOneOf(reader, at + 1, 'morning afternoon evening night am pm at after before or between works noon') ||
      /^\d/.test(word(reader, at + 1))
    )
  )
    return undefined
  if (isOneOf(reader, at, 'sat sun dom lun mar sab') && isOneOf(reader, at + 1, 'in on the and there is down here outside all for'))
    return undefined
  return found
}

/** `lundi 30`, `monday 30`: a plain number that is no hour. */
function isBareDayNumber(reader: TimeReader, at: number): boolean {
  const number = Number(word(reader, at))
  return (
    sameSentence(reader, at) &&
    reader.tokens[at]?.gap === 'none' &&
    Number.isInteger(number) &&
    number >= 1 &&
    number <= 31 &&
    !isOneOf(reader, at + 1, 'am pm h heures - to a oclock')
  )
}

function readDate(reader: TimeReader, at: number, base: DayNumber): TimePhrase | null {
  const make = (day: DayNumber | null, to: number): TimePhrase | null =>
    day === null || day - base > DATES_AHEAD_MAX ? null : { kind: 'day', day, from: at, to, deictic: false, window: null }
  const slashed = SLASHED.exec(word(reader, at))
  if (slashed !== null && !isOneOf(reader, at + 1, 'inch in cup mile')) {
    const [first, second] = [Number(slashed[1]), Number(slashed[2])]
    const dayFirst = first > 12 || (second <= 12 && reader.french)
    const [month, day] = dayFirst ? [second, first] : [first, second]
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? make(nextDate(base, month, day), at + 1) : null
  }
  const dashed = reader.bareHours && word(reader, at + 1) === '-' ? dayOfMonth(word(reader, at + 2)) : null
  if (dashed !== null && dashed > 12 && (dayOfMonth(word(reader, at)) ?? 13) <= 12)
    return make(nextDate(base, Number(word(reader, at)), dashed), at + 3)
  for (const [name, monthOf, dayOf] of FEASTS) {
    if (reader.shortDays && follows(reader, at, name)) return make(nextDate(base, monthOf, dayOf), at + name.split(' ').length)
  }
  const month = MONTHS.get(word(reader, at))
  const dayAfter = dayOfMonth(word(reader, at + 1))
  if (month !== undefined && dayAfter !== null && sameSentence(reader, at + 1))
    return make(nextDate(base, month, dayAfter), at + 2 + (isOneOf(reader, at + 2, 'st nd rd th') ? 1 : 0))
  const skip = isOneOf(reader, at, 'the le el') ? 1 : 0
  const number = dayOfMonth(word(reader, at + skip))
  if (number === null) return null
  let next = at + skip + 1
  const ordinal = isOneOf(reader, next, 'st nd rd th er')
  if (ordinal) next++
  if (isOneOf(reader, next, 'of de')) next++
  const monthAfter = MONTHS.get(word(reader, next))
  if (monthAfter !== undefined && sameSentence(reader, next)) return make(nextDate(base, monthAfter, number), next + 1)
  if (skip === 1 && ordinal && !isOneOf(reader, at + 3, 'floor street st ave avenue unit time one fl and call text'))
    return make(nextDayOfMonth(base, number), at + 3)
  if (word(reader, at) === 'le' && !ordinal && skip === 1 && !isOneOf(reader, at + 2, 'h heures'))
    return make(nextDayOfMonth(base, number), at + 2)
  if (word(reader, at) === 'el' && !ordinal && reader.spanish && skip === 1) return make(nextDayOfMonth(base, number), at + 2)
  return null
}

/** A date this many days on is rather one that has passed: nobody asks for a visit so late. */
const DATES_AHEAD_MAX = 240
/** Days people answer with by name. */
const FEASTS: readonly (readonly [string, number, number])[] = [
  ['christmas evening', 12, 24],
  ['new year evening', 12, 31],
  ['new years evening', 12, 31],
  ['halloween', 10, 31],
  ['valentines day', 2, 14],
]

const SLASHED = /^(\d{1,2})\/(\d{1,2})(?:\/\d{2,4})?$/

function dayOfMonth(text: string): number | null {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= 31 ? number : null
}

/** `in two days`, `en 3 dias`, `dans deux jours`. */
function readDaysAhead(reader: TimeReader, at: number, base: DayNumber): TimePhrase | null {
  const weeks = isOneOf(reader, at + 1, 'week weeks') && isOneOf(reader, at + 2, 'from') ? countOf(word(reader, at)) : null
  if (weeks !== null) {
    const start = readDayPhrase(reader, at + 3)
    if (start?.kind === 'day') return { ...start, day: start.day + weeks * 7, from: at, deictic: false }
  }
  if (follows(reader, at, 'dentro de')) {
    const inner = readDaysAhead(reader, at + 1, base)
    return inner === null ? null : { ...inner, from: at }
  }
  if (!isOneOf(reader, at, 'in en dans') && word(reader, at - 1) !== 'dentro') return null
  const about = isOneOf(reader, at + 1, 'about like around roughly maybe unos unas como environ') ? 1 : 0
  const skip = about + (isOneOf(reader, at + 1 + about, 'a') && isOneOf(reader, at + 2 + about, 'couple few') ? 1 : 0)
  const count = countOf(word(reader, at + 1 + skip))
  const unit = at + 2 + skip + (isOneOf(reader, at + 2 + skip, 'of de more') ? 1 : 0)
  if (count === null || !sameSentence(reader, at + 1)) return null
  if (isOneOf(reader, unit, 'day days dia dias jour jours'))
    return { kind: 'day', day: base + count, from: at, to: unit + 1, deictic: false, window: null }
  if (isOneOf(reader, unit, 'hour hours hora horas heure heures')) return { kind: 'soon', minutes: count * 60, from: at, to: unit + 1 }
  if (isOneOf(reader, unit, 'minutes minute minutos')) return { kind: 'soon', minutes: count, from: at, to: unit + 1 }
  return null
}

function countOf(text: string): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  return SPOKEN_COUNTS.get(text) ?? null
}
