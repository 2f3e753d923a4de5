import { placeOfPostalCode, POSTAL_PLACES } from '#core/compliance/zip-prefixes.ts'
import type { BusinessHours, HoursRange } from '#core/hours/business-hours.ts'

export const WORKING_DAYS = ['mon-fri', 'mon-sat', 'every-day'] as const
export const WORKING_SPANS = ['07-17', '08-18', '09-17'] as const
export const EVENINGS = ['none', 'until-21'] as const
export const NIGHTS = ['emergencies', 'nothing'] as const

/** The hours as three taps give them, and what the owner is rung for at night. */
export type HoursAnswers = {
  days: (typeof WORKING_DAYS)[number]
  span: (typeof WORKING_SPANS)[number]
  evening: (typeof EVENINGS)[number]
  night: (typeof NIGHTS)[number]
}

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const DAYS_COUNT: Record<HoursAnswers['days'], number> = { 'mon-fri': 5, 'mon-sat': 6, 'every-day': 7 }
const EVENING_ENDS = '21:00'

/**
 * The week that the taps mean, for a business whose carrier forwards calls to us: we ring somebody only at night, when a caller presses 1.
 * Who wants to be rung for nothing has no night: the evening, which knows no such key, takes its place.
 */
export function draftHours({ days, span, evening, night }: HoursAnswers): BusinessHours {
  const [from, to] = span.split('-').map((hour) => `${hour}:00`)
  const open = DAYS_COUNT[days]
  const rangesOf = (place: number): HoursRange[] => {
    if (from === undefined || to === undefined) return []
    const day: HoursRange[] = place < open ? [{ from, to, mode: 'day' }] : []
    if (night === 'nothing') return filledUp(day)
    return place < open && evening === 'until-21' ? [...day, { from: to, to: EVENING_ENDS, mode: 'evening' }] : day
  }
  return { week: Object.fromEntries(WEEK.map((name, place) => [name, rangesOf(place)])), exceptions: [] }
}

function filledUp([day]: readonly HoursRange[]): HoursRange[] {
  if (day === undefined) return [{ from: '00:00', to: '24:00', mode: 'evening' }]
  return [{ from: '00:00', to: day.from, mode: 'evening' }, day, { from: day.to, to: '24:00', mode: 'evening' }]
}

export type BusinessPlace = { country: 'US' | 'CA'; region: string; timezone: string }

/** Where a business is, by its ZIP or postal code; null when there is no such code. Of several zones the first named one holds; Setup can change it. */
export function placeOfBusiness(code: string): BusinessPlace | null {
  const place = placeOfPostalCode(code, POSTAL_PLACES)
  const [region] = place?.regions ?? []
  const [zone] = place?.zones ?? []
  if (region === undefined || zone === undefined) return null
  const [country, letters] = region.split('-')
  return letters === undefined ? null : { country: country === 'CA' ? 'CA' : 'US', region: letters, timezone: zone.zone }
}
