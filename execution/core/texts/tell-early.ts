import type { Conversation } from '#core/conversation/conversation.ts'
import type { Intake } from '#core/conversation/intake.ts'
import type { Turn } from '#core/conversation/turn.ts'
import type { DecideContext } from '#core/decide-context.ts'
import { isQualified } from '#core/qualification/next-question.ts'
import type { Instant } from '#core/values/instant.ts'

/**
 * Whether the owner hears of a lead although we still ask for a name or a time: they know what is wrong, where and whom to call, and a
 * customer who does not write on would keep them waiting for as long as we wait for the customer. Once per lead.
 */
export function tellsEarly(turn: Turn, { lead, contact }: Conversation, { directive }: DecideContext): boolean {
  if (lead === null || lead.status !== 'open' || lead.toldEarlyAt !== undefined || contact.suppressedAt !== null) return false
  const isTold = turn.effects.length > 0 || lead.intake.pagedAt !== null || lead.intake.qualifiedAt !== null
  return !isTold && isQualified(lead.intake, directive)
}

export function toldEarly(conversation: Conversation, { at }: DecideContext): Conversation {
  const { lead } = conversation
  return lead === null ? conversation : { ...conversation, lead: { ...lead, toldEarlyAt: at } }
}

/** Whether the customer has said anything since. */
export function hasNews({ slots, notes, lastWords }: Intake, since: Instant): boolean {
  return [...Object.values(slots), ...notes, lastWords].some((one) => one !== null && one.at > since)
}
