import type { Conversation } from '#core/conversation/conversation.ts'
import { decide } from '#core/decide.ts'
import type { DecideContext } from '#core/decide-context.ts'
import type { Decision } from '#core/decision.ts'
import type { Effect } from '#core/effect.ts'
import type { ReadText } from '#core/event.ts'

export type TextsToRead = Extract<Effect, { kind: 'read-texts' }>

export type Heard = { next: Conversation; decisions: Decision[]; toRead: TextsToRead | null }

/** The steps of the live flow for one text until an engine must read it: received, and the customer has paused typing. Nothing is stored or sent. */
export function hearText(body: string, messageSid: string, before: Conversation, context: DecideContext): Heard {
  const from = before.phone ?? ''
  const received = decide(
    { kind: 'sms-received', messageSid, from, to: before.ourNumber ?? '', body, media: [], optOutType: null },
    before,
    context,
  )
  const due = decide({ kind: 'timer-due', timer: { kind: 'turn-due' } }, received.next, context)
  const toRead = due.effects.map(({ effect }) => effect).find((effect): effect is TextsToRead => effect.kind === 'read-texts')
  return { next: due.next, decisions: [received, due], toRead: toRead ?? null }
}

/** The engine has read them: what is answered. */
export function answerRead(texts: ReadText[], engine: string, before: Conversation, context: DecideContext): Decision {
  return decide({ kind: 'texts-read', texts, engine }, before, context)
}
