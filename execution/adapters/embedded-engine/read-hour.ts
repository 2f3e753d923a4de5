import { follows, isDayWord, isOneOf, sameSentence, word } from './time-cursor.ts'
import type { TimeReader } from './time-cursor.ts'
import { SPOKEN_HOURS } from './time-words.ts'

/** An hour as written; `to` is the token after it. Without am or pm `half` is null and the readers guess by working hours. */
export type Hour = { minutes: number; half: 'am' | 'pm' | null; explicit24: boolean; explicit: boolean; to: number }

/** Without am or pm a working hour is meant: 7 to 11 in the morning, 12 to 6 in the afternoon. */
export function afternoonGuess(hour: Hour): number {
  if (hour.half === 'am') return hour.minutes % 720
  if (hour.half === 'pm') return (hour.minutes % 720) + 720
  if (hour.explicit24) return hour.minutes
  const early = hour.minutes % 720
  return early < 7 * 60 ? early + 720 : early
}

/** The hour that stands at a place, or null. */
export function hourAt(reader: TimeReader, at: number): Hour | null {
  const text = word(reader, at)
  if (isNoHour(reader, at)) return null
  const shifted = shiftedHour(reader, at)
  if (shifted !== null) return shifted
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
  if (packed !== null && isOneOf(reader, to, 'h hours hrs') && reader.tokens[to]?.gap === 'none')
    return { minutes: hours * 60 + minutes, half: null, explicit24: true, explicit: true, to: to + 1 }
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
  } else if (SPOKEN_HOURS.has(text) && isOneOf(reader, to, 'thirty fifteen forty') && reader.tokens[to]?.gap === 'none') {
    minutes = SPOKEN_MINUTES.get(word(reader, to)) ?? 0
    to += follows(reader, to, 'forty five') ? 2 : 1
  }
  const quarter = quarterAt(reader, to)
  if (quarter !== null && (minutes === 0 || quarter.shift >= 0)) {
    if (quarter.shift < 0) hours = (hours + 23) % 24
    minutes = (60 + quarter.shift) % 60
    to = quarter.to
  }
  const exactly = endOfExactly(reader, to)
  if (exactly > to) explicit = true
  to = exactly
  const half = halfAt(reader, to)
  if (half !== null) return { minutes: (hours % 12) * 60 + minutes, half: half.half, explicit24: false, explicit: true, to: half.to }
  const packedAnswer = reader.bareHours && isOneOf(reader, to, 'today tomorrow tonight hoy demain works ok')
  const isPackedHour = packed !== null && (packedAnswer || isOneOf(reader, at - 1, PACKED_LEADS) || besideDay(reader, at))
  if (packed !== null && !isPackedHour) return null
  if (packed !== null && besideDay(reader, at)) explicit = true
  const is24 =
    hours >= 13 ||
    hours === 0 ||
    (packed !== null && text.startsWith('0')) ||
    (french && hours >= 8) ||
    (french && reader.french && hours === 0)
  return { minutes: hours * 60 + minutes, half: null, explicit24: is24, explicit, to }
}

/** `come before. 3 toilets`, and `your first one`, `the other one`: no hours. */
function isNoHour(reader: TimeReader, at: number): boolean {
  const isCut =
    at > 0 &&
    !sameSentence(reader, at) &&
    reader.tokens[at]?.gap === 'sentence' &&
    isOneOf(reader, at - 1, 'between from after before at') &&
    !isOneOf(reader, at + 1, 'am pm')
  return (
    isCut ||
    (isOneOf(reader, at, 'one una uno une') &&
      isOneOf(reader, at - 1, 'first last next this that either neither the other another which any each every no only new old'))
  )
}

const PACKED_LEADS = 'at after before around by until til between btwn from entre'
const SPOKEN_MINUTES: ReadonlyMap<string, number> = new Map([
  ['fifteen', 15],
  ['thirty', 30],
  ['forty', 45],
])
/** `deux heures et quart`, `las cinco menos cuarto`: minutes after or before the hour. */
const QUARTERS: readonly (readonly [string, number])[] = [
  ['et quart', 15],
  ['et demie', 30],
  ['et demi', 30],
  ['moins le quart', -15],
  ['moins quart', -15],
  ['menos cuarto', -15],
  ['y media', 30],
  ['y cuarto', 15],
  ['y quince', 15],
  ['y treinta', 30],
]

function quarterAt(reader: TimeReader, at: number): { shift: number; to: number } | null {
  const found = QUARTERS.find(([phrase]) => follows(reader, at, phrase))
  return found === undefined ? null : { shift: found[1], to: at + found[0].split(' ').length }
}

