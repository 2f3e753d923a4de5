import { DESK_KEY, deskOf } from '#core/owner/desk.ts'
import type { Effect } from '#core/effect.ts'
import type { ConversationEvent } from '#core/event.ts'
import { DAY_MS, plus, type Instant } from '#core/values/instant.ts'
import type { OutboxRow } from '#ports/outbox.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { applyEvent } from '../apply-event.ts'
import { conversationOf } from '../conversation-of.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

/** A digest looks back to the one before, and no farther than this. */
const DIGEST_LOOK_BACK_MS = DAY_MS

/** A timer's time has come: it is an event like any other, in the transaction that ends its row. */
export async function performTimer(
  parts: Pick<FlowParts, 'store' | 'clock' | 'directives' | 'lab' | 'publicUrl' | 'workflows'>,
  tenant: KnownTenant,
  row: OutboxRow,
  effect: Extract<Effect, { kind: 'start-timer' }>,
): Promise<void> {
  const at = parts.clock.now()
  await parts.store.transaction(row.tenantId, async (tx) => {
    if (!(await tx.outbox.settle(row.id, 'done'))) return
    const event = effect.timer.kind === 'digest' ? await digestDue(tx, at) : { kind: 'timer-due' as const, timer: effect.timer }
    await applyEvent(tx, parts, tenant, { id: `${row.id}:due`, at, event }, row.conversationKey)
  })
}

/** The figures of the day, read in the transaction that makes the digest. */
async function digestDue(tx: TenantTransaction, at: Instant): Promise<ConversationEvent> {
  const { digestedAt } = deskOf((await conversationOf(tx, DESK_KEY)).conversation)
  const farthest = plus(at, -DIGEST_LOOK_BACK_MS)
  const since = digestedAt === null || digestedAt < farthest ? farthest : digestedAt
  const { texts, costMicros } = await tx.usage.since(since)
  return { kind: 'digest-due', figures: { tally: await tx.leads.tally(since), texts, costMicros } }
}
