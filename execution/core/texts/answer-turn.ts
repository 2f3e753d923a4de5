import { bookingOf, ended, VISIT_TIMERS, visitTimers } from '#core/booking/decide-visit.ts'
import { slotInWords } from '#core/booking/slot-in-words.ts'
import { introduced, keywordReply } from '#core/compliance/message-texts.ts'
import type { Intake } from '#core/conversation/intake.ts'
import { ownerAlert } from '#core/conversation/owner-alert.ts'
import { verifyRewording } from '#core/conversation/verify-rewording.ts'
import { REPLY_SEGMENTS_MAX } from '#core/conversation/word-reply.ts'
import { takePictures } from '#core/conversation/take-pictures.ts'
import { takeTurn, type Turn } from '#core/conversation/take-turn.ts'
import { hasNews, tellsEarly, toldEarly } from './tell-early.ts'
import { startLadder } from '#core/escalation/climb.ts'
import type { Conversation, Lead, LeadStatus } from '#core/conversation/conversation.ts'
import type { Booking } from '#core/booking/booking.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision, Reason } from '#core/decision.ts'
import type { AlertKind, PlannedEffect } from '#core/effect.ts'
import type { ReadText, Wording } from '#core/event.ts'
import { AUTOMATED_TEXTS, nothing, OWNER_UPDATE, planned, textLane } from '#core/planning.ts'
import { DAY_MS, MINUTE_MS, SECOND_MS, plus } from '#core/values/instant.ts'
import { smsSegments, toGsm } from '#core/values/sms-segments.ts'
import { DESK_KEY } from '#core/owner/desk.ts'
import { isOfInquiry } from '#core/inquiries/receive-inquiry.ts'
import { guardLoop } from './guard-loop.ts'
import { quietReason } from './receive-text.ts'
import { awaitedAnswer } from '#core/conversation/awaited-answer.ts'

/** A customer is told again who writes and how to stop after this time (compliance 2.1: at least every 30 days). */
const INTRODUCTION_LASTS_MS = 30 * DAY_MS

/** Later facts about a lead that the owner has already are gathered this long into one message. */
const UPDATE_BUNDLE_MS = 20 * SECOND_MS

/** After this silence an unfinished lead goes to the owner as it is. Chosen: long enough to look up an address, short enough to call back. */
const QUIET_AFTER_MS = 15 * MINUTE_MS
export const CUSTOMER_QUIET = 'customer-quiet'

/** The customer has paused: hand the burst to the engine. Its reading comes back as `texts-read`. */
export function turnDue(conversation: Conversation, context: DecideContext): Decision {
  if (conversation.pending.length === 0) return nothing(conversation, { code: 'nothing_to_answer' })
  const quiet = quietReason(conversation, context.at)
  if (quiet !== null) return nothing({ ...conversation, pending: [] }, quiet)
  const asked = awaitedAnswer(conversation.lead?.intake, conversation.pending[0]?.body ?? '')
  const effect = planned({ kind: 'read-texts', texts: conversation.pending, asked }, { cancelKey: 'turn' })
  return { ...nothing(conversation, { code: 'reading' }), effects: [effect] }
}

/** The reply that this burst would get, to be put into other words; null when nothing is said or nothing may be changed about it. */
export function draftReply(texts: ReadText[], conversation: Conversation, context: DecideContext): string | null {
  const { lead } = conversation
  // The first text after a form is worded by us alone.
  if (lead === null || isOfInquiry(texts, conversation) || quietReason(conversation, context.at) !== null) return null
  const turn = turnOf(lead, texts, context)
  return mayBeReworded(turn) ? (turn.replies[0]?.text ?? null) : null
}

/** A burst without a word is pictures alone, about which an engine can say nothing. */
function turnOf({ intake }: Lead, texts: readonly ReadText[], { facts, directive, at }: DecideContext): Turn {
  const isPictures = (intake.photos ?? []).length > 0 && texts.every(({ body }) => body.trim() === '')
  return isPictures ? takePictures(intake, facts, directive, at) : takeTurn(intake, texts, facts, directive, at)
}

