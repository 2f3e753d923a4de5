import { nextDayOfMonth, weekdayOf } from './calendar.ts'
import type { DayNumber } from './calendar.ts'
import { feastAt, isBareDayNumber, readDate } from './read-date.ts'
import type { DaysPhrase } from './read-week.ts'
import { readWeek } from './read-week.ts'
import { follows, isOneOf, sameSentence, word } from './time-cursor.ts'
import type { DayPhrase, TimePhrase, TimeReader, Variant } from './time-cursor.ts'
import { WEEKDAYS } from './time-words.ts'
import { habitualWeekday, pluralWeekday, shortWeekday } from './weekday-word.ts'

/** A weekday and the week it is in: `next Tuesday`, `martes que viene`, `Thursday week`, `lundi 30`, `Friday of next week`. */
export function readWeekday(reader: TimeReader, at: number, base: DayNumber): TimePhrase | null {
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
  const beside = besideFeast(reader, to, base, weekday)
  if (beside !== null) return { kind: 'day', ...beside, from: at, deictic: false, window: null }
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

/** `the monday after thanksgiving`, `vendredi avant Noel`: the nearest such day on that side. */
function besideFeast(reader: TimeReader, at: number, base: DayNumber, weekday: number): { day: DayNumber; to: number } | null {
  const isAfter = isOneOf(reader, at, 'after following despues apres')
  if ((!isAfter && !isOneOf(reader, at, 'before antes avant')) || !sameSentence(reader, at)) return null
  let place = at + 1
  while (place < at + 3 && isOneOf(reader, place, 'de del la el the le')) place++
  const feast = feastAt(reader, place, base)
  if (feast === null) return null
  const away = isAfter ? (weekday - weekdayOf(feast.day) + 6) % 7 : -1 - ((weekdayOf(feast.day) - weekday + 6) % 7)
  const day = feast.day + (isAfter ? away + 1 : away)
  return day < base ? null : { day, to: feast.to }
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

/** `not this Friday, the one after`: the same weekday a week later. */
export function oneAfter(reader: TimeReader, at: number, base: DayNumber): DayPhrase | null {
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
