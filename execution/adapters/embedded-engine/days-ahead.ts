import { today } from './calendar.ts'
import type { DayNumber } from './calendar.ts'
import { readWeekday } from './read-weekday.ts'
import { follows, isOneOf, sameSentence, word } from './time-cursor.ts'
import type { DayPhrase, TimePhrase, TimeReader } from './time-cursor.ts'
import { SPOKEN_COUNTS } from './time-words.ts'

/** A time counted from now: `in two days`, `en 3 dias`, `a week from Thursday`, `within the hour`. `readDay` reads the day at a place. */
export function readDaysAhead(
  reader: TimeReader,
  at: number,
  base: DayNumber,
  readDay: (at: number) => TimePhrase | null,
): TimePhrase | null {
  if (
    word(reader, at) === 'week' &&
    isOneOf(reader, at + 1, 'from') &&
    countOf(word(reader, at - 1)) === null &&
    word(reader, at + 2) !== 'week'
  ) {
    const start = readDay(at + 2)
    if (start?.kind === 'day') return { ...start, day: start.day + 7, from: at, deictic: false }
  }
  // `a week on Tuesday`, `a week Friday`
  if (word(reader, at) === 'week' && isOneOf(reader, at - 1, 'a')) {
    const place = isOneOf(reader, at + 1, 'on this') ? at + 2 : at + 1
    const start = isOneOf(reader, place, 'tomorrow today') ? readDay(place) : readWeekday(reader, place, base)
    if (start?.kind === 'day' && start.loose !== true && sameSentence(reader, at + 1)) return { ...start, day: start.day + 7, from: at }
  }
  const ahead = soonFromNow(reader, at)
  if (ahead !== null) return ahead
  const days = /^\d/.test(word(reader, at)) ? daysBetween(reader, at, at, base) : null
  if (days !== null) return isOneOf(reader, days.to, 'from') ? { ...days, to: days.to + 2 } : null
  const fromNow = isOneOf(reader, at + 1, 'day days') && follows(reader, at + 2, 'from now') ? countOf(word(reader, at)) : null
  if (fromNow !== null) return { kind: 'day', day: base + fromNow, from: at, to: at + 4, deictic: false, window: null }
  const weeks = isOneOf(reader, at + 1, 'week weeks') && isOneOf(reader, at + 2, 'from') ? countOf(word(reader, at)) : null
  if (weeks !== null) {
    const start = readDay(at + 3)
    if (start?.kind === 'day') return { ...start, day: start.day + weeks * 7, from: at, deictic: false }
  }
  if (follows(reader, at, 'dentro de')) {
    const inner = readDaysAhead(reader, at + 1, base, readDay)
    return inner === null ? null : { ...inner, from: at }
  }
  if (!isOneOf(reader, at, 'in en dans') && word(reader, at - 1) !== 'dentro') return null
  const about = isOneOf(reader, at + 1, 'about like around roughly maybe unos unas como environ') ? 1 : 0
  const skip = about + (isOneOf(reader, at + 1 + about, 'a un the') && isOneOf(reader, at + 2 + about, 'couple few par') ? 1 : 0)
  const count = countOf(word(reader, at + 1 + skip))
  const several = daysBetween(reader, at, at + 1 + about, base)
  if (several !== null) return several
  if (count === null || !sameSentence(reader, at + 1)) return null
  return countedUnit(reader, at, at + 2 + skip + (isOneOf(reader, at + 2 + skip, 'of de more') ? 1 : 0), count)
}

