import type { DecideContext } from '#core/decide-context.ts'
import { localTime } from '#core/hours/local-time.ts'
import type { Instant } from '#core/values/instant.ts'

/** A time of day as people of the business read it in a text, in their own zone: `4:10 pm`. */
export function clockInWords(at: Instant, { policy, tzdata }: Pick<DecideContext, 'policy' | 'tzdata'>): string {
  const { hour, minute } = localTime(at, policy.timezone, tzdata)
  const shown = hour % 12 === 0 ? 12 : hour % 12
  return `${shown}:${minute < 10 ? '0' : ''}${minute} ${hour < 12 ? 'am' : 'pm'}`
}
