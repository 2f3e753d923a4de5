import { readChoice, wallText } from '#core/booking/read-choice.ts'
import { slotsToOffer } from '#core/booking/slots-to-offer.ts'
import type { Interval } from '#core/booking/booking.ts'
import type { PreferredTime } from '#core/qualification/reading.ts'
import type { Situation } from './choose-act.ts'
import type { Intake } from './intake.ts'
import type { Step, TurnEffect } from './turn.ts'

type Plan = Omit<Step, 'answer'>

/** Offers to one customer before the owner is asked to find a time (chosen: nobody reads a fourth list). */
const OFFERS_MAX = 3

/**
 * Puts an offer of slots behind a plan that has just told the owner of a lead. Unchanged when the business gives out no slots, when none is
 * free, outside the service area, where the owner decides, and in an emergency, where somebody is wanted now.
 */
export function withOffer(plan: Plan, situation: Situation): Plan {
  const { intake } = plan
  if (intake.urgency === 'emergency' || intake.visit !== undefined || intake.area === 'out') return plan
  const offer = slotsFor(situation, intake.slots.preferredTime?.value ?? null)
  if (offer.length === 0) return plan
  return {
    ...plan,
    intake: offered(intake, offer),
    lead: plan.lead === 'confirm-qualified' ? 'acknowledge' : plan.lead,
    follow: { act: 'offer-slots', asked: 'confirm_slot' },
    extra: null,
    reasons: [...plan.reasons, { code: 'slots_offered', facts: { slots: offer.length } }],
  }
}

/** What an answer to offered slots leads to; null when the burst was about something else. */
export function answerOffer(situation: Situation): Plan | null {
  const { intake, news, facts } = situation
  const { offer } = intake
  if (offer === undefined || facts.booking === null || news.answer === null) return null
  const choice = readChoice(offer, news.answer, facts.timezone, facts.booking.tzdata)
  switch (choice.kind) {
    case 'takes': {
      const slot = offer[choice.index]
      return slot === undefined ? null : take(situation, slot)
    }
    case 'other':
      return offerAgain(situation, choice.wish, null)
    case 'declines':
      return offerAgain(situation, null, null)
    case 'unclear':
      return news.answer.affirm === true ? askWhich(situation) : null
    default:
      return choice satisfies never
  }
}

/** Whoever has a visit and wants another time is offered others; the first visit stands until they chose. */
export function offerOtherTime(situation: Situation): Plan | null {
  const { intake, news } = situation
  if (intake.visit === undefined || situation.facts.booking === null) return null
  const wish = news.answer?.preferredTime ?? null
  return offerAgain({ ...situation, intake: { ...intake, timesOffered: 0 } }, wish, null)
}

/** The visit is called off; the owner hears of it as of every cancellation. */
export function callOff({ intake }: Situation): TurnEffect[] {
  return intake.visit === undefined ? [] : [{ kind: 'cancel-visit' }]
}

function take(situation: Situation, slot: Interval): Plan {
  const { intake, facts, at } = situation
  const isStillFree = facts.booking?.slots.some((free) => free.start === slot.start && free.end === slot.end) ?? false
  if (!isStillFree) return offerAgain(situation, wishFor(slot, situation), 'slot-gone')
  const isConfirmed = facts.booking?.confirmBy === 'automatic'
  const { offer: _offer, ...rest } = intake
  const visit = { start: slot.start, end: slot.end, state: isConfirmed ? ('confirmed' as const) : ('held' as const), agreedAt: at }
  return {
    intake: { ...rest, visit, asked: null },
    lead: isConfirmed ? 'slot-confirmed' : 'slot-held',
    follow: null,
    extra: null,
    effects: [{ kind: 'hold-visit' }, { kind: 'update-owner', fields: ['visit'] }],
    reasons: [{ code: isConfirmed ? 'slot_confirmed' : 'slot_held' }],
  }
}

/** Whoever wanted this slot is best served near it. */
function wishFor({ start, end }: Interval, { facts }: Situation): PreferredTime {
  const tzdata = facts.booking?.tzdata ?? ''
  return { start: wallText(start, facts.timezone, tzdata), end: wallText(end, facts.timezone, tzdata) }
}

function offerAgain(situation: Situation, wish: PreferredTime | null, lead: 'slot-gone' | null): Plan {
  const { intake } = situation
  const seen = new Set((intake.offer ?? []).map((slot) => slot.start))
  // Without a new wish the same slots would be refused again.
  const offer = slotsFor(situation, wish, wish === null && lead === null ? seen : new Set())
  if (offer.length === 0 || (intake.timesOffered ?? 0) >= OFFERS_MAX) return leaveToOwner(situation)
  return {
    intake: offered(intake, offer),
    lead,
    follow: { act: 'offer-slots', asked: 'confirm_slot' },
    extra: null,
    effects: [],
    reasons: [{ code: 'slots_offered', facts: { slots: offer.length } }],
  }
}

function askWhich({ intake }: Situation): Plan | null {
  if ((intake.timesSaid['offer-slots-again'] ?? 0) > 0) return null
  const follow = { act: 'offer-slots-again' as const, asked: 'confirm_slot' as const }
  return { intake, lead: null, follow, extra: null, effects: [], reasons: [{ code: 'choice_unclear' }] }
}

function leaveToOwner({ intake }: Situation): Plan {
  const { offer: _offer, ...rest } = intake
  return {
    intake: { ...rest, asked: null },
    lead: 'slots-none',
    follow: null,
    extra: null,
    effects: [{ kind: 'update-owner', fields: ['words'] }],
    reasons: [{ code: 'no_slot_fits' }],
  }
}

function slotsFor({ facts }: Situation, wish: PreferredTime | null, without: ReadonlySet<number> = new Set()): Interval[] {
  if (facts.booking === null) return []
  const { slots, tzdata } = facts.booking
  const left = slots.filter((slot) => !without.has(slot.start))
  return slotsToOffer(left, wish, facts.timezone, tzdata).map(({ start, end }) => ({ start, end }))
}

function offered(intake: Intake, offer: Interval[]): Intake {
  return { ...intake, offer, timesOffered: (intake.timesOffered ?? 0) + 1, asked: 'confirm_slot' }
}
