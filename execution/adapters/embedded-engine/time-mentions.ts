import { nextDate, nextDayOfMonth, today, weekdayOf } from './calendar.ts'
import type { DayNumber } from './calendar.ts'
import type { LocalClock } from './local-clock.ts'
import { MONTHS, PARTS, SHORT_WEEKDAYS, SPOKEN_COUNTS, SPOKEN_HOURS, WEEKDAYS } from './time-words.ts'
import type { Token } from './tokenize.ts'

/** A time of day: minutes past midnight. `open` says that the start is "from now" when the day is today. */
export type Window = { from: number; to: number; open?: boolean; kind: 'part' | 'exact' | 'after' | 'before' | 'range' }

/** One date or time phrase; tokens `from` up to and without `to`. */
export type TimePhrase = { from: number; to: number } & (
  | { kind: 'day'; day: DayNumber; deictic: boolean; window: Window | null }
  | { kind: 'days'; first: DayNumber; last: DayNumber; fromNow: boolean }
  | { kind: 'window'; window: Window; habit: boolean }
  | { kind: 'soon'; minutes: number }
  | { kind: 'asap' }
)

export type TimeReader = {
  tokens: readonly Token[]
  now: LocalClock
  french: boolean
  spanish: boolean
  bareHours: boolean
  shortDays: boolean
}

/** All date and time phrases of a text in order; the longest reading at each place wins, and a word is read once. */
export function timePhrases(reader: TimeReader): TimePhrase[] {
  const phrases: TimePhrase[] = []
  for (let at = 0; at < reader.tokens.length;) {
    const phrase = readDayPhrase(reader, at) ?? readWindowPhrase(reader, at) ?? readSoon(reader, at)
    if (phrase === null || phrase.to <= at) {
      at++
      continue
    }
    phrases.push(phrase)
    at = phrase.to
  }
  return phrases
}

const word = (reader: TimeReader, at: number): string => reader.tokens[at]?.word ?? ''
const isOneOf = (reader: TimeReader, at: number, words: string): boolean =>
  word(reader, at) !== '' && ` ${words} `.includes(` ${word(reader, at)} `)
const sameSentence = (reader: TimeReader, at: number): boolean => reader.tokens[at] !== undefined && reader.tokens[at]?.gap !== 'sentence'
const follows = (reader: TimeReader, at: number, phrase: string): boolean =>
  phrase.split(' ').every((expected, index) => word(reader, at + index) === expected && (index === 0 || sameSentence(reader, at + index)))

