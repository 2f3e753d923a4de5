import type { FieldCorrection } from '#core/conversation/correct-field.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { applyEvent } from '../apply-event.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

type Parts = Pick<FlowParts, 'store' | 'clock' | 'directives' | 'lab' | 'publicUrl' | 'workflows' | 'measures' | 'nudge'>
type Correction = { id: string; leadId: string; byName: string } & FieldCorrection

/**
 * A person corrects a field of a lead. The correction and what was read before are kept together as a labelled case, in the same transaction.
 * `not-found`: no such lead. `over`: the customer has a newer lead, and what was read of this one is gone.
 */
export async function correctLead(parts: Parts, tenant: KnownTenant, correction: Correction): Promise<'done' | 'not-found' | 'over'> {
  const { id, leadId, byName, ...change } = correction
  const at = parts.clock.now()
  const answer = await parts.store.transaction(tenant.policy.tenantId, async (tx) => {
    const lead = await tx.leads.find(leadId)
    if (lead === null) return 'not-found'
    const conversation = await tx.conversations.find(lead.conversationKey)
    if (conversation?.lead?.id !== leadId) return 'over'
    const was = conversation.lead.intake.slots[change.field]
    const applied = await applyEvent(tx, parts, tenant, { id, at, event: { kind: 'person-corrected', ...change } }, lead.conversationKey)
    if (applied.repeated) return 'done'
    const body = await textRead(tx, lead.conversationKey, was?.messageSid ?? null)
    await tx.corrections.add({
      id,
      at,
      conversationKey: lead.conversationKey,
      leadId,
      field: change.field,
      was: was?.value ?? null,
      words: was?.words ?? null,
      value: change.value,
      body,
      byName,
    })
    return 'done'
  })
  if (answer === 'done') parts.measures.eventReceived('person-corrected', false)
  return answer
}

/** The text that the field was read from, or else the customer's newest: what should have been read stands there. */
async function textRead(tx: TenantTransaction, conversationKey: string, messageId: string | null): Promise<string | null> {
  if (messageId !== null) return (await tx.messages.find(messageId))?.body ?? null
  const { items } = await tx.messages.list({ limit: TEXTS_LOOKED_AT, cursor: null, conversationKey })
  return items.find(({ direction }) => direction === 'inbound')?.body ?? null
}

const TEXTS_LOOKED_AT = 20
