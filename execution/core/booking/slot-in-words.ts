import { localTime, type LocalTime } from '#core/hours/local-time.ts'
import type { Language } from '#core/qualification/reading.ts'
import type { Interval } from './booking.ts'

const DAYS: Record<Language, readonly string[]> = {
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  es: ['dom', 'lun', 'mar', 'mié', 'jue', 'vie', 'sáb'],
  fr: ['dim', 'lun', 'mar', 'mer', 'jeu', 'ven', 'sam'],
}
const MONTHS: Record<Language, readonly string[]> = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  es: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'],
  fr: ['janv', 'févr', 'mars', 'avril', 'mai', 'juin', 'juil', 'août', 'sept', 'oct', 'nov', 'déc'],
}
const OR: Record<Language, string> = { en: ' or ', es: ' o ', fr: ' ou ' }

/** A slot as a customer reads it, with the date so that no weekday can be mistaken: `Tue Nov 24, 8-10 am`. */
export function slotInWords(slot: Interval, language: Language, zone: string, tzdata: string): string {
  const start = localTime(slot.start, zone, tzdata)
  const end = localTime(slot.end, zone, tzdata)
  const weekday = DAYS[language][new Date(Date.parse(start.isoDate)).getUTCDay()] ?? ''
  const month = MONTHS[language][start.month - 1] ?? ''
  const date = language === 'en' ? `${month} ${start.day}` : `${start.day} ${month}`
  return `${weekday} ${date}, ${hoursInWords(start, end, language)}`
}

/** `Tue Nov 24, 8-10 am or Wed Nov 25, 1-3 pm`. */
export function slotsInWords(slots: readonly Interval[], language: Language, zone: string, tzdata: string): string {
  return slots.map((slot) => slotInWords(slot, language, zone, tzdata)).join(OR[language])
}

function hoursInWords(start: LocalTime, end: LocalTime, language: Language): string {
  if (language === 'fr') return `${clock24(start)}-${clock24(end)}`
  const sameHalf = start.hour < 12 === end.hour < 12
  return `${clock12(start)}${sameHalf ? '' : ` ${half(start)}`}-${clock12(end)} ${half(end)}`
}

const minutes = (time: LocalTime): string => String(time.minute).padStart(2, '0')
const half = (time: LocalTime): string => (time.hour < 12 ? 'am' : 'pm')
const clock12 = (time: LocalTime): string => `${time.hour % 12 === 0 ? 12 : time.hour % 12}${time.minute === 0 ? '' : `:${minutes(time)}`}`
const clock24 = (time: LocalTime): string => `${time.hour} h${time.minute === 0 ? '' : ` ${minutes(time)}`}`
