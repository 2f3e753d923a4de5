import type { Intent, Reading } from '#core/qualification/reading.ts'
import { INTENTS } from '#core/qualification/reading.ts'
import type { ExpectedReading, LabelledText } from './labelled-text.ts'

export type Scored = { labelled: LabelledText; reading: Reading }

/** All figures as shares from 0 to 1; a share of nothing is 1 for what should be high and 0 for what should be low. */
export type Figures = {
  texts: number
  intentMacroF1: number
  intentAccuracy: number
  intentF1: Readonly<Record<Intent, number>>
  emergencyRecall: number
  /** Emergencies read where there is none, over all texts that are none. */
  falsePages: number
  safetyRecall: number
  /** The safety line put first where there is no hazard, over all texts without one. */
  safetyFalse: number
  urgencyAccuracy: number
  /** Right values over the texts where a value is expected or was read. */
  exact: Readonly<Record<'service' | 'name' | 'street' | 'city' | 'zip' | 'callbackPhone' | 'preferredTime', number>>
  /** Times read on another day than meant, or where none was meant, over the texts with a time expected or read. */
  wrongDay: number
  affirmAccuracy: number
  languageAccuracy: number
}

type Field = keyof ExpectedReading

export function score(scored: readonly Scored[]): Figures {
  const pairs = intentPairs(scored)
  const byIntent = f1ByIntent(pairs)
  const intentF1 = Object.fromEntries(INTENTS.map((intent) => [intent, byIntent.get(intent) ?? 1])) as Record<Intent, number>
  // Built from the full list of intents just above.
  const tally = tallies(scored)
  const confirmed = scored.filter(({ labelled }) => labelled.asked === 'confirm_slot' || labelled.asked === 'photo')
  return {
    texts: scored.length,
    intentMacroF1: macroF1(pairs),
    intentAccuracy: shareRight(scored, 'intent'),
    intentF1,
    emergencyRecall: shareOf(tally.emergencyRecall, 1),
    falsePages: shareOf(tally.falsePages, 0),
    safetyRecall: shareOf(tally.safetyRecall, 1),
    safetyFalse: shareOf(tally.safetyFalse, 0),
    urgencyAccuracy: shareRight(scored, 'urgency'),
    exact: {
      service: shareOf(exactTally(scored, 'service'), 1),
      name: shareOf(exactTally(scored, 'name'), 1),
      street: shareOf(exactTally(scored, 'street'), 1),
      city: shareOf(exactTally(scored, 'city'), 1),
      zip: shareOf(exactTally(scored, 'zip'), 1),
      callbackPhone: shareOf(exactTally(scored, 'callbackPhone'), 1),
      preferredTime: shareOf(exactTally(scored, 'preferredTime'), 1),
    },
    wrongDay: shareOf(tally.wrongDay, 0),
    affirmAccuracy: shareRight(confirmed, 'affirm'),
    languageAccuracy: shareRight(scored, 'language'),
  }
}

/** How many of how many. */
export type Tally = { hits: number; of: number }

/** The shares that have a target, as counts, so that an interval can be given with them. */
export function tallies(scored: readonly Scored[]): Record<Target, Tally> {
  const emergencies = scored.filter(({ labelled }) => accepted(labelled, 'urgency').every((urgency) => urgency === 'emergency'))
  const calm = scored.filter(({ labelled }) => !accepted(labelled, 'urgency').includes('emergency'))
  const harmless = scored.filter(({ labelled }) => !accepted(labelled, 'safety').includes(true))
  const hazards = scored.filter(({ labelled }) => accepted(labelled, 'safety').every(Boolean))
  return {
    emergencyRecall: count(emergencies, ({ reading }) => reading.urgency === 'emergency' && reading.intent === 'emergency_help'),
    falsePages: count(calm, ({ reading }) => reading.urgency === 'emergency'),
    safetyRecall: count(hazards, ({ reading }) => reading.safety),
    safetyFalse: count(harmless, ({ reading }) => reading.safety),
    zip: exactTally(scored, 'zip'),
    phone: exactTally(scored, 'callbackPhone'),
    name: exactTally(scored, 'name'),
    street: exactTally(scored, 'street'),
    preferredTime: exactTally(scored, 'preferredTime'),
    wrongDay: count(scored.filter(isAboutTime), isWrongDay),
  }
}

