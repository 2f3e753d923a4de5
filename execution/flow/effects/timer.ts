import type { Effect } from '#core/effect.ts'
import type { OutboxRow } from '#ports/store.ts'
import { applyEvent } from '../apply-event.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

/** A timer's time has come: it is an event like any other, in the transaction that ends its row. */
export async function performTimer(
  parts: Pick<FlowParts, 'store' | 'clock' | 'directives'>,
  tenant: KnownTenant,
  row: OutboxRow,
  effect: Extract<Effect, { kind: 'start-timer' }>,
): Promise<void> {
  const inbox = { id: `${row.id}:due`, at: parts.clock.now(), event: { kind: 'timer-due' as const, timer: effect.timer } }
  await parts.store.transaction(row.tenantId, async (tx) => {
    if (!(await tx.outbox.settle(row.id, 'done'))) return
    await applyEvent(tx, parts, tenant, inbox, row.conversationKey)
  })
}
