import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { converseCommand } from '#execution/cli/converse.ts'
import { TRADES } from '#core/qualification/reading.ts'
import { HOUR_MS, MINUTE_MS } from '#core/values/instant.ts'

const FOLDER = join(import.meta.dirname, 'converse')
/** Sunday 2026-11-22, noon in Chicago. */
const START = Date.parse('2026-11-22T18:00:00Z')
const BUSINESS = { name: 'Ace Services', ownerName: 'Sam', businessPhone: '+12175550100' }

const turnSchema = z.strictObject({
  text: z.string().optional(),
  texts: z.array(z.string()).optional(),
  /** The caller let this many hours go by before this turn. */
  hoursLater: z.number().positive().optional(),
  expectStatus: z.enum(['open', 'qualified', 'handed_over', 'opted_out', 'closed']).optional(),
  /** Effects of the turn; further news to an owner who has the lead already need not be named. */
  expectEffects: z.array(z.string()).optional(),
  expectSlots: z.record(z.string(), z.unknown()).optional(),
  expectAsked: z.string().nullable().optional(),
  mustMatch: z.string().optional(),
  mustNotMatch: z.string().optional(),
})
const callerSchema = z.strictObject({
  name: z.string(),
  trade: z.enum(TRADES),
  hostile: z.boolean().optional(),
  turns: z.array(turnSchema).min(1),
})
export type Caller = z.infer<typeof callerSchema>
type CallerTurn = z.infer<typeof turnSchema>

const answerSchema = z.object({
  replies: z.array(z.string()),
  asked: z.string().nullable(),
  lead: z.record(z.string(), z.unknown()),
  status: z.string(),
  effects: z.array(z.string()),
})
export type Answer = z.infer<typeof answerSchema>

/** The callers of the folder `converse`, one per line: they are played the way a stranger plays them, through the command. */
export const callers: readonly Caller[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(join(FOLDER, name), 'utf8').trim().split('\n'))
  .map((line): Caller => callerSchema.parse(JSON.parse(line)))

/** Plays a caller through `lead-agent converse`, a text at a time; one answer per turn, that of its last text, with the replies of all. */
export function playCaller(caller: Caller): Answer[] {
  const answer = converseCommand.start()
  let waited = 0
  return caller.turns.map((turn, place) => {
    waited += (turn.hoursLater ?? 0) * HOUR_MS
    const heard = textsOf(turn).map((text) =>
      answerSchema.parse(
        answer({
          conversation: caller.name,
          text,
          at: new Date(START + waited + place * MINUTE_MS).toISOString(),
          trade: caller.trade,
          business: BUSINESS,
        }),
      ),
    )
    const last = heard.at(-1)
    if (last === undefined) throw new Error(`${caller.name}: a turn without a text`)
    return { ...last, replies: heard.flatMap(({ replies }) => replies), effects: heard.flatMap(({ effects }) => effects) }
  })
}

/** What the caller did not get of what the script asks for, in words; empty when they reached their goal. */
export function shortOfGoal(caller: Caller, answers: readonly Answer[]): string[] {
  return caller.turns.flatMap((turn, place) => {
    const answer = answers[place]
    return answer === undefined ? ['no answer'] : misses(turn, answer).map((miss) => `turn ${place + 1}: ${miss}`)
  })
}

function misses(turn: CallerTurn, answer: Answer): string[] {
  const missed: string[] = []
  const text = answer.replies.join('\n')
  if (turn.expectStatus !== undefined && turn.expectStatus !== answer.status) missed.push(`status ${answer.status}`)
  if (turn.expectAsked !== undefined && turn.expectAsked !== answer.asked) missed.push(`asked ${answer.asked}`)
  if (turn.expectEffects !== undefined && !sameEffects(turn.expectEffects, answer.effects))
    missed.push(`effects ${answer.effects.join(' ')}`)
  if (turn.mustMatch !== undefined && !new RegExp(turn.mustMatch, 'i').test(text)) missed.push(`said "${text}"`)
  if (turn.mustNotMatch !== undefined && new RegExp(turn.mustNotMatch, 'i').test(text)) missed.push(`said "${text}"`)
  for (const [slot, value] of Object.entries(turn.expectSlots ?? {}))
    if (JSON.stringify(answer.lead[slot]) !== JSON.stringify(value)) missed.push(`${slot} ${JSON.stringify(answer.lead[slot])}`)
  return missed
}

function sameEffects(expected: readonly string[], effects: readonly string[]): boolean {
  return (
    expected.every((effect) => effects.includes(effect)) &&
    effects.every((effect) => effect === 'update-owner' || expected.includes(effect))
  )
}

/** A question for something that the caller has already given. */
export function isRepeatedQuestion({ asked, replies, lead }: Answer): boolean {
  if (replies.length === 0) return false
  if (asked === 'name') return lead['name'] !== null
  if (asked === 'time') return lead['preferredTime'] !== null
  return asked === 'address' && lead['street'] !== null && lead['zip'] !== null
}

/** Numbers in our texts that neither the caller, the business's facts nor the public emergency lines gave. */
export function numbersNobodyGave(caller: Caller, answers: readonly Answer[]): string[] {
  let heard = JSON.stringify(BUSINESS)
  return caller.turns.flatMap((turn, place) => {
    const answer = answers[place]
    heard += ` ${textsOf(turn).join(' ')} ${JSON.stringify(answer?.lead ?? {})}`
    const said = (answer?.replies ?? []).flatMap((reply) => [...reply.matchAll(/\d+/g)].map(([number]) => number))
    return said.filter((number) => !PUBLIC_LINES.has(number) && !heard.includes(number))
  })
}

const PUBLIC_LINES = new Set(['911', '988'])

function textsOf(turn: CallerTurn): readonly string[] {
  return turn.texts ?? (turn.text === undefined ? [] : [turn.text])
}
