import type { ConversationEvent } from '#core/event.ts'
import type { Reply } from '#core/reply.ts'
import type { Instant } from '#core/values/instant.ts'
import { applyEvent } from './apply-event.ts'
import type { FlowParts } from './parts.ts'
import type { KnownTenant } from './tenants.ts'

/**
 * An event from outside: written down together with what was decided about it, committed, and only then answered. Rejects when it could not
 * be committed; then nothing happened and the caller must not answer as if it had. `at`: when it arrived, where it had to wait.
 */
export async function receive(
  parts: Pick<FlowParts, 'store' | 'clock' | 'directives' | 'lab' | 'publicUrl' | 'workflows' | 'measures' | 'nudge' | 'reader'>,
  tenant: KnownTenant,
  inbox: { id: string; event: ConversationEvent },
  key: string | null = null,
  at: Instant = parts.clock.now(),
): Promise<Reply> {
  const applied = await parts.store.transaction(tenant.policy.tenantId, (tx) => applyEvent(tx, parts, tenant, { ...inbox, at }, key))
  parts.measures.eventReceived(inbox.event.kind, applied.repeated)
  if (!applied.repeated) parts.nudge()
  // STOP, HELP and texts that nobody will answer are not waiting, and so no model's business.
  const waits = inbox.event.kind === 'sms-received' && applied.conversation?.pending.at(-1)?.messageSid === inbox.event.messageSid
  if (waits && applied.conversation !== null) parts.reader.readAhead(tenant, applied.conversation)
  return applied.reply
}
