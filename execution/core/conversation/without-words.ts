import type { Captured, Intake, IntakeSlots } from './intake.ts'
import type { Conversation } from './conversation.ts'

/**
 * A conversation without the customer's own words: what the lead is (name, place, service, time) stays, what they said does not. Answers the same
 * object when nothing is left to take out.
 */
export function withoutWords(conversation: Conversation): Conversation {
  if (!hasWords(conversation)) return conversation
  const { inquiry: _inquiry, exchange, ...rest } = conversation
  const { lead } = conversation
  const quieted = { ...rest, pending: [], lead: lead && { ...lead, intake: intakeWithout(lead.intake) } }
  return exchange === undefined ? quieted : { ...quieted, exchange: { ...exchange, turns: [], said: [] } }
}

function hasWords({ pending, inquiry, exchange, lead }: Conversation): boolean {
  if (pending.length > 0 || inquiry !== undefined) return true
  if (exchange !== undefined && exchange.turns.length + exchange.said.length > 0) return true
  return lead !== null && intakeHasWords(lead.intake)
}

function intakeHasWords({ slots, notes, lastWords }: Intake): boolean {
  if (notes.length > 0 || lastWords !== null || slots.problem !== null) return true
  return Object.values(slots).some((captured: Captured<unknown> | null) => captured !== null && captured.words !== null)
}

function intakeWithout(intake: Intake): Intake {
  return { ...intake, slots: slotsWithout(intake.slots), notes: [], lastWords: null }
}

/** The problem is told in the customer's words, so nothing of it can stay. */
function slotsWithout(slots: IntakeSlots): IntakeSlots {
  return {
    problem: null,
    service: quiet(slots.service),
    name: quiet(slots.name),
    street: quiet(slots.street),
    city: quiet(slots.city),
    zip: quiet(slots.zip),
    callbackPhone: quiet(slots.callbackPhone),
    preferredTime: quiet(slots.preferredTime),
  }
}

function quiet<Value>(captured: Captured<Value> | null): Captured<Value> | null {
  return captured && { ...captured, words: null }
}
