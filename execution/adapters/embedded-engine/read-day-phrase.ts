import { nextDayOfMonth, today, weekdayOf } from './calendar.ts'
import type { DayNumber } from './calendar.ts'
import type { DaysPhrase } from './read-week.ts'
import { mondayOf, readWeek } from './read-week.ts'
import { readTillDay, withBounds } from './day-bounds.ts'
import { isBareDayNumber, readDate } from './read-date.ts'
import { follows, isDayWord, isOneOf, sameSentence, word } from './time-cursor.ts'
import type { TimePhrase, TimeReader, Variant, Window } from './time-cursor.ts'
import { PARTS, SHORT_WEEKDAYS, SPOKEN_COUNTS, WEEKDAYS } from './time-words.ts'
import { habitualWeekday, pluralWeekday, shortWeekday } from './weekday-word.ts'

/** A day or span of days that begins at a place: `tomorrow`, `next Tuesday`, `le 25 novembre`, `this weekend`, `in two hours`. */
export function readDayPhrase(reader: TimeReader, at: number): TimePhrase | null {
  const till = readTillDay(reader, at, (place) => readOneDay(reader, place))
  if (till !== null) return till
  const first = readOneDay(reader, at)
  if (first === null) return null
  return withBounds(reader, first.kind === 'day' && first.window === null ? (throughDay(reader, first) ?? inWeeks(reader, first)) : first)
}

type DayPhrase = Extract<TimePhrase, { kind: 'day' }>

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
  return readWeekAndDay(reader, at) ?? readWeekday(reader, at, base) ?? readDate(reader, at, base) ?? readDaysAhead(reader, at, base)
}

/** `not this Friday, the one after`: the same weekday a week later. */
function oneAfter(reader: TimeReader, at: number, base: DayNumber): DayPhrase | null {
  const said = ONE_AFTER.find((phrase) => follows(reader, at, phrase))
  const isLoose = said !== 'the one after' && said !== 'the following one'
  if (said === undefined || (isLoose && reader.tokens[at + said.split(' ').length]?.gap === 'none')) return null
  for (let back = at - 1; back >= 0; back--) {
    const weekday = WEEKDAYS.get(word(reader, back))
    if (weekday === undefined) continue
    const ahead = (weekday - weekdayOf(base) + 7) % 7
    return {
      kind: 'day',
      day: base + (ahead === 0 ? 7 : ahead) + 7,
      from: at,
      to: at + said.split(' ').length,
      deictic: false,
      window: null,
      loose: isLoose,
    }
  }
  return null
}

const ONE_AFTER = [
  'the one after',
  'the following one',
  'the next one',
  'but next',
  'next',
  'el otro',
  'el siguiente',
  'le autre',
  'le suivant',
  'celui d apres',
]

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

function readWeekday(reader: TimeReader, at: number, base: DayNumber): TimePhrase | null {
  const lead = isOneOf(reader, at, 'next this coming proximo este on') ? word(reader, at) : null
  const second = lead !== null && isOneOf(reader, at + 1, 'coming') ? 1 : 0
  const place = lead === null ? at : at + 1 + second
  const habit = WEEKDAYS.has(word(reader, place)) ? undefined : habitualWeekday(reader, place)
  if (habit !== undefined) return nextSuch(habit, base, at, place + 1)
  const weekday = WEEKDAYS.get(word(reader, place)) ?? pluralWeekday(reader, place) ?? shortWeekday(reader, place)
  if (weekday === undefined || (place > at && !sameSentence(reader, place))) return null
  const ahead = (weekday - weekdayOf(base) + 7) % 7
  let to = place + 1
  let day = base + (ahead === 0 ? (lead === 'this' && second === 0 ? 0 : 7) : ahead)
  const monday = base - ((weekdayOf(base) + 6) % 7)
  const inNextWeek = monday + 7 + ((weekday + 6) % 7)
  if (lead === 'next') day = inNextWeek
  if (follows(reader, to, 'after next')) return { kind: 'day', day: day + 7, from: at, to: to + 2, deictic: false, window: null }
  const weekLater = weekAfter(reader, at, to)
  if (weekLater !== null) return { kind: 'day', day: day + 7, from: at, to: weekLater, deictic: false, window: null }
  const own = day
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
  const week = day === own && !isOneOf(reader, at - 1, 'un une') ? weekAround(reader, to) : null
  if (week !== null) return { kind: 'day', day: week.first + ((weekday + 6) % 7), from: at, to: week.to, deictic: false, window: null }
  if (follows(reader, to, 'que viene')) to += 2
  if (isOneOf(reader, to, 'prochain proximo')) to += 1
  const dated = readDate(reader, to, base)
  if (dated !== null && dated.kind === 'day' && sameSentence(reader, to) && weekdayOf(dated.day) === weekday) return { ...dated, from: at }
  if (isBareDayNumber(reader, to)) {
    const numbered = nextDayOfMonth(base, Number(word(reader, to)))
    if (numbered !== null && weekdayOf(numbered) === weekday)
      return { kind: 'day', day: numbered, from: at, to: to + 1, deictic: false, window: null }
  }
  const named: DayPhrase = { kind: 'day', day, from: at, to, deictic: false, window: null }
  // `any day but Monday next week`
  if (to > place + 1 && day === inNextWeek && isOneOf(reader, at - 1, 'but except excepto menos sauf not'))
    return { ...named, also: restOfWeek(named, monday + 7) }
  // `tuesday any time`, said early on a Tuesday
  return ahead === 0 && day !== base && lead !== 'next'
    ? { ...named, also: [{ mark: 'today by name', phrase: { ...named, day: base } }] }
    : named
}

