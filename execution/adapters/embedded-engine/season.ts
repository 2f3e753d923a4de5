import type { ReadingContext } from '#core/qualification/reading.ts'
import { localClock } from './local-clock.ts'

/** What the weather is like where the business is, by the calendar alone: `cold` means frost is likely, `hot` that cooling matters. */
export function readSeason(context: ReadingContext): 'cold' | 'hot' | 'mild' {
  const { month } = localClock(context.receivedAt, context.timezone)
  if (FROSTLESS_ZONES.has(context.timezone)) return month >= 5 && month <= 10 ? 'hot' : 'mild'
  if (month >= 11 || month <= 3) return 'cold'
  return month >= 6 && month <= 9 ? 'hot' : 'mild'
}

const FROSTLESS_ZONES = new Set(['Pacific/Honolulu', 'America/Puerto_Rico', 'Pacific/Guam'])
