import { lastOfMonth, nextDate, nextDayOfMonth, weekdayOf } from './calendar.ts'
import type { DayNumber } from './calendar.ts'
import { follows, isOneOf, sameSentence, word } from './time-cursor.ts'
import type { TimePhrase, TimeReader } from './time-cursor.ts'
import { MONTHS, ORDINALS } from './time-words.ts'

/** A day of the calendar that begins at a place: `12/3`, `Dec. 3rd`, `the 14th`, `december third`, `le 3 decembre`, `el dia 30`. `isCertain` that only a day can stand here. */
export function readDate(reader: TimeReader, at: number, base: DayNumber, isCertain = false): TimePhrase | null {
  return (
    slashedDate(reader, at, base) ??
    monthEnd(reader, at, base) ??
    feast(reader, at, base) ??
    monthFirst(reader, at, base) ??
    numberFirst(reader, at, base, isCertain)
  )
}

/** `lundi 30`, `monday 30`: a plain number that is no hour. */
export function isBareDayNumber(reader: TimeReader, at: number): boolean {
  const number = Number(word(reader, at))
  return (
    sameSentence(reader, at) &&
    reader.tokens[at]?.gap === 'none' &&
    Number.isInteger(number) &&
    number >= 1 &&
    number <= 31 &&
    !isOneOf(reader, at + 1, 'am pm h heures - to oclock ish o & or onward onwards') &&
    !(word(reader, at + 1) === 'a' && !isOneOf(reader, at + 2, 'las la'))
  )
}

function dateAt(from: number, day: DayNumber | null, to: number, base: DayNumber): TimePhrase | null {
  return day === null || day - base > DATES_AHEAD_MAX ? null : { kind: 'day', day, from, to, deictic: false, window: null }
}

/** A date this many days on is rather one that has passed: nobody asks for a visit so late. */
const DATES_AHEAD_MAX = 240

function slashedDate(reader: TimeReader, at: number, base: DayNumber): TimePhrase | null {
  const text = word(reader, at)
  const slashed = SLASHED.exec(text)
  if (
    slashed !== null &&
    !isFraction(reader, at) &&
    !(isOneOf(reader, at + 1, NO_DATES) && !isOneOf(reader, at + 2, 'the am pm')) &&
    word(reader, at + 1) !== '-'
  ) {
    const [first, second] = [Number(slashed[1]), Number(slashed[2])]
    const dayFirst = first > 12 || (second <= 12 && reader.french)
    const [month, day] = dayFirst ? [second, first] : [first, second]
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? dateAt(at, nextDate(base, month, day), at + 1, base) : null
  }
  const dashed = reader.bareHours && word(reader, at + 1) === '-' ? dayOfMonth(word(reader, at + 2)) : null
  if (dashed === null || dashed <= 12 || (dayOfMonth(text) ?? 13) > 12) return null
  return dateAt(at, nextDate(base, Number(text), dashed), at + 3, base)
}

const SLASHED = /^(\d{1,2})\/(\d{1,2})(?:\/\d{2,4})?$/
/** Wire is sold as `12/2`, sizes in fractions, and `24/7` is no day. */
const NO_DATES = 'inch in cup mile wire romex gauge awg cable copper hours service'
const FRACTIONS = new Set(['1/2', '1/3', '1/4', '2/3', '3/4', '24/7'])

/** `4412 1/2 Melrose`, `1/2 unit`: a fraction, unless a day was asked for and nothing else is said. */
function isFraction(reader: TimeReader, at: number): boolean {
  if (!FRACTIONS.has(word(reader, at))) return false
  return word(reader, at) === '24/7' || !reader.shortDays || /^\d/.test(word(reader, at - 1))
}

/** `the last day of the month`, `end of May`, `fin de mes`, `a fin du mois`. */
function monthEnd(reader: TimeReader, at: number, base: DayNumber): TimePhrase | null {
  const phrase = MONTH_ENDS.find((one) => follows(reader, at, one))
  if (phrase === undefined) return null
  const to = at + phrase.split(' ').length
  if (/(?:month|mes|mois)$/.test(phrase)) return dateAt(at, lastOfMonth(base), to, base)
  const month = MONTHS.get(word(reader, to))
  const first = month === undefined || !sameSentence(reader, to) ? null : nextDate(base - MONTH_DAYS, month, 1)
  return first === null || lastOfMonth(first) < base ? null : dateAt(at, lastOfMonth(first), to + 1, base)
}

const MONTH_DAYS = 30
const MONTH_ENDS = [
  'last day of the month',
  'last day of this month',
  'last of the month',
  'end of the month',
  'end of this month',
  'end of month',
  'month end',
  'ultimo dia del mes',
  'ultimo del mes',
  'fin de mes',
  'fin del mes',
  'final del mes',
  'finales de mes',
  'fin du mois',
  'dernier jour du mois',
  'last day of',
  'end of',
  'finales de',
  'fin de',
]

