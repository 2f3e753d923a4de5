import type { GateAnswer } from '#core/gate.ts'
import type { TenantPolicy } from '#core/tenant-policy.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import { finding, type Finding } from './finding.ts'
import type { RehearsedCall } from './rehearse-missed-call.ts'

/** A first text longer than this is paid for more than twice (chosen: two segments, as the directives are written). */
const FIRST_TEXT_SEGMENTS_MAX = 2

export type CallFacts = {
  policy: TenantPolicy
  call: RehearsedCall
  /** Why the carrier could not carry out a document of this call; null: it could. */
  brokenDocument: string | null
  /** What the gate says of the first text at this moment; null when there is none. */
  gate: GateAnswer | null
  /** The reasons of the gate as people read them. */
  gateWords: string
  storeWritable: boolean
}

/** Would a missed call at this moment be answered and texted, and would the owner hear of it? */
export function checkCall(facts: CallFacts): Finding[] {
  const { policy, storeWritable } = facts
  const found = [checkHeard(facts), ...checkText(facts)]
  if (policy.ownerPhone === null || !policy.ownerPhoneVerified) found.push(finding('owner_unverified'))
  if (!storeWritable) found.push(finding('store_closed'))
  return found
}

function checkHeard({ policy, call, brokenDocument }: CallFacts): Finding {
  if (call.heard === null) return finding('call_unanswered')
  if (brokenDocument !== null) return finding('call_broken', { detail: brokenDocument })
  if (call.heard.audioUrl !== null) return finding('call_recording')
  return call.heard.text.includes(policy.name) ? finding('call_answered') : finding('call_unnamed')
}

function checkText({ call, gate, gateWords }: CallFacts): Finding[] {
  if (call.text === null || gate === null) return [finding('text_absent')]
  const { segments } = smsSegments(call.text.body)
  const long = segments > FIRST_TEXT_SEGMENTS_MAX ? [finding('text_long', { detail: String(segments) })] : []
  return [...long, checkGate(gate, gateWords)]
}

/** Reasons that another need of the business tells of: a pause, the month's budget, a registration that is not through. */
const TOLD_ELSEWHERE: readonly string[] = ['tenant_paused', 'tenant_budget', 'sender_unregistered']

/** Limits that the business set itself. */
const OWN_LIMITS: readonly string[] = ['tenant_cap_day', 'tenant_cap_hour']

function checkGate(gate: GateAnswer, words: string): Finding {
  const has = (codes: readonly string[]) => gate.reasons.some(({ code }) => codes.includes(code))
  switch (gate.kind) {
    case 'do':
      return finding('text_ready')
    case 'wait':
      return finding(has(OWN_LIMITS) ? 'text_limited' : 'text_waits', { detail: words })
    case 'never':
      return finding(has(TOLD_ELSEWHERE) ? 'text_held' : 'text_refused', { detail: words })
    default:
      return gate satisfies never
  }
}
