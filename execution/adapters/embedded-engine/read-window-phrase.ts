import { afternoonGuess, boundGuess, hourAt } from './read-hour.ts'
import type { Hour } from './read-hour.ts'
import { readDayEnd, readFirstThing, readPart } from './read-part.ts'
import { follows, isDayWord, isOneOf, word } from './time-cursor.ts'
import type { TimePhrase, TimeReader, Variant, Window, WindowPhrase } from './time-cursor.ts'
import { PARTS, SHORT_WEEKDAYS, SPOKEN_HOURS, WEEKDAYS } from './time-words.ts'

/** A time of day that begins at a place: `first thing`, `2-4pm`, `after work`, `at noon`, `in the morning`. */
export function readWindowPhrase(reader: TimeReader, at: number): TimePhrase | null {
  return (
    readFirstThing(reader, at) ??
    readDayEnd(reader, at) ??
    readRange(reader, at) ??
    readBounded(reader, at) ??
    readClock(reader, at) ??
    readPart(reader, at)
  )
}

function asWindow(from: number, to: number, window: Window): WindowPhrase {
  return { kind: 'window', from, to, window, habit: false }
}

/** `between 2 and 4`, `2-4pm`, `from 9 to 11`, `entre 14h et 16h`, `de 2 a 4`. */
function readRange(reader: TimeReader, at: number): TimePhrase | null {
  const led = isOneOf(reader, at, 'between btwn btw from entre de')
  const moved =
    word(reader, at) === 'from' &&
    [1, 2, 3, 4].some((back) => isOneOf(reader, at - back, 'change move switch push reschedule moved changed'))
  let place = led ? at + 1 : at
  if (isOneOf(reader, place, 'las la')) place++
  const first = hourAt(reader, place)
  if (first === null) return null
  let next = first.to
  // `10-noon`: the hyphen before a word is no token.
  if (
    !first.explicit &&
    isOneOf(reader, next, 'noon midday mediodia midi') &&
    reader.tokens[next]?.gap === 'none' &&
    first.minutes < 12 * 60
  )
    return asWindow(at, next + 1, { from: first.minutes, to: 12 * 60, kind: 'range' })
  if (!isOneOf(reader, next, '- to and & y et a hasta til till until thru')) return null
  const joiner = word(reader, next)
  if (!led && (joiner === 'and' || joiner === '&' || joiner === 'y' || joiner === 'et' || joiner === 'a')) {
    if (!first.explicit || joiner !== 'a') return null
  }
  next++
  if (isOneOf(reader, next, 'las la')) next++
  const second = hourAt(reader, next)
  if (second === null) return null
  const plausible = led || first.explicit || second.explicit || reader.bareHours || hasTimeNear(reader, at, second.to)
  if (!plausible) return null
  if (moved) return asWindow(at, second.to, { from: afternoonGuess(second), to: afternoonGuess(second) + 60, kind: 'exact' })
  const [from, to] = rangeMinutes(first, second)
  return to > from ? asWindow(at, second.to, { from, to, kind: 'range' }) : null
}

/** Words that a plain `9 to 11` needs in its company to be hours. */
function hasTimeNear(reader: TimeReader, at: number, to: number): boolean {
  for (let near = at - NEAR_WORDS; near < to + NEAR_WORDS; near++) {
    if (near >= at && near < to) continue
    const text = word(reader, near)
    if (
      WEEKDAYS.has(text) ||
      (SHORT_WEEKDAYS.has(text) && !isOneOf(reader, near, 'mon sun mar')) ||
      (isOneOf(reader, near, 'st nd rd th') && /^\d{1,2}$/.test(word(reader, near - 1))) ||
      isOneOf(reader, near, TIME_COMPANY)
    )
      return true
  }
  return false
}

const NEAR_WORDS = 6
const TIME_COMPANY =
  'tomorrow today tonight morning afternoon evening manana hoy tarde demain matin soir window available free home anytime works weekday weekdays'

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

const EVENING_FROM = 17 * 60
const DAY_ENDS = 18 * 60
const EVENING_ENDS = 21 * 60

