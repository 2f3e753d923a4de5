import type { Turn } from '#core/conversation/take-turn.ts'
import { dialogues, playDialogue } from '../dialogues/play-dialogue.ts'
import type { Dialogue } from '../dialogues/play-dialogue.ts'
import type { Tally } from './score.ts'

export type CallerFigures = {
  reached: Tally
  /** Replies until the lead was qualified, at the median of the callers who were. */
  medianReplies: number
  repeatedQuestions: number
  ungroundedNumbers: number
}

/** How the scripted callers fare: their goal is what their script expects of status, effects and particulars. */
export function callerFigures(): CallerFigures {
  const played = dialogues.map((dialogue) => ({ dialogue, turns: playDialogue(dialogue) }))
  const replies = played
    .map(({ turns }) => turns.findIndex((turn) => turn.intake.status === 'qualified') + 1)
    .filter((count) => count > 0)
    .toSorted((one, other) => one - other)
  return {
    reached: { hits: played.filter(({ dialogue, turns }) => reachesGoal(dialogue, turns)).length, of: played.length },
    medianReplies: replies[Math.floor(replies.length / 2)] ?? 0,
    repeatedQuestions: sum(played.map(({ turns }) => repeatedQuestions(turns))),
    ungroundedNumbers: sum(played.map(({ dialogue, turns }) => ungroundedNumbers(dialogue, turns))),
  }
}

function reachesGoal(dialogue: Dialogue, turns: readonly Turn[]): boolean {
  return dialogue.turns.every((expected, place) => {
    const turn = turns[place]
    if (turn === undefined) return false
    const effects = turn.effects.map((effect) => effect.kind)
    const slots: Record<string, { value: unknown } | null> = turn.intake.slots
    return (
      (expected.expectStatus === undefined || expected.expectStatus === turn.intake.status) &&
      (expected.expectEffects === undefined || JSON.stringify(expected.expectEffects) === JSON.stringify(effects)) &&
      Object.entries(expected.expectSlots ?? {}).every(([slot, value]) => JSON.stringify(slots[slot]?.value) === JSON.stringify(value))
    )
  })
}

/** A question for something that the caller has already given, unless they are correcting it. */
function repeatedQuestions(turns: readonly Turn[]): number {
  return turns.filter(({ asked, replies, intake }) => {
    if (replies.length === 0) return false
    if (asked === 'name') return intake.slots.name !== null
    if (asked === 'time') return intake.slots.preferredTime !== null
    return asked === 'address' && intake.slots.street !== null && intake.slots.zip !== null
  }).length
}

/** Numbers in our texts that neither the caller, the business's facts nor the public emergency lines gave. */
function ungroundedNumbers(dialogue: Dialogue, turns: readonly Turn[]): number {
  // What the owner approved may be said: an amount stands there in cents.
  let [heard, ungrounded] = [JSON.stringify(dialogue.facts ?? []), 0]
  for (const [place, turn] of turns.entries()) {
    const said = dialogue.turns[place]
    heard += ` ${said?.text ?? ''} ${(said?.texts ?? []).join(' ')} ${JSON.stringify(turn.intake.slots)}`
    for (const reply of turn.replies)
      for (const [number] of reply.text.matchAll(/\d+/g)) if (!GIVEN.includes(number) && !heard.includes(number)) ungrounded++
  }
  return ungrounded
}

/** 911 and 988 are the public lines; the rest is the telephone number of the business in the play. */
const GIVEN = ['911', '988', '217', '555', '0100', '12175550100']

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
