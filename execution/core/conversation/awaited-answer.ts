import type { Asked } from '#core/qualification/reading.ts'
import type { Intake } from './intake.ts'

/**
 * What the customer's next words most likely answer, for whoever reads them: what was asked last; and once the owner has the lead and no time is known,
 * the time, which is what people then still write of themselves ("asap", "ahorita porfa").
 */
export function awaitedAnswer(intake: Intake | null | undefined): Asked | null {
  if (intake === null || intake === undefined) return null
  return intake.asked ?? (intake.status === 'qualified' && intake.slots.preferredTime === null ? 'time' : null)
}
