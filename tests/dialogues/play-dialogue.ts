import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { loadDirectives } from '#adapters/directives/load-directives.ts'
import { readWithRevocation } from '#adapters/embedded-engine/embedded-model.ts'
import type { BusinessFacts } from '#core/conversation/business-facts.ts'
import { answersOf } from '#core/conversation/approved-fact.ts'
import { approvedFactSchema, serviceRuleSchema } from '#contract/approved-facts.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import { takeTurn, type Turn } from '#core/conversation/take-turn.ts'
import type { ReadText } from '#core/event.ts'
import { TRADES } from '#core/qualification/reading.ts'
import { MINUTE_MS, instant, plus } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'

const FOLDER = import.meta.dirname
/** Sunday 2026-11-22, noon in Chicago. */
const START = instant(Date.parse('2026-11-22T18:00:00Z'))
const TIMEZONE = 'America/Chicago'

const turnSchema = z.strictObject({
  text: z.string().optional(),
  texts: z.array(z.string()).optional(),
  quiet: z.literal(true).optional(),
  expectStatus: z.enum(['open', 'qualified', 'handed_over', 'closed']).optional(),
  expectEffects: z.array(z.string()).optional(),
  expectSlots: z.record(z.string(), z.unknown()).optional(),
  expectAsked: z.string().nullable().optional(),
  expectAct: z.string().optional(),
  expectReplies: z.number().optional(),
  mustMatch: z.string().optional(),
  mustNotMatch: z.string().optional(),
})
const dialogueSchema = z.strictObject({
  name: z.string(),
  trade: z.enum(TRADES),
  hostile: z.boolean().optional(),
  facts: z.array(approvedFactSchema).optional(),
  services: z.array(serviceRuleSchema).optional(),
  turns: z.array(turnSchema).min(1),
})
export type DialogueTurn = z.infer<typeof turnSchema>
export type Dialogue = z.infer<typeof dialogueSchema>

const directives = loadDirectives(join(FOLDER, '../../directives'))

/** The scripted callers beside this file, one per line. */
export const dialogues: readonly Dialogue[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(join(FOLDER, name), 'utf8').trim().split('\n'))
  .map((line): Dialogue => dialogueSchema.parse(JSON.parse(line)))

/** Plays a caller against the embedded engine, the real directives and the conversation itself. */
export function playDialogue(dialogue: Dialogue): Turn[] {
  const directive = directives.forTrade(dialogue.trade)
  const facts = factsOf(dialogue)
  let intake = newIntake('en')
  return dialogue.turns.map((turn, place) => {
    const at = plus(START, place * MINUTE_MS)
    const asked = intake.asked
    const heard = (turn.texts ?? (turn.text === undefined ? [] : [turn.text])).map((body, number): ReadText => {
      const context = { trade: dialogue.trade, receivedAt: at, timezone: TIMEZONE, asked }
      return { messageSid: `SM${place}-${number}`, body, receivedAt: at, reading: readWithRevocation(body, context).reading }
    })
    const answer = takeTurn(intake, heard, facts, directive, at)
    intake = answer.intake
    return answer
  })
}

/** The business in the play, with what its owner approved. */
export function factsOf({ trade, facts, services }: Dialogue): BusinessFacts {
  return {
    businessName: 'Ace Services',
    ownerName: 'Sam',
    businessPhone: parsePhoneNumber('+12175550100'),
    website: null,
    trade,
    timezone: TIMEZONE,
    modeNow: 'day',
    answersAllowed: answersOf(facts, { businessName: 'Ace Services', ownerName: 'Sam', directive: directives.forTrade(trade) }),
    services: services ?? null,
    booking: null,
  }
}
