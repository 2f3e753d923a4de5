import type { Conversation, Lead } from '#core/conversation/conversation.ts'
import type { Intake } from '#core/conversation/intake.ts'
import type { Turn } from '#core/conversation/turn.ts'
import type { DecideContext } from '#core/decide-context.ts'
import { isQualified } from '#core/qualification/next-question.ts'
import { plus, SECOND_MS, type Instant } from '#core/values/instant.ts'

/** Who is just asked for their name may give it at once; with the pause after a burst and the bundling of alerts this stays within 10 s (contract 5.8). */
export const NAME_WAIT_MS = 3 * SECOND_MS

/** Cancel key of the early alert, while it waits for the name. */
export const EARLY_ALERT = 'early-alert'

/**
 * Whether the owner hears of a lead although we still ask for a name or a time: they know what is wrong, where and whom to call, and a
 * customer who does not write on would keep them waiting for as long as we wait for the customer. Once per lead.
 */
export function tellsEarly(turn: Turn, { lead, contact }: Conversation, { directive }: DecideContext): boolean {
  if (lead === null || lead.status !== 'open' || lead.toldEarlyAt !== undefined || contact.suppressedAt !== null) return false
  const isTold = turn.effects.length > 0 || lead.intake.pagedAt !== null || lead.intake.qualifiedAt !== null
  return !isTold && isQualified(lead.intake, directive)
}

/** The conversation as if the owner had not been told: the early alert of the turn before still waits for the name and can be replaced by a better one. */
export function asIfUntold(conversation: Conversation, before: Lead, at: Instant): Conversation {
  const { lead } = conversation
  const { toldEarlyAt } = before
  if (lead === null || earlyPlan(before, at) === null || toldEarlyAt === undefined || at >= plus(toldEarlyAt, NAME_WAIT_MS))
    return conversation
  const { toldEarlyAt: _, ...untold } = lead
  return { ...conversation, lead: untold }
}

/** When the early alert leaves, and what takes it back until then. */
export function earlyPlan({ intake }: Lead, at: Instant): { notBefore: Instant; cancelKey: string } | null {
  return intake.slots.name === null && intake.asked === 'name' ? { notBefore: plus(at, NAME_WAIT_MS), cancelKey: EARLY_ALERT } : null
}

export function toldEarly(conversation: Conversation, { at }: DecideContext): Conversation {
  const { lead } = conversation
  return lead === null ? conversation : { ...conversation, lead: { ...lead, toldEarlyAt: at } }
}

/** Whether the customer has said anything since. */
export function hasNews({ slots, notes, lastWords }: Intake, since: Instant): boolean {
  return [...Object.values(slots), ...notes, lastWords].some((one) => one !== null && one.at > since)
}
