import type { ReadText } from '#core/event.ts'
import { NOTHING_READ } from '#core/qualification/nothing-read.ts'
import type { Reading, SpannedField } from '#core/qualification/reading.ts'
import { instant, MINUTE_MS, plus, type Instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { ACTS, placeholdersOf, type Act } from './act.ts'
import { type AllowedAnswer, answersOf, type ApprovedFact } from './approved-fact.ts'
import type { BusinessFacts } from './business-facts.ts'
import type { Directive, DirectiveTexts } from './directive.ts'
import type { Intake } from './intake.ts'
import { newIntake } from './new-intake.ts'
import { takeTurn } from './take-turn.ts'
import type { Turn } from './turn.ts'

/** Builders for tests of a conversation: everything has a default, so that a test shows only what matters to it. */

/** Sunday 2026-11-22, 18:00 UTC, noon in Chicago. */
export const EXAMPLE_AT: Instant = instant(1_795_370_400_000)

export function exampleFacts(facts: Partial<BusinessFacts> = {}): BusinessFacts {
  return {
    businessName: 'Ace Plumbing',
    ownerName: 'Sam',
    businessPhone: parsePhoneNumber('+12175550100'),
    website: null,
    trade: 'plumbing',
    timezone: 'America/Chicago',
    modeNow: 'day',
    answersAllowed: [],
    booking: null,
    ...facts,
  }
}

/** Facts as sentences of the example business. */
export function exampleAnswers(facts: readonly ApprovedFact[]): AllowedAnswer[] {
  return answersOf(facts, { businessName: 'Ace Plumbing', ownerName: 'Sam', directive: exampleDirective() })
}

/** A text with a reading whose spans are found by the values' words: `words` names the piece of the text that a field was read from. */
export function exampleText(body: string, reading: Partial<Reading> = {}, words: Partial<Record<SpannedField, string>> = {}): ReadText {
  const spans: Reading['spans'] = { ...reading.spans }
  for (const field of ['service', 'name', 'street', 'city', 'zip', 'callbackPhone', 'preferredTime'] as const) {
    const value = reading[field]
    const piece = words[field] ?? (typeof value === 'string' ? value : null)
    if (piece === null || value === null || value === undefined || spans[field] !== undefined) continue
    const start = body.indexOf(piece)
    if (start >= 0) spans[field] = [start, start + piece.length]
  }
  return { messageSid: `SM${body.length}`, body, receivedAt: EXAMPLE_AT, reading: { ...NOTHING_READ, ...reading, spans } }
}

/** Every kind of step once. */
export const EXAMPLE_LADDER: Directive['ladder'] = [
  { afterMs: 0, act: 'text', who: 'owner' },
  { afterMs: MINUTE_MS, act: 'text', who: 'fallback' },
  { afterMs: 2 * MINUTE_MS, act: 'call', who: 'owner' },
  { afterMs: 3 * MINUTE_MS, act: 'call', who: 'fallback' },
]

/** A directive whose every text is the act's own words, plain and truthful. */
export function exampleDirective(directive: Partial<Directive> = {}): Directive {
  return {
    trade: 'plumbing',
    hash: 'example',
    ask: ['problem', 'address', 'name', 'time'],
    place: 'visit',
    services: { 'water heater': { en: 'water heater', es: 'calentador de agua', fr: 'chauffe-eau' } },
    texts: { en: exampleTexts('en'), es: exampleTexts('es'), fr: exampleTexts('fr') },
    ladder: EXAMPLE_LADDER,
    ...directive,
  }
}

/** Plays texts one turn each, a minute apart; answers every turn in order. */
export function play(
  texts: (ReadText | ReadText[])[],
  options: { facts?: BusinessFacts; directive?: Directive; intake?: Intake } = {},
): Turn[] {
  const facts = options.facts ?? exampleFacts()
  const directive = options.directive ?? exampleDirective()
  let intake = options.intake ?? newIntake('en')
  return texts.map((heard, place) => {
    const turn = takeTurn(intake, Array.isArray(heard) ? heard : [heard], facts, directive, plus(EXAMPLE_AT, place * MINUTE_MS))
    intake = turn.intake
    return turn
  })
}

function exampleTexts(language: string): DirectiveTexts {
  const texts = Object.fromEntries(ACTS.map((act) => [act, exampleWords(act, language)]))
  // Every act has a text, made in the line above from the whole list.
  return { ...texts, 'word-owner': 'the owner' } as DirectiveTexts
}

function exampleWords(act: Act, language: string): string {
  const special = placeholdersOf(act).filter((placeholder) => !['business', 'owner', 'name'].includes(placeholder))
  return `${act}{name} ${language} for {owner}${special.map((placeholder) => ` {${placeholder}}`).join('')}.`
}
