import type { Act } from './act.ts'
import type { HandOverWhy, Intake, SlotName } from './intake.ts'
import type { Reason } from '#core/decision.ts'
import type { Asked } from '#core/qualification/reading.ts'

/** What a turn wants done besides the reply. */
export type TurnEffect =
  /** An emergency: the owner's phone rings now. */
  | { kind: 'page-owner' }
  /** The lead is complete and goes to the owner; once per lead. In one turn with `page-owner` the two are one message. */
  | { kind: 'tell-owner' }
  /** The owner has the lead already; these fields are new or different. `note` is a question for the owner, `words` plain words. */
  | { kind: 'update-owner'; fields: (SlotName | 'note' | 'words' | 'visit')[] }
  /** A person takes over, nothing is booked. Once per reason. */
  | { kind: 'hand-over'; why: HandOverWhy }
  /** The time of `intake.visit` is taken from others, as held or as confirmed. A visit that the lead had before is given up. */
  | { kind: 'hold-visit' }
  /** The visit that the lead had is called off. */
  | { kind: 'cancel-visit' }
  /** No more texts to this number. */
  | { kind: 'suppress'; why: 'wrong-number' | 'opt-out' }

/** One step of the conversation. The conversation's status afterwards is `intake.status`. */
export type Turn = {
  intake: Intake
  /** None or one. */
  replies: { act: Act; text: string }[]
  /** What is still being asked after this turn. */
  asked: Asked | null
  effects: TurnEffect[]
  reasons: Reason[]
}

/** What a turn has decided before it is put into words: up to three acts said in one text. */
export type Step = {
  intake: Intake
  /** Said first: an answer, an acknowledgement, a safety line. */
  lead: Act | null
  /** Said after it; dropped when both are too long for one text. */
  follow: { act: Act; asked: Asked | null } | null
  /** Said last, when there is room. */
  extra: { act: Act; asked: Asked | null } | null
  /** What was asked before and still waits for its answer when this step asks nothing itself. */
  stillAsked?: Asked | null
  /** The owner's approved words, when an answer is made of them. */
  answer: string | null
  effects: TurnEffect[]
  reasons: Reason[]
}
