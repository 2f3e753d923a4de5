import type { Conversation } from '#core/conversation/conversation.ts'
import type { DecideContext } from '#core/decide-context.ts'
import { decide } from '#core/decide.ts'
import type { Decision } from '#core/decision.ts'
import type { InboxEvent } from '#core/event.ts'
import { planned } from '#core/planning.ts'
import { HOUR_MS, type Instant } from '#core/values/instant.ts'

/** What deciding looks at besides the event and the conversation, except for what is new with every event. */
export type DecidedWith = Omit<DecideContext, 'at' | 'textSlot' | 'firstTextWaits'>

/** Of that, what cannot be worked out again from the rest. */
export type KeptWith = Omit<DecidedWith, 'facts'>

/** What deciding looked at that is new with every event. */
export type EventCircumstances = {
  /** 0 for the first event of its conversation: instants may be equal, places are not. */
  place: number
  /** See `DecideContext.textSlot`. */
  textSlot: Instant | null
  /** The event was counted against the tenant's rate, so the conversation keeps the slot that it was given. */
  counted: boolean
  /** The minute was full: the owner is told. */
  delayed: boolean
  /** See `DecideContext.firstTextWaits`; only kept where it is true. */
  firstTextWaits?: true
  /** An opt-out that had outlived the data of this person, when the conversation began with one. */
  keptStop: { since: Instant; rule: string | null } | null
}

/** Kept with each event, so that it can be decided again. `snapshot` names the stored `KeptWith`. */
export type EventContext = EventCircumstances & { snapshot: string }

/**
 * What follows from one event. Pure, and the only way in which the live flow and a replay decide, so that the same event, conversation and
 * circumstances give the same texts on any later day.
 */
export function decideEvent(inbox: InboxEvent, known: Conversation, using: DecidedWith, circumstances: EventCircumstances): Decision {
  const { place, textSlot, counted, delayed, firstTextWaits = false } = circumstances
  const conversation = counted ? { ...known, textSlot } : known
  const decision = decide(inbox.event, conversation, { ...using, at: inbox.at, textSlot, firstTextWaits })
  const placed = { ...decision, next: { ...decision.next, events: place + 1 } }
  return delayed ? withRateNote(placed, inbox.at, using.policy.name) : placed
}

/** Over the limit the owner is told once an hour, not once a call. */
function withRateNote(decision: Decision, at: Instant, name: string): Decision {
  const hour = Math.floor(at / HOUR_MS)
  const body = `${name}: more calls and texts than your limit per minute. Every caller is kept as a lead; some texts go out a little later.`
  const effect = planned({ kind: 'tell-owner', alert: 'rate-limited', body, leadId: null }, { onceKey: `rate-limited:${hour}` })
  return { ...decision, effects: [...decision.effects, effect], reasons: [...decision.reasons, { code: 'rate_limited' }] }
}