/** Where `oclock`, `sharp`, `en punto` after an hour end. */
function endOfExactly(reader: TimeReader, at: number): number {
  let to = at
  for (const phrase of EXACTLY) if (follows(reader, to, phrase)) to += phrase.split(' ').length
  return to
}

const EXACTLY = ['oclock', 'ish', 'o clock', 'en punto', 'on the dot', 'on the nose', 'pile', 'sharp']

/** `430 today`, `tues 430`, `1230 on thurs`, `330 to 530`: digits that are an hour by their company. */
function besideDay(reader: TimeReader, at: number): boolean {
  if (isOneOf(reader, at - 1, NO_HOUR_AFTER)) return false
  const isDay = (place: number) =>
    sameSentence(reader, place) && isDayWord(word(reader, place)) && !isOneOf(reader, place, 'sun mon dom mar')
  const isPacked = (place: number) => /^\d{1,2}[0-5]\d$/.test(word(reader, place))
  const joined = isOneOf(reader, at - 1, '- to and a et y') && isPacked(at - 2) && isOneOf(reader, at - 3, 'between btwn from entre de')
  return joined || isDay(at + 1) || (isOneOf(reader, at + 1, 'on') && isDay(at + 2)) || (reader.tokens[at]?.gap === 'none' && isDay(at - 1))
}

const NO_HOUR_AFTER = 'unit apt apartment suite room number # code model po box lot bldg building $ highway hwy route'

/** `half past 3`, `quarter to 5`, `quarter after 2`. */
function shiftedHour(reader: TimeReader, at: number): Hour | null {
  const half = halfHour(reader, at)
  if (half !== null) return half
  if (!isOneOf(reader, at, 'half quarter') || !isOneOf(reader, at + 1, 'past after to till of')) return null
  if (isOneOf(reader, at + 2, 'half quarter')) return null
  const hour = hourAt(reader, at + 2)
  if (hour === null || hour.minutes % 60 !== 0) return null
  const minutes = word(reader, at) === 'half' ? 30 : 15
  const to = isOneOf(reader, at + 1, 'to till of')
  return { ...hour, minutes: to ? (hour.minutes + 720 - minutes) % 720 : hour.minutes + minutes, explicit: true }
}

/** `half four` is half past four, where they say so. */
function halfHour(reader: TimeReader, at: number): Hour | null {
  if (word(reader, at) !== 'half' || isOneOf(reader, at - 1, 'a an other one first second top bottom lower upper and')) return null
  const hours = SPOKEN_HOURS.get(word(reader, at + 1)) ?? (/^(?:\d|1[0-2])$/.test(word(reader, at + 1)) ? Number(word(reader, at + 1)) : 0)
  if (hours === 0 || !(endsHour(reader, at + 2) || isOneOf(reader, at - 1, 'at around about say for til until till by'))) return null
  const half = halfAt(reader, at + 2)
  return { minutes: (hours % 12) * 60 + 30, half: half?.half ?? null, explicit24: false, explicit: true, to: half?.to ?? at + 2 }
}

function endsHour(reader: TimeReader, at: number): boolean {
  const next = reader.tokens[at]
  return next === undefined || next.gap !== 'none' || isDayWord(next.word) || isOneOf(reader, at, 'am pm on this in please would works is')
}

function halfAt(reader: TimeReader, at: number): { half: 'am' | 'pm'; to: number } | null {
  if (!sameSentence(reader, at)) return null
  if (isOneOf(reader, at, 'am')) return { half: 'am', to: at + 1 }
  if (isOneOf(reader, at, 'pm')) return { half: 'pm', to: at + 1 }
  const isGlued = reader.tokens[at]?.start === reader.tokens[at - 1]?.end && !isOneOf(reader, at - 2, NO_HOUR_AFTER)
  if (isOneOf(reader, at, 'a p') && reader.tokens[at]?.gap === 'none' && (isGlued || !sameSentence(reader, at + 1)))
    return { half: word(reader, at) === 'a' ? 'am' : 'pm', to: at + 1 }
  if (follows(reader, at, 'in the am')) return { half: 'am', to: at + 3 }
  if (follows(reader, at, 'in the pm')) return { half: 'pm', to: at + 3 }
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

/** `after 7` is the evening, `before 7` too; `after 8` is the morning. */
export function boundGuess(hour: Hour, after: boolean): number {
  if (hour.half !== null || hour.explicit24) return afternoonGuess(hour)
  const early = hour.minutes % 720
  return early >= 7 * 60 && early < 8 * 60 && !after ? early + 720 : early < (after ? 8 : 7) * 60 ? early + 720 : early
}
