import { wishForOwner } from '#core/conversation/plain-time.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { Effect } from '#core/effect.ts'
import { DESK_KEY, type AlertLead } from '#core/owner/desk.ts'
import { phoneOf } from '#core/owner/staff.ts'
import { gsmOnly } from '#core/values/gsm-only.ts'
import type { OutboxRow } from '#ports/store.ts'
import { applyEvent } from '../apply-event.ts'
import { conversationOf } from '../conversation-of.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

/** A name longer than this is no name. */
const NAME_MAX_CHARACTERS = 30

/** An alert is raised: it becomes an event of the owner's desk, in the transaction that ends its row. The desk decides when it is texted. */
export async function performAlert(
  parts: Pick<FlowParts, 'store' | 'clock' | 'directives'>,
  tenant: KnownTenant,
  row: OutboxRow,
  effect: Extract<Effect, { kind: 'tell-owner' }>,
): Promise<void> {
  const { alert, body, leadId, to = 'owner' } = effect
  await parts.store.transaction(row.tenantId, async (tx) => {
    if (!(await tx.outbox.settle(row.id, 'done'))) return
    const lead = leadId === null ? null : alertLead(await conversationOf(tx, row.conversationKey), leadId)
    const event = { kind: 'alert-raised' as const, alertId: row.id, alert, body, lead, to }
    await applyEvent(tx, parts, tenant, { id: `${row.id}:raised`, at: parts.clock.now(), event }, DESK_KEY)
    if (phoneOf(tenant.policy, to) === null) await tx.alerts.change(row.id, 'refused')
  })
}

function alertLead({ key, phone, lead }: Conversation, id: string): AlertLead {
  const slots = lead?.id === id ? lead.intake.slots : null
  const name = gsmOnly(slots?.name?.value ?? '').slice(0, NAME_MAX_CHARACTERS)
  const wish = slots?.preferredTime ?? null
  return {
    id,
    key,
    who: name === '' ? (phone ?? 'number withheld') : name,
    phone,
    wish: wish === null ? null : wishForOwner(wish.value),
    emergency: lead?.id === id && lead.intake.urgency === 'emergency',
  }
}
