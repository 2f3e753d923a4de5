import { readDayPhrase } from './read-day-phrase.ts'
import { readSequel } from './read-sequel.ts'
import { readWindowPhrase } from './read-window-phrase.ts'
import { follows, isOneOf, word } from './time-cursor.ts'
import type { TimePhrase, TimeReader } from './time-cursor.ts'
import { MONTHS, ORDINALS, SHORT_WEEKDAYS, SPOKEN_HOURS, WEEKDAYS } from './time-words.ts'

/** All date and time phrases of a text in order; the longest reading at each place wins, and a word is read once. */
export function timePhrases(reader: TimeReader): TimePhrase[] {
  const phrases: TimePhrase[] = []
  for (let at = 0; at < reader.tokens.length && phrases.length < PHRASES_MAX;) {
    if (!canStart(reader, at)) {
      at++
      continue
    }
    const phrase =
      readSequel(reader, at, phrases) ??
      readDayPhrase(reader, at) ??
      readWindowPhrase(reader, at) ??
      readSoon(reader, at) ??
      readHaste(reader, at)
    if (phrase === null || phrase.to <= at) {
      at++
      continue
    }
    phrases.push(phrase)
    at = phrase.to
  }
  return phrases
}

/** Nobody names more times than this in one text; the rest of a longer list changes nothing. */
const PHRASES_MAX = 12

function canStart(reader: TimeReader, at: number): boolean {
  const text = reader.tokens[at]?.word ?? ''
  if (SHIFTS.has(text) && isOneOf(reader, at - 1, AT_WORK)) return false
  return (
    /^\d/.test(text) ||
    STARTERS.has(text) ||
    WEEKDAYS.has(text) ||
    SHORT_WEEKDAYS.has(text) ||
    MONTHS.has(text) ||
    ORDINALS.has(text) ||
    SPOKEN_HOURS.has(text) ||
    text.endsWith('days') ||
    text === 'weekday'
  )
}

/** `I work nights, between 2 and 4 tomorrow`: a shift is when they cannot, and joins no wish. */
const SHIFTS = new Set(['nights', 'days', 'mornings', 'evenings', 'afternoons', 'noches', 'nuits'])
const AT_WORK = 'work works working sleep sleeps worked'

/** Every word a date or time phrase can begin with, besides numbers and names of days, months and hours. */
const STARTERS = new Set(
  'crack home back passe hour al a one two half quarter dentro de thirty twenty an no dia btwn btw thru sooner souper weekends la urge bref tan christmas halloween new valentines earlier day pasado apres tomorrow demain manana tonight esta ce this today hoy aujourd cet cette next the weekend fin on proximo week semana proxima semaine prochaine rest end coming este in en dans le el asap as soon soonest right immediately first earliest now lo cuanto ahorita ahora ya inmediatamente des aussitot au tout immediatement maintenant early a primera tot temprano between from entre de noon midday mediodia midi after past despues any before by avant antes until til till off no at around about like say @ vers las morning matin mornings afternoon afternoons evening soir soiree evenings nights night noche tarde lunchtime lunch al por during mid late every most am pm not pas exactly eso maybe otra coming upcoming following puente long longue beginning start debut principio principios comienzo comienzos inicio inicios middle milieu mediados medio later last final finales second third 1st 2nd 3rd primera segunda tercera ultima premiere deuxieme derniere same mismo meme aujourdhui afterwards afterward beforehand later sooner earlier following lendemain jour eod cob days acabe up pasando pasadas pasada ici d avant half within dernier ultimo month hurry faites apurense apurese rapido rapidement pronto vite depechez urgently for quick matinee media heure hora comida fines but'.split(
    ' ',
  ),
)

function readSoon(reader: TimeReader, at: number): TimePhrase | null {
  const endsAt = reader.tokens[at + 1]?.gap !== 'none'
  if (word(reader, at) === 'ya' && (endsAt || isOneOf(reader, at + 1, 'por mismo please') || isOneOf(reader, at - 1, COMING)))
    return { kind: 'asap', from: at, to: at + 1 }
  for (const phrase of ASAP) if (follows(reader, at, phrase)) return { kind: 'asap', from: at, to: at + phrase.split(' ').length }
  return null
}

const COMING = 'vengan venga ven vengase manden mande mandame envien envie necesito ocupo urge auxilio ayuda'

/** Haste without a time: only the learnt choice may take it. */
function readHaste(reader: TimeReader, at: number): TimePhrase | null {
  const phrase = HASTE.find((one) => follows(reader, at, one))
  return phrase === undefined ? null : { kind: 'asap', from: at, to: at + phrase.split(' ').length, loose: true }
}

const HASTE = [
  'hurry',
  'faites vite',
  'faire vite',
  'vite',
  'depechez vous',
  'rapidement',
  'apurense',
  'apurese',
  'rapido',
  'pronto',
  'quick as you can',
  'this minute',
  'right this second',
  'right this minute',
  'this second',
  'this instant',
  'urgently for quick',
]

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
  'the sooner the better',
  'tan pronto como',
  'urge',
]
