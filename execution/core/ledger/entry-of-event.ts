import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { Decision } from '#core/decision.ts'
import type { ConversationEvent, InboxEvent } from '#core/event.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { classOf, consentChanges, isRevocation, type ConsentChange } from './consent-change.ts'
import { isStaffWord, openRecord, personalRecord } from './evidence-record.ts'
import type { LedgerKind, NewLedgerEntry } from './ledger-entry.ts'
import { openReasons, personalReasons } from './open-reasons.ts'

/** Reasons for which somebody who called or wrote got no text: a refusal, and so worth an entry of its own. */
const NOT_TEXTED: ReadonlySet<string> = new Set([
  'untextable',
  'suppressed',
  'redial',
  'rate_limited_too_long',
  'text_declined',
  'no_lead',
  'texts_rest',
])

type Decided = { inbox: InboxEvent; before: Conversation; decision: Decision; policy: TenantPolicy }

/**
 * What the ledger says of one event and its decision, in one entry: what changed in the facts that permission rests on, with the evidence,
 * and why something was decided. Null for everything that changed nothing of it: rings, reports, timers, lookups, readings; and for callers who
 * withheld their number, to whom nothing can be sent.
 */
export function entryOfEvent({ inbox, before, decision, policy }: Decided): NewLedgerEntry | null {
  const { event, at } = inbox
  const { phone, contact } = decision.next
  if (phone === null) return null
  const changes = withRepeatedStop(consentChanges(before, decision.next, event), decision)
  const byStaff = isStaffWord(event)
  const isInquiry = event.kind === 'inquiry-received'
  const refused = decision.reasons.some((reason) => NOT_TEXTED.has(reason.code)) || (isInquiry && decision.reasons.length > 1)
  if (changes.length === 0 && !byStaff && !refused) return null
  const kind = kindOf(event, changes)
  const consentClass = isInquiry && changes.length === 0 ? 'C0' : classOf(changes)
  const recorded = { event, after: decision.next, consentClass, policy, at } as const
  return {
    kind,
    at,
    person: phone,
    // In the order of their names, as the ledger writes them.
    facts: {
      changes,
      errorCode: event.kind === 'sms-failed' ? event.errorCode : null,
      event: event.kind,
      evidence: changes.length === 0 && !byStaff && !isInquiry ? null : openRecord(recorded),
      reasons: openReasons(decision.reasons),
      rule: kind === 'revocation' ? contact.suppressedRule : null,
      ruleVersion: COMPLIANCE_RULES.version,
      suppressed: contact.suppressedAt !== null,
    },
    personal: { ...personalRecord(event, phone), words: personalReasons(decision.reasons) },
  }
}

/** Whoever says STOP again changes nothing, and is heard all the same. */
function withRepeatedStop(changes: ConsentChange[], decision: Decision): ConsentChange[] {
  const said = decision.reasons.some((reason) => reason.code === 'opted_out')
  return said && !changes.includes('opted_out') ? [...changes, 'opted_out'] : changes
}

/** What a customer told to staff counts like what they told us; what staff decide is their own word. */
function kindOf(event: ConversationEvent, changes: readonly ConsentChange[]): LedgerKind {
  if (event.kind === 'consent-recorded') return 'consent'
  if (isStaffWord(event) && event.kind !== 'opt-out-recorded') return 'attestation'
  if (changes.length === 0) return 'decision'
  return isRevocation(changes) ? 'revocation' : 'consent'
}
