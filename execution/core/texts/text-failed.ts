import { ownerAlert } from '#core/conversation/owner-alert.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision, Reason } from '#core/decision.ts'
import type { ConversationEvent, SmsKind } from '#core/event.ts'
import { AUTOMATED_TEXTS, nothing, planned } from '#core/planning.ts'

type Failed = Extract<ConversationEvent, { kind: 'sms-failed' }>

/**
 * What a refused or undelivered text says about the number (facts of the carrier, section 8.3). Permanent faults end texting to it;
 * the owner is told to call, because the lead is still a lead.
 */
const SAYS_LANDLINE = new Set([30006, 21614])
const SAYS_OPTED_OUT = new Set([21610])
const SAYS_UNREACHABLE = new Set([21211, 21217, 30004, 30005])

/** In place of a number of the carrier's, where the text did not leave us in its time or every try had failed. The receiver is all right. */
export const NEVER_LEFT = 0

export function textFailed(event: Failed, conversation: Conversation, context: DecideContext): Decision {
  const { errorCode } = event
  if (errorCode === NEVER_LEFT) return neverLeft(event.smsKind, conversation, context)
  if (SAYS_OPTED_OUT.has(errorCode)) {
    const contact = {
      ...conversation.contact,
      suppressedAt: conversation.contact.suppressedAt ?? context.at,
      suppressedRule: 'carrier_block',
    }
    const lead = conversation.lead === null ? null : { ...conversation.lead, status: 'opted_out' as const }
    return told(
      { ...conversation, contact, lead, pending: [] },
      'the phone company reports that they opted out of texts',
      errorCode,
      context,
    )
  }
  if (SAYS_LANDLINE.has(errorCode))
    return told({ ...conversation, lineType: 'landline' }, 'their phone cannot receive texts', errorCode, context)
  if (SAYS_UNREACHABLE.has(errorCode)) return told(conversation, 'our text could not reach them', errorCode, context)
  return told(conversation, `our text was not delivered (code ${errorCode})`, errorCode, context)
}

/** They have heard nothing of us, so the owner rings them, what is on its way goes on, and their next call gets its text. */
function neverLeft(smsKind: SmsKind | undefined, conversation: Conversation, context: DecideContext): Decision {
  const { history, phone, lead } = conversation
  const next =
    smsKind === 'instant_reply' ? { ...conversation, history: { ...history, firstTextAt: null, introducedAt: null } } : conversation
  const words = `Call, do not text: our text to ${phone ?? 'a customer'} did not go out.`
  return ownerTold(next, lead === null ? words : ownerAlert('text-problem', lead.intake, phone, context.facts, context.at), {
    code: 'text_never_left',
  })
}

function told(next: Conversation, why: string, errorCode: number, context: DecideContext): Decision {
  const body = `Call, do not text: ${next.phone ?? 'a caller'} rang ${context.policy.name}, but ${why}.`
  return { ...ownerTold(next, body, { code: 'text_failed', facts: { errorCode } }), cancels: [AUTOMATED_TEXTS, 'turn'] }
}

/** Once for each lead. */
function ownerTold(next: Conversation, body: string, reason: Reason): Decision {
  const effect = planned(
    { kind: 'tell-owner', alert: 'text-problem', body, leadId: next.lead?.id ?? null },
    { onceKey: `text-problem:${next.key}:${next.lead?.id ?? 'none'}` },
  )
  return { ...nothing(next, reason), effects: [effect] }
}
