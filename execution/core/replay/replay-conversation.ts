import type { Conversation } from '#core/conversation/conversation.ts'
import type { Directive } from '#core/conversation/directive.ts'
import type { PlannedEffect } from '#core/effect.ts'
import type { ConversationEvent, InboxEvent, ReadText } from '#core/event.ts'
import type { Asked, Reading, ReadingContext } from '#core/qualification/reading.ts'
import { decideEvent, type DecidedWith, type EventCircumstances } from '#core/replay/decide-event.ts'
import { startOfConversation } from '#core/replay/start-of-conversation.ts'
import type { Instant } from '#core/values/instant.ts'
import { awaitedAnswer } from '#core/conversation/awaited-answer.ts'

/** An event with all that it was decided with. */
export type RecordedEvent = { inbox: InboxEvent; using: DecidedWith; circumstances: EventCircumstances }

/** What else might have been: another procedure, another engine that reads the customers' words. */
export type WhatIf = {
  directiveFor?: (using: DecidedWith) => Directive
  read?: (body: string, context: ReadingContext) => Reading
}

/** A text of ours. `mayBeElsewhere`: an alert that is sent once for many events, so another conversation may have been the one that sent it. */
export type ReplayedText = { id: string; to: 'customer' | 'owner'; body: string; mayBeElsewhere: boolean }

/** What one event led to. `heard` are the customer's words that it answers. */
export type ReplayedEvent = { id: string; at: Instant; heard: string[]; texts: ReplayedText[] }

/**
 * Decides every event of a conversation again, in order, from an empty start. Without a `whatIf` the texts are those that were planned then,
 * byte for byte; with one they are what the other procedure or engine would have said to the same words at the same instants.
 */
export function replayConversation(key: string, events: readonly RecordedEvent[], whatIf: WhatIf = {}): ReplayedEvent[] {
  let conversation = startOfConversation(key, events[0]?.circumstances.keptStop ?? null)
  const said = new Set<string>()
  return events.map(({ inbox, using, circumstances }) => {
    const changed = whatIf.directiveFor === undefined ? using : { ...using, directive: whatIf.directiveFor(using) }
    const event = whatIf.read === undefined ? inbox.event : readAgain(inbox.event, conversation, using, whatIf.read)
    const decision = decideEvent({ ...inbox, event }, conversation, changed, circumstances)
    conversation = decision.next
    const texts = decision.effects.flatMap((effect, place) => textOf(effect, `${inbox.id}#${place}`, said))
    return { id: inbox.id, at: inbox.at, heard: wordsOf(inbox.event), texts }
  })
}

/** As the live flow reads: only the first text of a burst can be the answer to what we had asked. */
function readAgain(
  event: ConversationEvent,
  conversation: Conversation,
  { policy }: DecidedWith,
  read: NonNullable<WhatIf['read']>,
): ConversationEvent {
  if (event.kind !== 'texts-read') return event
  const { trade, timezone } = policy
  const asked: Asked | null = awaitedAnswer(conversation.lead?.intake, event.texts[0]?.body ?? '')
  const texts: ReadText[] = event.texts.map((text, place) => ({
    ...text,
    reading: read(text.body, { trade, timezone, receivedAt: text.receivedAt, asked: place === 0 ? asked : null }),
  }))
  return { ...event, texts }
}

/** What is planned a second time under the same once-key is never sent. */
function textOf({ effect, onceKey }: PlannedEffect, id: string, said: Set<string>): ReplayedText[] {
  if (onceKey !== null && said.has(onceKey)) return []
  if (onceKey !== null) said.add(onceKey)
  if (effect.kind === 'send-sms') return [{ id, to: 'customer', body: effect.body, mayBeElsewhere: false }]
  if (effect.kind === 'text-staff') return [{ id, to: 'owner', body: effect.body, mayBeElsewhere: onceKey !== null }]
  return []
}

function wordsOf(event: ConversationEvent): string[] {
  return event.kind === 'texts-read' ? event.texts.map((text) => text.body) : []
}
