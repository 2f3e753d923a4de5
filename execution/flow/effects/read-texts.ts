import type { Effect } from '#core/effect.ts'
import type { ReadText } from '#core/event.ts'
import type { OutboxRow } from '#ports/store.ts'
import { applyEvent } from '../apply-event.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

/** The longest that a model may think before the flow stops waiting (contract 5.8: an answer leaves within 10 s). */
const READ_LIMIT_MS = 8_000

/** Gives the customer's words to the engine; what it read comes back as an event and passes the same rules as any other. */
export async function performReading(
  parts: Pick<FlowParts, 'store' | 'clock' | 'directives' | 'model'>,
  tenant: KnownTenant,
  row: OutboxRow,
  effect: Extract<Effect, { kind: 'read-texts' }>,
): Promise<void> {
  const abort = new AbortController()
  const cancelLimit = parts.clock.after(READ_LIMIT_MS, () => abort.abort())
  const { trade, timezone } = tenant.policy
  const texts: ReadText[] = await Promise.all(
    effect.texts.map(async (text, place) => {
      const asked = place === 0 ? effect.asked : null
      const reading = await parts.model.read(text.body, { trade, timezone, receivedAt: text.receivedAt, asked }, abort.signal)
      return { ...text, reading }
    }),
  ).finally(cancelLimit)
  const inbox = { id: `${row.id}:read`, at: parts.clock.now(), event: { kind: 'texts-read' as const, texts, engine: parts.model.name } }
  await parts.store.transaction(row.tenantId, async (tx) => {
    if (!(await tx.outbox.settle(row.id, 'done'))) return
    await applyEvent(tx, parts, tenant, inbox, row.conversationKey)
  })
}