function readDayPhrase(reader: TimeReader, at: number): TimePhrase | null {
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
  const weekday = WEEKDAYS.get(word(reader, place)) ?? shortWeekday(reader, place)
  if (weekday === undefined || (place > at && !sameSentence(reader, place))) return null
  const ahead = (weekday - weekdayOf(base) + 7) % 7
  let to = place + 1
  let day = base + (ahead === 0 ? (lead === 'this' && second === 0 ? 0 : 7) : ahead)
  const monday = base - ((weekdayOf(base) + 6) % 7)
  const inNextWeek = monday + 7 + ((weekday + 6) % 7)
  if (lead === 'next') day = inNextWeek
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

function shortWeekday(reader: TimeReader, at: number): number | undefined {
  const found = SHORT_WEEKDAYS.get(word(reader, at))
  if (found === undefined || !reader.shortDays) return undefined
  if (word(reader, at) === 'mon' && reader.french) return undefined
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
    day === null ? null : { kind: 'day', day, from: at, to, deictic: false, window: null }
  const slashed = SLASHED.exec(word(reader, at))
  if (slashed !== null && !isOneOf(reader, at + 1, 'inch in cup mile')) {
    const [first, second] = [Number(slashed[1]), Number(slashed[2])]
    const dayFirst = first > 12 || (second <= 12 && reader.french)
    const [month, day] = dayFirst ? [second, first] : [first, second]
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? make(nextDate(base, month, day), at + 1) : null
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
  if (word(reader, at) === 'le' && !ordinal && reader.french && skip === 1 && !isOneOf(reader, at + 2, 'h heures'))
    return make(nextDayOfMonth(base, number), at + 2)
  if (word(reader, at) === 'el' && !ordinal && reader.spanish && skip === 1) return make(nextDayOfMonth(base, number), at + 2)
  return null
}

const SLASHED = /^(\d{1,2})\/(\d{1,2})(?:\/\d{2,4})?$/

function dayOfMonth(text: string): number | null {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= 31 ? number : null
}

/** `in two days`, `en 3 dias`, `dans deux jours`. */
function readDaysAhead(reader: TimeReader, at: number, base: DayNumber): TimePhrase | null {
  if (!isOneOf(reader, at, 'in en dans')) return null
  const skip = isOneOf(reader, at + 1, 'a') && isOneOf(reader, at + 2, 'couple few') ? 1 : 0
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

function readSoon(reader: TimeReader, at: number): TimePhrase | null {
  for (const phrase of ASAP) if (follows(reader, at, phrase)) return { kind: 'asap', from: at, to: at + phrase.split(' ').length }
  return null
}

const ASAP = [
  'asap',
  'as soon as possible',
  'as soon as you',
  'as soon as u',
  'as soon as anyone',
  'as soon as someone',
  'as soon as',
  'soon as possible',
  'soon as you',
  'soonest',
  'right away',
  'immediately',
  'right now',
  'as quick as',
  'as quickly as',
  'as fast as',
  'first available',
  'earliest available',
  'earliest you',
  'earliest possible',
  'now',
  'lo antes posible',
  'lo mas pronto posible',
  'lo mas rapido',
  'lo mas pronto',
  'cuanto antes',
  'ahorita',
  'ahora mismo',
  'ahora',
  'ya mismo',
  'inmediatamente',
  'des que possible',
  'aussitot que possible',
  'le plus tot possible',
  'le plus vite possible',
  'le plus rapidement',
  'au plus vite',
  'au plus sacrant',
  'au plus tot',
  'tout de suite',
  'immediatement',
  'maintenant',
  'au plus coupant',
]

function readWindowPhrase(reader: TimeReader, at: number): TimePhrase | null {
  return readFirstThing(reader, at) ?? readRange(reader, at) ?? readBounded(reader, at) ?? readClock(reader, at) ?? readPart(reader, at)
}

function asWindow(from: number, to: number, window: Window, habit = false): TimePhrase {
  return { kind: 'window', from, to, window, habit }
}

function readFirstThing(reader: TimeReader, at: number): TimePhrase | null {
  const window: Window = { ...PARTS.firstThing, kind: 'part' }
  for (const phrase of [
    'first thing in the morning',
    'first thing',
    'early in the morning',
    'early morning',
    'a primera hora',
    'primera hora',
    'tot le matin',
    'a la premiere heure',
    'temprano en la manana',
    'temprano',
  ]) {
    if (follows(reader, at, phrase)) return asWindow(at, at + phrase.split(' ').length, window)
  }
  return null
}

/** `between 2 and 4`, `2-4pm`, `from 9 to 11`, `entre 14h et 16h`, `de 2 a 4`. */
function readRange(reader: TimeReader, at: number): TimePhrase | null {
  const led = isOneOf(reader, at, 'between from entre de')
  let place = led ? at + 1 : at
  if (isOneOf(reader, place, 'las la')) place++
  const first = hourAt(reader, place)
  if (first === null) return null
  let next = first.to
  if (!isOneOf(reader, next, '- to and y et a hasta til till until')) return null
  const joiner = word(reader, next)
  if (!led && (joiner === 'and' || joiner === 'y' || joiner === 'et' || joiner === 'a')) {
    if (!first.explicit || joiner !== 'a') return null
  }
  next++
  if (isOneOf(reader, next, 'las la')) next++
  const second = hourAt(reader, next)
  if (second === null) return null
  const plausible = led || first.explicit || second.explicit || reader.bareHours || hasTimeNear(reader, at, second.to)
  if (!plausible) return null
  const [from, to] = rangeMinutes(first, second)
  return to > from ? asWindow(at, second.to, { from, to, kind: 'range' }) : null
}

function hasTimeNear(reader: TimeReader, at: number, to: number): boolean {
  for (const near of [at - 1, at - 2, at - 3, to, to + 1, to + 2]) {
    const text = word(reader, near)
    if (
      WEEKDAYS.has(text) ||
      isOneOf(
        reader,
        near,
        'tomorrow today tonight morning afternoon evening manana hoy tarde demain matin soir window available free home anytime works weekday weekdays',
      )
    )
      return true
  }
  return false
}

function rangeMinutes(first: Hour, second: Hour): [number, number] {
  const end =
    second.half === null && first.half === 'am' && second.minutes % 720 > first.minutes % 720
      ? second.minutes % 720
      : afternoonGuess(second)
  if (first.half !== null || first.explicit24) return [afternoonGuess(first), end <= afternoonGuess(first) ? end + 720 : end]
  const early = first.minutes % 720
  const late = early + 720
  if (second.half === 'am') return [early, end]
  if (second.half === 'pm') return [late < end ? late : early, end]
  const start = afternoonGuess(first)
  if (start < end) return [start, end]
  return start < end + 720 ? [start, end + 720] : [early, end]
}

type Hour = { minutes: number; half: 'am' | 'pm' | null; explicit24: boolean; explicit: boolean; to: number }

/** Without am or pm a working hour is meant: 7 to 11 in the morning, 12 to 6 in the afternoon. */
function afternoonGuess(hour: Hour): number {
  if (hour.half === 'am') return hour.minutes % 720
  if (hour.half === 'pm') return (hour.minutes % 720) + 720
  if (hour.explicit24) return hour.minutes
  const early = hour.minutes % 720
  return early < 7 * 60 ? early + 720 : early
}

function hourAt(reader: TimeReader, at: number): Hour | null {
  const text = word(reader, at)
  if (
    at > 0 &&
    !sameSentence(reader, at) &&
    reader.tokens[at]?.gap === 'sentence' &&
    isOneOf(reader, at - 1, 'between from after before at')
  )
    return null
  if (isOneOf(reader, at, 'noon midday mediodia midi')) return { minutes: 720, half: 'pm', explicit24: false, explicit: true, to: at + 1 }
  const clock = /^(\d{1,2})[:.](\d{2})$/.exec(text)
  const packed = clock === null ? /^(\d{1,2})([0-5]\d)$/.exec(text) : null
  let hours = clock !== null ? Number(clock[1]) : /^\d{1,2}$/.test(text) ? Number(text) : (SPOKEN_HOURS.get(text) ?? null)
  let minutes = clock !== null ? Number(clock[2]) : 0
  let to = at + 1
  let explicit = clock !== null
  let french = false
  if (packed !== null) {
    hours = Number(packed[1])
    minutes = Number(packed[2])
    explicit = false
  }
  if (hours === null || hours > 24 || minutes > 59) return null
  if (isOneOf(reader, to, 'h heures heure hrs') && reader.tokens[to]?.gap === 'none') {
    french = true
    explicit = true
    to++
    if (/^[0-5]\d$/.test(word(reader, to)) && reader.tokens[to]?.gap === 'none') minutes = Number(word(reader, to++))
  } else if (
    clock === null &&
    packed === null &&
    isOneOf(reader, to, 'thirty fifteen 30 15 45') &&
    reader.tokens[to]?.gap === 'none' &&
    !/^\d$/.test(text) === false
  ) {
    minutes = Number(({ thirty: '30', fifteen: '15' } as Record<string, string>)[word(reader, to)] ?? word(reader, to))
    // The record's two keys and the digits tested above are all that can come here.
    to++
  }
  if (isOneOf(reader, to, 'y') && isOneOf(reader, to + 1, 'media cuarto')) {
    minutes = word(reader, to + 1) === 'media' ? 30 : 15
    to += 2
  }
  if (isOneOf(reader, to, 'oclock ish') || (word(reader, to) === 'o' && isOneOf(reader, to + 1, 'clock'))) {
    explicit = true
    to += word(reader, to) === 'o' ? 2 : 1
  }
  const half = halfAt(reader, to)
  if (half !== null) return { minutes: (hours % 12) * 60 + minutes, half: half.half, explicit24: false, explicit: true, to: half.to }
  if (packed !== null && !isOneOf(reader, at - 1, 'at after before around by until til')) return null
  const is24 = hours >= 13 || hours === 0 || (french && hours >= 8) || (french && reader.french && hours === 0)
  return { minutes: hours * 60 + minutes, half: null, explicit24: is24, explicit, to }
}

function halfAt(reader: TimeReader, at: number): { half: 'am' | 'pm'; to: number } | null {
  if (!sameSentence(reader, at)) return null
  if (isOneOf(reader, at, 'am')) return { half: 'am', to: at + 1 }
  if (isOneOf(reader, at, 'pm')) return { half: 'pm', to: at + 1 }
  if (isOneOf(reader, at, 'a p') && reader.tokens[at]?.gap === 'none' && !sameSentence(reader, at + 1))
    return { half: word(reader, at) === 'a' ? 'am' : 'pm', to: at + 1 }
  if (follows(reader, at, 'in the morning') || follows(reader, at, 'de la manana') || follows(reader, at, 'en la manana'))
    return { half: 'am', to: at + 3 }
  if (
    follows(reader, at, 'in the afternoon') ||
    follows(reader, at, 'in the evening') ||
    follows(reader, at, 'de la tarde') ||
    follows(reader, at, 'de la noche') ||
    follows(reader, at, 'de le apres') ||
    follows(reader, at, 'en la tarde')
  )
    return { half: 'pm', to: at + 3 }
  if (follows(reader, at, 'at night')) return { half: 'pm', to: at + 2 }
  if (follows(reader, at, 'du matin') || follows(reader, at, 'le matin')) return { half: 'am', to: at + 2 }
  if (follows(reader, at, 'du soir')) return { half: 'pm', to: at + 2 }
  return null
}

const EVENING_FROM = 17 * 60
const DAY_ENDS = 18 * 60
const EVENING_ENDS = 21 * 60

/** `after 3`, `before noon`, `by 5`, `after work`, `3 or later`. */
function readBounded(reader: TimeReader, at: number): TimePhrase | null {
  const after =
    isOneOf(reader, at, 'after past apres despues') ||
    follows(reader, at, 'a partir') ||
    follows(reader, at, 'any time after') ||
    (isOneOf(reader, at, 'from') && isOneOf(reader, at + 2, 'on onwards onward'))
  const before = isOneOf(reader, at, 'before by avant antes until til till') || follows(reader, at, 'no later than')
  if (!after && !before) return null
  let place = at + 1
  if (follows(reader, at, 'no later than')) place = at + 3
  while (place < at + 5 && isOneOf(reader, place, 'de las la el les about around like of des du le partir')) place++
  if (after && isOneOf(reader, place, 'work trabajo travail job trabajar'))
    return asWindow(at, place + 1, { from: EVENING_FROM, to: EVENING_ENDS, kind: 'after' })
  if (after && isOneOf(reader, place, 'school escuela ecole'))
    return asWindow(at, place + 1, { from: 15 * 60, to: DAY_ENDS, kind: 'after' })
  if (isOneOf(reader, place, 'lunch almuerzo comida diner'))
    return asWindow(
      at,
      place + 1,
      after ? { from: 13 * 60, to: DAY_ENDS, kind: 'after' } : { from: PARTS.day.from, to: 720, open: true, kind: 'before' },
    )
  if (after && follows(reader, at, 'apres midi')) return null
  if (before && word(reader, at) === 'avant' && word(reader, at + 1) === 'midi')
    return asWindow(at, at + 2, { ...PARTS.morning, kind: 'part' })
  const hour = hourAt(reader, place)
  if (hour === null || isOneOf(reader, hour.to, 'minutes hours days weeks hour day week years months st rd th nd times people year month'))
    return null
  if (hour.to - place === 1 && /^\d{3,}$/.test(word(reader, place)) && !hour.explicit && Number(word(reader, place)) > 1259) return null
  const negated = isOneOf(reader, at - 1, 'not') || follows(reader, at - 2, 'pas avant')
  const minutes = boundGuess(hour, after !== negated)
  const to = isOneOf(reader, hour.to, 'or') && isOneOf(reader, hour.to + 1, 'so after later') ? hour.to + 2 : hour.to
  if (after !== (negated && before)) {
    if (after && negated) return asWindow(at - 1, to, { from: PARTS.day.from, to: minutes, open: true, kind: 'before' })
  }
  if (after || negated)
    return asWindow(negated ? at - 1 : at, to, { from: minutes, to: minutes >= EVENING_FROM ? EVENING_ENDS : DAY_ENDS, kind: 'after' })
  return asWindow(at, to, { from: Math.min(PARTS.day.from, minutes - 60), to: minutes, open: true, kind: 'before' })
}

/** `after 7` is the evening, `before 7` too; `after 8` is the morning. */
function boundGuess(hour: Hour, after: boolean): number {
  if (hour.half !== null || hour.explicit24) return afternoonGuess(hour)
  const early = hour.minutes % 720
  return early >= 7 * 60 && early < 8 * 60 && !after ? early + 720 : early < (after ? 8 : 7) * 60 ? early + 720 : early
}

/** `at 3`, `3pm`, `around 10:30`, `a las 4`, `à 14h`, `noon`. */
function readClock(reader: TimeReader, at: number): TimePhrase | null {
  let place = at
  const led = isOneOf(reader, at, 'at around about like say @ vers a las')
  while (place < at + 4 && isOneOf(reader, place, 'at around about like say @ vers a las la exactly eso de maybe partir')) place++
  if (
    place > at &&
    word(reader, at) === 'a' &&
    !isOneOf(reader, at + 1, 'las la') &&
    !/^\d/.test(word(reader, at + 1)) &&
    !isOneOf(reader, at + 1, 'midi')
  )
    return null
  const hour = hourAt(reader, place)
  if (hour === null || isOneOf(reader, hour.to, NOT_HOURS)) return null
  const spoken = SPOKEN_HOURS.has(word(reader, place))
  const plainLed = led && place > at && !isOneOf(reader, place - 1, 'about like say') && hour.minutes >= 60 && hour.minutes <= 23 * 60
  const dayBefore = at > 0 && isDayWord(word(reader, at - 1)) && reader.tokens[at]?.gap === 'none' && !spoken
  if (!hour.explicit && !plainLed && !dayBefore && !(reader.bareHours && isBareHour(reader, hour))) return null
  if (!hour.explicit && hour.minutes > 12 * 60 && !reader.bareHours) return null
  if (!hour.explicit && word(reader, at) === 'a' && !isOneOf(reader, at + 1, 'las la')) return null
  let to = hour.to
  if (isOneOf(reader, to, 'or') && isOneOf(reader, to + 1, 'later after')) {
    const from = afternoonGuess(hour)
    return asWindow(at, to + 2, { from, to: from >= EVENING_FROM ? EVENING_ENDS : DAY_ENDS, kind: 'after' })
  }
  if (isOneOf(reader, to, 'on') && isOneOf(reader, to - 2, 'from')) to++
  const from = afternoonGuess(hour)
  return asWindow(at, to, { from, to: from + 60, kind: 'exact' })
}

const NOT_HOURS =
  '% $ minutes minute hours hour days day weeks week months month years year yrs people times bedroom bedrooms bathroom bathrooms toilets bath beds inches inch ft feet gallon gallons amp amps ton of kids units story st nd rd th am/pm / dollars bucks outlets lights doors cars miles blocks degrees dias horas semanas anos meses jours heures semaines ans mois mile oak main'

function isDayWord(text: string): boolean {
  return WEEKDAYS.has(text) || text === 'tomorrow' || text === 'today' || text === 'tonight' || text === 'demain' || text === 'hoy'
}

/** The answer to the time question, or a corrected hour: a plain number that can be an hour. */
function isBareHour(reader: TimeReader, hour: Hour): boolean {
  const next = reader.tokens[hour.to]
  return (
    hour.minutes >= 60 &&
    hour.minutes <= 24 * 60 &&
    (next === undefined ||
      next.gap !== 'none' ||
      isOneOf(
        reader,
        hour.to,
        'works work is would please or if on tomorrow today ok good fine sounds best por de and funciona si merci thanks then instead',
      ))
  )
}

function readPart(reader: TimeReader, at: number): TimePhrase | null {
  const part = (window: Omit<Window, 'kind'>, to: number, habit = false): TimePhrase => asWindow(at, to, { ...window, kind: 'part' }, habit)
  let place = at
  while (place < at + 3 && isOneOf(reader, place, 'in the en la por le during por mid late early dans cet')) place++
  if (isOneOf(reader, place, 'morning matin') && !greeted(reader, place)) return part(PARTS.morning, place + 1)
  if (isOneOf(reader, place, 'mornings')) return part(PARTS.morning, place + 1, true)
  if (word(reader, place) === 'manana' && isOneOf(reader, place - 1, 'la')) return part(PARTS.morning, place + 1)
  if (isOneOf(reader, place, 'afternoon') && !greeted(reader, place)) return part(PARTS.afternoon, place + 1)
  if (isOneOf(reader, place, 'afternoons')) return part(PARTS.afternoon, place + 1, true)
  if (word(reader, place) === 'tarde' && place > at && isOneOf(reader, place - 1, 'la')) return part(PARTS.afternoon, place + 1)
  if (follows(reader, place, 'apres midi')) return part(PARTS.afternoon, place + 2)
  if (isOneOf(reader, place, 'evening soir soiree') && !greeted(reader, place)) return part(PARTS.evening, place + 1)
  if (isOneOf(reader, place, 'evenings nights')) return part(PARTS.evening, place + 1, true)
  if (word(reader, place) === 'noche' && place > at && isOneOf(reader, place - 1, 'la')) return part(PARTS.evening, place + 1)
  if (word(reader, place) === 'night' && isDayWord(word(reader, at - 1))) return part(PARTS.evening, place + 1)
  if (isOneOf(reader, at, 'noon midday mediodia lunchtime lunch')) return asWindow(at, at + 1, { from: 720, to: 780, kind: 'exact' })
  if (follows(reader, at, 'al mediodia')) return asWindow(at, at + 2, { from: 720, to: 780, kind: 'exact' })
  return null
}

function greeted(reader: TimeReader, at: number): boolean {
  return isOneOf(reader, at - 1, 'good gm happy great nice every each')
}
