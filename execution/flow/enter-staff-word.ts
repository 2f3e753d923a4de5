import type { StaffEvent } from '#core/event.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import { applyEvent } from './apply-event.ts'
import { conversationOf } from './conversation-of.ts'
import type { FlowParts } from './parts.ts'
import type { KnownTenant } from './tenants.ts'

export type Entered =
  | { kind: 'done'; suppressed: boolean }
  | { kind: 'not_suppressed' }
  /** The phone company blocks our texts at their wish; only they can lift that, by texting START. */
  | { kind: 'blocked_by_carrier' }
  /** The contact or its consent would be dated in the future. */
  | { kind: 'in_the_future' }

/**
 * Writes down what staff know of a customer: an opt-out that they heard, one that was a mistake, a consent with its evidence. The facts, the queue that an
 * opt-out empties and the entry of the ledger are one transaction. `id` makes a repeated request the same event.
 */
export async function enterStaffWord(
  parts: Pick<FlowParts, 'store' | 'clock' | 'directives' | 'lab' | 'publicUrl' | 'workflows' | 'nudge'>,
  tenant: KnownTenant,
  phone: PhoneNumber,
  entered: { id: string; event: StaffEvent },
): Promise<Entered> {
  const at = parts.clock.now()
  const { id, event } = entered
  if (event.kind === 'consent-recorded' && event.occurredAt > at) return { kind: 'in_the_future' }
  const answer = await parts.store.transaction(tenant.policy.tenantId, async (tx): Promise<Entered> => {
    const { contact } = (await conversationOf(tx, phone)).conversation
    if (event.kind === 'opt-out-undone') {
      if (contact.suppressedAt === null) return { kind: 'not_suppressed' }
      if (contact.suppressedRule === 'carrier_block') return { kind: 'blocked_by_carrier' }
    }
    const { conversation } = await applyEvent(tx, parts, tenant, { id, at, event }, phone)
    const after = conversation?.contact ?? contact
    return { kind: 'done', suppressed: after.suppressedAt !== null }
  })
  parts.nudge()
  return answer
}
