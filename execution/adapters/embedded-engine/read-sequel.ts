import { endOfWorkweek } from './day-bounds.ts'
import { edgeOfWeek } from './read-week.ts'
import { follows, isOneOf } from './time-cursor.ts'
import type { TimePhrase, TimeReader, Window } from './time-cursor.ts'
import { PARTS } from './time-words.ts'

/**
 * What counts from a time named before: `she gets home at 3 on Wednesday, so after that`, `I leave at 9, any chance before then`, `closing is
 * the 31st, so the next day`.
 */
export function readSequel(reader: TimeReader, at: number, phrases: readonly TimePhrase[]): TimePhrase | null {
  return phrases.length === 0
    ? null
    : (hourSequel(reader, at, phrases) ?? daySequel(reader, at, phrases) ?? weekSequel(reader, at, phrases))
}

function hourSequel(reader: TimeReader, at: number, phrases: readonly TimePhrase[]): TimePhrase | null {
  const hour = phrases.findLast((phrase) => phrase.kind === 'window' && phrase.window.kind !== 'part')
  if (hour?.kind !== 'window') return null
  const after = said(reader, at, AFTER)
  if (after !== null) return { kind: 'window', from: at, window: afterHour(hour.window), habit: false, ...after }
  const before = said(reader, at, BEFORE)
  return before === null ? null : { kind: 'window', from: at, window: beforeHour(hour.window), habit: false, ...before }
}

function afterHour(hour: Window): Window {
  const from = hour.kind === 'exact' || hour.kind === 'after' ? hour.from : hour.to
  const to = from >= PARTS.evening.from ? PARTS.evening.to : PARTS.day.to
  return { from, to, kind: 'after', sequel: true }
}

function beforeHour(hour: Window): Window {
  const to = hour.kind === 'before' ? hour.to : hour.from
  return { from: Math.min(PARTS.day.from, to - 60), to, open: true, kind: 'before', sequel: true }
}

/** Where the words end by which a time is counted from another; a bare `before` says so only at the end of its clause, and to the learnt choice. */
function said(
  reader: TimeReader,
  at: number,
  { full, bare }: { full: readonly string[]; bare: string },
): { to: number; loose?: true } | null {
  const phrase = full.find((one) => follows(reader, at, one))
  if (phrase !== undefined) return { to: at + phrase.split(' ').length }
  return isOneOf(reader, at, bare) && endsClause(reader, at + 1) ? { to: at + 1, loose: true } : null
}

function endsClause(reader: TimeReader, at: number): boolean {
  const next = reader.tokens[at]
  return next === undefined || next.gap !== 'none' || isOneOf(reader, at, CLAUSE_ENDS)
}

const CLAUSE_ENDS = 'please thanks if works would is today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday'

const AFTER = {
  full: [
    'after that time',
    'after that',
    'after then',
    'from then on',
    'later than that',
    'despues de esa hora',
    'despues de eso',
    'a partir de esa hora',
    'de ahi en adelante',
    'apres cette heure',
    'apres ca',
    'apres cela',
  ],
  bare: 'after afterwards afterward despues apres',
}
const BEFORE = {
  full: [
    'before that time',
    'before that',
    'before then',
    'earlier than that',
    'sooner than that',
    'antes de esa hora',
    'antes de eso',
    'avant cette heure',
    'avant ca',
    'avant cela',
  ],
  bare: 'before beforehand antes avant',
}

/** `the next day`: of the day named last. Mostly it is told, so only the learnt choice may take it. */
function daySequel(reader: TimeReader, at: number, phrases: readonly TimePhrase[]): TimePhrase | null {
  const phrase = DAY_AFTER.find((one) => follows(reader, at, one))
  if (phrase === undefined) return null
  const to = at + phrase.split(' ').length
  if (phrase === 'day after' && !endsClause(reader, to)) return null
  const last = phrases.findLast((one) => one.kind === 'day' || one.kind === 'days')
  if (last?.kind !== 'day' && last?.kind !== 'days') return null
  const day = (last.kind === 'day' ? last.day : last.last) + 1
  const rest: TimePhrase = { kind: 'days', first: day, last: endOfWorkweek(day), from: at, to, fromNow: false }
  return { kind: 'day', day, from: at, to, deictic: false, window: null, loose: true, also: [{ mark: 'days after', phrase: rest }] }
}

/** `next week, preferably towards the end`. */
function weekSequel(reader: TimeReader, at: number, phrases: readonly TimePhrase[]): TimePhrase | null {
  const week = phrases.findLast((phrase) => phrase.kind === 'days')
  const edge = week?.kind === 'days' && endsClause(reader, at + 1) ? edgeOfWeek(reader, at, week) : null
  return edge === null ? null : { ...edge, loose: true }
}

const DAY_AFTER = [
  'day after that',
  'day after',
  'next day',
  'following day',
  'after that',
  'lendemain',
  'jour suivant',
  'jour d apres',
  'dia siguiente',
  'dia despues',
  'despues de eso',
  'apres ca',
]
