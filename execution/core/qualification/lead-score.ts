import type { Lead } from '#core/conversation/conversation.ts'
import type { IntakeSlots } from '#core/conversation/intake.ts'
import type { Intent, Urgency } from '#core/qualification/reading.ts'

export const LEAD_SCORE_MAX = 100

/** How soon the work is needed says most about what a call is worth to the owner. Points are chosen, not measured. */
const URGENCY_POINTS: Record<Urgency, number> = { emergency: 40, urgent: 30, routine: 15, none: 0 }

const WANTS_WORK_POINTS: Partial<Record<Intent, number>> = {
  emergency_help: 20,
  book: 20,
  quote: 15,
  question: 8,
  existing_job: 5,
  human_please: 5,
}

/** What the owner can act on without asking again. Together with the two tables above it makes 100 at the most. */
const SLOT_POINTS: Record<keyof IntakeSlots, number> = {
  problem: 8,
  service: 6,
  name: 4,
  street: 8,
  city: 2,
  zip: 2,
  callbackPhone: 2,
  preferredTime: 8,
}

/** Taken off; chosen, like the points above, so that a wish for work that fits always stands before the same wish that does not. */
const NOT_OFFERED_POINTS = 50
const OUT_OF_AREA_POINTS = 25

/** Not a customer, or one who wants no contact. */
const NO_LEAD_INTENTS: readonly Intent[] = ['wrong_number', 'job_seeker', 'vendor_spam', 'opt_out', 'cancel_appointment']

/** One ground for a score, with the points that it brought or cost; a lead that is none has one ground and no points. */
export type ScoreReason = { code: string; points: number }

/** How much a lead deserves the owner's attention, from 0 to 100: urgency, wish for work, and how much is known already. */
export function leadScore(lead: Lead): number {
  return scoreReasons(lead).reduce((sum, reason) => sum + reason.points, 0)
}

/** Why a lead has its score, weightiest kind first: the points add up to it. */
export function scoreReasons(lead: Lead): ScoreReason[] {
  const { intent, urgency, safety, slots } = lead.intake
  if (lead.status === 'opted_out') return [{ code: 'opted_out', points: 0 }]
  if (intent !== null && NO_LEAD_INTENTS.includes(intent)) return [{ code: intent, points: 0 }]
  const hurry = safety ? { code: 'safety', points: URGENCY_POINTS.emergency } : { code: urgency, points: URGENCY_POINTS[urgency] }
  const wish = intent === null ? { code: 'nothing_said', points: 0 } : { code: intent, points: WANTS_WORK_POINTS[intent] ?? 0 }
  const points = [hurry, wish, ...knownReasons(slots)].filter((reason) => reason.points > 0)
  const doubt = unfitReason(lead)
  const sum = points.reduce((total, reason) => total + reason.points, 0)
  return doubt === null ? points : [...points, { ...doubt, points: -Math.min(sum, -doubt.points) }]
}

/** Work that the business does not do, or a place where it does not work: still a lead, but not what the owner should look at first. */
function unfitReason({ intake }: Lead): ScoreReason | null {
  if (typeof intake.notOffered === 'string') return { code: 'not_offered', points: -NOT_OFFERED_POINTS }
  return intake.area === 'out' ? { code: 'out_of_area', points: -OUT_OF_AREA_POINTS } : null
}

function knownReasons(slots: IntakeSlots): ScoreReason[] {
  // The keys of `SLOT_POINTS` are those of `IntakeSlots`, by its type.
  const names = Object.keys(SLOT_POINTS) as (keyof IntakeSlots)[]
  return names.filter((name) => slots[name] !== null).map((name) => ({ code: `knows_${name}`, points: SLOT_POINTS[name] }))
}
