import type { Conversation } from '#core/conversation/conversation.ts'
import type { Decision, Reason } from '#core/decision.ts'
import type { Effect, PlannedEffect } from '#core/effect.ts'
import type { Reply } from '#core/reply.ts'
import type { Instant } from '#core/values/instant.ts'

type Plan = Partial<Omit<PlannedEffect, 'effect'>>

/** An effect that happens at once unless `plan` says otherwise. */
export function planned(effect: Effect, plan: Plan = {}): PlannedEffect {
  return { effect, notBefore: null, cancelKey: null, onceKey: null, lane: null, ...plan }
}

/** A decision that says nothing to the carrier and does nothing. */
export function nothing(next: Conversation, ...reasons: Reason[]): Decision {
  return { next, reply: { kind: 'nothing' }, effects: [], cancels: [], reasons }
}

/** A decision that only answers. */
export function answer(next: Conversation, reply: Reply, ...reasons: Reason[]): Decision {
  return { next, reply, effects: [], cancels: [], reasons }
}

/** The two decisions in one: what `second` says last holds, everything that either does is done. */
export function both(first: Decision, second: Decision): Decision {
  return {
    next: second.next,
    reply: second.reply.kind === 'nothing' ? first.reply : second.reply,
    effects: [...first.effects, ...second.effects],
    cancels: [...first.cancels, ...second.cancels],
    reasons: [...first.reasons, ...second.reasons],
    visits: [...(first.visits ?? []), ...(second.visits ?? [])],
    passes: [...(first.passes ?? []), ...(second.passes ?? [])],
  }
}

/** Texts of one conversation leave one after another. */
export function textLane(conversationKey: string): string {
  return `texts:${conversationKey}`
}

/** Everything automated that waits to be texted to the customer carries this key, so that one word can end it. */
export const AUTOMATED_TEXTS = 'automated-texts'

export function laterOf(a: Instant, b: Instant): Instant {
  return a >= b ? a : b
}

/** Cancel key of news about a lead that the owner has, while they are gathered into one message. */
export const OWNER_UPDATE = 'owner-update'
