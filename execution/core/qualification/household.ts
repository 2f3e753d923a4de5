import type { IntakeSlots } from '#core/conversation/intake.ts'
import { DAY_MS } from '#core/values/instant.ts'

/** Two people who write from one address within this time mean one job (chosen: as long as a lead stays open). */
export const SAME_HOUSEHOLD_MS = 14 * DAY_MS

/** Spellings of one word in addresses (USPS Publication 28, appendix C1 and C2: suffixes, directions and unit designators in common use). */
const ONE_SPELLING: Readonly<Record<string, string>> = {
  street: 'st',
  str: 'st',
  avenue: 'ave',
  av: 'ave',
  road: 'rd',
  drive: 'dr',
  boulevard: 'blvd',
  lane: 'ln',
  court: 'ct',
  circle: 'cir',
  place: 'pl',
  terrace: 'ter',
  highway: 'hwy',
  parkway: 'pkwy',
  square: 'sq',
  trail: 'trl',
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
  saint: 'st',
}

const UNIT_WORDS = new Set(['apt', 'apartment', 'unit', 'suite', 'ste', 'no', 'number', 'lot', 'rm', 'room'])

/**
 * Street, unit and ZIP in one form, or null while one is missing. It never guesses: without a house number, as with cross streets, there is no
 * household, and another unit is another one.
 */
export function householdOf(slots: Pick<IntakeSlots, 'street' | 'zip'>): string | null {
  const { street, zip } = slots
  if (street === null || zip === null) return null
  const words = street.value
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('#', ' unit ')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  const [house] = words
  if (house === undefined || !/^\d+[a-z]?$/.test(house) || words.length < 2) return null
  const spelled = words.map((word) => (UNIT_WORDS.has(word) ? 'unit' : (ONE_SPELLING[word] ?? word)))
  const once = spelled.filter((word, place) => word !== 'unit' || spelled[place - 1] !== 'unit')
  return `${once.join(' ')}|${zip.value.replace(/\s/g, '').toUpperCase().slice(0, 6)}`
}
