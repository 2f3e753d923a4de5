import type { Reason } from '#core/decision.ts'
import type { Act } from './act.ts'
import type { Situation } from './choose-act.ts'
import type { HandOverWhy, Intake, IntakeStatus } from './intake.ts'
import type { Step, TurnEffect } from './turn.ts'

/** What a turn says and does, before the owner's own words are looked up for it. */
export type Plan = Omit<Step, 'answer'>

/** In an emergency that the owner was paged for, and from a person in crisis, even words that we cannot place are passed on. */
export function everyWord(intake: Intake): TurnEffect[] {
  return (intake.pagedAt !== null || intake.handedOver.includes('crisis')) && intake.status !== 'closed'
    ? [{ kind: 'update-owner', fields: ['words'] }]
    : []
}

/** Says nothing, for this reason. */
export function silent(intake: Intake, effects: TurnEffect[], reason: Reason): Plan {
  return { intake, lead: null, follow: null, extra: null, effects, reasons: [reason] }
}

/** A polite end. Said once; whoever writes on gets no second one. */
export function closed(situation: Situation, act: Act, effects: TurnEffect[]): Plan {
  const { intake } = situation
  const isNew = intake.status !== 'closed'
  const next: Intake = { ...intake, status: 'closed', asked: null }
  return { intake: next, lead: isNew ? act : null, follow: null, extra: null, effects, reasons: [{ code: 'closed', facts: { act } }] }
}

/** Answers and asks nothing new, so that an open question stays open; null says nothing. */
export function sayOnly(intake: Intake, act: Act | null): Plan {
  const reasons = [{ code: act === null ? 'nothing_to_answer' : 'answered' }]
  return { intake, lead: act, follow: null, extra: null, stillAsked: intake.asked, effects: [], reasons }
}

/** Whom we had sent off politely needs us after all. An owner who has the lead already is not given it as a new one. */
export function reopened(intake: Intake): Intake {
  if (intake.status !== 'closed') return intake
  const unfinished: IntakeStatus = intake.handedOver.length > 0 ? 'handed_over' : 'open'
  return { ...intake, status: intake.qualifiedAt === null ? unfinished : 'qualified' }
}

/** Whoever complained, or called off, and now needs help at once is asked what help needs. */
export function takenUp(intake: Intake): Intake {
  const isSettled =
    intake.pagedAt === null && intake.qualifiedAt === null && !intake.handedOver.some((why) => KEEPS_THE_PERSON.includes(why))
  return intake.status === 'handed_over' && isSettled ? { ...intake, status: 'open' } : intake
}

/** Reasons for a person that nothing that is said later takes away. */
export const KEEPS_THE_PERSON: readonly HandOverWhy[] = ['human-please', 'crisis', 'existing-job', 'reschedule']
