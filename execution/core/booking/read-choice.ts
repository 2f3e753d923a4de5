import { localTime } from '#core/hours/local-time.ts'
import type { PreferredTime } from '#core/qualification/reading.ts'
import type { Interval } from './booking.ts'

/** What a customer's answer to an offer means. `other`: they want another time; `unclear`: neither yes nor no. */
export type Choice = { kind: 'takes'; index: number } | { kind: 'declines' } | { kind: 'other'; wish: PreferredTime } | { kind: 'unclear' }

type Answer = { body: string; affirm: boolean | null; preferredTime: PreferredTime | null }

const FIRST =
  /^\W*(?:(?:the |le |la |el )?(?:first|1st|1|one|premier|première|primero|primera|earlier|sooner)(?: one| slot)?)\W*(?:please|thanks|works|pls)?\W*$/i
const SECOND =
  /^\W*(?:(?:the |le |la |el )?(?:second|2nd|2|two|deuxième|segundo|segunda|later|latter)(?: one| slot)?)\W*(?:please|thanks|works|pls)?\W*$/i

/**
 * Reads the answer to offered slots. A named time decides before yes and no: "no, Wednesday" is Wednesday. A bare yes to two slots takes
 * neither, because guessing would send somebody on the wrong day.
 */
export function readChoice(offered: readonly Interval[], answer: Answer, zone: string, tzdata: string): Choice {
  const place = FIRST.test(answer.body) ? 0 : SECOND.test(answer.body) ? 1 : null
  if (place !== null && offered[place] !== undefined) return { kind: 'takes', index: place }
  const wish = answer.preferredTime
  if (wish !== null && !('asap' in wish)) {
    const fitting = offered.flatMap((slot, index) => (touches(slot, wish, zone, tzdata) ? [index] : []))
    const [only] = fitting
    if (only !== undefined && fitting.length === 1) return { kind: 'takes', index: only }
    return fitting.length > 1 ? { kind: 'unclear' } : { kind: 'other', wish }
  }
  if (answer.affirm === false) return { kind: 'declines' }
  if (answer.affirm === true && offered.length === 1) return { kind: 'takes', index: 0 }
  return { kind: 'unclear' }
}

/** True when the wished stretch and the slot share time; a wish for one instant lies in the slot that holds it. */
function touches(slot: Interval, wish: { start: string; end: string }, zone: string, tzdata: string): boolean {
  const start = wallText(slot.start, zone, tzdata)
  const end = wallText(slot.end, zone, tzdata)
  return wish.start < end && (wish.end > start || wish.start === start)
}

/** The business's wall clock as `YYYY-MM-DDTHH:MM`, the form of a wish. */
export function wallText(at: Interval['start'], zone: string, tzdata: string): string {
  const { isoDate, hour, minute } = localTime(at, zone, tzdata)
  return `${isoDate}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
