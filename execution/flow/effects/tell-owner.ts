import { slotInWords } from '#core/booking/slot-in-words.ts'
import { wishForOwner } from '#core/conversation/plain-time.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { Effect } from '#core/effect.ts'
import { DESK_KEY, type AlertLead } from '#core/owner/desk.ts'
import { phoneOf } from '#core/owner/staff.ts'
import { whoOf } from '#core/owner/who-of.ts'
import type { OutboxRow } from '#ports/outbox.ts'
import { applyEvent } from '../apply-event.ts'
import { conversationOf } from '../conversation-of.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

/** An alert is raised: it becomes an event of the owner's desk, in the transaction that ends its row. The desk decides when it is texted. */
export async function performAlert(
  parts: Pick<FlowParts, 'store' | 'clock' | 'directives' | 'lab' | 'publicUrl' | 'workflows'>,
  tenant: KnownTenant,
  row: OutboxRow,
  effect: Extract<Effect, { kind: 'tell-owner' }>,
): Promise<void> {
  const { alert, body, leadId, to = 'owner' } = effect
  await parts.store.transaction(row.tenantId, async (tx) => {
    if (!(await tx.outbox.settle(row.id, 'done'))) return
    const lead =
      leadId === null ? null : alertLead((await conversationOf(tx, row.conversationKey)).conversation, leadId, tenant, parts.clock.tzdata)
    const event = { kind: 'alert-raised' as const, alertId: row.id, alert, body, lead, to }
    await applyEvent(tx, parts, tenant, { id: `${row.id}:raised`, at: parts.clock.now(), event }, DESK_KEY)
    if (phoneOf(tenant.policy, to) === null) await tx.alerts.change(row.id, 'refused')
  })
}

function alertLead(conversation: Conversation, id: string, { policy }: KnownTenant, tzdata: string): AlertLead {
  const { key, phone, lead } = conversation
  const known = lead?.id === id ? lead : null
  const photos = known?.intake.photos?.length ?? 0
  const visit = known?.intake.visit
  const wish = known?.intake.slots.preferredTime ?? null
  const time = visit === undefined ? (wish === null ? null : wishForOwner(wish.value)) : slotInWords(visit, 'en', policy.timezone, tzdata)
  return {
    id,
    key,
    who: whoOf({ ...conversation, lead: known }, 'number withheld'),
    phone,
    wish: time,
    asksToConfirm: visit?.state === 'held',
    emergency: known?.intake.urgency === 'emergency',
    ...(photos === 0 ? {} : { photos }),
  }
}
