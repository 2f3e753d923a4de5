import { callOf } from '#core/calls/call-state.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { ConversationEvent } from '#core/event.ts'
import type { ConsentClass } from '#core/compliance/send-question.ts'

/** What an event did to the facts that permission rests on. */
export type ConsentChange =
  | 'called'
  | 'announcement_heard'
  | 'text_declined'
  | 'wrote'
  | 'inquired'
  | 'express_consent'
  | 'written_consent'
  | 'purchase'
  | 'opted_out'
  | 'opted_in_again'
  | 'in_doubt'
  | 'doubt_cleared'

const REVOCATIONS: ReadonlySet<ConsentChange> = new Set(['opted_out', 'text_declined', 'in_doubt'])

/** Every change between two states of one conversation, whatever event made it; so a new event that moves a fact cannot be forgotten here. */
export function consentChanges(before: Conversation, after: Conversation, event: ConversationEvent): ConsentChange[] {
  const [old, now] = [before.contact, after.contact]
  const changes: [boolean, ConsentChange][] = [
    [now.callAt !== old.callAt && isNewCall(before, event), 'called'],
    [now.disclosurePlayedAt !== old.disclosurePlayedAt, 'announcement_heard'],
    [now.declinedTextAt !== old.declinedTextAt, 'text_declined'],
    [now.lastInboundAt !== old.lastInboundAt, 'wrote'],
    [now.inquiryAt !== old.inquiryAt && now.lastInboundAt === old.lastInboundAt && now.expressAt === old.expressAt, 'inquired'],
    [now.expressAt !== old.expressAt, 'express_consent'],
    [now.writtenAt !== old.writtenAt, 'written_consent'],
    [now.purchaseAt !== old.purchaseAt, 'purchase'],
    [now.suppressedAt !== null && old.suppressedAt === null, 'opted_out'],
    [now.suppressedAt === null && old.suppressedAt !== null, 'opted_in_again'],
    [now.doubtAt !== null && old.doubtAt === null, 'in_doubt'],
    [now.doubtAt === null && old.doubtAt !== null && now.suppressedAt === null, 'doubt_cleared'],
  ]
  return changes.flatMap(([happened, change]) => (happened ? [change] : []))
}

export function isRevocation(changes: readonly ConsentChange[]): boolean {
  return changes.some((change) => REVOCATIONS.has(change))
}

/** The consent class that the changes made or left (facts 6.1). The strongest statement of the event counts. */
export function classOf(changes: readonly ConsentChange[]): ConsentClass {
  const has = (change: ConsentChange): boolean => changes.includes(change)
  if (has('opted_out')) return 'C0'
  if (has('text_declined')) return 'C1'
  if (has('written_consent')) return 'C4'
  if (has('express_consent')) return 'C3'
  if (has('purchase')) return 'P'
  if (has('wrote') || has('inquired') || has('opted_in_again') || has('in_doubt') || has('doubt_cleared')) return 'C2'
  return has('announcement_heard') ? 'C1D' : 'C1'
}

/** A call that becomes a missed one is not a second call. */
function isNewCall(before: Conversation, event: ConversationEvent): boolean {
  return !('callSid' in event) || callOf(before, event.callSid) === null
}
