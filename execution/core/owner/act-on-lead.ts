import { decideVisit } from '#core/booking/decide-visit.ts'
import { slotInWords } from '#core/booking/slot-in-words.ts'
import type { Conversation, Lead, LeadStatus } from '#core/conversation/conversation.ts'
import { ownerAlert } from '#core/conversation/owner-alert.ts'
import { wishForOwner } from '#core/conversation/plain-time.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { ConversationEvent } from '#core/event.ts'
import { settleLadder, type Settling } from '#core/escalation/climb.ts'
import { AUTOMATED_TEXTS, both, nothing, OWNER_UPDATE, planned } from '#core/planning.ts'
import { MINUTE_MS, type Instant } from '#core/values/instant.ts'
import { clockInWords } from './clock-in-words.ts'
import { DESK_KEY } from './desk.ts'
import { handlingOf, withHandling } from './handling.ts'
import type { LeadAct, Outcome } from './lead-act.ts'
import { phoneOf, type Person } from './staff.ts'
import { whoOf } from './who-of.ts'

/** Whoever asks for the call again within this time hears that it is on its way. Longer than a phone rings. */
const CALL_AGAIN_MS = MINUTE_MS

type Acted = ConversationEvent & { kind: 'person-acted' }

/** The key of what a snoozed lead waits for. */
const SNOOZE = 'snooze'

const DONE_WORDS: Record<Outcome, string> = {
  open: 'open again',
  booked: 'booked',
  won: 'won',
  lost: 'lost',
  not_a_lead: 'marked as no lead',
}

const STATUS_OF: Record<Outcome, LeadStatus> = { open: 'open', booked: 'booked', won: 'closed', lost: 'closed', not_a_lead: 'closed' }

/**
 * One of the business's people does something about the lead of this conversation. Doing it twice is doing it once: what is so already is
 * answered and nothing else happens. An outcome of a lead that a newer one has replaced is only noted on its row.
 */
export function actOnLead(event: Acted, conversation: Conversation, context: DecideContext): Decision {
  const { act, by } = event
  const { lead } = conversation
  if (lead === null || lead.id !== event.leadId) {
    const code = act.kind === 'outcome' ? 'older_lead_settled' : 'lead_replaced'
    return answered(
      nothing(conversation, { code }),
      'That request is over; a newer one from them has replaced it. LIST shows what is open.',
      by,
    )
  }
  switch (act.kind) {
    case 'acknowledge':
      return acknowledge(lead, conversation, by, context)
    case 'call':
      return call(lead, conversation, by, context)
    case 'book':
      return book(act, lead, conversation, by, context)
    case 'outcome':
      return settle(act.outcome, { amountCents: act.amountCents, bookedFor: null }, lead, conversation, by, context)
    case 'later':
      return snooze(act, lead, conversation, by, context)
    default:
      return act satisfies never
  }
}

/** A person writes to the customer from now on; the assistant is quiet until `until`, or until released. */
export function takeOver(event: { until: Instant | null; by?: Person }, conversation: Conversation, context: DecideContext): Decision {
  const { until, by } = event
  const taken: Conversation = { ...conversation, takenOver: { at: context.at, until }, pending: [] }
  const quiet: Decision = { ...nothing(taken, { code: 'person_took_over' }), cancels: [AUTOMATED_TEXTS, 'turn'] }
  if (by === undefined) return quiet
  const noted = both(quiet, noteAcknowledged({ how: 'told', by: by.name, calling: false }, taken, by, context))
  const through = until === null ? '' : ` until ${clockInWords(until, context)}`
  return answered(noted, `You have ${whoOf(taken)}. The assistant is quiet${through}. RESUME hands back.`, by)
}

/** The assistant may speak again. */
export function release(event: { by?: Person }, conversation: Conversation): Decision {
  const wasTaken = conversation.takenOver !== null
  const next: Conversation = { ...conversation, takenOver: null, contact: { ...conversation.contact, doubtAt: null } }
  const words = wasTaken ? `The assistant answers ${whoOf(next)} again.` : `The assistant was not quiet for ${whoOf(next)}.`
  return answered(nothing(next, { code: 'person_released' }), words, event.by ?? null)
}

