import { untextableReason } from '#core/calls/missed.ts'
import { inquiryText } from '#core/compliance/inquiry-text.ts'
import type { Conversation, Lead, WaitingInquiry } from '#core/conversation/conversation.ts'
import type { Intake } from '#core/conversation/intake.ts'
import { ownerAlert } from '#core/conversation/owner-alert.ts'
import { takeTurn, type Turn } from '#core/conversation/take-turn.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision, Reason } from '#core/decision.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { ReadText } from '#core/event.ts'
import { AUTOMATED_TEXTS, nothing, planned, textLane } from '#core/planning.ts'
import { afterTurn, arrangedVisit, CUSTOMER_QUIET, ladderFor, owed, quietTimer } from '#core/texts/answer-turn.ts'
import { quietReason } from '#core/texts/receive-text.ts'
import { HOUR_MS } from '#core/values/instant.ts'
import { textedLately } from './receive-inquiry.ts'

/** As long as an account of a problem in a text. */
const PROBLEM_CHARACTERS_MAX = 300

/**
 * What somebody sent through a form was read: the assistant takes its turn with it, as with a text. Where a text may go it is the first one and asks only
 * what the form did not say; where none may, nothing is said. The owner hears of the inquiry in either case.
 */
export function answerInquiry(texts: readonly ReadText[], conversation: Conversation, context: DecideContext): Decision {
  const { inquiry, lead, ...rest } = conversation
  if (inquiry === undefined || lead === null) return nothing(conversation, { code: 'no_lead' })
  // The words of every field stand in the one message that people see.
  const heard = texts.map((text) => ({ ...text, messageSid: text.messageSid.replace(/\.\d+$/, '') }))
  const taken = withoutPage(turnOf(heard, lead, context), lead, inquiry)
  const refused = whyNoText(inquiry, { ...rest, lead }, taken, context)
  const turn = refused === null ? taken : unsaid(taken, lead, refused, context)
  const after = afterTurn({ ...rest, lead }, lead, turn, context)
  const ladder = mayPage(inquiry) ? ladderFor(turn, after, context) : { next: after, effects: [], restarted: false }
  const next = refused === null ? withFirstText(ladder.next, context) : stillThere(ladder.next)
  const arranged = arrangedVisit(turn, { ...rest, lead }, next, context)
  const effects = [
    ...told(inquiry, turn, next, refused, context, ladder.restarted),
    ...ladder.effects,
    ...(refused === null ? firstText(inquiry, turn, next, context) : []),
    ...quietTimer(turn, context),
    ...arranged.timers,
  ]
  const reason: Reason = refused === null ? { code: 'inquiry_text' } : { code: refused }
  const decision = nothing(next, ...turn.reasons, reason, { code: 'owner_told_of_inquiry' })
  const { visits, passes } = arranged
  return { ...decision, effects, cancels: [CUSTOMER_QUIET, ...arranged.cancels], visits, passes }
}

function withFirstText(conversation: Conversation, { at }: DecideContext): Conversation {
  return { ...conversation, history: { ...conversation.history, firstTextAt: at } }
}

/** "Call me, don't text" ends the texts and not the request. */
function stillThere(conversation: Conversation): Conversation {
  const { lead } = conversation
  return lead?.status === 'opted_out' ? { ...conversation, lead: { ...lead, status: 'handed_over' } } : conversation
}

/** What stands in the box "What do you need help with?" is the problem, also when it is in words that the engine does not know. */
function turnOf(heard: ReadText[], lead: Lead, { facts, directive, at }: DecideContext): Turn {
  const turn = takeTurn(lead.intake, heard, facts, directive, at)
  const [message] = heard
  const words = message === undefined ? '' : cut(message.body)
  if (turn.intake.slots.problem !== null || message === undefined || words === '' || turn.intake.status === 'closed') return turn
  const problem = { value: words.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim(), words, messageSid: message.messageSid, at: message.receivedAt }
  const told: Intake = { ...lead.intake, slots: { ...lead.intake.slots, problem } }
  return takeTurn(told, heard, facts, directive, at)
}

/** A script or a flood could ring the owner all night. Whoever merely typed fast, or late, may be in danger. */
function mayPage({ doubt }: WaitingInquiry): boolean {
  return doubt === null || doubt === 'too_fast' || doubt === 'old_pass'
}