export const TARGETS = [
  'emergencyRecall',
  'falsePages',
  'safetyRecall',
  'safetyFalse',
  'zip',
  'phone',
  'name',
  'street',
  'preferredTime',
  'wrongDay',
] as const
export type Target = (typeof TARGETS)[number]

/** Whether a field of a reading is what the label page wants. Letter case, closing stops and blanks of names and places do not count. */
export function isRight({ labelled, reading }: Scored, field: Field): boolean {
  return accepted(labelled, field).some((value) => plain(value) === plain(reading[field]))
}

function accepted<Key extends Field>(labelled: LabelledText, field: Key): ExpectedReading[Key][] {
  const further: readonly ExpectedReading[Key][] | undefined = labelled.accept?.[field]
  return [labelled.expect[field], ...(further ?? [])]
}

function plain(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return value.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[.,#]/g, ' ').replace(/\s+/g, ' ').trim()
}

/** What a text was meant as and read as; where several intents are accepted, the one read counts as the expected one. */
export type IntentPair = { labelled: Intent; expected: Intent; read: Intent }

export function intentPairs(scored: readonly Scored[]): IntentPair[] {
  return scored.map((one) => ({
    labelled: one.labelled.expect.intent,
    expected: isRight(one, 'intent') ? one.reading.intent : one.labelled.expect.intent,
    read: one.reading.intent,
  }))
}

/** The mean F1 over the intents that are expected at all. */
export function macroF1(pairs: readonly IntentPair[]): number {
  const shares = f1ByIntent(pairs)
  const present = new Set(pairs.map(({ labelled }) => labelled))
  let sum = 0
  for (const intent of present) sum += shares.get(intent) ?? 1
  return sum / Math.max(1, present.size)
}

/** F1 of every intent that is expected or read. */
function f1ByIntent(pairs: readonly IntentPair[]): Map<Intent, number> {
  const hits = new Map<Intent, number>()
  const named = new Map<Intent, number>()
  for (const { expected, read } of pairs) {
    named.set(expected, (named.get(expected) ?? 0) + 1)
    named.set(read, (named.get(read) ?? 0) + 1)
    if (expected === read) hits.set(read, (hits.get(read) ?? 0) + 1)
  }
  return new Map([...named].map(([intent, count]) => [intent, (2 * (hits.get(intent) ?? 0)) / count]))
}

function exactTally(scored: readonly Scored[], field: Field): Tally {
  const concerned = scored.filter(
    ({ labelled, reading }) =>
      labelled.unscored?.includes(field) !== true &&
      (reading[field] !== null || accepted(labelled, field).every((value) => value !== null)),
  )
  return count(concerned, (one) => isRight(one, field))
}

function isAboutTime({ labelled, reading }: Scored): boolean {
  return reading.preferredTime !== null || labelled.expect.preferredTime !== null
}

function isWrongDay({ labelled, reading }: Scored): boolean {
  const read = reading.preferredTime
  if (read === null || 'asap' in read) return false
  return !accepted(labelled, 'preferredTime').some(
    (time) => time !== null && 'start' in time && time.start.slice(0, 10) === read.start.slice(0, 10),
  )
}

function shareRight(scored: readonly Scored[], field: Field): number {
  return share(scored, (one) => isRight(one, field), 1)
}

function share<One>(all: readonly One[], test: (one: One) => boolean, ofNone: number): number {
  return shareOf(count(all, test), ofNone)
}

function shareOf({ hits, of }: Tally, ofNone: number): number {
  return of === 0 ? ofNone : hits / of
}

function count<One>(all: readonly One[], test: (one: One) => boolean): Tally {
  return { hits: all.filter(test).length, of: all.length }
}
