import type { Conversation, Lead } from '#core/conversation/conversation.ts'
import type { Intake } from '#core/conversation/intake.ts'
import { ownerAlert } from '#core/conversation/owner-alert.ts'
import { wordReply } from '#core/conversation/word-reply.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { PlannedEffect } from '#core/effect.ts'
import { handlingOf, withHandling } from '#core/owner/handling.ts'
import { phoneOf } from '#core/owner/staff.ts'
import { nothing, planned, textLane } from '#core/planning.ts'
import { plus, type Instant } from '#core/values/instant.ts'
import { ESCALATION, LADDER_AGAIN_MS, type LadderStep } from './ladder.ts'

/**
 * An emergency begins: its ladder is set up, the first step of which is the alert that the caller of this function plans. At most one ladder
 * per lead: words of danger while it stands change nothing, and only long after it was settled do they start a new one (`restarted`).
 */
export function startLadder(
  conversation: Conversation,
  context: DecideContext,
): { next: Conversation; effects: PlannedEffect[]; restarted: boolean } {
  const { lead } = conversation
  const none = { next: conversation, effects: [], restarted: false }
  if (lead === null) return none
  const { escalation } = handlingOf(lead)
  if (escalation !== null && (escalation.settledAt === null || context.at - escalation.settledAt < LADDER_AGAIN_MS)) return none
  const restarted = escalation !== null
  const fresh = withHandling(lead, {
    escalation: { startedAt: context.at, next: 1, state: 'climbing', settledAt: null },
    ...(restarted ? { acknowledgedAt: null, acknowledgedBy: null } : {}),
  })
  // Nobody has accepted the new emergency, whoever accepted the old one.
  const started = restarted ? { ...fresh, intake: nobodyAccepted(fresh.intake) } : fresh
  return { next: { ...conversation, lead: started }, effects: timerOf(lead.id, 1, context.at, context), restarted }
}

/** The deadline of a step has passed without an acknowledgement: the step is done and the next deadline set; after the last one the ladder ends. */
export function climb(timer: { leadId: string; step: number }, conversation: Conversation, context: DecideContext): Decision {
  const { lead } = conversation
  const escalation = lead === null ? null : handlingOf(lead).escalation
  const step = context.directive.ladder[timer.step]
  const isDue = lead?.id === timer.leadId && escalation?.state === 'climbing' && escalation.next === timer.step
  if (lead === null || escalation === null || !isDue) return nothing(conversation, { code: 'timer_not_needed' })
  if (step === undefined) return ended(conversation, lead, context.at)
  const later = timerOf(lead.id, timer.step + 1, escalation.startedAt, context)
  const next: Conversation = { ...conversation, lead: withHandling(lead, { escalation: { ...escalation, next: timer.step + 1 } }) }
  const decided = later.length === 0 ? ended(next, next.lead ?? lead, context.at) : nothing(next)
  const done = effectsOf(step, lead, conversation, context)
  const facts = { step: timer.step, act: step.act, who: step.who, done: done.length > 0 }
  return { ...decided, effects: [...done, ...later], reasons: [{ code: 'escalated', facts }, ...decided.reasons] }
}

/** True while nobody has accepted the emergency of this lead, also when every step was done: a phone may still ring from the last one. */
export function isUnaccepted(lead: Lead | null): lead is Lead {
  const state = lead === null ? undefined : handlingOf(lead).escalation?.state
  return state === 'climbing' || state === 'ended'
}

/** How an emergency ends: `told` texts the customer who has it, once per ladder; `silent` when they are on the line together; `dropped` when it is none. */
export type Settling = { how: 'told'; by: string; calling: boolean } | { how: 'silent'; by: string } | { how: 'dropped' }

