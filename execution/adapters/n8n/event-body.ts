import { toIso } from '#core/values/instant.ts'
import type { DomainEvent, LeadFacts } from '#core/workflows/domain-event.ts'
import { eventId } from './sign-event.ts'

/** Raised when a field changes its meaning or goes; new fields may come at any time. */
const VERSION = 1

/** What leaves the house, said in one place. `orchestration/README.md` shows it to those who receive it. */
export function eventBody(tenantId: string, effectId: string, event: DomainEvent): string {
  const id = eventId(tenantId, effectId)
  return JSON.stringify({ id, type: event.type, version: VERSION, tenantId, at: toIso(event.at), data: dataOf(event) })
}

function dataOf(event: DomainEvent): object {
  switch (event.type) {
    case 'caller.opted_out':
      return { phone: event.phone, leadId: event.leadId }
    case 'lead.outcome_changed': {
      const { leadId, outcome, amountCents, lead } = event
      return { leadId, outcome, amountCents, lead: lead === null ? null : presentLead(lead) }
    }
    case 'lead.captured':
    case 'lead.qualified':
    case 'lead.emergency':
    case 'lead.booked':
      return { leadId: event.lead.id, lead: presentLead(event.lead) }
    default:
      return event satisfies never
  }
}

function presentLead(lead: LeadFacts): object {
  return { ...lead, createdAt: toIso(lead.createdAt) }
}
