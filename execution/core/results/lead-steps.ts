import type { Conversation } from '#core/conversation/conversation.ts'
import { outcomeOf } from './lead-outcome.ts'

/** How far one lead has come, each step 0 or 1; `unmarked`: it got far and nobody has said what became of it. */
export type LeadSteps = {
  missed: number
  texted: number
  replied: number
  qualified: number
  booked: number
  won: number
  unmarked: number
  /** What a person says that it brought, in cents. */
  moneyCents: number
}

export const STEP_NAMES = [
  'missed',
  'texted',
  'replied',
  'qualified',
  'booked',
  'won',
  'unmarked',
  'moneyCents',
] as const satisfies readonly (keyof LeadSteps)[]

export const NO_STEPS: LeadSteps = { missed: 0, texted: 0, replied: 0, qualified: 0, booked: 0, won: 0, unmarked: 0, moneyCents: 0 }

/**
 * The steps of the conversation's present lead. Only leads that began with a missed call count, because the question that the chart answers is
 * what became of the missed calls. From missed to qualified each step asks for the one before; a person may book or win without any text.
 */
export function leadSteps(conversation: Conversation): LeadSteps {
  const { lead, history, contact } = conversation
  if (lead === null || lead.source !== 'call') return NO_STEPS
  const { state, amountCents } = outcomeOf(lead)
  const texted = (history.automatedAt.at(-1) ?? 0) >= lead.createdAt
  const replied = texted && (contact.lastInboundAt ?? 0) >= lead.createdAt
  const qualified = replied && lead.intake.qualifiedAt !== null
  const won = state === 'won'
  const booked = won || state === 'booked'
  const over = lead.status === 'closed' || lead.status === 'opted_out'
  return {
    missed: 1,
    texted: Number(texted),
    replied: Number(replied),
    qualified: Number(qualified),
    booked: Number(booked),
    won: Number(won),
    unmarked: Number((state === 'open' && qualified && !over) || state === 'booked'),
    moneyCents: won ? (amountCents ?? 0) : 0,
  }
}

/** What changed between two states of one conversation; null when nothing did. A new lead begins at nothing. */
export function stepsTaken(before: Conversation | null, after: Conversation): LeadSteps | null {
  const from = before !== null && before.lead?.id === after.lead?.id ? leadSteps(before) : NO_STEPS
  const to = leadSteps(after)
  if (STEP_NAMES.every((name) => from[name] === to[name])) return null
  // Each name gets the difference of two counts.
  return Object.fromEntries(STEP_NAMES.map((name) => [name, to[name] - from[name]])) as LeadSteps
}
