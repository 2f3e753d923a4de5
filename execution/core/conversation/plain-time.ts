import type { Language, PreferredTime } from '#core/qualification/reading.ts'
import { DAY_MS, type Instant } from '#core/values/instant.ts'

/** Farther ahead than this a weekday alone could be the wrong one. */
const WEEKDAY_IS_CLEAR_DAYS = 6

const WEEKDAYS: Record<Language, readonly string[]> = {
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  es: ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'],
  fr: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

type DayPart = 'day' | 'morning' | 'afternoon' | 'evening'

const DAY_PARTS: Record<Language, Record<DayPart, string>> = {
  en: { day: '', morning: ' morning', afternoon: ' afternoon', evening: ' evening' },
  es: { day: '', morning: ' por la mañana', afternoon: ' por la tarde', evening: ' por la noche' },
  fr: { day: '', morning: ' matin', afternoon: ' après-midi', evening: ' soir' },
}

const ASAP: Record<Language, string> = { en: 'as soon as possible', es: 'lo antes posible', fr: 'dès que possible' }

/**
 * A wish for a time as a customer reads it back: weekday and part of the day, never a figure, so that it cannot be taken for an
 * appointment. Null when the day is too far ahead for its name alone.
 */
export function wishInWords(time: PreferredTime, language: Language, at: Instant): string | null {
  if ('asap' in time) return ASAP[language]
  const start = utcOf(time.start)
  const end = utcOf(time.end)
  if (start === null || end === null || start - at > WEEKDAY_IS_CLEAR_DAYS * DAY_MS) return null
  const days = Math.floor(end / DAY_MS) - Math.floor(start / DAY_MS)
  if (days > 0) return null
  return `${WEEKDAYS[language][new Date(start).getUTCDay()] ?? ''}${DAY_PARTS[language][dayPart(time.start, time.end)]}`
}

/** The same wish as the owner reads it, exactly: `Tue Nov 24, 8 am-12 pm`. */
export function wishForOwner(time: PreferredTime): string {
  if ('asap' in time) return ASAP.en
  const start = utcOf(time.start)
  const end = utcOf(time.end)
  if (start === null || end === null) return `${time.start} to ${time.end}`
  const oneDay = time.start.slice(0, 10) === time.end.slice(0, 10)
  const until = oneDay ? clock(time.end) : `${day(end)}, ${clock(time.end)}`
  return `${day(start)}, ${clock(time.start)}-${until}`
}

function day(utc: number): string {
  const date = new Date(utc)
  return `${WEEKDAYS.en[date.getUTCDay()]?.slice(0, 3) ?? ''} ${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCDate()}`
}

function clock(local: string): string {
  const hour = Number(local.slice(11, 13))
  const minute = local.slice(14, 16)
  const shown = hour % 12 === 0 ? 12 : hour % 12
  return `${shown}${minute === '00' ? '' : `:${minute}`} ${hour % 24 < 12 ? 'am' : 'pm'}`
}

function dayPart(start: string, end: string): DayPart {
  const from = Number(start.slice(11, 13))
  const to = Number(end.slice(11, 13))
  if (to <= 12) return 'morning'
  if (from >= 17) return 'evening'
  return from >= 12 ? 'afternoon' : 'day'
}

/** Wall-clock time taken as UTC, for its calendar only. */
function utcOf(local: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return null
  const utc = Date.parse(`${local}:00Z`)
  return Number.isFinite(utc) ? utc : null
}
