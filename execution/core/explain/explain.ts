import type { Reason } from '#core/decision.ts'
import { localTime } from '#core/hours/local-time.ts'
import type { Instant } from '#core/values/instant.ts'
import { SENTENCES } from './sentences.ts'

/** What became of a text: the words of the gate, of the message list, and of `lead-agent may-send`. */
export type Verdict = 'sent' | 'waits' | 'refused' | 'canceled' | 'on-the-way' | 'failed'

export type Explained = {
  verdict: Verdict
  /** When it left, for a text that did. */
  at: Instant | null
  /** Until when it waits. */
  until: Instant | null
  reasons: readonly Reason[]
  /** Of the business: its owner reads this. */
  timezone: string
  /** The runtime's zone-data release. */
  tzdata: string
}

/**
 * Why a text went out, waits or never will, as sentences for an owner: first what became of it, then why, in the order in which the rules were asked. A
 * code without a sentence is named as it is rather than left out.
 */
export function explain(explained: Explained): string[] {
  const why = explained.reasons.flatMap((reason) => sentenceOf(reason) ?? [])
  return [verdictOf(explained), ...new Set(why)]
}

function sentenceOf({ code, facts }: Reason): string | null {
  if (!Object.hasOwn(SENTENCES, code)) return `The reason is noted as "${code}".`
  const sentence = SENTENCES[code] ?? null
  return typeof sentence === 'function' ? sentence(facts ?? {}) : sentence
}

function verdictOf({ verdict, at, until, timezone, tzdata }: Explained): string {
  const when = (moment: Instant | null, before: string) => (moment === null ? '' : ` ${before}${timeInWords(moment, timezone, tzdata)}`)
  switch (verdict) {
    case 'sent':
      return `This text went out${when(at, 'on ')}.`
    case 'waits':
      return `This text waits${when(until, 'until ')}.`
    case 'refused':
      return 'This text was not sent and will not be.'
    case 'canceled':
      return 'This text was taken back before it went out.'
    case 'on-the-way':
      return 'This text is on its way.'
    case 'failed':
      return 'This text did not arrive.'
    default:
      return verdict satisfies never
  }
}

const DAYS = { sun: 'Sunday', mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday' } as const
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** `Tuesday, November 24, 9:05 am`, by the clock of the zone. Throws a RangeError for a zone that the runtime does not know. */
export function timeInWords(at: Instant, timezone: string, tzdata: string): string {
  const { weekday, month, day, hour, minute } = localTime(at, timezone, tzdata)
  const twelve = hour % 12 === 0 ? 12 : hour % 12
  return `${DAYS[weekday]}, ${MONTHS[month - 1] ?? ''} ${day}, ${twelve}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'am' : 'pm'}`
}
