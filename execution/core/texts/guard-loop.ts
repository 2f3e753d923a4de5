import { loopSign, newExchange, repeatsItself, withHeard, withSaid, type Exchange } from '#core/conversation/bot-loop.ts'
import type { Conversation, Lead } from '#core/conversation/conversation.ts'
import type { Intake, SlotName } from '#core/conversation/intake.ts'
import { ownerAlert } from '#core/conversation/owner-alert.ts'
import type { Turn } from '#core/conversation/take-turn.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Reason } from '#core/decision.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { ReadText } from '#core/event.ts'
import { planned } from '#core/planning.ts'

/** Facts that a machine does not give by accident: they let the assistant speak again. A "problem" or a service is read into many sentences. */
const PERSONAL: readonly SlotName[] = ['name', 'street', 'city', 'zip', 'callbackPhone', 'preferredTime']

export type Guarded = { turn: Turn; exchange: Exchange; effects: PlannedEffect[]; reasons: Reason[] }

/**
 * Keeps the assistant from talking with another machine: then it says no more and the owner is told once. Words are still read, an emergency is
 * still answered and paged, and a fact or the owner opens the conversation again.
 */
export function guardLoop(conversation: Conversation, lead: Lead, texts: readonly ReadText[], turn: Turn, context: DecideContext): Guarded {
  const before = conversation.exchange ?? newExchange()
  const changed = changedSlots(lead.intake, turn.intake)
  const choosesVisit = turn.effects.some((effect) => effect.kind === 'hold-visit' || effect.kind === 'cancel-visit')
  const heard = withHeard(before, { texts, news: changed.length > 0 || choosesVisit, at: context.at })
  const isEmergency = texts.some(({ reading }) => reading.urgency === 'emergency' || reading.safety)
  // Where nothing would be said there is no loop, and a seller's small print is nothing to tell the owner of.
  const sign = before.quarantine === null && turn.replies.length > 0 ? loopSign(heard) : null
  if (sign !== null) {
    const exchange = { ...heard, quarantine: { at: context.at, why: sign } }
    const note = noteForOwner(conversation, lead, turn.intake, context)
    return { ...silenced(turn, lead, exchange, isEmergency, context), effects: [note], reasons: [{ code: 'bot_loop', facts: { sign } }] }
  }
  if (before.quarantine !== null) {
    const isPersonal = heard.turns.at(-1)?.news === true && (choosesVisit || changed.some((name) => PERSONAL.includes(name)))
    if (!isPersonal) return { ...silenced(turn, lead, heard, isEmergency, context), reasons: [{ code: 'quarantined' }] }
    return { turn, exchange: spoken({ ...heard, quarantine: null }, turn, context), effects: [], reasons: [{ code: 'bot_loop_over' }] }
  }
  if (repeatsItself(heard) && !isEmergency)
    return { ...silenced(turn, lead, heard, isEmergency, context), reasons: [{ code: 'said_before' }] }
  return { turn, exchange: spoken(heard, turn, context), effects: [], reasons: [] }
}

/** A person has decided that this is no machine, or speaks for themselves. */
export function withoutQuarantine(conversation: Conversation): Conversation {
  return conversation.exchange === undefined ? conversation : { ...conversation, exchange: newExchange() }
}

/** Nothing is said and nobody is told again; what was read stays read. In an emergency all is as ever. */
function silenced(turn: Turn, lead: Lead, exchange: Exchange, isEmergency: boolean, context: DecideContext): Guarded {
  if (isEmergency) return { turn, exchange: spoken(exchange, turn, context), effects: [], reasons: [] }
  const { asked, timesAsked, timesSaid, replies } = lead.intake
  const intake: Intake = { ...turn.intake, asked, timesAsked, timesSaid, replies }
  const kept = turn.effects.filter(({ kind }) => kind === 'suppress' || kind === 'hold-visit' || kind === 'cancel-visit')
  return { turn: { ...turn, intake, asked, replies: [], effects: kept }, exchange, effects: [], reasons: [] }
}

function spoken(exchange: Exchange, turn: Turn, { at }: DecideContext): Exchange {
  return withSaid(
    exchange,
    turn.replies.map((reply) => reply.text),
    at,
  )
}

function noteForOwner(conversation: Conversation, lead: Lead, intake: Intake, { facts, at }: DecideContext): PlannedEffect {
  const body = ownerAlert('bot-loop', intake, conversation.phone, facts, at)
  return planned({ kind: 'tell-owner', alert: 'bot-loop', body, leadId: lead.id }, { onceKey: `bot-loop:${conversation.key}:${at}` })
}

function changedSlots(before: Intake, after: Intake): SlotName[] {
  // The keys of an object of this type are its names.
  const names = Object.keys(after.slots) as SlotName[]
  return names.filter((name) => JSON.stringify(before.slots[name]?.value) !== JSON.stringify(after.slots[name]?.value))
}