/** In danger, and to somebody who goes, every word is the directive's. */
function mayBeReworded(turn: Turn): boolean {
  const suppresses = turn.effects.some((effect) => effect.kind === 'suppress')
  return turn.replies.length > 0 && turn.intake.urgency !== 'emergency' && !suppresses && turn.replies[0]?.act !== 'crisis'
}

/** What is said in the end: the model's wording for this very draft when it stands the check, else the draft. */
function reworded(turn: Turn, wording: Wording | undefined, context: DecideContext): { turn: Turn; reasons: Reason[] } {
  const [reply] = turn.replies
  if (wording === undefined || reply === undefined || reply.text !== wording.draft || !mayBeReworded(turn)) return { turn, reasons: [] }
  const problems = verifyRewording(reply.text, wording.text, context.facts, turn.intake)
  if (smsSegments(toGsm(wording.text)).segments > REPLY_SEGMENTS_MAX) problems.push('too long')
  if (problems.length > 0) return { turn, reasons: [{ code: 'wording_refused', facts: { problem: problems.join('; ') } }] }
  return { turn: { ...turn, replies: [{ ...reply, text: toGsm(wording.text) }] }, reasons: [{ code: 'reworded' }] }
}

/** The engine has read the burst: the core takes its turn. Texts that came in meanwhile start a new turn with all of them. */
export function answerTurn(texts: ReadText[], conversation: Conversation, context: DecideContext, wording?: Wording): Decision {
  const { lead, phone } = conversation
  const newest = conversation.pending.at(-1)
  if (newest === undefined || newest.messageSid !== texts.at(-1)?.messageSid) return nothing(conversation, { code: 'more_texts_arrived' })
  const quiet = quietReason(conversation, context.at)
  if (quiet !== null || lead === null || phone === null) return nothing({ ...conversation, pending: [] }, quiet ?? { code: 'no_lead' })
  const taken = turnOf(lead, texts, context)
  const { turn: said, reasons } = reworded(taken, wording, context)
  const guarded = guardLoop(conversation, lead, texts, said, context)
  const { turn } = guarded
  const ladder = ladderFor(turn, afterTurn({ ...conversation, exchange: guarded.exchange }, lead, turn, context), context)
  const early = tellsEarly(turn, ladder.next, context)
  const next = early ? toldEarly(ladder.next, context) : ladder.next
  const updates = turn.effects.some((effect) => effect.kind === 'update-owner')
  const spoken = next.contact.suppressedAt === null ? replies(turn, next, lead, texts, context) : farewell(next, texts, context)
  const arranged = arrangedVisit(turn, conversation, next, context)
  const effects = [
    ...owed(turn, next, context, ladder.restarted),
    ...(early ? alert('lead-qualified', next, context) : []),
    ...guarded.effects,
    ...ladder.effects,
    ...spoken,
    ...quietTimer(turn, context),
    ...arranged.timers,
  ]
  const kinds = [...turn.effects.map((effect) => ({ code: effect.kind })), ...(early ? [{ code: 'told_early' }] : [])]
  const cancels = [CUSTOMER_QUIET, ...(updates ? [OWNER_UPDATE] : []), ...arranged.cancels]
  const { visits, passes } = arranged
  return { ...nothing(next, ...turn.reasons, ...reasons, ...guarded.reasons, ...kinds), effects, cancels, visits, passes }
}

export type Arranged = { visits: Booking[]; timers: PlannedEffect[]; cancels: string[]; passes: NonNullable<Decision['passes']> }

const NOTHING_ARRANGED: Arranged = { visits: [], timers: [], cancels: [], passes: [] }

