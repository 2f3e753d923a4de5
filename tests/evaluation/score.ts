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
  const intentF1 = Object.fromEntries(INTENTS.map((intent) => [intent, f1(scored, intent)])) as Record<Intent, number>
  // Built from the full list of intents just above.
  const present = INTENTS.filter((intent) => scored.some(({ labelled }) => labelled.expect.intent === intent))
  const emergencies = scored.filter(({ labelled }) => accepted(labelled, 'urgency').every((urgency) => urgency === 'emergency'))
  const calm = scored.filter(({ labelled }) => !accepted(labelled, 'urgency').includes('emergency'))
  const hazards = scored.filter(({ labelled }) => accepted(labelled, 'safety').every(Boolean))
  const harmless = scored.filter(({ labelled }) => !accepted(labelled, 'safety').includes(true))
  const confirmed = scored.filter(({ labelled }) => labelled.asked === 'confirm_slot' || labelled.asked === 'photo')
  return {
    texts: scored.length,
    intentMacroF1: present.reduce((sum, intent) => sum + intentF1[intent], 0) / Math.max(1, present.length),
    intentAccuracy: shareRight(scored, 'intent'),
    intentF1,
    emergencyRecall: share(emergencies, ({ reading }) => reading.urgency === 'emergency' && reading.intent === 'emergency_help', 1),
    falsePages: share(calm, ({ reading }) => reading.urgency === 'emergency', 0),
    safetyRecall: share(hazards, ({ reading }) => reading.safety, 1),
    safetyFalse: share(harmless, ({ reading }) => reading.safety, 0),
    urgencyAccuracy: shareRight(scored, 'urgency'),
    exact: {
      service: exactShare(scored, 'service'),
      name: exactShare(scored, 'name'),
      street: exactShare(scored, 'street'),
      city: exactShare(scored, 'city'),
      zip: exactShare(scored, 'zip'),
      callbackPhone: exactShare(scored, 'callbackPhone'),
      preferredTime: exactShare(scored, 'preferredTime'),
    },
    wrongDay: share(scored.filter(isAboutTime), isWrongDay, 0),
    affirmAccuracy: shareRight(confirmed, 'affirm'),
    languageAccuracy: shareRight(scored, 'language'),
  }
}

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

/** F1 of one intent; where several are accepted, the one read counts as the expected one. */
function f1(scored: readonly Scored[], intent: Intent): number {
  let [hit, expectedCount, readCount] = [0, 0, 0]
  for (const one of scored) {
    const expected = isRight(one, 'intent') ? one.reading.intent : one.labelled.expect.intent
    if (expected === intent) expectedCount++
    if (one.reading.intent === intent) readCount++
    if (expected === intent && one.reading.intent === intent) hit++
  }
  return expectedCount + readCount === 0 ? 1 : (2 * hit) / (expectedCount + readCount)
}

function exactShare(scored: readonly Scored[], field: Field): number {
  const concerned = scored.filter(
    ({ labelled, reading }) =>
      labelled.unscored?.includes(field) !== true &&
      (reading[field] !== null || accepted(labelled, field).every((value) => value !== null)),
  )
  return share(concerned, (one) => isRight(one, field), 1)
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
  return all.length === 0 ? ofNone : all.filter(test).length / all.length
}
