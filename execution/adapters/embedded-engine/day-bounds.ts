import { today } from './calendar.ts'
import type { DayNumber } from './calendar.ts'
import { mondayOf } from './read-week.ts'
import { follows, isOneOf } from './time-cursor.ts'
import type { TimePhrase, TimeReader, Variant } from './time-cursor.ts'

/**
 * What words beside a day may make of it: `by Friday` also from now till then, `after the 14th` also the day after, `from Monday on` also
 * the rest of that week.
 */
export function withBounds(reader: TimeReader, phrase: TimePhrase): TimePhrase {
  if (phrase.kind !== 'day' && phrase.kind !== 'days') return phrase
  const also = [...(phrase.also ?? []), ...boundsOf(reader, phrase)]
  return also.length === 0 ? phrase : { ...phrase, also }
}

type DayOrDays = Extract<TimePhrase, { kind: 'day' | 'days' }>

function boundsOf(reader: TimeReader, phrase: DayOrDays): Variant[] {
  const { from, to } = phrase
  const [first, last] = phrase.kind === 'day' ? [phrase.day, phrase.day] : [phrase.first, phrase.last]
  let lead = from - 1
  while (from - lead <= ARTICLES_MAX && isOneOf(reader, lead, 'el le the del de du des d la a au of on du this around about')) lead--
  const base = today(reader.now)
  const days = (one: DayNumber, two: DayNumber, fromNow = false): TimePhrase => ({ kind: 'days', first: one, last: two, fromNow, from, to })
  if (isOneOf(reader, lead, 'by before until til till avant antes hasta jusque through thru latest than to') || isNotPast(reader, lead))
    return untilDay(reader, lead, phrase, base, days)
  if (isOneOf(reader, lead, 'after past despues apres following once pasado pasando'))
    return [
      { mark: 'day after', phrase: { kind: 'day', day: last + 1, from, to, deictic: false, window: null } },
      { mark: 'days after', phrase: days(last + 1, endOfWorkweek(last + 1)) },
    ]
  const onwards = ONWARDS.some((tail) => follows(reader, to, tail))
  return onwards || isOneOf(reader, lead, 'from starting beginning desde partir des')
    ? [{ mark: 'onwards', phrase: days(first, endOfWorkweek(first)) }]
    : []
}

/** `by Friday` goes on to its evening; `before the weekend` ends before it, and `before Friday` may. */
function untilDay(
  reader: TimeReader,
  lead: number,
  phrase: DayOrDays,
  base: DayNumber,
  days: (one: DayNumber, two: DayNumber, fromNow: boolean) => TimePhrase,
): Variant[] {
  const [first, last] = phrase.kind === 'day' ? [phrase.day, phrase.day] : [phrase.first, phrase.last]
  const until: Variant[] = last < base ? [] : [{ mark: 'until', phrase: days(base, last, true) }]
  return isOneOf(reader, lead, 'before avant antes') && first > base
    ? [...until, { mark: 'until before', phrase: days(base, first - 1, true) }]
    : until
}

const ARTICLES_MAX = 3
const ONWARDS = [
  'on',
  'onwards',
  'onward',
  'forward',
  'en adelante',
  'or later',
  'or after',
  'and after',
  'and later',
  'et apres',
  'ou apres',
  'ou plus tard',
  'o despues',
  'o mas tarde',
]

/** `not past Friday`. */
const isNotPast = (reader: TimeReader, lead: number): boolean => isOneOf(reader, lead, 'past after') && isOneOf(reader, lead - 1, 'not')

/** The Friday of the week of a day, or the day itself on a weekend. */
export const endOfWorkweek = (day: DayNumber): DayNumber => Math.max(day, mondayOf(day) + 4)

/** `de aquí al viernes`, `d'ici vendredi`, `between now and Friday`: from now till then. */
export function readTillDay(reader: TimeReader, at: number, readDay: (at: number) => TimePhrase | null): TimePhrase | null {
  const lead = FROM_NOW.find((phrase) => follows(reader, at, phrase))
  if (lead === undefined) return null
  let place = at + lead.split(' ').length
  while (place < at + LEAD_WORDS_MAX && isOneOf(reader, place, 'a al el la le the au y and et to until till til hasta through thru jusque'))
    place++
  const named = readDay(place)
  if (named === null || (named.kind !== 'day' && named.kind !== 'days')) return null
  const last = named.kind === 'day' ? named.day : named.last
  const base = today(reader.now)
  return last < base ? null : { kind: 'days', first: base, last, fromNow: true, from: at, to: named.to }
}

const LEAD_WORDS_MAX = 7
const FROM_NOW = [
  'de aqui',
  'de ici',
  'd ici',
  'between now',
  'btwn now',
  'from now',
  'entre ahora',
  'entre hoy',
  'entre maintenant',
  'entre aujourd hui',
  'desde hoy',
  'desde ahora',
]
