import { isOneOf, word } from './time-cursor.ts'
import type { TimeReader } from './time-cursor.ts'
import { SHORT_WEEKDAYS, WEEKDAYS } from './time-words.ts'

/** `Sundays` is a habit; it names a wish only as the answer to the time question. */
export function pluralWeekday(reader: TimeReader, at: number): number | undefined {
  const wished =
    isOneOf(reader, at + 1, 'are would work only is') &&
    isOneOf(reader, at + 2, 'best good better perfect fine great work easiest ideal please for')
  return (reader.shortDays || wished) && word(reader, at).endsWith('days') ? WEEKDAYS.get(word(reader, at).slice(0, -1)) : undefined
}

/** `mondays`, of every week. */
export function habitualWeekday(reader: TimeReader, at: number): number | undefined {
  const text = word(reader, at)
  return text.endsWith('days') && pluralWeekday(reader, at) === undefined ? WEEKDAYS.get(text.slice(0, -1)) : undefined
}

/** `tues`, `fri`: some abbreviations are also words and count only in company of other time words, or as an answer. */
export function shortWeekday(reader: TimeReader, at: number): number | undefined {
  const found = SHORT_WEEKDAYS.get(word(reader, at))
  if (
    found === undefined ||
    (word(reader, at) === 'mon' && reader.french && !reader.shortDays && !isOneOf(reader, at + 1, 'am pm morning afternoon'))
  )
    return undefined
  if (
    !reader.shortDays &&
    !(isOneOf(reader, at, 'tue thu fri') || (word(reader, at) === 'wed' && !isOneOf(reader, at - 1, 'get got to be getting newly'))) &&
    !(
      isOneOf(reader, at - 1, 'on this next by or until til for come') ||
      isOneOf(reader, at + 1, 'morning afternoon evening night am pm at after before or between works noon first early anytime ok') ||
      /^\d/.test(word(reader, at + 1))
    )
  )
    return undefined
  if (isOneOf(reader, at, 'sat sun dom lun mar sab') && isOneOf(reader, at + 1, 'in on the and there is down here outside all for'))
    return undefined
  return found
}