/** `after 3`, `before noon`, `by 5`, `after work`, `3 or later`. */
function readBounded(reader: TimeReader, at: number): TimePhrase | null {
  const after =
    isOneOf(reader, at, 'after past apres despues') ||
    (word(reader, at) === 'passe' && hourAt(reader, at + 1) !== null) ||
    follows(reader, at, 'a partir') ||
    follows(reader, at, 'any time after') ||
    (isOneOf(reader, at, 'from') && isOneOf(reader, at + 2, 'on onwards onward')) ||
    (isOneOf(reader, at, 'pasando pasadas pasada') && isOneOf(reader, at + 1, 'las la'))
  const offWork =
    (word(reader, at) === 'off' || (isOneOf(reader, at, 'home back') && isOneOf(reader, at + 1, 'by'))) &&
    (isOneOf(reader, at + 1, 'at around by') || (word(reader, at + 1) === 'work' && isOneOf(reader, at + 2, 'at around by')))
  if (offWork) return readOffWork(reader, at)
  const before =
    isOneOf(reader, at, 'before by avant antes until til till') ||
    follows(reader, at, 'no later than') ||
    follows(reader, at, 'up to') ||
    follows(reader, at, 'earlier than')
  if (!after && !before) return null
  let place = at + 1
  if (follows(reader, at, 'no later than')) place = at + 3
  if (follows(reader, at, 'earlier than') || follows(reader, at, 'up to')) place = at + 2
  while (place < at + 5 && isOneOf(reader, place, 'de del las la el les my our mi mon ma about around like of des du le partir')) place++
  if (after && isOneOf(reader, place, 'work trabajo travail job trabajar'))
    return asWindow(at, place + 1, { from: EVENING_FROM, to: EVENING_ENDS, kind: 'after' })
  if (after && isOneOf(reader, place, 'souper supper dinner cena cenar dinnertime suppertime'))
    return asWindow(at, place + 1, { from: 18 * 60, to: EVENING_ENDS, kind: 'after' })
  if (after && isOneOf(reader, place, 'school escuela ecole'))
    return asWindow(at, place + 1, { from: 15 * 60, to: DAY_ENDS, kind: 'after' })
  if (isOneOf(reader, place, 'lunch lunchtime almuerzo almorzar comida comer diner')) return lunchBound(reader, at, place, after)
  if (after && follows(reader, at, 'apres midi')) return null
  if (before && word(reader, at) === 'avant' && word(reader, at + 1) === 'midi') return beforeNoon(at)
  const hour = isDayNumber(reader, place) ? null : hourAt(reader, place)
  if (hour === null || isOneOf(reader, hour.to, 'minutes hours days weeks hour day week years months st rd th nd times people year month'))
    return null
  if (hour.to - place === 1 && /^\d{3,}$/.test(word(reader, place)) && !hour.explicit && Number(word(reader, place)) > 1259) return null
  const negated = isOneOf(reader, at - 1, 'not no pas')
  const minutes = boundGuess(hour, after !== negated)
  const to = isOneOf(reader, hour.to, 'or') && isOneOf(reader, hour.to + 1, 'so after later') ? hour.to + 2 : hour.to
  if (after !== (negated && before)) {
    if (after && negated) return asWindow(at - 1, to, { from: PARTS.day.from, to: minutes, open: true, kind: 'before' })
  }
  if (after || negated)
    return asWindow(negated ? at - 1 : at, to, { from: minutes, to: minutes >= EVENING_FROM ? EVENING_ENDS : DAY_ENDS, kind: 'after' })
  const bare = hour.half === null && !hour.explicit24
  const early = asWindow(at, to, { from: Math.min(PARTS.day.from, minutes - 60), to: minutes, open: true, bare, kind: 'before' })
  if (!(word(reader, at) === 'by' && isOneOf(reader, at - 1, 'come swing stop drop pass run be here'))) return early
  const exact = asWindow(at, to, { from: afternoonGuess(hour), to: afternoonGuess(hour) + 60, kind: 'exact' })
  return { ...early, also: [{ mark: 'at that hour', phrase: exact }] }
}

/** `avant le 5`, `antes del 5`: French and Spanish name days so, not hours. */
const isDayNumber = (reader: TimeReader, place: number): boolean =>
  /^\d{1,2}$/.test(word(reader, place)) && isOneOf(reader, place - 1, 'le el del du') && !isOneOf(reader, place + 1, 'h heures am pm')

/** `before lunch`, `after my lunch hour`; `swing by lunch time` is rather at noon. */
function lunchBound(reader: TimeReader, at: number, place: number, after: boolean): TimePhrase {
  const to = isOneOf(reader, place + 1, 'time hour break') ? place + 2 : place + 1
  if (after) return asWindow(at, to, { from: 13 * 60, to: DAY_ENDS, kind: 'after' })
  const at12 = asWindow(at, to, { from: 720, to: 780, kind: 'exact' })
  return {
    ...asWindow(at, to, { from: PARTS.day.from, to: 720, open: true, kind: 'before' }),
    also: [{ mark: 'at that hour', phrase: at12 }],
  }
}

/** `avant midi` is the whole morning, but also what is left of it. */
function beforeNoon(at: number): TimePhrase {
  const before = asWindow(at, at + 2, { from: PARTS.day.from, to: 720, open: true, kind: 'before' })
  return { ...asWindow(at, at + 2, { ...PARTS.morning, kind: 'part' }), also: [{ mark: 'before noon', phrase: before }] }
}

/** `I get off work at 4`: free from then on. */
function readOffWork(reader: TimeReader, at: number): TimePhrase | null {
  const hour = hourAt(reader, word(reader, at + 1) === 'work' ? at + 3 : at + 2)
  if (hour === null) return null
  const from = boundGuess(hour, true)
  return asWindow(at, hour.to, { from, to: from >= EVENING_FROM ? EVENING_ENDS : DAY_ENDS, kind: 'after' })
}

