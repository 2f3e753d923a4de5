import type { Reason } from '#core/decision.ts'
import type { Json } from './canonical-json.ts'

/** Reasons as they may stay readable for ever: codes, counts and yes or no. Texts may repeat a person's words or number, so they are left out. */
export function openReasons(reasons: readonly Reason[]): Json[] {
  return reasons.map(({ code, facts }) => {
    const counts = Object.entries(facts ?? {}).filter(([, value]) => typeof value === 'number' || typeof value === 'boolean')
    return counts.length === 0 ? { code } : { code, facts: Object.fromEntries(counts) }
  })
}

/** The texts that `openReasons` leaves out, for the personal part; null when there are none. */
export function personalReasons(reasons: readonly Reason[]): Json {
  const texts = reasons.flatMap(({ code, facts }) =>
    Object.entries(facts ?? {}).flatMap(([name, value]) => (typeof value === 'string' ? [{ code, [name]: value }] : [])),
  )
  return texts.length === 0 ? null : texts
}
