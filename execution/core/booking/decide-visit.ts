import { appointmentText, type AppointmentText } from '#core/compliance/appointment-texts.ts'
import type { Conversation, Lead } from '#core/conversation/conversation.ts'
import type { Visit } from '#core/conversation/intake.ts'
import { ownerAlert } from '#core/conversation/owner-alert.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { SmsKind, VisitEvent } from '#core/event.ts'
import { DESK_KEY } from '#core/owner/desk.ts'
import { withHandling } from '#core/owner/handling.ts'
import { nothing, planned, textLane } from '#core/planning.ts'
import { type Instant, MINUTE_MS, plus } from '#core/values/instant.ts'
import { BOOKING_DEFAULTS, type Booking, type BookingSettings } from './booking.ts'
import { isFree } from './open-slots.ts'
import { slotInWords } from './slot-in-words.ts'

/** A confirmation this long after the customer's own step is no `appointment_confirm` any more (facts 6.2); it then answers their text. */
const CONFIRM_KIND_MS = 30 * MINUTE_MS

/** Cancel keys of what waits for a visit. */
export const VISIT_TIMERS = 'visit-timers'

/** The booking of a lead's visit. One lead has one visit at one time, so the same choice made twice is the same booking. */
export function bookingOf(lead: Lead, visit: Visit, conversationKey: string, settings: BookingSettings): Booking {
  const heldUntil = visit.state === 'held' ? plus(visit.agreedAt, settings.holdMinutes * MINUTE_MS) : null
  return {
    id: `${lead.id}:${visit.start}`,
    leadId: lead.id,
    conversationKey,
    start: visit.start,
    end: visit.end,
    state: visit.state,
    heldUntil,
  }
}

/** The same booking, over. */
export function ended(lead: Lead, visit: Visit, conversationKey: string, state: 'canceled' | 'lapsed'): Booking {
  return { id: `${lead.id}:${visit.start}`, leadId: lead.id, conversationKey, start: visit.start, end: visit.end, state, heldUntil: null }
}

/** What must happen later because of a visit: the hold runs out, the customer is reminded. */
export function visitTimers(visit: Visit, settings: BookingSettings, at: Instant): PlannedEffect[] {
  const timer = (kind: 'hold-over' | 'visit-reminder', notBefore: Instant) =>
    planned({ kind: 'start-timer', timer: { kind, visitStart: visit.start } }, { notBefore, cancelKey: VISIT_TIMERS })
  if (visit.state === 'held') return [timer('hold-over', plus(visit.agreedAt, settings.holdMinutes * MINUTE_MS))]
  if (settings.reminderMinutes === null) return []
  const remindAt = plus(visit.start, -settings.reminderMinutes * MINUTE_MS)
  return remindAt > at ? [timer('visit-reminder', remindAt)] : []
}

/** What the owner, or the clock, does to a visit. */
export function decideVisit(event: VisitEvent, conversation: Conversation, context: DecideContext): Decision {
  const { lead } = conversation
  const settings = context.policy.booking ?? BOOKING_DEFAULTS
  if (lead === null) return nothing(conversation, { code: 'no_booking' })
  switch (event.kind) {
    case 'visit-answered':
      return event.accepted ? confirm(conversation, lead, settings, context) : giveUp(conversation, lead, 'declined', context)
    case 'visit-set':
      return set(event.start, event.end, conversation, lead, settings, context)
    case 'visit-canceled':
      return giveUp(conversation, lead, 'canceled', context)
    default:
      return event satisfies never
  }
}

/** The customer's choice was not confirmed in time: its time is free again, and the owner is told once more. */
export function holdOver(visitStart: number, conversation: Conversation, context: DecideContext): Decision {
  const { lead, phone } = conversation
  const visit = lead?.intake.visit
  if (lead === null || visit === undefined || visit.start !== visitStart || visit.state !== 'held')
    return nothing(conversation, { code: 'timer_not_needed' })
  const next = withVisit(conversation, lead, undefined)
  const body = `NOT CONFIRMED IN TIME: ${inWords(visit, conversation, context)}\n${ownerAlert('lead-qualified', lead.intake, phone, context.facts, context.at, true)}`
  return {
    ...nothing(next, { code: 'hold_over' }),
    visits: [ended(lead, visit, conversation.key, 'lapsed')],
    effects: [planned({ kind: 'tell-owner', alert: 'hand-over', body, leadId: lead.id })],
  }
}