/** What is counted: the unit stands at `unit`. */
function countedUnit(reader: TimeReader, at: number, unit: number, count: number): TimePhrase | null {
  const base = today(reader.now)
  if (isOneOf(reader, unit, 'day days dia dias jour jours')) {
    const named: DayPhrase = { kind: 'day', day: base + count, from: at, to: unit + 1, deictic: false, window: null }
    const rough: TimePhrase = { kind: 'days', first: base + count, last: base + count + 1, from: at, to: unit + 1, fromNow: false }
    return isOneOf(reader, unit - 1, 'of couple few de par') || isOneOf(reader, unit - 2, 'couple few')
      ? { ...named, also: [{ mark: 'rough', phrase: rough }] }
      : named
  }
  // `in 30`
  if (/^(?:10|15|20|30|40|45)$/.test(word(reader, unit - 1)) && (reader.tokens[unit] === undefined || reader.tokens[unit]?.gap !== 'none'))
    return { kind: 'soon', minutes: count, from: at, to: unit, loose: true }
  // Two weeks on is a day; `in a week` may be any day of that week.
  if (isOneOf(reader, unit, 'week weeks semana semanas semaine semaines') && count <= WEEKS_MAX)
    return { kind: 'day', day: base + count * 7, from: at, to: unit + 1, deictic: false, window: null, loose: true }
  if (isOneOf(reader, unit, 'hour hours hora horas heure heures')) return { kind: 'soon', minutes: count * 60, from: at, to: unit + 1 }
  // `I'll send it in a min`: that soon something is sent, and nobody is asked to come.
  if (isOneOf(reader, unit, 'minutes minute minutos') && count >= SOON_MINUTES_MIN)
    return { kind: 'soon', minutes: count, from: at, to: unit + 1 }
  return null
}

const WEEKS_MAX = 8
const SOON_MINUTES_MIN = 5
const SPAN_DAYS_MAX = 14

/** `3 to 5 days from now`, `dans 2 ou 3 jours`: the counts begin at `place`. */
function daysBetween(reader: TimeReader, from: number, place: number, base: DayNumber): TimePhrase | null {
  const [one, two] = [countOf(word(reader, place)), countOf(word(reader, place + 2))]
  if (one === null || two === null || two <= one || !isOneOf(reader, place + 1, 'to - or a ou o')) return null
  if (!isOneOf(reader, place + 3, 'day days dia dias jour jours') || two - one >= SPAN_DAYS_MAX) return null
  return { kind: 'days', first: base + one, last: base + two, from, to: place + 4, fromNow: false }
}

/** `an hour from now`, `in half an hour`. */
function soonFromNow(reader: TimeReader, at: number): TimePhrase | null {
  for (const phrase of ['in half an hour', 'in a half hour', 'en media hora', 'dans une demi heure'])
    if (follows(reader, at, phrase)) return { kind: 'soon', minutes: 30, from: at, to: at + phrase.split(' ').length }
  const within = withinHours(reader, at)
  if (within !== null) return within
  for (const phrase of WITHIN_HOUR)
    if (follows(reader, at, phrase)) return { kind: 'soon', minutes: 0, from: at, to: at + phrase.split(' ').length }
  const unit = isOneOf(reader, at + 1, 'hour hours') && isOneOf(reader, at + 2, 'from') && isOneOf(reader, at + 3, 'now')
  const count = unit ? countOf(word(reader, at)) : null
  if (count !== null) return { kind: 'soon', minutes: count * 60, from: at, to: at + 4 }
  return follows(reader, at, 'hour from now') ? { kind: 'soon', minutes: 60, from: at, to: at + 3 } : null
}

/** `within two hours`, `in the next couple of hours`, `dans les deux prochaines heures`: from now on. */
function withinHours(reader: TimeReader, at: number): TimePhrase | null {
  const isWithin =
    isOneOf(reader, at, 'within') ||
    follows(reader, at, 'in the next') ||
    follows(reader, at, 'en las proximas') ||
    follows(reader, at, 'dans les')
  if (!isWithin) return null
  let place = at + 1
  while (place < at + WITHIN_WORDS_MAX && isOneOf(reader, place, 'the next las proximas les prochaines a about like')) place++
  const count = countOf(word(reader, place))
  let unit = place + 1
  while (unit < place + WITHIN_WORDS_MAX && isOneOf(reader, unit, 'of prochaines proximas or so')) unit++
  if (count === null || count > HOURS_MAX || !isOneOf(reader, unit, 'hour hours hora horas heure heures')) return null
  return { kind: 'soon', minutes: 0, lasting: count * 60, from: at, to: unit + 1, loose: true }
}

const WITHIN_WORDS_MAX = 5
const HOURS_MAX = 12

const WITHIN_HOUR = [
  'within the hour',
  'within an hour',
  'within the next hour',
  'in the next hour',
  'this hour',
  'en la proxima hora',
  'dentro de la hora',
  'dans le heure',
  'dans la prochaine heure',
]

function countOf(text: string): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  return SPOKEN_COUNTS.get(text) ?? null
}