/** The bookings that this turn changes: the visit that was given up, the one that was taken. */
export function arrangedVisit(turn: Turn, before: Conversation, next: Conversation, context: DecideContext): Arranged {
  const settings = context.policy.booking ?? null
  const holds = turn.effects.some((effect) => effect.kind === 'hold-visit')
  const cancels = turn.effects.some((effect) => effect.kind === 'cancel-visit')
  if (settings === null || next.lead === null || (!holds && !cancels)) return NOTHING_ARRANGED
  const old = before.lead?.intake.visit
  const taken = holds ? next.lead.intake.visit : undefined
  const visits: Booking[] = []
  if (old !== undefined && old.start !== taken?.start) visits.push(ended(next.lead, old, next.key, 'canceled'))
  if (taken !== undefined) visits.push(bookingOf(next.lead, taken, next.key, settings))
  if (taken === undefined) return { ...NOTHING_ARRANGED, visits, cancels: [VISIT_TIMERS] }
  const when = slotInWords(taken, 'en', context.policy.timezone, context.tzdata)
  const passes = [{ key: DESK_KEY, event: { kind: 'visit-chosen' as const, leadId: next.lead.id, when } }]
  return { visits, timers: visitTimers(taken, settings, context.at), cancels: [VISIT_TIMERS], passes }
}

/** The first words of danger set up the ladder; later ones only when it was settled long ago. */
export function ladderFor(turn: Turn, conversation: Conversation, context: DecideContext): ReturnType<typeof startLadder> {
  const isDanger =
    turn.effects.some((effect) => effect.kind === 'page-owner') || turn.reasons.some((reason) => reason.code === 'paged_already')
  return isDanger ? startLadder(conversation, context) : { next: conversation, effects: [], restarted: false }
}

/** The conversation after a turn: what was read, what was said, and an opt-out that it held. */
export function afterTurn(conversation: Conversation, lead: Lead, turn: Turn, context: DecideContext): Conversation {
  const { at } = context
  const suppressed = turn.effects.find((effect) => effect.kind === 'suppress')
  const contact =
    suppressed === undefined ? conversation.contact : { ...conversation.contact, suppressedAt: at, suppressedRule: suppressed.why }
  const status: LeadStatus = suppressed === undefined ? statusAfter(turn) : 'opted_out'
  const spoke = turn.replies.length > 0
  return {
    ...conversation,
    contact,
    language: turn.intake.language,
    pending: [],
    lead: { ...lead, status, intake: withoutCanceled(turn) },
    history: spoke ? { ...conversation.history, introducedAt: at, lastReplyAt: at } : conversation.history,
  }
}

/** Until it was worded, the farewell to a visit needed the visit. */
function withoutCanceled({ intake, effects }: Turn): Intake {
  if (!effects.some((effect) => effect.kind === 'cancel-visit')) return intake
  const { visit: _visit, ...rest } = intake
  return rest
}

/** A confirmed visit is the end of the matter until the customer writes of another. */
function statusAfter({ intake }: Turn): LeadStatus {
  return intake.visit?.state === 'confirmed' && intake.status === 'qualified' ? 'booked' : intake.status
}

export function replies(turn: Turn, conversation: Conversation, before: Lead, texts: ReadText[], context: DecideContext): PlannedEffect[] {
  const { phone, ourNumber } = conversation
  if (phone === null) return []
  const emergency = turn.intake.urgency === 'emergency'
  const slot = emergency ? context.at : context.textSlot
  if (slot === null) return []
  const isNew = !isIntroduced(conversation, before, context)
  return turn.replies.map((reply, place) =>
    planned(
      {
        kind: 'send-sms',
        smsKind: 'ai_reply',
        to: phone,
        from: ourNumber,
        body: place === 0 && isNew ? introduced(reply.text, context.policy, turn.intake.language) : reply.text,
        leadId: before.id,
        callSid: null,
      },
      {
        notBefore: slot,
        cancelKey: AUTOMATED_TEXTS,
        onceKey: `turn:${texts.at(-1)?.messageSid ?? ''}:${place}`,
        lane: textLane(conversation.key),
      },
    ),
  )
}