/** A person answered. Every further step ends here; nothing changes when somebody had answered before. */
export function settleLadder(settling: Settling, conversation: Conversation, context: DecideContext): Decision {
  const { lead } = conversation
  const escalation = lead === null ? null : handlingOf(lead).escalation
  if (!isUnaccepted(lead) || escalation === null) return nothing(conversation)
  const state = settling.how === 'dropped' ? ('dropped' as const) : ('accepted' as const)
  const settled = withHandling(lead, { escalation: { ...escalation, state, settledAt: context.at } })
  if (settling.how === 'dropped')
    return { ...nothing({ ...conversation, lead: settled }, { code: 'escalation_dropped' }), cancels: [ESCALATION] }
  const next: Conversation = { ...conversation, lead: { ...settled, intake: { ...settled.intake, acceptedBy: settling.by } } }
  const said = { ...nothing(next, { code: 'escalation_accepted' }), cancels: [ESCALATION] }
  if (settling.how === 'silent') return said
  return { ...said, ...acceptedText(next, settling.calling, escalation.startedAt, context) }
}

/** A new emergency was accepted by nobody, and nobody was said to have accepted it. */
function nobodyAccepted(intake: Intake): Intake {
  const { 'emergency-accepted': _, 'emergency-calling': __, ...timesSaid } = intake.timesSaid
  return { ...intake, acceptedBy: null, timesSaid }
}

function ended(conversation: Conversation, lead: Lead, at: Instant): Decision {
  const { escalation } = handlingOf(lead)
  if (escalation === null) return nothing(conversation)
  const over = withHandling(lead, { escalation: { ...escalation, state: 'ended', settledAt: at } })
  return nothing({ ...conversation, lead: over }, { code: 'escalation_ended' })
}

function timerOf(leadId: string, step: number, startedAt: Instant, { directive }: DecideContext): PlannedEffect[] {
  const due = directive.ladder[step]
  if (due === undefined) return []
  const timer = { kind: 'escalation' as const, leadId, step }
  return [planned({ kind: 'start-timer', timer }, { notBefore: plus(startedAt, due.afterMs), cancelKey: ESCALATION })]
}

/** A step for a phone that the business does not have is passed over; the deadlines of the others stay. */
function effectsOf(step: LadderStep, lead: Lead, conversation: Conversation, context: DecideContext): PlannedEffect[] {
  const to = phoneOf(context.policy, step.who)
  if (to === null) return []
  if (step.act === 'call') {
    return [planned({ kind: 'call-person', why: 'emergency', who: step.who, to, leadId: lead.id }, { cancelKey: ESCALATION })]
  }
  const body = ownerAlert('emergency', lead.intake, conversation.phone, context.facts, context.at)
  return [planned({ kind: 'tell-owner', alert: 'emergency', body, leadId: lead.id, to: step.who }, { cancelKey: ESCALATION })]
}

/** The customer hears by whom the emergency was accepted. At most one such text for each ladder; a reply that follows it does not say it again. */
function acceptedText(
  conversation: Conversation,
  calling: boolean,
  startedAt: Instant,
  context: DecideContext,
): { next: Conversation; effects: PlannedEffect[] } {
  const { lead, phone, ourNumber } = conversation
  const unsaid = { next: conversation, effects: [] }
  if (lead === null || phone === null) return unsaid
  const { facts, directive, at } = context
  const act = calling ? ('emergency-calling' as const) : ('emergency-accepted' as const)
  const step = { intake: lead.intake, lead: act, follow: null, extra: null, answer: null, effects: [], reasons: [] }
  const worded = wordReply({ step, facts, directive, at, isNewName: false })
  if (worded === null) return unsaid
  const text = { kind: 'send-sms' as const, smsKind: 'ai_reply' as const, to: phone, from: ourNumber, body: worded.text }
  const onceKey = `accepted:${lead.id}:${startedAt}`
  const told = planned({ ...text, leadId: lead.id, callSid: null, byPerson: true }, { onceKey, lane: textLane(conversation.key) })
  const timesSaid = { ...lead.intake.timesSaid, [act]: (lead.intake.timesSaid[act] ?? 0) + 1 }
  return { next: { ...conversation, lead: { ...lead, intake: { ...lead.intake, timesSaid } } }, effects: [told] }
}