/** `el viernes de la otra semana`, `Saturday the week after next`: the week that a weekday is said to be in. */
function weekAround(reader: TimeReader, at: number): DaysPhrase | null {
  let place = at
  while (place < at + 3 && isOneOf(reader, place, 'of the de la en on el')) place++
  const week = place > at && sameSentence(reader, at) && reader.tokens[at]?.gap === 'none' ? readWeek(reader, place) : null
  return week !== null && !week.fromNow && weekdayOf(week.first) === 1 && week.last === week.first + 4 ? week : null
}

/** `we are closed mondays so come then`: the next one. */
function nextSuch(weekday: number, base: DayNumber, from: number, to: number): DayPhrase {
  const ahead = (weekday - weekdayOf(base) + 7) % 7
  return { kind: 'day', day: base + (ahead === 0 ? 7 : ahead), from, to, deictic: false, window: null, loose: true }
}

/** The other days of the week of a day that is ruled out. */
function restOfWeek({ from, to, day }: DayPhrase, monday: DayNumber): Variant[] {
  const days = (first: DayNumber, last: DayNumber): TimePhrase => ({ kind: 'days', first, last, from, to, fromNow: false })
  const rest = day === monday ? days(monday + 1, monday + 4) : day >= monday + 4 ? days(monday, monday + 3) : null
  const whole = { mark: 'whole week', phrase: days(monday, monday + 4) }
  return rest === null ? [whole] : [{ mark: 'rest of the week', phrase: rest }, whole]
}

/** `thursday week`, `tuesday a week`, `friday in a week`: where that ends, when it stands after a weekday. */
function weekAfter(reader: TimeReader, at: number, to: number): number | null {
  if (isOneOf(reader, at - 1, 'a one per every each the of all')) return null
  for (const tail of ['a week', 'in a week', 'week'])
    if (follows(reader, to, tail) && !isOneOf(reader, to + tail.split(' ').length, 'of end ends ago from after before and at nights'))
      return to + tail.split(' ').length
  return null
}

/** `in two days`, `en 3 dias`, `dans deux jours`. */
function readDaysAhead(reader: TimeReader, at: number, base: DayNumber): TimePhrase | null {
  if (word(reader, at) === 'week' && isOneOf(reader, at + 1, 'from') && countOf(word(reader, at - 1)) === null) {
    const start = readOneDay(reader, at + 2)
    if (start?.kind === 'day') return { ...start, day: start.day + 7, from: at, deictic: false }
  }
  // `a week on Tuesday`, `a week Friday`
  if (word(reader, at) === 'week' && isOneOf(reader, at - 1, 'a')) {
    const place = isOneOf(reader, at + 1, 'on this') ? at + 2 : at + 1
    const start = isOneOf(reader, place, 'tomorrow today') ? readOneDay(reader, place) : readWeekday(reader, place, base)
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
    const start = readOneDay(reader, at + 3)
    if (start?.kind === 'day') return { ...start, day: start.day + weeks * 7, from: at, deictic: false }
  }
  if (follows(reader, at, 'dentro de')) {
    const inner = readDaysAhead(reader, at + 1, base)
    return inner === null ? null : { ...inner, from: at }
  }
  if (!isOneOf(reader, at, 'in en dans') && word(reader, at - 1) !== 'dentro') return null
  const about = isOneOf(reader, at + 1, 'about like around roughly maybe unos unas como environ') ? 1 : 0
  const skip = about + (isOneOf(reader, at + 1 + about, 'a un the') && isOneOf(reader, at + 2 + about, 'couple few par') ? 1 : 0)
  const count = countOf(word(reader, at + 1 + skip))
  const several = daysBetween(reader, at, at + 1 + about, base)
  if (several !== null) return several
  const unit = at + 2 + skip + (isOneOf(reader, at + 2 + skip, 'of de more') ? 1 : 0)
  if (count === null || !sameSentence(reader, at + 1)) return null
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
  if (isOneOf(reader, unit, 'minutes minute minutos')) return { kind: 'soon', minutes: count, from: at, to: unit + 1 }
  return null
}

const WEEKS_MAX = 8

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