/** The day before: a reminder through every gate, if the visit still stands. */
export function visitReminder(visitStart: number, conversation: Conversation, context: DecideContext): Decision {
  const visit = conversation.lead?.intake.visit
  if (visit === undefined || visit.start !== visitStart || visit.state !== 'confirmed')
    return nothing(conversation, { code: 'timer_not_needed' })
  const effects = textAbout(visit, 'reminder', 'appointment_reminder', conversation, context)
  return { ...nothing(conversation, { code: 'reminder_due' }), effects }
}

function confirm(conversation: Conversation, lead: Lead, settings: BookingSettings, context: DecideContext): Decision {
  const { visit } = lead.intake
  if (visit === undefined) return nothing(conversation, { code: 'no_booking' })
  if (visit.state === 'confirmed') return nothing(conversation, { code: 'confirmed_already' })
  return write(conversation, lead, { ...visit, state: 'confirmed' }, settings, context)
}

/** The owner's own time, whatever the hours say; never one that is taken. */
function set(
  start: Instant,
  end: Instant,
  conversation: Conversation,
  lead: Lead,
  settings: BookingSettings,
  context: DecideContext,
): Decision {
  const before = lead.intake.visit
  const own = before === undefined ? null : `${lead.id}:${before.start}`
  const { diary } = context
  if (diary === null || !isFree(diary, { start, end }, context.at, own)) return nothing(conversation, { code: 'slot_taken' })
  if (before !== undefined && before.start === start && before.end === end && before.state === 'confirmed')
    return nothing(conversation, { code: 'confirmed_already' })
  return write(conversation, lead, { start, end, state: 'confirmed', agreedAt: context.at }, settings, context)
}

function write(conversation: Conversation, lead: Lead, visit: Visit, settings: BookingSettings, context: DecideContext): Decision {
  const before = lead.intake.visit
  const replaced = before !== undefined && before.start !== visit.start ? [ended(lead, before, conversation.key, 'canceled')] : []
  const booked = withHandling({ ...lead, status: 'booked' }, { outcome: 'booked', outcomeAt: context.at })
  const next = withVisit(conversation, booked, visit)
  const kind: SmsKind = context.at - visit.agreedAt <= CONFIRM_KIND_MS ? 'appointment_confirm' : 'ai_reply'
  return {
    ...nothing(next, { code: 'visit_confirmed' }),
    visits: [...replaced, bookingOf(lead, visit, conversation.key, settings)],
    cancels: [VISIT_TIMERS],
    effects: [...textAbout(visit, 'confirmed', kind, next, context), ...visitTimers(visit, settings, context.at)],
    passes: [{ key: DESK_KEY, event: { kind: 'lead-settled', leadId: lead.id, outcome: 'booked' } }],
  }
}

function giveUp(conversation: Conversation, lead: Lead, text: AppointmentText, context: DecideContext): Decision {
  const { visit } = lead.intake
  if (visit === undefined) return nothing(conversation, { code: 'no_booking' })
  const status = lead.status === 'booked' ? ('qualified' as const) : lead.status
  const next = withVisit(conversation, { ...lead, status }, undefined)
  return {
    ...nothing(next, { code: text === 'declined' ? 'visit_declined' : 'visit_canceled' }),
    visits: [ended(lead, visit, conversation.key, 'canceled')],
    cancels: [VISIT_TIMERS],
    effects: textAbout(visit, text, 'ai_reply', conversation, context),
  }
}

function withVisit(conversation: Conversation, lead: Lead, visit: Visit | undefined): Conversation {
  const { visit: _visit, offer: _offer, ...intake } = lead.intake
  return { ...conversation, lead: { ...lead, intake: visit === undefined ? intake : { ...intake, visit } } }
}

function textAbout(
  visit: Visit,
  text: AppointmentText,
  smsKind: SmsKind,
  conversation: Conversation,
  context: DecideContext,
): PlannedEffect[] {
  const { phone, ourNumber, lead } = conversation
  if (phone === null || lead === null) return []
  const body = appointmentText(text, phone, inWords(visit, conversation, context), context.policy, lead.intake.language)
  const effect = { kind: 'send-sms' as const, smsKind, to: phone, from: ourNumber, body, leadId: lead.id, callSid: null }
  return [
    planned(effect, { onceKey: `visit:${lead.id}:${visit.start}:${text}`, cancelKey: VISIT_TIMERS, lane: textLane(conversation.key) }),
  ]
}

function inWords(visit: Visit, conversation: Conversation, { policy, tzdata }: DecideContext): string {
  return slotInWords(visit, conversation.lead?.intake.language ?? 'en', policy.timezone, tzdata)
}
