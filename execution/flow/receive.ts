import type { ConversationEvent } from '#core/event.ts'
import type { Reply } from '#core/reply.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { applyEvent } from './apply-event.ts'
import type { FlowParts } from './parts.ts'
import type { KnownTenant } from './tenants.ts'

/**
 * An event from outside: written down together with what was decided about it, committed, and only then answered. Rejects when it could not
 * be committed; then nothing happened and the caller must not answer as if it had.
 */
export async function receive(
  parts: Pick<FlowParts, 'store' | 'clock' | 'directives' | 'lab' | 'publicUrl' | 'measures' | 'nudge' | 'reader'>,
  tenant: KnownTenant,
  inbox: { id: string; event: ConversationEvent },
  key: string | null = null,
): Promise<Reply> {
  const at = parts.clock.now()
  const event = await withCallersKind(parts, tenant, inbox.event)
  const applied = await parts.store.transaction(tenant.policy.tenantId, (tx) => applyEvent(tx, parts, tenant, { ...inbox, event, at }, key))
  parts.measures.eventReceived(inbox.event.kind, applied.repeated)
  if (!applied.repeated) parts.nudge()
  // STOP, HELP and texts that nobody will answer are not waiting, and so no model's business.
  const waits = inbox.event.kind === 'sms-received' && applied.conversation?.pending.at(-1)?.messageSid === inbox.event.messageSid
  if (waits && applied.conversation !== null) parts.reader.readAhead(tenant, applied.conversation)
  return applied.reply
}

/**
 * Two businesses here must not text each other. Asked when a call begins, or ends as the first that we hear of it; which business it is stays
 * unsaid. Before the transaction, which sees its own tenant alone.
 */
async function withCallersKind(
  parts: Pick<FlowParts, 'store'>,
  { policy }: KnownTenant,
  event: ConversationEvent,
): Promise<ConversationEvent> {
  if (event.kind !== 'call-received' && event.kind !== 'call-ended') return event
  const phone = parsePhoneNumber(event.from)
  const answeredBy = phone === null ? null : await parts.store.acrossTenants.tenantOfNumber(phone)
  return answeredBy === null || answeredBy === policy.tenantId ? event : { ...event, callerHasAssistant: true }
}