/** The snoozed alert comes once more, unless somebody has decided on the lead meanwhile. */
export function alertAgain(timer: { leadId: string }, conversation: Conversation, context: DecideContext): Decision {
  const { lead } = conversation
  const isWanted =
    lead !== null && lead.id === timer.leadId && handlingOf(lead).outcome === 'open' && handlingOf(lead).snoozedUntil !== null
  if (!isWanted) return nothing(conversation, { code: 'timer_not_needed' })
  const body = ownerAlert('lead-qualified', lead.intake, conversation.phone, context.facts, context.at)
  const effect = planned({ kind: 'tell-owner', alert: 'lead-qualified', body: `REMINDER, ${body}`, leadId: lead.id })
  const next: Conversation = { ...conversation, lead: withHandling(lead, { snoozedUntil: null }) }
  return { ...nothing(next, { code: 'alert_again' }), effects: [effect] }
}

/** A person has seen the lead and looks after it. The first one is kept; an emergency is settled with it. */
export function noteAcknowledged(settling: Settling, conversation: Conversation, by: Person, context: DecideContext): Decision {
  const settled = settleLadder(settling, conversation, context)
  const { lead } = settled.next
  if (lead === null || handlingOf(lead).acknowledgedAt !== null) return settled
  const noted = withHandling(lead, { acknowledgedAt: context.at, acknowledgedBy: by.name, snoozedUntil: null })
  const next: Conversation = { ...settled.next, lead: noted }
  return { ...settled, next, cancels: [...settled.cancels, SNOOZE], reasons: [...settled.reasons, { code: 'acknowledged' }] }
}

function acknowledge(lead: Lead, conversation: Conversation, by: Person, context: DecideContext): Decision {
  const { acknowledgedAt, acknowledgedBy } = handlingOf(lead)
  if (acknowledgedAt !== null) {
    const words = `${acknowledgedBy ?? 'Somebody'} has ${whoOf(conversation)} since ${clockInWords(acknowledgedAt, context)}.`
    return answered(nothing(conversation, { code: 'acknowledged_already' }), words, by)
  }
  const noted = noteAcknowledged({ how: 'told', by: by.name, calling: false }, conversation, by, context)
  return answered(noted, `Noted: ${by.name} has ${whoOf(conversation)}.`, by)
}

function call(lead: Lead, conversation: Conversation, by: Person, context: DecideContext): Decision {
  const { at, policy } = context
  const to = by.phone ?? phoneOf(policy, 'owner')
  const { calledAt } = handlingOf(lead)
  if (conversation.phone === null)
    return answered(nothing(conversation, { code: 'number_withheld' }), 'They withheld their number, so we cannot connect you.', by)
  if (to === null) return nothing(conversation, { code: 'owner_unknown' })
  if (calledAt !== null && at - calledAt < CALL_AGAIN_MS)
    return answered(nothing(conversation, { code: 'called_already' }), `Your phone is ringing for ${whoOf(conversation)} already.`, by)
  const noted = noteAcknowledged({ how: 'told', by: by.name, calling: true }, conversation, by, context)
  const acknowledged = noted.next.lead ?? lead
  const next: Conversation = { ...noted.next, lead: withHandling(acknowledged, { calledAt: at }) }
  const who = by.role === 'dashboard' ? 'owner' : by.role
  const effect = planned({ kind: 'call-person', why: 'bridge', who, to, leadId: lead.id })
  const decided: Decision = { ...noted, next, effects: [...noted.effects, effect], reasons: [...noted.reasons, { code: 'bridging' }] }
  return answered(decided, `Calling you now. Press 1 to be connected to ${whoOf(conversation)}.`, by)
}

/**
 * The owner's yes to a time that the customer chose confirms the visit as the dashboard would. Words about another time are kept as they are, and a
 * time that the customer chose is given back with a text that says so.
 */
function book(act: LeadAct & { kind: 'book' }, lead: Lead, conversation: Conversation, by: Person, context: DecideContext): Decision {
  const isHeld = lead.intake.visit?.state === 'held'
  const settled = settle('booked', { amountCents: null, bookedFor: act.when ?? wishOf(lead, context) }, lead, conversation, by, context)
  if (!isHeld) return settled
  // What waits to ask for this very yes is not sent any more, unless the customer has said something since.
  const { visit, lastWords } = lead.intake
  const hasSaidMore = visit !== undefined && lastWords !== null && lastWords.at > visit.agreedAt
  const stale = hasSaidMore ? settled : { ...settled, cancels: [...settled.cancels, OWNER_UPDATE] }
  return both(stale, decideVisit({ kind: 'visit-answered', accepted: act.when === null, by: by.name }, stale.next, context))
}

