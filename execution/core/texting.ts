import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import { isRegisteredFor } from '#core/compliance/may-send.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import { pausedReason, senderOf, standingOf } from '#core/gate.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'

/** What stands in the way of every text of a business, whatever it says: the same two questions that the gate asks in the moment of sending. */
export type TextsRest = 'tenant_paused' | 'sender_unregistered'

type Facing = Pick<DecideContext, 'policy' | 'lab'>

/**
 * Why no text of ours may go to this customer now, or null when one may: a caller must not hear of a text that cannot come. Null also for what was decided
 * before `lab` was kept, so that a replay decides as it was decided then.
 */
export function whyNoTextTo({ phone, ...conversation }: Conversation, { policy, lab }: Facing): TextsRest | null {
  if (lab === undefined) return null
  if (pausedReason(policy) !== null) return 'tenant_paused'
  const sender = senderOf(policy, lab)
  // Most businesses are; where the receiver is matters only to the others.
  if (phone === null || sender.registered) return null
  const question = { to: phone, contact: standingOf({ phone, ...conversation }, policy), sender }
  return isRegisteredFor(question, COMPLIANCE_RULES) ? null : 'sender_unregistered'
}

/** The same for a phone of the business's own people: alerts go on while the assistant is paused. */
export function whyNoTextToStaff(to: PhoneNumber, { policy, lab }: Facing): TextsRest | null {
  if (lab === undefined) return null
  const sender = senderOf(policy, lab)
  if (sender.registered) return null
  const question = { to, contact: { zip: null, region: null }, sender }
  return isRegisteredFor(question, COMPLIANCE_RULES) ? null : 'sender_unregistered'
}
