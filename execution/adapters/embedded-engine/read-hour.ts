import { follows, isOneOf, sameSentence, word } from './time-cursor.ts'
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
  if (
    at > 0 &&
    !sameSentence(reader, at) &&
    reader.tokens[at]?.gap === 'sentence' &&
    isOneOf(reader, at - 1, 'between from after before at') &&
    !isOneOf(reader, at + 1, 'am pm')
  )
    return null
  // `your first one`, `the other one`: no hour.
  if (
    isOneOf(reader, at, 'one una uno une') &&
    isOneOf(reader, at - 1, 'first last next this that either neither the other another which any each every no only new old')
  )
    return null
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
  for (const phrase of ['en punto', 'on the dot', 'on the nose', 'pile', 'sharp'])
    if (follows(reader, to, phrase)) {
      explicit = true
      to += phrase.split(' ').length
    }
  const half = halfAt(reader, to)
  if (half !== null) return { minutes: (hours % 12) * 60 + minutes, half: half.half, explicit24: false, explicit: true, to: half.to }
  const packedAnswer = reader.bareHours && isOneOf(reader, to, 'today tomorrow tonight hoy demain works ok')
  if (packed !== null && !packedAnswer && !isOneOf(reader, at - 1, 'at after before around by until til')) return null
  const is24 = hours >= 13 || hours === 0 || (french && hours >= 8) || (french && reader.french && hours === 0)
  return { minutes: hours * 60 + minutes, half: null, explicit24: is24, explicit, to }
}

/** `half past 3`, `quarter to 5`, `quarter after 2`. */
function shiftedHour(reader: TimeReader, at: number): Hour | null {
  if (!isOneOf(reader, at, 'half quarter') || !isOneOf(reader, at + 1, 'past after to till of')) return null
  const hour = hourAt(reader, at + 2)
  if (hour === null || hour.minutes % 60 !== 0) return null
  const minutes = word(reader, at) === 'half' ? 30 : 15
  const to = isOneOf(reader, at + 1, 'to till of')
  return { ...hour, minutes: to ? (hour.minutes + 720 - minutes) % 720 : hour.minutes + minutes, explicit: true }
}

function halfAt(reader: TimeReader, at: number): { half: 'am' | 'pm'; to: number } | null {
  if (!sameSentence(reader, at)) return null
  if (isOneOf(reader, at, 'am')) return { half: 'am', to: at + 1 }
  if (isOneOf(reader, at, 'pm')) return { half: 'pm', to: at + 1 }
  if (isOneOf(reader, at, 'a p') && reader.tokens[at]?.gap === 'none' && !sameSentence(reader, at + 1))
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