function withoutPage(turn: Turn, lead: Lead, inquiry: WaitingInquiry): Turn {
  if (mayPage(inquiry)) return turn
  const effects = turn.effects.filter((effect) => effect.kind !== 'page-owner')
  return { ...turn, intake: { ...turn.intake, pagedAt: lead.intake.pagedAt }, effects }
}

/** What was known when it came, and what has happened since; null when a text may go. */
function whyNoText(inquiry: WaitingInquiry, conversation: Conversation, turn: Turn, context: DecideContext): string | null {
  const { at, textSlot } = context
  if (inquiry.refused !== null) return inquiry.refused
  if (untextableReason(conversation, context) !== null) return 'untextable'
  const quiet = quietReason(conversation, at)
  if (quiet !== null) return quiet.code
  const wroteSince = (conversation.contact.lastInboundAt ?? 0) >= inquiry.receivedAt
  if (wroteSince || textedLately(conversation, at)) return 'texted_lately'
  if (turn.effects.some((effect) => effect.kind === 'suppress')) return 'words_against_texts'
  if (turn.intake.status === 'closed' || turn.replies.length === 0) return 'nothing_to_answer'
  return textSlot === null && turn.intake.urgency !== 'emergency' ? 'rate_limited_too_long' : null
}

/** Nothing is said, so nothing was asked: a person goes on, unless the conversation is under way already. */
function unsaid(turn: Turn, lead: Lead, refused: string, { at }: DecideContext): Turn {
  const { asked, timesAsked, timesSaid, replies } = lead.intake
  const isTalking = refused === 'texted_lately' && lead.intake.status === 'open'
  const isOpen = turn.intake.status === 'open' && !isTalking
  const handedOver = isOpen ? [...turn.intake.handedOver, 'not-texted' as const] : turn.intake.handedOver
  const status = isOpen ? ('handed_over' as const) : turn.intake.status
  const intake: Intake = { ...turn.intake, asked, timesAsked, timesSaid, replies, status, handedOver, toldOwnerAt: at }
  return { ...turn, intake, asked, replies: [] }
}

/** An emergency pages the owner as ever. What is complete is told as a lead; everything else as a request, which says whether a text goes out. */
function told(
  inquiry: WaitingInquiry,
  turn: Turn,
  conversation: Conversation,
  refused: string | null,
  context: DecideContext,
  pagedAgain: boolean,
): PlannedEffect[] {
  const { lead, phone } = conversation
  const ordinary = owed(turn, conversation, context, pagedAgain)
  const alerts = ordinary.flatMap(({ effect }) => (effect.kind === 'tell-owner' ? [effect.alert] : []))
  if (alerts.includes('emergency') || (refused === null && alerts.length > 0) || lead === null) return ordinary
  const isTalking = refused === 'texted_lately' && (lead.intake.replies > 0 || conversation.pending.length > 0)
  const kind = refused === null || isTalking ? ('inquiry' as const) : ('inquiry-to-call' as const)
  const body = ownerAlert(kind, lead.intake, phone, context.facts, context.at)
  // Many machines are one alert an hour; people are one each.
  const onceKey = inquiry.doubt !== null ? `doubtful-inquiry:${Math.floor(context.at / HOUR_MS)}` : `inquiry:${inquiry.id}`
  return [planned({ kind: 'tell-owner', alert: kind, body, leadId: lead.id }, { onceKey })]
}

function firstText(inquiry: WaitingInquiry, turn: Turn, conversation: Conversation, context: DecideContext): PlannedEffect[] {
  const { phone, lead, contact, ourNumber, key } = conversation
  const [reply] = turn.replies
  const slot = turn.intake.urgency === 'emergency' ? context.at : context.textSlot
  if (phone === null || lead === null || reply === undefined || slot === null) return []
  const { language, slots } = turn.intake
  const place = { zip: slots.zip?.value ?? null, region: contact.region ?? null }
  const body = inquiryText({ to: phone, label: inquiry.label, reply: reply.text, language, ...place }, context.policy)
  return [
    planned(
      { kind: 'send-sms', smsKind: 'inquiry_reply', to: phone, from: ourNumber, body, leadId: lead.id, callSid: null },
      { notBefore: slot, cancelKey: AUTOMATED_TEXTS, onceKey: `inquiry-text:${inquiry.id}`, lane: textLane(key) },
    ),
  ]
}

function cut(words: string): string {
  const short = words.trim().slice(0, PROBLEM_CHARACTERS_MAX)
  return short.isWellFormed() ? short : short.slice(0, -1)
}
