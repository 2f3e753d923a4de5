import { afternoonGuess, boundGuess, hourAt } from './read-hour.ts'
import type { Hour } from './read-hour.ts'
import { follows, isDayWord, isOneOf, sameSentence, word } from './time-cursor.ts'
import type { TimePhrase, TimeReader, Window } from './time-cursor.ts'
import { MONTHS, PARTS, SHORT_WEEKDAYS, SPOKEN_HOURS, WEEKDAYS } from './time-words.ts'

/** A time of day that begins at a place: `first thing`, `2-4pm`, `after work`, `at noon`, `in the morning`. */
export function readWindowPhrase(reader: TimeReader, at: number): TimePhrase | null {
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
    'crack of dawn',
    'al amanecer',
    'premiere heure',
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
  const led = isOneOf(reader, at, 'between btwn from entre de')
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
    (isOneOf(reader, at, 'from') && isOneOf(reader, at + 2, 'on onwards onward'))
  const offWork =
    (word(reader, at) === 'off' || (isOneOf(reader, at, 'home back') && isOneOf(reader, at + 1, 'by'))) &&
    (isOneOf(reader, at + 1, 'at around by') || (word(reader, at + 1) === 'work' && isOneOf(reader, at + 2, 'at around by')))
  if (offWork) return readOffWork(reader, at)
  const before =
    isOneOf(reader, at, 'before by avant antes until til till') ||
    follows(reader, at, 'no later than') ||
    follows(reader, at, 'earlier than')
  if (!after && !before) return null
  let place = at + 1
  if (follows(reader, at, 'no later than')) place = at + 3
  if (follows(reader, at, 'earlier than')) place = at + 2
  while (place < at + 5 && isOneOf(reader, place, 'de del las la el les about around like of des du le partir')) place++
  if (after && isOneOf(reader, place, 'work trabajo travail job trabajar'))
    return asWindow(at, place + 1, { from: EVENING_FROM, to: EVENING_ENDS, kind: 'after' })
  if (after && isOneOf(reader, place, 'souper supper dinner cena cenar dinnertime suppertime'))
    return asWindow(at, place + 1, { from: 18 * 60, to: EVENING_ENDS, kind: 'after' })
  if (after && isOneOf(reader, place, 'school escuela ecole'))
    return asWindow(at, place + 1, { from: 15 * 60, to: DAY_ENDS, kind: 'after' })
  if (isOneOf(reader, place, 'lunch lunchtime almuerzo almorzar comida comer diner'))
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
  const bare = hour.half === null && !hour.explicit24
  return asWindow(at, to, { from: Math.min(PARTS.day.from, minutes - 60), to: minutes, open: true, bare, kind: 'before' })
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
  const halves = spoken && isOneOf(reader, place + 1, 'thirty fifteen')
  const dayBefore = at > 0 && isDayWord(word(reader, at - 1)) && reader.tokens[at]?.gap === 'none' && (!spoken || halves)
  // `so 8 tomorrow is fine`, `is 2 tomorrow too soon`
  const offered =
    place === at &&
    !spoken &&
    isOneOf(reader, at - 1, OFFERS) &&
    isDayWord(word(reader, hour.to)) &&
    reader.tokens[hour.to]?.gap === 'none' &&
    isBareHour(reader, { ...hour, to: hour.to + 1 })
  const likeHour = place > at && isOneOf(reader, place - 1, 'like say') && hasTimeNear(reader, at, hour.to) && isBareHour(reader, hour)
  if (!hour.explicit && !plainLed && !dayBefore && !likeHour && !offered && !(reader.bareHours && isBareHour(reader, hour))) return null
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
        'works work is would please or if too okay good fine on tomorrow today tonight this esta ce ok good fine sounds best por de and funciona si merci thanks then instead',
      ))
  )
}

function readPart(reader: TimeReader, at: number): TimePhrase | null {
  const part = (window: Omit<Window, 'kind'>, to: number, habit = false): TimePhrase => asWindow(at, to, { ...window, kind: 'part' }, habit)
  let place = at
  while (place < at + 3 && isOneOf(reader, place, 'in the en la por le during por mid late early dans cet')) place++
  if (isOneOf(reader, place, 'morning matin afternoon evening') && isGreeting(reader, place)) return null
  if (isOneOf(reader, place, 'morning matin') && !greeted(reader, place)) return part(PARTS.morning, place + 1)
  if (isOneOf(reader, at, 'any every most') && isOneOf(reader, at + 1, 'morning afternoon evening'))
    return part(
      word(reader, at + 1) === 'morning' ? PARTS.morning : word(reader, at + 1) === 'afternoon' ? PARTS.afternoon : PARTS.evening,
      at + 2,
      true,
    )
  const half = isOneOf(reader, at, 'am pm')
    ? at
    : follows(reader, at, 'in the') || follows(reader, at, 'in')
      ? at + (word(reader, at + 1) === 'the' ? 2 : 1)
      : at + 1
  if (
    isOneOf(reader, half, 'am pm') &&
    (half > at
      ? isOneOf(reader, at, 'in en')
      : isDayWord(word(reader, at - 1)) || word(reader, at - 1).includes('/') || isDateNumber(reader, at - 1))
  )
    return part(word(reader, half) === 'am' ? PARTS.morning : PARTS.afternoon, half + 1)
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
  if (isOneOf(reader, at, 'noon midday mediodia lunchtime lunch') && !isOneOf(reader, at + 1, 'rush crowd counter special break'))
    return asWindow(at, at + 1, { from: 720, to: 780, kind: 'exact' })
  if (follows(reader, at, 'al mediodia')) return asWindow(at, at + 2, { from: 720, to: 780, kind: 'exact' })
  return null
}

/** `april 12 pm`: the number before is the day of a month. */
function isDateNumber(reader: TimeReader, at: number): boolean {
  return isOneOf(reader, at, 'st nd rd th') || (/^\d{1,2}$/.test(word(reader, at)) && MONTHS.has(word(reader, at - 1)))
}

/** `Morning! The sink drips`: a greeting, unless a time was asked for. */
function isGreeting(reader: TimeReader, at: number): boolean {
  return at === 0 && !reader.shortDays && !sameSentence(reader, at + 1)
}

function greeted(reader: TimeReader, at: number): boolean {
  return isOneOf(reader, at - 1, 'good gm happy great nice every each')
}
