import { MONTHS, PARTS } from './time-words.ts'
import { follows, isDayWord, isOneOf, sameSentence, word } from './time-cursor.ts'
import type { TimePhrase, TimeReader, Window, WindowPhrase } from './time-cursor.ts'

function asWindow(from: number, to: number, window: Window, habit = false): WindowPhrase {
  return { kind: 'window', from, to, window, habit }
}

/** `first thing`, `early in the morning`, `temprano`. */
export function readFirstThing(reader: TimeReader, at: number): TimePhrase | null {
  const phrase = FIRST_THING.find((one) => follows(reader, at, one))
  if (phrase === undefined) return null
  const named = asWindow(at, at + phrase.split(' ').length, { ...PARTS.firstThing, kind: 'part' })
  const morning = { mark: 'morning', phrase: { ...named, window: { ...PARTS.morning, kind: 'part' as const } } }
  return /first|primera|premiere/.test(phrase) ? named : { ...named, also: [morning] }
}

const FIRST_THING = [
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
  'temprano por la manana',
  'temprano en la manana',
  'temprano',
]

/** `end of day`, `by close of business`, `avant la fin de la journee`. */
export function readDayEnd(reader: TimeReader, at: number): TimePhrase | null {
  let place = at
  while (place < at + BOUND_WORDS_MAX && isOneOf(reader, place, 'by before avant antes de d ici aqui the la le al el a')) place++
  const phrase = DAY_ENDS.find((one) => follows(reader, place, one))
  if (phrase === undefined) return null
  const bounded = place > at && !isOneOf(reader, at, 'the la le el al a')
  const window: Window = bounded ? { ...PARTS.day, open: true, kind: 'before' } : { from: LAST_HOURS_FROM, to: PARTS.day.to, kind: 'part' }
  return asWindow(at, place + phrase.split(' ').length, window)
}

const BOUND_WORDS_MAX = 4
const LAST_HOURS_FROM = 16 * 60
const DAY_ENDS = [
  'end of the day',
  'end of day',
  'days end',
  'eod',
  'close of business',
  'cob',
  'fin de la journee',
  'fin de journee',
  'final del dia',
  'fin del dia',
  'acabe el dia',
]

/** A part of the day, or the middle of it: `in the morning`, `late afternoon`, `al mediodia`. */
export function readPart(reader: TimeReader, at: number): TimePhrase | null {
  const whole = readWholePart(reader, at)
  return whole?.kind === 'window' ? withEdge(reader, whole) : whole
}

/** `late morning`, `early afternoon`, `en fin de soirée`, `a media mañana`: also that edge of it alone. */
function withEdge(reader: TimeReader, whole: WindowPhrase): TimePhrase {
  const { window, from } = whole
  if (window.kind !== 'part' || whole.habit) return whole
  let place = from - 1
  while (from - place < EDGE_BACK && isOneOf(reader, place, 'in the en la de del d le por a cet el')) place--
  const edge = EDGES.find(({ words }) => isOneOf(reader, place, words) || isOneOf(reader, from, words))
  if (edge === undefined) return whole
  const spans = edge.hours[window.from >= PARTS.evening.from ? 'evening' : window.from >= PARTS.afternoon.from ? 'afternoon' : 'morning']
  const narrow = ([start, end]: Span, at: number) => ({
    mark: `edge ${at}`,
    phrase: { ...whole, window: { from: start * 60, to: end * 60, kind: 'part' as const } },
  })
  return { ...whole, also: spans.map(narrow) }
}

const EDGE_BACK = 3
type Span = readonly [number, number]
/** Hours that people mean by the edges of a part of the day; where they differ, both. */
const EDGES: readonly { words: string; hours: Record<'morning' | 'afternoon' | 'evening', readonly Span[]> }[] = [
  {
    words: 'early debut principio principios temprano tot',
    hours: {
      morning: [[8, 10]],
      afternoon: [
        [12, 14],
        [12, 15],
      ],
      evening: [[17, 19]],
    },
  },
  {
    words: 'mid middle milieu media mitad',
    hours: {
      morning: [[9, 11]],
      afternoon: [
        [14, 16],
        [13, 15],
      ],
      evening: [[18, 20]],
    },
  },
  {
    words: 'late later end fin final',
    hours: {
      morning: [[10, 12]],
      afternoon: [
        [15, 17],
        [16, 18],
      ],
      evening: [[19, 21]],
    },
  },
]

function readWholePart(reader: TimeReader, at: number): TimePhrase | null {
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
  if (isOneOf(reader, place, 'matinee') || follows(reader, place, 'media manana'))
    return part(PARTS.morning, place + (word(reader, place) === 'media' ? 2 : 1))
  if (follows(reader, place, 'media tarde')) return part(PARTS.afternoon, place + 2)
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
    return asWindow(at, isOneOf(reader, at, 'lunch') && isOneOf(reader, at + 1, 'time hour') ? at + 2 : at + 1, {
      from: 720,
      to: 780,
      kind: 'exact',
    })
  for (const phrase of LUNCH)
    if (follows(reader, at, phrase)) return asWindow(at, at + phrase.split(' ').length, { from: 720, to: 780, kind: 'exact' })
  if (follows(reader, at, 'al mediodia')) return asWindow(at, at + 2, { from: 720, to: 780, kind: 'exact' })
  return null
}

const LUNCH = [
  'hora de la comida',
  'hora de comer',
  'hora del almuerzo',
  'hora de almuerzo',
  'hora del lonche',
  'hora del lunch',
  'heure du midi',
  'heure de diner',
  'heure du diner',
]

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
