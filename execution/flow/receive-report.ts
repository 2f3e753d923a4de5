import { isForward } from '#core/texts/status-order.ts'
import type { ParsedWebhook } from '#ports/carrier.ts'
import type { MessageRow } from '#ports/messages.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { applyEvent } from './apply-event.ts'
import { noteReport } from './ledger/note-text.ts'
import type { FlowParts } from './parts.ts'
import type { KnownTenant } from './tenants.ts'

type SmsReport = Extract<ParsedWebhook, { kind: 'sms-report' }>

/** A delivery report. Reports come late, doubled and out of order: only steps forward count, and one that names a fault becomes an event. */
export async function receiveReport(
  parts: Pick<FlowParts, 'store' | 'clock' | 'directives' | 'lab' | 'publicUrl' | 'workflows' | 'measures' | 'nudge'>,
  tenant: KnownTenant,
  report: SmsReport,
): Promise<void> {
  const at = parts.clock.now()
  const faulty = await parts.store.transaction(tenant.policy.tenantId, async (tx) => {
    const message = await messageOf(tx, report)
    if (message === null || !isForward(message.status, report.status)) return false
    const mayBeFirst = message.carrierId === null ? { carrierId: report.carrierId } : {}
    await tx.messages.change(message.id, { status: report.status, errorCode: report.errorCode, ...mayBeFirst })
    if (report.errorCode === null) return false
    await noteReport(tx, message, { ...report, errorCode: report.errorCode }, at)
    if (message.kind === 'owner_alert') return false
    const event = { kind: 'sms-failed' as const, effectId: message.id, errorCode: report.errorCode }
    await applyEvent(tx, parts, tenant, { id: `${report.id}:failed`, at, event }, message.conversationKey)
    return true
  })
  parts.measures.eventReceived('sms-report', false)
  if (faulty) parts.nudge()
}

/** By our effect's id when the address carried it (a report can overtake the answer to the request itself), else by the carrier's id. */
async function messageOf(tx: TenantTransaction, report: SmsReport): Promise<MessageRow | null> {
  const byEffect = report.effectId === null ? null : await tx.messages.find(report.effectId)
  return byEffect ?? (await tx.messages.findByCarrierId(report.carrierId))
}