/** Days people answer with by name. */
const FEASTS: readonly (readonly [string, number, number])[] = [
  ['christmas evening', 12, 24],
  ['new year evening', 12, 31],
  ['new years evening', 12, 31],
  ['halloween', 10, 31],
  ['valentines day', 2, 14],
]

function feast(reader: TimeReader, at: number, base: DayNumber): TimePhrase | null {
  const shift = follows(reader, at, 'day before') ? -1 : follows(reader, at, 'day after') ? 1 : 0
  if (shift !== 0) return besideFeast(reader, at, base, shift)
  if (!reader.shortDays) return null
  for (const [name, month, day] of FEASTS)
    if (follows(reader, at, name)) return dateAt(at, nextDate(base, month, day), at + name.split(' ').length, base)
  return null
}

/** Holidays that fall on the first or the last Monday of a month, in the United States. */
const MONDAYS: readonly (readonly [string, number, number])[] = [
  ['labor day', 9, 1],
  ['labour day', 9, 1],
  ['memorial day', 5, 25],
]

function mondayHoliday(reader: TimeReader, place: number, base: DayNumber): { day: DayNumber; to: number } | null {
  for (const [name, month, from] of MONDAYS) {
    const earliest = follows(reader, place, name) ? nextDate(base - MONDAY_DAYS, month, from) : null
    if (earliest !== null) return { day: earliest + ((1 - weekdayOf(earliest) + 7) % 7), to: place + name.split(' ').length }
  }
  return null
}

const MONDAY_DAYS = 7

/** `the day before Thanksgiving`, `day after Christmas`. */
function besideFeast(reader: TimeReader, at: number, base: DayNumber, shift: number): TimePhrase | null {
  const named = feastAt(reader, at + 2, base)
  return named === null ? null : dateAt(at, named.day + shift, named.to, base)
}

/** A holiday named at a place, whether or not anybody would be visited on it: the next one. */
export function feastAt(reader: TimeReader, at: number, base: DayNumber): { day: DayNumber; to: number } | null {
  const monday = mondayHoliday(reader, at, base)
  if (monday !== null) return monday
  const thanks = THANKSGIVING.find((name) => follows(reader, at, name))
  if (thanks !== undefined) {
    // The fourth Thursday of November, in the United States.
    const month = nextDate(base - NOVEMBER_DAYS, 11, 1)
    return month === null ? null : { day: month + ((4 - weekdayOf(month) + 7) % 7) + 21, to: at + thanks.split(' ').length }
  }
  for (const [name, month, day] of [...FEASTS, ...DAYS_OFF]) {
    const named = follows(reader, at, name) ? nextDate(base, month, day) : null
    if (named !== null) return { day: named, to: at + name.split(' ').length }
  }
  return null
}

const THANKSGIVING = ['thanksgiving', 'turkey day', 'turkey', 'accion de gracias', 'dia de accion de gracias']
const DAYS_OFF: readonly (readonly [string, number, number])[] = [
  ['christmas', 12, 25],
  ['xmas', 12, 25],
  ['navidad', 12, 25],
  ['noel', 12, 25],
  ['new years', 1, 1],
  ['new year', 1, 1],
  ['ano nuevo', 1, 1],
  ['jour de l an', 1, 1],
]
const NOVEMBER_DAYS = 30

/** `Dec 3`, `dec. 3rd`, `december third`. A stop after a short month ends no sentence. */
function monthFirst(reader: TimeReader, at: number, base: DayNumber): TimePhrase | null {
  const month = MONTHS.get(word(reader, at))
  if (month === undefined || !(sameSentence(reader, at + 1) || isShortMonth(reader, at))) return null
  const skip = isOneOf(reader, at + 1, 'the') ? 1 : 0
  const number = dayOfMonth(word(reader, at + 1 + skip))
  if (number !== null && !(isOneOf(reader, at + 2 + skip, NO_DAY_AFTER) && word(reader, at) === 'may')) {
    const to = at + 2 + skip + (isOneOf(reader, at + 2 + skip, 'st nd rd th') ? 1 : 0)
    return dateAt(at, nextDate(base, month, number), otherDaysEnd(reader, to, number), base)
  }
  const spoken = ordinalAt(reader, at + 1 + skip)
  return spoken === null ? null : dateAt(at, nextDate(base, month, spoken.number), spoken.to, base)
}

/** `Dec 1 or 2`, `Dec 3, 4 or 5`: the further numbers are days, too, and no hours. Where they end; `at` when there are none. */
function otherDaysEnd(reader: TimeReader, at: number, first: number): number {
  let place = at
  let last = first
  while (reader.tokens[place]?.gap === 'comma' && (dayOfMonth(word(reader, place)) ?? 0) > last) last = Number(word(reader, place++))
  if (!isOneOf(reader, place, 'or') || !isBareDayNumber(reader, place + 1) || Number(word(reader, place + 1)) <= last) return at
  return isOneOf(reader, place + 2, 'in oclock : pm am st nd rd th people days') ? at : place + 2
}

/** `may 2 people come`: may is a verb here. */
const NO_DAY_AFTER = 'people guys times days hours weeks of'