type Details = { amountCents: number | null; bookedFor: string | null }

function settle(outcome: Outcome, details: Details, lead: Lead, conversation: Conversation, by: Person, context: DecideContext): Decision {
  const known = handlingOf(lead)
  const isSame = known.outcome === outcome && (details.amountCents === null || details.amountCents === known.amountCents)
  const sameTime = details.bookedFor === null || details.bookedFor === known.bookedFor
  const when = (of: string | null) => (outcome === 'booked' && of !== null ? ` for ${of}` : '')
  if (isSame && sameTime)
    return answered(
      nothing(conversation, { code: 'outcome_known' }),
      `${whoOf(conversation)} is already ${DONE_WORDS[outcome]}${when(known.bookedFor)}.`,
      by,
    )
  const dropped: Settling = { how: 'dropped' }
  const settling: Settling = outcome === 'not_a_lead' ? dropped : { how: 'told', by: by.name, calling: false }
  const noted = outcome === 'open' ? nothing(conversation) : noteAcknowledged(settling, conversation, by, context)
  const touched = noted.next.lead ?? lead
  const handled = withHandling(touched, {
    outcome,
    amountCents: details.amountCents ?? known.amountCents,
    outcomeAt: context.at,
    bookedFor: details.bookedFor ?? known.bookedFor,
    snoozedUntil: null,
  })
  const next: Conversation = { ...noted.next, lead: { ...handled, status: STATUS_OF[outcome] } }
  const decided: Decision = {
    ...noted,
    next,
    cancels: [...noted.cancels, SNOOZE, 'customer-quiet'],
    reasons: [...noted.reasons, { code: 'outcome', facts: { outcome } }],
    passes: [{ key: DESK_KEY, event: { kind: 'lead-settled', leadId: lead.id, outcome } }],
  }
  const isKnown = lead.intake.visit !== undefined && details.bookedFor === wishOf(lead, context)
  const sayIt = outcome === 'booked' && !isKnown ? ' Please confirm the time with them.' : ''
  return answered(decided, `${whoOf(conversation)}: ${DONE_WORDS[outcome]}${when(details.bookedFor ?? known.bookedFor)}.${sayIt}`, by)
}

function snooze(act: LeadAct & { kind: 'later' }, lead: Lead, conversation: Conversation, by: Person, context: DecideContext): Decision {
  const { escalation, snoozedUntil, outcome } = handlingOf(lead)
  if (outcome !== 'open')
    return answered(nothing(conversation, { code: 'outcome_known' }), `${whoOf(conversation)} is already ${DONE_WORDS[outcome]}.`, by)
  if (escalation?.state === 'climbing')
    return answered(
      nothing(conversation, { code: 'emergency_cannot_wait' }),
      'An emergency cannot wait. Answer 1 or 3 to take it; until then we try on.',
      by,
    )
  if (snoozedUntil !== null)
    return answered(
      nothing(conversation, { code: 'snoozed_already' }),
      `We remind you of ${whoOf(conversation)} at ${clockInWords(snoozedUntil, context)}.`,
      by,
    )
  const next: Conversation = { ...conversation, lead: withHandling(lead, { snoozedUntil: act.until }) }
  const timer = planned(
    { kind: 'start-timer', timer: { kind: 'alert-again', leadId: lead.id } },
    { notBefore: act.until, cancelKey: SNOOZE },
  )
  const words = `We remind you of ${whoOf(conversation)} at ${clockInWords(act.until, context)}.`
  return answered({ ...nothing(next, { code: 'snoozed' }), effects: [timer] }, words, by)
}

function wishOf({ intake }: Lead, { policy, tzdata }: DecideContext): string | null {
  if (intake.visit !== undefined) return slotInWords(intake.visit, 'en', policy.timezone, tzdata)
  const wish = intake.slots.preferredTime
  return wish === null ? null : wishForOwner(wish.value)
}

/** Whoever acted by text is answered by text; the dashboard shows what it did. */
function answered(decision: Decision, words: string, by: Person | null): Decision {
  if (by === null || by.phone === null) return decision
  const { lead } = decision.next
  const alert = lead !== null && lead.intake.pagedAt !== null ? ('emergency' as const) : null
  const text = planned({ kind: 'text-staff', to: by.phone, from: by.ourNumber, body: words, alert, leadId: lead?.id ?? null, covers: [] })
  return { ...decision, effects: [...decision.effects, text] }
}
