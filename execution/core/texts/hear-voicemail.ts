import { untextableReason } from '#core/calls/missed.ts'
import { readRevocation } from '#core/compliance/revocation/read-revocation.ts'
import type { Intake } from '#core/conversation/intake.ts'
import { ownerAlert } from '#core/conversation/owner-alert.ts'
import { takeTurn } from '#core/conversation/take-turn.ts'
import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision, Reason } from '#core/decision.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { ConversationEvent } from '#core/event.ts'
import { AUTOMATED_TEXTS, nothing, planned } from '#core/planning.ts'
import { whyNoTextTo } from '#core/texting.ts'
import { afterTurn, arrangedVisit, ladderFor, owed, quietTimer, replies } from './answer-turn.ts'
import { quietReason } from './receive-text.ts'

type VoicemailRead = ConversationEvent & { kind: 'voicemail-read' }

/**
 * What was said in a voicemail, taken in like a text by the same rules: it fills the lead, makes it urgent, pages the owner. It is answered by text only
 * where a text would be; whoever said "no more texts" gets none (compliance 1.3, rule 4: voicemails go through the same classifier), and stays a lead
 * to be called.
 */
export function hearVoicemail(event: VoicemailRead, before: Conversation, context: DecideContext): Decision {
  if (before.lead === null) return nothing(before, { code: 'no_lead' })
  const wished = withWish(event, before, context)
  const conversation = wished.next
  const { lead } = before
  const { text } = event
  const turn = takeTurn(lead.intake, [text], context.facts, context.directive, context.at)
  const speaks = maySpeak(conversation, context) && !turn.effects.some((effect) => effect.kind === 'suppress')
  const heard = speaks ? turn : { ...turn, intake: unsaid(turn.intake, lead.intake), replies: [] }
  const after = afterTurn(conversation, lead, heard, context)
  // An opt-out by voice ends texts and not the lead: a person can still call.
  const status = heard.effects.some((effect) => effect.kind === 'suppress') ? lead.status : (after.lead?.status ?? lead.status)
  const kept: Conversation = { ...after, pending: before.pending, lead: after.lead === null ? null : { ...after.lead, status } }
  const ladder = ladderFor(heard, kept, context)
  const { next } = ladder
  const arranged = arrangedVisit(heard, conversation, next, context)
  const told = owed(heard, next, context, ladder.restarted)
  const spoken = speaks ? replies(heard, next, lead, [text], context) : []
  const quiet = speaks ? quietTimer(heard, context) : []
  const effects = [
    ...(told.length > 0 ? told : wordsForOwner(event, next, context)),
    ...ladder.effects,
    ...spoken,
    ...quiet,
    ...arranged.timers,
  ]
  return {
    ...nothing(next, ...wished.reasons, { code: 'voicemail_heard' }, ...heard.reasons),
    effects,
    cancels: [...wished.cancels, ...arranged.cancels],
    visits: arranged.visits,
  }
}

function maySpeak(conversation: Conversation, context: DecideContext): boolean {
  const { declinedTextAt, callAt } = conversation.contact
  const declined = declinedTextAt !== null && declinedTextAt >= (callAt ?? declinedTextAt)
  const isQuiet = quietReason(conversation, context.at) !== null
  if (declined || isQuiet || isUnanswered(conversation)) return false
  return untextableReason(conversation, context) === null && whyNoTextTo(conversation, context) === null
}

/** Our last text is still without an answer by text, and the rules allow no second one (`cap_ai_unanswered`): what was said waits for their next text. */
function isUnanswered({ history, contact }: Conversation): boolean {
  const last = Math.max(history.automatedAt.at(-1) ?? 0, history.firstTextAt ?? 0)
  return last > (contact.lastInboundAt ?? 0)
}

/** Nothing is said, so nothing was asked: only what was learnt stays. */
function unsaid(after: Intake, { asked, timesAsked, timesSaid, replies: count }: Intake): Intake {
  return { ...after, asked, timesAsked, timesSaid, replies: count }
}

/** A wish to get no texts counts by voice too; in doubt automated texts rest until a person decides. */
function withWish({ text }: VoicemailRead, conversation: Conversation, { at }: DecideContext): Decision {
  const { contact } = conversation
  const { revocation, certain, rule } = readRevocation(text.body)
  const rest = (next: Conversation, reason: Reason): Decision => ({ ...nothing(next, reason), cancels: [AUTOMATED_TEXTS, 'turn'] })
  if (contact.suppressedAt !== null || (revocation !== 'STOP' && certain)) return nothing(conversation)
  if (!certain) return rest({ ...conversation, contact: { ...contact, doubtAt: contact.doubtAt ?? at } }, { code: 'opt_out_doubt' })
  return rest({ ...conversation, contact: { ...contact, suppressedAt: at, suppressedRule: rule } }, { code: 'opted_out_by_voice' })
}

/** The owner was told of the voicemail at once; now they get its words. */
function wordsForOwner({ recordingSid }: VoicemailRead, conversation: Conversation, { facts, at }: DecideContext): PlannedEffect[] {
  const { lead, phone } = conversation
  if (lead === null) return []
  const body = ownerAlert('voicemail', lead.intake, phone, facts, at, true)
  return [planned({ kind: 'tell-owner', alert: 'voicemail', body, leadId: lead.id }, { onceKey: `voicemail-words:${recordingSid}` })]
}