/** `at 3`, `3pm`, `around 10:30`, `a las 4`, `à 14h`, `noon`. */
function readClock(reader: TimeReader, at: number): TimePhrase | null {
  let place = at
  const led =
    isOneOf(reader, at, 'at around about like say @ vers a las') ||
    (isOneOf(reader, at, 'for') && isDayAfter(reader, at + 2)) ||
    (isOneOf(reader, at, 'from') && endsThere(reader, at + 2))
  if (isOneOf(reader, at, 'for from') && led) place++
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
  const halves = spoken && isOneOf(reader, place + 1, 'thirty fifteen')
  const dayBefore = at > 0 && isDayWord(word(reader, at - 1)) && reader.tokens[at]?.gap === 'none' && (!spoken || halves)
  // `so 8 tomorrow is fine`, `is 2 tomorrow too soon`
  const offered =
    place === at &&
    (spoken ? at === 0 || reader.tokens[at]?.gap !== 'none' : isOneOf(reader, at - 1, OFFERS)) &&
    isDayWord(word(reader, hour.to)) &&
    reader.tokens[hour.to]?.gap === 'none' &&
    isBareHour(reader, { ...hour, to: hour.to + 1 })
  const likeHour = place > at && isOneOf(reader, place - 1, 'like say') && hasTimeNear(reader, at, hour.to) && isBareHour(reader, hour)
  if (!hour.explicit && !plainLed && !dayBefore && !likeHour && !offered && !(reader.bareHours && isBareHour(reader, hour))) return null
  if (!hour.explicit && hour.minutes > 12 * 60 && !reader.bareHours) return null
  if (!hour.explicit && word(reader, at) === 'a' && !isOneOf(reader, at + 1, 'las la')) return null
  let to = hour.to
  const from = afternoonGuess(hour)
  const tail = ONWARDS.find((phrase) => follows(reader, to, phrase))
  const onwards: Window = { from, to: from >= EVENING_FROM ? EVENING_ENDS : DAY_ENDS, kind: 'after' }
  if (tail !== undefined) return asWindow(at, to + tail.split(' ').length, onwards)
  if (isOneOf(reader, to, 'on') && isOneOf(reader, to - 2, 'from')) to++
  const exact = asWindow(at, to, { from, to: from + 60, kind: 'exact' })
  const also = besides(reader, at, exact, onwards)
  return also.length === 0 ? exact : { ...exact, also }
}

const ONWARDS = [
  'or later',
  'or after',
  'onwards',
  'onward',
  'en adelante',
  'and later',
  'and after',
  'o mas tarde',
  'o despues',
  'ou plus tard',
  'ou apres',
  'et plus tard',
  'et apres',
  'y despues',
]

/** `I have you for 2 on Tuesday`. */
const isDayAfter = (reader: TimeReader, at: number): boolean => isDayWord(word(reader, isOneOf(reader, at, 'on') ? at + 1 : at))

/** `she is there Fridays from 11, she can let you in`. */
const endsThere = (reader: TimeReader, at: number): boolean => reader.tokens[at] === undefined || reader.tokens[at]?.gap !== 'none'

/** What an hour may be a bound of: `from 11`, `my shift ends at 1`, `hasta las 10`. */
function besides(reader: TimeReader, at: number, exact: WindowPhrase, onwards: Window): Variant[] {
  const { from } = exact.window
  const before: Window = { from: Math.min(PARTS.day.from, from - 60), to: from, open: true, kind: 'before' }
  const also: Variant[] = []
  const near = (words: string, reach: number) => {
    for (let back = at - 1; back >= at - reach && back >= 0; back--) {
      if (isOneOf(reader, back, words)) return true
      if (reader.tokens[back + 1]?.gap !== 'none') return false
    }
    return false
  }
  const isTill = near(TILL_WORDS, 2)
  if (isTill || isOneOf(reader, at, 'from') || near(FROM_WORDS, 2) || near(FREE_WORDS, FREE_REACH))
    also.push({ mark: 'from that hour', phrase: { ...exact, window: onwards } })
  if (isTill || near(GONE_WORDS, FREE_REACH)) also.push({ mark: 'till that hour', phrase: { ...exact, window: before } })
  return also
}

const FREE_REACH = 6
const FROM_WORDS = 'from desde partir des after since'
const FREE_WORDS =
  'home back off done free out ends finish finishes available opens open after done llego llega llegamos salgo sale libre termino abro abre arrive arrivons finis finit libre rentre reviens ouvre get gets wakes'
const TILL_WORDS = 'hasta jusque jusqu til till until by before'
const GONE_WORDS = 'leave leaves leaving gone close closes entro entra cierro cierra pars part quitte ferme start starts starting here home'

const OFFERS = 'so is do say make about can maybe or'
const NOT_HOURS =
  '% $ minutes minute hours hour days day weeks week months month years year yrs people times bedroom bedrooms bathroom bathrooms toilets bath beds inches inch ft feet gallon gallons amp amps ton of kids units story st nd rd th am/pm / dollars bucks outlets lights doors cars miles blocks degrees dias horas semanas anos meses jours heures semaines ans mois mile oak main flat flats plex unit units'

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
        'works work is would please or if too okay good fine on tomorrow today tonight this esta ce ok good fine sounds best por de and funciona si merci thanks then instead rather not',
      ))
  )
}
