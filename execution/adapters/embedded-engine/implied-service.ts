import type { Trade } from '#core/qualification/reading.ts'
import type { Mention } from './find-correction.ts'
import type { UrgencyReading, Trouble } from './read-urgency.ts'
import type { Token } from './tokenize.ts'

/** The service a trouble means to a trade when no word names it: water through the ceiling is a `leak` to the plumber, a `roof leak` to the roofer. */
export function impliedService(
  tokens: readonly Token[],
  { troubles }: Pick<UrgencyReading, 'troubles'>,
  trade: Trade,
): Mention<string> | null {
  for (const [trouble, value] of IMPLIED[trade]) {
    const told = troubles.get(trouble)
    const [first, last] = told === undefined ? [] : [tokens[told.from], tokens[told.to - 1]]
    if (first !== undefined && last !== undefined) return { value, start: first.start, end: last.end }
  }
  return null
}

const IMPLIED: Readonly<Record<Trade, readonly (readonly [Trouble, string])[]>> = {
  plumbing: [
    ['gas', 'gas leak'],
    ['sewage', 'sewer'],
    ['noHotWater', 'water heater'],
    ['flood', 'leak'],
    ['ceiling', 'leak'],
    ['leak', 'leak'],
    ['noWater', 'water line'],
    ['onlyToilet', 'toilet'],
  ],
  hvac: [
    ['monoxide', 'carbon monoxide'],
    ['gas', 'gas leak'],
    ['noHeat', 'furnace'],
    ['noCooling', 'ac'],
  ],
  electrical: [
    ['noPower', 'power'],
    ['shock', 'wiring'],
  ],
  roofing: [
    ['openRoof', 'storm damage'],
    ['ceiling', 'roof leak'],
    ['leak', 'roof leak'],
    ['flood', 'roof leak'],
  ],
  locksmith: [
    ['trapped', 'lockout'],
    ['lockout', 'lockout'],
  ],
  appliance_repair: [
    ['gas', 'gas leak'],
    ['fridge', 'refrigerator'],
  ],
  garage_door: [],
  auto_repair: [['traffic', 'tow']],
}
