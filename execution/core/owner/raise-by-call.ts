import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import { modeAt, nextModeChange } from '#core/hours/mode-at.ts'
import { addDays, localTime, toInstant } from '#core/hours/local-time.ts'
import { both, laterOf, nothing, planned } from '#core/planning.ts'
import { MINUTE_MS, plus, SECOND_MS, type Instant } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import { deskOf, withDesk, withItem, type Desk, type HeldAlert } from './desk.ts'
import { staffOf, type StaffRole } from './staff.ts'

/**
 * While no text may go to the owner, ordinary leads are told by a call. At most one call in this time: what comes meanwhile is told on the next one, so
 * that ten missed calls in an hour make three calls and not ten. Chosen: a phone that rings more often is switched off.
 */
export const ALERT_CALL_EVERY_MS = 20 * MINUTE_MS

/** The first ordinary call waits so long: by then a voicemail is written down, and the call can say what is wrong. */
const WORDS_WAIT_MS = 30 * SECOND_MS

/** Leads that one call speaks of; what is more waits for the next call. Chosen: about two minutes on the phone. */
export const LEADS_PER_CALL_MAX = 5

/** When a business that has set no hours, so that it is always night, is rung about ordinary leads: minutes of its own day. */
const RUNG_FROM_MINUTE = 8 * 60
const RUNG_UNTIL_MINUTE = 20 * 60

/**
 * An alert for a person whom no text may reach. An emergency rings at once, at any hour; what is ordinary rings within the business's own hours and
 * together with others. What is about no lead is left to the screen: the caller plans its text, and the gate says why it did not go.
 */
export function raiseByCall(
  held: HeldAlert,
  role: StaffRole,
  to: PhoneNumber,
  conversation: Conversation,
  context: DecideContext,
): Decision {
  const { lead, alert } = held
  if (lead === null) return nothing(conversation)
  const desk = deskOf(conversation)
  if (alert === 'emergency') {
    const placed = withDesk(conversation, { ...withItem(desk, lead, alert, context.at).desk, focus: lead.id })
    const effect = { kind: 'call-person' as const, why: 'emergency' as const, who: role, to, leadId: lead.id, covers: [held.alertId] }
    return { ...nothing(placed, { code: 'alert_called' }), effects: [planned(effect, { filedUnder: lead.key })] }
  }
  const known = withDesk(conversation, withItem(desk, lead, alert, context.at).desk)
  if (staffOf(context.policy, to)?.verified !== true) return nothing(known, { code: 'staff_not_verified' })
  const others = deskOf(known).held.filter((one) => one.lead?.id !== lead.id || one.alert !== alert)
  const isFirst = deskOf(known).held.length === 0
  return ringWhenDue(withDesk(known, { held: [...others, held], heldForCall: true }), to, isFirst, context, plus(context.at, WORDS_WAIT_MS))
}

/** Rings about everything that is held, or sets the timer for the time at which that may be done. `isFirst`: no timer is running. */
export function ringWhenDue(
  conversation: Conversation,
  to: PhoneNumber,
  isFirst: boolean,
  context: DecideContext,
  earliest: Instant = context.at,
): Decision {
  const desk = deskOf(conversation)
  const opensAt = laterOf(earliest, nextCallAt(desk, context))
  const timer = planned({ kind: 'start-timer', timer: { kind: 'bundle-due' } }, { notBefore: opensAt })
  if (opensAt > context.at) return { ...nothing(conversation, { code: 'alert_held' }), effects: isFirst ? [timer] : [] }
  const told = leadsOf(desk.held).slice(0, LEADS_PER_CALL_MAX)
  const [first, ...rest] = told
  if (first === undefined) return nothing(withDesk(conversation, { held: [] }))
  const isTold = ({ lead }: HeldAlert) => lead === null || told.some((one) => one.id === lead.id)
  const covers = desk.held.filter(isTold).map((one) => one.alertId)
  const waiting = desk.held.filter((one) => !isTold(one))
  const effect = {
    kind: 'call-person' as const,
    why: 'leads' as const,
    who: 'owner' as const,
    to,
    leadId: first.id,
    rest: rest.map((lead) => lead.id),
    covers,
  }
  const rung = withDesk(conversation, {
    held: waiting,
    heldForCall: waiting.length > 0,
    rungAt: context.at,
    focus: rest.length === 0 ? first.id : null,
  })
  const called: Decision = {
    ...nothing(rung, { code: 'alerts_called', facts: { leads: told.length } }),
    effects: [planned(effect, { filedUnder: first.key })],
  }
  return waiting.length === 0 ? called : both(called, ringWhenDue(rung, to, true, context))
}

function leadsOf(held: readonly HeldAlert[]): { id: string; key: string }[] {
  const leads = new Map<string, { id: string; key: string }>()
  for (const { lead } of held) if (lead !== null) leads.set(lead.id, lead)
  return [...leads.values()]
}

/** The earliest instant at which the owner's phone may ring about an ordinary lead. */
function nextCallAt(desk: Desk, context: DecideContext): Instant {
  const { at } = context
  const free = desk.rungAt === undefined ? at : laterOf(at, plus(desk.rungAt, ALERT_CALL_EVERY_MS))
  return inHours(free, context)
}

/** `at`, or when the next hours begin that the owner set: everything but night. */
function inHours(at: Instant, { policy, tzdata }: DecideContext): Instant {
  const { hours, timezone } = policy
  if (modeAt(hours, timezone, at, tzdata) !== 'night') return at
  const change = nextModeChange(hours, timezone, at, tzdata)
  if (change !== null) return change
  const { isoDate, minuteOfDay } = localTime(at, timezone, tzdata)
  if (minuteOfDay >= RUNG_FROM_MINUTE && minuteOfDay < RUNG_UNTIL_MINUTE) return at
  const day = minuteOfDay < RUNG_FROM_MINUTE ? isoDate : addDays(isoDate, 1)
  return toInstant({ isoDate: day, minuteOfDay: RUNG_FROM_MINUTE }, timezone, tzdata)
}
