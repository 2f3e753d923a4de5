import type { Conversation } from '#core/conversation/conversation.ts'
import type { Instant } from '#core/values/instant.ts'

/** Why a lead is on the owner's first screen, most pressing first. */
export const LEAD_NEEDS = ['emergency', 'ready', 'talking'] as const
export type LeadNeed = (typeof LEAD_NEEDS)[number]

/** Whom the conversation's lead needs: the owner now, the owner soon, or only the assistant; null when it is over. */
export function leadNeed({ lead }: Pick<Conversation, 'lead'>): { need: LeadNeed; since: Instant } | null {
  if (lead === null || lead.status === 'opted_out' || lead.status === 'booked' || lead.status === 'closed') return null
  const { urgency, pagedAt, qualifiedAt, toldOwnerAt } = lead.intake
  if (pagedAt !== null || urgency === 'emergency') return { need: 'emergency', since: pagedAt ?? lead.createdAt }
  if (lead.status === 'open') return { need: 'talking', since: lead.createdAt }
  return { need: 'ready', since: qualifiedAt ?? toldOwnerAt ?? lead.createdAt }
}
