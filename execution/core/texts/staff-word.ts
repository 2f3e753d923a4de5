import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { StaffEvent } from '#core/event.ts'
import { AUTOMATED_TEXTS, nothing } from '#core/planning.ts'
import type { Instant } from '#core/values/instant.ts'

/** What a customer said to a person of the business, as that person wrote it down: the only way in which words outside of texts and calls count. */
export function staffWord(event: StaffEvent, conversation: Conversation, context: DecideContext): Decision {
  switch (event.kind) {
    case 'opt-out-recorded':
      return optOut(conversation, context.at)
    case 'opt-out-undone':
      return undone(event.reason, conversation)
    case 'consent-recorded':
      return recorded(event, conversation)
    default:
      return event satisfies never
  }
}

/** They told the technician, or on the phone: as good as STOP (47 CFR 64.1200(a)(11)). Nothing is confirmed, since they did not write. */
function optOut(conversation: Conversation, at: Instant): Decision {
  const { contact } = conversation
  const lead = conversation.lead === null ? null : { ...conversation.lead, status: 'opted_out' as const }
  const rule = contact.suppressedRule ?? 'told_to_staff'
  const next = {
    ...conversation,
    lead,
    contact: { ...contact, suppressedAt: contact.suppressedAt ?? at, suppressedRule: rule, doubtAt: null },
  }
  return {
    ...nothing({ ...next, pending: [] }, { code: 'opted_out', facts: { confirmed: false, rule } }),
    cancels: [AUTOMATED_TEXTS, 'turn', 'look-up'],
  }
}

/** A mistake put right: permission is again what it was before, and no more. */
function undone(reason: string, conversation: Conversation): Decision {
  const lead = conversation.lead?.status === 'opted_out' ? { ...conversation.lead, status: 'open' as const } : conversation.lead
  const contact = { ...conversation.contact, suppressedAt: null, suppressedRule: null, doubtAt: null }
  return nothing({ ...conversation, lead, contact }, { code: 'suppression_lifted', facts: { why: reason } })
}

/** Adds a dated fact; an older one than what is known changes nothing. An opt-out stays: agreeing to one kind of text does not take it back. */
function recorded(event: Extract<StaffEvent, { kind: 'consent-recorded' }>, conversation: Conversation): Decision {
  const { contact } = conversation
  const { occurredAt, region } = event
  const dated = (known: Instant | null | undefined) => (known === null || known === undefined || known < occurredAt ? occurredAt : known)
  const place = region === null ? {} : { region }
  const next = { ...conversation, contact: { ...contact, ...place, ...fact() } }
  return nothing(next, { code: 'consent_recorded', facts: { class: event.consentClass } })

  function fact(): Partial<Conversation['contact']> {
    switch (event.consentClass) {
      case 'C2':
        return { inquiryAt: dated(contact.inquiryAt) }
      case 'C3':
        return { expressAt: dated(contact.expressAt) }
      case 'C4':
        return { writtenAt: dated(contact.writtenAt) }
      case 'P':
        return { purchaseAt: dated(contact.purchaseAt) }
      default:
        return event.consentClass satisfies never
    }
  }
}