function isShortMonth(reader: TimeReader, at: number): boolean {
  return SHORT_MONTHS.has(word(reader, at)) && reader.tokens[at + 1] !== undefined
}

const SHORT_MONTHS = new Set('jan feb mar apr jun jul aug sep sept oct nov dec'.split(' '))

function numberFirst(reader: TimeReader, at: number, base: DayNumber, isCertain: boolean): TimePhrase | null {
  const skip = follows(reader, at, 'el dia') ? 2 : isOneOf(reader, at, 'the le el') ? 1 : 0
  const spoken = skip === 1 || MONTHS.has(word(reader, at + 2)) ? ordinalAt(reader, at + skip) : null
  const number = spoken?.number ?? dayOfMonth(word(reader, at + skip))
  if (number === null) return null
  let next = spoken?.to ?? at + skip + 1
  const ordinal = spoken !== null || isOneOf(reader, next, 'st nd rd th er')
  if (ordinal && spoken === null) next++
  const numbered = next
  if (isOneOf(reader, next, 'of de')) next++
  const month = MONTHS.get(word(reader, next))
  if (month !== undefined && sameSentence(reader, next)) return dateAt(at, nextDate(base, month, number), next + 1, base)
  const shared = spoken === null ? sharedMonth(reader, numbered, number) : null
  if (shared !== null) return dateAt(at, nextDate(base, shared.month, number), shared.to, base)
  if (spoken !== null && !isPlainAfter(reader, numbered, spoken.number)) return null
  const named = dateAt(at, nextDayOfMonth(base, number), numbered, base)
  if (skip === 2 || isCertain) return named
  if (ordinal && standsAsDay(reader, at, skip, numbered)) return named
  if (word(reader, at) === 'le' && !ordinal && skip === 1 && !isOneOf(reader, numbered, 'h heures')) return named
  if (word(reader, at) === 'el' && !ordinal && reader.spanish && skip === 1 && !/^\d{3,}/.test(word(reader, numbered))) return named
  return null
}

/** `3 ou 4 décembre`, `el 1 o el 2 de diciembre`: the month behind the second number goes for the first, which is as good. */
function sharedMonth(reader: TimeReader, at: number, first: number): { month: number; to: number } | null {
  if (!isOneOf(reader, at, 'or ou o')) return null
  const second = isOneOf(reader, at + 1, 'the le el') ? at + 2 : at + 1
  if ((dayOfMonth(word(reader, second)) ?? 0) <= first) return null
  const place = isOneOf(reader, second + 1, 'of de') ? second + 2 : second + 1
  const month = MONTHS.get(word(reader, place))
  return month === undefined || !sameSentence(reader, place) ? null : { month, to: place + 1 }
}

const NO_DAY_NAMES = 'floor street st ave avenue unit time one fl and call text door house apartment apt'

/** `the 14th`, `2nd or 3rd`: a day, unless a street, a floor or a turn is counted. */
function standsAsDay(reader: TimeReader, at: number, skip: number, after: number): boolean {
  const isPlace = isOneOf(reader, after, NO_DAY_NAMES)
  if (skip === 1 && isOneOf(reader, after, COUNTED)) return false
  if (skip === 1)
    return (
      !isPlace || (isOneOf(reader, after, 'and call text') && isOneOf(reader, after + 1, 'i we he she they my the then it can need you'))
    )
  if (!/^\d/.test(word(reader, at)) || isPlace) return false
  return at === 0 || reader.tokens[at]?.gap !== 'none' || isOneOf(reader, at - 1, DAY_LEADS)
}

/** `the 4th place I called`, `the 3rd damn time`: something else is counted. */
const COUNTED =
  'damn freaking fucking place plumber company guy person call caller text message attempt try week month year one house door stop visit'

const DAY_LEADS =
  'or and so on by until till til before after from since thru through to for maybe then 2nd 3rd no not either say this is mon tue wed thu fri sat sun'

/** `the first` and `the second` count many things; as a day they stand alone or the writer was asked for one. */
function isPlainAfter(reader: TimeReader, at: number, number: number): boolean {
  const stands =
    reader.tokens[at] === undefined || !sameSentence(reader, at) || isOneOf(reader, at, 'or works is would at in morning afternoon')
  return number > SMALL_ORDINALS ? !isOneOf(reader, at, NO_DAY_NAMES) : reader.shortDays && stands
}

const SMALL_ORDINALS = 12

/** `third`, `twenty first`. */
function ordinalAt(reader: TimeReader, at: number): { number: number; to: number } | null {
  const tens = word(reader, at) === 'twenty' ? 20 : word(reader, at) === 'thirty' ? 30 : 0
  const unit = ORDINALS.get(word(reader, at + (tens === 0 ? 0 : 1)))
  if (unit === undefined || (tens > 0 && unit > 9) || tens + unit > 31) return null
  return { number: tens + unit, to: at + (tens === 0 ? 1 : 2) }
}

function dayOfMonth(text: string): number | null {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= 31 ? number : null
}
