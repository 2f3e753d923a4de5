import { HOUR_MS, MINUTE_MS } from '#core/values/instant.ts'
import type { Clock } from '#ports/clock.ts'
import { createWindowCounts } from '../window-counts.ts'

/**
 * How many inquiries one form takes. Over the first line of each they are kept with a mark and nothing is texted; over the second they are refused, because
 * a machine that fills the disk loses leads too. An address may be an office, or a reverse proxy, so it is given room.
 */
const LINES = {
  address: { kept: 10, taken: 60, windowMs: 10 * MINUTE_MS },
  form: { kept: 120, taken: 2_000, windowMs: HOUR_MS },
} as const

/** `text`: all is well. `keep`: many; nothing is texted. `refuse`: far too many. */
export type FormAnswer = 'text' | 'keep' | 'refuse'

export type FormLimits = { count(formKey: string, address: string): FormAnswer }

/** In memory: a restart forgets the counts, and whoever was just over a line starts anew. */
export function createFormLimits(clock: Pick<Clock, 'now'>): FormLimits {
  const counts = createWindowCounts(clock)

  function countOne(key: string, { kept, taken, windowMs }: (typeof LINES)[keyof typeof LINES]): FormAnswer {
    const inquiries = counts.count(key, windowMs)
    if (inquiries > taken) return 'refuse'
    return inquiries > kept ? 'keep' : 'text'
  }

  return {
    count(formKey, address) {
      const answers = [countOne(`${formKey} ${address}`, LINES.address), countOne(formKey, LINES.form)]
      if (answers.includes('refuse')) return 'refuse'
      return answers.includes('keep') ? 'keep' : 'text'
    },
  }
}
