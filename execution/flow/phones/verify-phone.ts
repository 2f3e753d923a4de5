import { gateText } from '#core/gate.ts'
import { CODE_LASTS_MS, keepCode, nextCodeAt } from '#core/one-time-code.ts'
import { planned } from '#core/planning.ts'
import { staffCodeDigits, staffCodePurpose, staffCodeText } from '#core/texts/staff-code.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import { HOUR_MS, plus, type Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { usageNow } from '../ask-gate.ts'
import { conversationOf } from '../conversation-of.ts'
import type { FlowParts } from '../parts.ts'
import type { KnownTenant } from '../tenants.ts'

export type CodeAsked =
  | { kind: 'on-its-way'; until: Instant }
  /** Not a phone of this business's staff: a code for strangers would be a way to have anybody texted. */
  | { kind: 'not-of-staff' }
  | { kind: 'too-many'; until: Instant }
  | { kind: 'may-not-send'; reasons: string[] }

/** Texts a code to a phone of the business's staff, which must be shown to be theirs before alerts go there. */
export async function verifyPhone(parts: FlowParts, tenant: KnownTenant, phone: PhoneNumber): Promise<CodeAsked> {
  const { policy } = tenant
  const at = parts.clock.now()
  if (phone !== policy.ownerPhone && phone !== policy.fallbackPhone) return { kind: 'not-of-staff' }
  const answer = await parts.store.transaction(policy.tenantId, async (tx): Promise<CodeAsked> => {
    const known = await tx.phoneCodes.find(phone)
    const askedAt = (known?.askedAt ?? []).filter((asked) => at - asked < HOUR_MS)
    const next = nextCodeAt(askedAt, at)
    if (next > at) return { kind: 'too-many', until: next }
    const effect = {
      kind: 'send-sms' as const,
      smsKind: 'owner_alert' as const,
      to: phone,
      from: null,
      body: staffCodeText(policy),
      leadId: null,
      callSid: null,
      code: { madeAt: at },
    }
    const { conversation } = await conversationOf(tx, phone)
    const { tzdata } = parts.clock
    const usage = await usageNow(tx, tenant, at, tzdata)
    const gate = gateText(effect, { at, plannedAt: at, conversation, policy, usage, tzdata, lab: parts.lab })
    if (gate.kind === 'never') return { kind: 'may-not-send', reasons: gate.reasons.map(({ code }) => code) }
    const purpose = staffCodePurpose(policy.tenantId, phone)
    const code = keepCode(staffCodeDigits(purpose, at, parts.codeHash), purpose, at, parts.codeHash)
    await tx.phoneCodes.save(phone, { code, askedAt: [...askedAt, at] })
    await write(tx, tenant, effect, at)
    return { kind: 'on-its-way', until: plus(at, CODE_LASTS_MS) }
  })
  parts.nudge()
  return answer
}

type CodeEffect = Extract<Parameters<typeof planned>[0], { kind: 'send-sms' }>

/** The text is a row like every other, but for its digits. */
async function write(tx: TenantTransaction, { policy }: KnownTenant, effect: CodeEffect, at: Instant): Promise<void> {
  const id = `code:${effect.to}:${at}`
  const { to, body } = effect
  const added = await tx.outbox.add([{ id, conversationKey: to, planned: planned(effect, { onceKey: id }), at }])
  if (added.length === 0) return
  await tx.messages.add({
    id,
    conversationKey: to,
    leadId: null,
    direction: 'outbound',
    from: policy.messagingServiceSid ?? policy.numbers[0]?.e164 ?? '',
    to,
    body,
    kind: 'owner_alert',
    status: 'waiting',
    carrierId: null,
    errorCode: null,
    segments: smsSegments(body).segments,
    createdAt: at,
    sentAt: null,
    waitsUntil: null,
    reasons: [],
  })
}
