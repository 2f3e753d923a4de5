import { centsOf } from '#core/cost/price.ts'
import { DIGEST_AT } from '#core/owner/digest.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { type Instant, toIso } from '#core/values/instant.ts'
import type { TenantView } from '#contract/tenant.ts'
import type { CarrierAccount, WebhookAddresses } from '#ports/carrier.ts'
import type { InquiryRow } from '#ports/inquiries.ts'
import type { AlertRow } from '#ports/outbox.ts'
import type { MediaRow } from '#ports/media.ts'
import type { MessageRow } from '#ports/messages.ts'
import type { CallRow, DecisionRow, LeadRow, UsageOf } from '#ports/store.ts'

/** What leaves the house, said in one place: nothing is shown that is not named here. */

export function presentTenant(
  policy: TenantPolicy,
  createdAt: Instant,
  account: CarrierAccount | null,
  webhooks: WebhookAddresses,
): TenantView {
  const { tenantId, messagingServiceSid, registration, hours, limits, numbers, webForm: _form, ...rest } = policy
  return {
    ...rest,
    fallbackPhoneVerified: rest.fallbackPhoneVerified === true,
    fallbackName: rest.fallbackName ?? null,
    digestAt: rest.digestAt === undefined ? DIGEST_AT : rest.digestAt,
    id: tenantId,
    numbers: numbers.map((number) => ({ ...number })),
    // The store holds what the same schema let in.
    hours: hours as TenantView['hours'],
    serviceArea: policy.serviceArea === undefined || policy.serviceArea === null ? null : [...policy.serviceArea],
    // Likewise.
    messages: (policy.messages ?? { spoken: {}, firstText: null }) as TenantView['messages'],
    approvedFacts: [...(policy.approvedFacts ?? [])] as TenantView['approvedFacts'],
    services: [...(policy.services ?? [])] as TenantView['services'],
    limits,
    twilio: { accountSid: account?.accountSid ?? null, messagingServiceSid },
    registration: { ...registration, tier: tierShown(registration.tier) },
    movedOutAt: iso(policy.movedOutAt ?? null),
    webhooks,
    createdAt: toIso(createdAt),
  }
}

function tierShown(tier: TenantPolicy['registration']['tier']): TenantView['registration']['tier'] {
  if (tier === undefined || tier === 'attested') return null
  return typeof tier === 'object' ? 'standard' : tier
}

export function presentLead(lead: LeadRow) {
  const { conversationKey: _key, ...shown } = lead
  return {
    ...shown,
    preferredTime: lead.preferredTime === null ? null : JSON.parse(lead.preferredTime),
    createdAt: toIso(lead.createdAt),
    acknowledgedAt: iso(lead.acknowledgedAt),
  }
}

export function presentMessage(message: MessageRow) {
  const { conversationKey: _key, ...shown } = message
  return { ...shown, createdAt: toIso(message.createdAt), sentAt: iso(message.sentAt), waitsUntil: iso(message.waitsUntil) }
}

export function presentCall(call: CallRow) {
  const { callSid, conversationKey: _key, recordingUrl: _url, ...shown } = call
  const { startedAt, missedAt, endedAt, disclosurePlayedAt } = call
  return {
    ...shown,
    id: callSid,
    startedAt: toIso(startedAt),
    missedAt: iso(missedAt),
    endedAt: iso(endedAt),
    disclosurePlayedAt: iso(disclosurePlayedAt),
  }
}

/** The voicemail of a call, by our own address: the carrier's is nobody's business. */
export function presentRecording(tenantId: string, { callSid }: CallRow, media: readonly MediaRow[]) {
  const kept = media.findLast(({ kind, subject }) => kind === 'voicemail' && subject === callSid)
  if (kept === undefined) return null
  const { state, transcript } = kept
  return { state, transcript, url: canBeShown(state) ? `${pathOf(tenantId)}/calls/${encodeURIComponent(callSid)}/recording` : null }
}

export function presentPhoto(tenantId: string, { id, subject, at, state, contentType }: MediaRow) {
  const place = id.slice(subject.length + 1)
  const url = canBeShown(state) ? `${pathOf(tenantId)}/messages/${encodeURIComponent(subject)}/media/${place}` : null
  return { messageId: subject, at: toIso(at), state, contentType, url }
}

/** What waits is fetched by whoever looks first. */
function canBeShown(state: MediaRow['state']): boolean {
  return state === 'kept' || state === 'waiting'
}

function pathOf(tenantId: string): string {
  return `/api/v1/tenants/${encodeURIComponent(tenantId)}`
}

export function presentDecision(decision: DecisionRow) {
  const { id, at, kind, subject, conversationKey, reasons, directive } = decision
  return { id, at: toIso(at), kind, subject, conversation: conversationKey, reasons, directive: directive ?? null }
}

export function presentUsage(usage: { hour: Instant } & UsageOf) {
  return {
    hour: toIso(usage.hour),
    requests: usage.requests,
    texts: usage.texts,
    segments: usage.segments,
    costCents: centsOf(usage.costMicros),
  }
}

export function presentAlert(alert: AlertRow) {
  const { id, at, kind, body, leadId, status } = alert
  return { id, at: toIso(at), kind, body, leadId, status }
}

export function presentInquiry({ at, label, channel, ticked, words, wordsVersion, pageUrl, doubt }: InquiryRow) {
  return { at: toIso(at), label, channel, ticked, words, wordsVersion, pageUrl, doubt }
}

function iso(at: Instant | null): string | null {
  return at === null ? null : toIso(at)
}
