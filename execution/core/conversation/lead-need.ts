import type { Conversation, Lead } from '#core/conversation/conversation.ts'
import type { Instant } from '#core/values/instant.ts'

/** Why a lead is on the owner's first screen, most pressing first. */
export const LEAD_NEEDS = ['emergency', 'ready', 'talking'] as const
export type LeadNeed = (typeof LEAD_NEEDS)[number]

/** Whom the conversation's lead needs: the owner now, the owner soon, or only the assistant; null when it is over. */
export function leadNeed(
  conversation: Pick<Conversation, 'lead' | 'calls' | 'contact' | 'history'>,
): { need: LeadNeed; since: Instant } | null {
  const { lead } = conversation
  if (lead === null || lead.status === 'opted_out' || lead.status === 'booked' || lead.status === 'closed') return null
  const { urgency, pagedAt, qualifiedAt, toldOwnerAt } = lead.intake
  if (pagedAt !== null || urgency === 'emergency') return { need: 'emergency', since: pagedAt ?? lead.createdAt }
  const untextedSince = untexted(lead, conversation)
  if (untextedSince !== null) return { need: 'ready', since: untextedSince }
  if (lead.status === 'open') return { need: 'talking', since: lead.createdAt }
  return { need: 'ready', since: qualifiedAt ?? toldOwnerAt ?? lead.createdAt }
}

/**
 * Since when somebody waits whom the assistant does not text: nobody promised them a text, none was planned and they have written none, so that a person
 * must call. Null for everybody with whom it talks.
 */
function untexted(lead: Lead, { calls, contact, history }: Pick<Conversation, 'calls' | 'contact' | 'history'>): Instant | null {
  const call = calls.findLast(({ missedAt }) => missedAt !== null)
  if (lead.status !== 'open' || call === undefined || call.missedAt === null || call.announced) return null
  const hasWritten = contact.lastInboundAt !== null && contact.lastInboundAt >= lead.createdAt
  const hasText = history.firstTextAt !== null && history.firstTextAt >= lead.createdAt
  return hasWritten || hasText ? null : call.missedAt
}
