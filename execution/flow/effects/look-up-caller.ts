import { LOOKUP_MICROS } from '#core/cost/price.ts'
import { plus } from '#core/values/instant.ts'
import type { Effect } from '#core/effect.ts'
import type { LineType } from '#core/event.ts'
import type { OutboxRow } from '#ports/outbox.ts'
import { applyEvent } from '../apply-event.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

/** A lookup that failed is tried once more, soon: while the owner's phone rings there is time. */
const ATTEMPTS_MAX = 2
const RETRY_MS = 500

/** Asks the carrier what kind of line this is. Decoration, not permission: without an answer the line counts as unknown and the flow goes on. */
export async function performLookUp(
  parts: Pick<FlowParts, 'store' | 'clock' | 'directives' | 'lab' | 'publicUrl' | 'workflows' | 'carrier'>,
  tenant: KnownTenant,
  row: OutboxRow,
  effect: Extract<Effect, { kind: 'look-up-caller' }>,
): Promise<void> {
  const outcome = tenant.account === null ? null : await parts.carrier.lookUpLineType(tenant.account, effect.phone)
  const lineType: LineType = outcome?.kind === 'done' ? outcome.value : 'unknown'
  const at = parts.clock.now()
  if (outcome !== null && (outcome.kind === 'retry' || outcome.kind === 'unknown') && row.attempts < ATTEMPTS_MAX) {
    await parts.store.transaction(row.tenantId, (tx) => tx.outbox.putBack(row.id, 'waiting', plus(at, RETRY_MS)))
    return
  }
  await parts.store.transaction(row.tenantId, async (tx) => {
    if (!(await tx.outbox.settle(row.id, 'done'))) return
    if (outcome?.kind === 'done') await tx.usage.add(at, { requests: 0, texts: 0, segments: 0, costMicros: LOOKUP_MICROS })
    await applyEvent(tx, parts, tenant, { id: `${row.id}:answer`, at, event: { kind: 'caller-looked-up', lineType } }, row.conversationKey)
  })
}
