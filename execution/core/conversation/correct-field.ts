import type { Captured, IntakeSlots } from '#core/conversation/intake.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { Decision } from '#core/decision.ts'
import { nothing } from '#core/planning.ts'
import type { PreferredTime } from '#core/qualification/reading.ts'
import type { Instant } from '#core/values/instant.ts'

/** What a person says a field is; null empties it. */
export type FieldCorrection =
  | { field: 'preferredTime'; value: PreferredTime | null }
  | { field: Exclude<keyof IntakeSlots, 'preferredTime'>; value: string | null }

/** A person's word stands above what was read, and is marked as theirs: it has no words of the customer. */
export function correctField(correction: FieldCorrection, conversation: Conversation, at: Instant): Decision {
  const { lead } = conversation
  if (lead === null) return nothing(conversation, { code: 'no_lead' })
  const slots: IntakeSlots = { ...lead.intake.slots, ...corrected(correction, at) }
  const next: Conversation = { ...conversation, lead: { ...lead, intake: { ...lead.intake, slots } } }
  return nothing(next, { code: 'person_corrected', facts: { field: correction.field } })
}

function corrected(correction: FieldCorrection, at: Instant): Partial<IntakeSlots> {
  const entered = <Value>(value: Value): Captured<Value> => ({ value, words: null, messageSid: null, at })
  if (correction.field === 'preferredTime') return { preferredTime: correction.value === null ? null : entered(correction.value) }
  return { [correction.field]: correction.value === null ? null : entered(correction.value) }
}
