import { slotInWords } from '#core/booking/slot-in-words.ts'
import { BANS, ON_THE_WAY } from './banned-words.ts'
import type { BusinessFacts } from './business-facts.ts'
import type { Intake } from './intake.ts'
import { isPlainValue } from './plain-value.ts'
import { spokenName } from './spoken-name.ts'

/** Emergency numbers that a text may always name: police, fire and ambulance; Suicide & Crisis Lifeline. */
const PUBLIC_NUMBERS = /(?<![\d$€£])(?:911|988)(?![\d%])/g

/** Capitalised words that are not names of people or places. */
const PLAIN_CAPITALS = new Set(
  `AI IA ZIP CO STOP HELP START ARRET AYUDA AIDE Suicide Crisis Lifeline VIN I'm I've I'll I'd Msg SMS Monday Tuesday Wednesday Thursday Friday
  Saturday Sunday`.split(/\s+/),
)

/**
 * The problems of a text that is about to leave; empty when it may. Everything that the facts and the captured fields account for
 * is taken out first, and what remains may hold no figure, price, promise, link or name at all.
 */
export function verifyText(text: string, facts: BusinessFacts, intake: Intake): string[] {
  const rest = withoutKnown(text, facts, intake)
  const bans = intake.acceptedBy === null ? [...BANS, ON_THE_WAY] : BANS
  const problems = bans.filter((ban) => ban.words.test(rest)).map((ban) => ban.problem)
  const stranger = strangeName(rest)
  return stranger === null ? problems : [...problems, `a name that nobody gave us: ${stranger}`]
}

/** Values that a text may repeat word for word. */
function knownValues(facts: BusinessFacts, intake: Intake): string[] {
  const { name, street, city, zip } = intake.slots
  const approved = facts.answersAllowed.map(({ say }) => say[intake.language])
  const ours = [...approved, facts.businessName, facts.ownerName, facts.businessPhone, facts.website, intake.acceptedBy]
  const theirs = [
    ...(name !== null && isPlainValue('name', name.value) ? [name.value, spokenName(name.value)] : []),
    street !== null && isPlainValue('street', street.value) ? street.value : null,
    city !== null && isPlainValue('city', city.value) ? city.value : null,
    zip !== null && isPlainValue('zip', zip.value) ? zip.value : null,
  ]
  return [...ours, ...theirs, ...agreedTimes(facts, intake)].filter(
    (value): value is string => typeof value === 'string' && value.trim() !== '',
  )
}

/** Times that are really free or really taken for this customer, in the exact words in which they are said. */
function agreedTimes({ booking, timezone }: BusinessFacts, { offer, visit, language }: Intake): string[] {
  if (booking === null) return []
  const times = [...(offer ?? []), ...(visit === undefined ? [] : [visit])]
  return times.map((time) => slotInWords(time, language, timezone, booking.tzdata))
}

function withoutKnown(text: string, facts: BusinessFacts, intake: Intake): string {
  let rest = text
  for (const value of knownValues(facts, intake).toSorted((one, other) => other.length - one.length)) {
    // A value that ends a sentence leaves the end of the sentence behind.
    rest = rest.replace(occurrences(value), /[.!?]$/.test(value) ? ' _. ' : ' _ ')
  }
  return rest.replace(PUBLIC_NUMBERS, ' _ ')
}

/** Whole occurrences only: a house number 1 does not account for 100. */
function occurrences(value: string): RegExp {
  const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\d])${escaped}(?![\\p{L}\\d])`, 'gu')
}

/** A capitalised word inside a sentence that is no known value; null when there is none. */
function strangeName(rest: string): string | null {
  for (const match of rest.matchAll(/\p{Lu}[\p{L}'’]+/gu)) {
    const before = rest.slice(0, match.index).trimEnd()
    const startsSentence = before === '' || /[.!?:¿¡(\n]$/u.test(before)
    if (!startsSentence && !PLAIN_CAPITALS.has(match[0])) return match[0]
  }
  return null
}