/** Somebody who turned out to want no texts from us gets the one confirmation that the rules allow. */
function farewell(conversation: Conversation, texts: ReadText[], context: DecideContext): PlannedEffect[] {
  const { phone, ourNumber, lead } = conversation
  const last = texts.at(-1)
  if (phone === null || last === undefined) return []
  const body = keywordReply('STOP', last.body, context.policy)
  const text = {
    kind: 'send-sms' as const,
    smsKind: 'keyword_reply' as const,
    keyword: 'STOP' as const,
    to: phone,
    from: ourNumber,
    body,
    leadId: lead?.id ?? null,
    callSid: null,
  }
  return [planned(text, { onceKey: `keyword:${last.messageSid}`, lane: textLane(conversation.key) })]
}

/** Who texted us first, or long ago, learns in the first line who answers and how to stop. */
function isIntroduced(conversation: Conversation, before: Lead, context: DecideContext): boolean {
  const { firstTextAt } = conversation.history
  if (before.intake.replies > 0) return true
  return firstTextAt !== null && context.at - firstTextAt < INTRODUCTION_LASTS_MS
}

/** What the owner learns from this turn. An emergency that completes the lead is one message; news about a known lead is bundled. */
export function owed(turn: Turn, conversation: Conversation, context: DecideContext, pagedAgain = false): PlannedEffect[] {
  const paged = pagedAgain || turn.effects.some((effect) => effect.kind === 'page-owner')
  const again = pagedAgain ? alert('emergency', conversation, context) : []
  const rest = turn.effects.flatMap((effect) => {
    switch (effect.kind) {
      case 'page-owner':
        return alert('emergency', conversation, context)
      case 'tell-owner':
        return paged ? [] : completed(conversation, context)
      case 'hand-over':
        return alert('hand-over', conversation, context)
      case 'update-owner':
        return paged
          ? []
          : alert('lead-qualified', conversation, context, { notBefore: plus(context.at, UPDATE_BUNDLE_MS), cancelKey: OWNER_UPDATE })
      case 'suppress':
      case 'hold-visit':
      case 'cancel-visit':
        return []
      default:
        return effect satisfies never
    }
  })
  return [...again, ...rest]
}

/** The lead is complete: given to the owner as new, or as news about the one that they were told of early. */
function completed(conversation: Conversation, context: DecideContext): PlannedEffect[] {
  const { lead } = conversation
  if (lead?.toldEarlyAt === undefined) return alert('lead-qualified', conversation, context)
  return hasNews(lead.intake, lead.toldEarlyAt) ? alert('lead-qualified', conversation, context, {}) : []
}

function alert(
  kind: AlertKind,
  conversation: Conversation,
  context: DecideContext,
  update?: Partial<Pick<PlannedEffect, 'notBefore' | 'cancelKey'>>,
): PlannedEffect[] {
  const { lead, phone } = conversation
  if (lead === null) return []
  const body = ownerAlert(kind, lead.intake, phone, context.facts, context.at, update !== undefined)
  return [planned({ kind: 'tell-owner', alert: kind, body, leadId: lead.id }, update)]
}

/** A customer who stops answering half-way is still a lead: after a while the owner gets what there is. */
export function quietTimer(turn: Turn, context: DecideContext): PlannedEffect[] {
  if (turn.intake.status !== 'open') return []
  return [
    planned(
      { kind: 'start-timer', timer: { kind: 'customer-quiet' } },
      { notBefore: plus(context.at, QUIET_AFTER_MS), cancelKey: CUSTOMER_QUIET },
    ),
  ]
}

/** The customer has been quiet for long: what is known goes to the owner, and nothing is said. */
export function customerQuiet(conversation: Conversation, context: DecideContext): Decision {
  const { lead } = conversation
  if (lead === null || lead.status !== 'open' || conversation.pending.length > 0) return nothing(conversation, { code: 'timer_not_needed' })
  const turn = takeTurn(lead.intake, [], context.facts, context.directive, context.at)
  const next: Conversation = { ...conversation, lead: { ...lead, status: turn.intake.status, intake: turn.intake } }
  const kinds = turn.effects.map((effect) => ({ code: effect.kind }))
  return { ...nothing(next, ...turn.reasons, ...kinds), effects: owed(turn, next, context) }
}
