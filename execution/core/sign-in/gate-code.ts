import { COMPLIANCE_RULES } from '#core/compliance/compliance-rules.ts'
import { maySend } from '#core/compliance/may-send.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { Reason } from '#core/decision.ts'
import { senderOf, standingOf } from '#core/gate.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import type { Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'

export type CodeFacts = {
  at: Instant
  to: PhoneNumber
  body: string
  /** Of the receiver as a customer, should they be one: their STOP counts. */
  conversation: Conversation
  policy: TenantPolicy
  /** The owner's number was verified, or the business vouches for its staff. */
  verified: boolean
  tzdata: string
  lab: boolean
}

/**
 * May this sign-in code leave? Its receiver asked for it a moment ago; for the rules it is a text to staff. Money and caps do not hold it back:
 * who has used up the budget must be able to come in and raise it.
 */
export function gateCode(facts: CodeFacts): { kind: 'do' | 'never'; reasons: Reason[] } {
  const { at, to, body, policy, tzdata, lab } = facts
  const permission = maySend(
    {
      to,
      at,
      kind: 'owner_alert',
      body,
      tzdata,
      sender: senderOf(policy, lab),
      contact: { ...standingOf(facts.conversation, policy), staffVerified: facts.verified },
      history: NO_HISTORY,
      booking: null,
      keyword: null,
    },
    COMPLIANCE_RULES,
  )
  const reasons = permission.reasons.map((code) => ({ code }))
  // A code is of no use later, so what would have to wait does not leave.
  return { kind: permission.kind === 'send' ? 'do' : 'never', reasons }
}

const NO_HISTORY = {
  lastInstantReplyAt: null,
  proactiveSentAt: [],
  automatedSentAt: [],
  aiRepliesInDay: 0,
  unansweredReplies: 0,
  correctsReply: false,
  sentForSameSubject: false,
  introducedAt: null,
}
