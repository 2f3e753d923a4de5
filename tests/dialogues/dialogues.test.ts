import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { loadDirectives } from '#adapters/directives/load-directives.ts'
import { readText } from '#adapters/embedded-engine/read-text.ts'
import type { BusinessFacts } from '#core/conversation/business-facts.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import { takeTurn, type Turn } from '#core/conversation/take-turn.ts'
import type { ReadText } from '#core/event.ts'
import { TRADES, type Trade } from '#core/qualification/reading.ts'
import { MINUTE_MS, instant, plus } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { smsSegments } from '#core/values/sms-segments.ts'

// Goal: whole conversations, understood by the embedded engine and answered from the real directives. Method: scripted callers, one
// per line of the *.jsonl files here; a turn states what must follow from it, and some promises are checked on every turn of all.

const FOLDER = import.meta.dirname
/** Sunday 2026-11-22, noon in Chicago. */
const START = instant(Date.parse('2026-11-22T18:00:00Z'))
const TIMEZONE = 'America/Chicago'
const CALLERS_MIN = 40
const HOSTILE_SHARE_MIN = 0.25
const MEDIAN_REPLIES_MAX = 5

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
  turns: z.array(turnSchema).min(1),
})
type Dialogue = z.infer<typeof dialogueSchema>

const directives = loadDirectives(join(FOLDER, '../../directives'))
const dialogues = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(join(FOLDER, name), 'utf8').trim().split('\n'))
  .map((line): Dialogue => dialogueSchema.parse(JSON.parse(line)))

test('there are enough callers, and a quarter of them are hostile', () => {
  assert.ok(dialogues.length >= CALLERS_MIN)
  assert.ok(dialogues.filter((dialogue) => dialogue.hostile).length / dialogues.length >= HOSTILE_SHARE_MIN)
  assert.equal(new Set(dialogues.map((dialogue) => dialogue.name)).size, dialogues.length)
})

for (const dialogue of dialogues) {
  test(`${dialogue.trade}: ${dialogue.name}`, () => {
    const turns = played(dialogue)
    for (const [place, expected] of dialogue.turns.entries()) {
      const turn = turns[place]
      assert.ok(turn !== undefined)
      check(
        turn,
        expected,
        `turn ${place + 1}: ${expected.text ?? expected.texts?.join(' / ') ?? 'quiet'}\nreply: ${turn.replies[0]?.text ?? '(none)'}`,
      )
    }
  })
}

test('a caller is qualified after at most five replies at the median', () => {
  const replies = dialogues
    .map(played)
    .map((turns) => turns.findIndex((turn) => turn.intake.status === 'qualified'))
    .filter((place) => place >= 0)
    .map((place) => place + 1)
    .toSorted((one, other) => one - other)
  assert.ok(replies.length > 10)
  assert.ok((replies[Math.floor(replies.length / 2)] ?? Infinity) <= MEDIAN_REPLIES_MAX, replies.join(' '))
})

function played(dialogue: Dialogue): Turn[] {
  const directive = directives.forTrade(dialogue.trade)
  const facts = factsOf(dialogue.trade)
  let intake = newIntake('en')
  return dialogue.turns.map((turn, place) => {
    const at = plus(START, place * MINUTE_MS)
    const asked = intake.asked
    const heard = (turn.texts ?? (turn.text === undefined ? [] : [turn.text])).map((body, number): ReadText => {
      const context = { trade: dialogue.trade, receivedAt: at, timezone: TIMEZONE, asked }
      return { messageSid: `SM${place}-${number}`, body, receivedAt: at, reading: readText(body, context) }
    })
    const answer = takeTurn(intake, heard, facts, directive, at)
    intake = answer.intake
    return answer
  })
}

function check(turn: Turn, expected: z.infer<typeof turnSchema>, shown: string): void {
  const { intake, replies, effects } = turn
  const text = replies.map((reply) => reply.text).join('\n')
  assert.ok(replies.length <= 1, shown)
  assert.ok(replies.length === 0 || smsSegments(text).segments <= 2, shown)
  assert.ok(
    Object.values(intake.timesAsked).every((times) => times <= 2),
    shown,
  )
  if (expected.expectReplies !== undefined) assert.equal(replies.length, expected.expectReplies, shown)
  if (expected.expectAct !== undefined) assert.equal(replies[0]?.act, expected.expectAct, shown)
  if (expected.expectStatus !== undefined) assert.equal(intake.status, expected.expectStatus, shown)
  if (expected.expectAsked !== undefined) assert.equal(turn.asked, expected.expectAsked, shown)
  if (expected.expectEffects !== undefined)
    assert.deepEqual(
      effects.map((effect) => effect.kind),
      expected.expectEffects,
      shown,
    )
  if (expected.mustMatch !== undefined) assert.match(text, new RegExp(expected.mustMatch), shown)
  if (expected.mustNotMatch !== undefined) assert.doesNotMatch(text, new RegExp(expected.mustNotMatch, 'i'), shown)
  const slots: Record<string, { value: unknown } | null> = intake.slots
  for (const [field, value] of Object.entries(expected.expectSlots ?? {}))
    assert.deepEqual(slots[field]?.value, value, `${field}, ${shown}`)
}

function factsOf(trade: Trade): BusinessFacts {
  return {
    businessName: 'Ace Services',
    ownerName: 'Sam',
    businessPhone: parsePhoneNumber('+12175550100'),
    website: null,
    trade,
    timezone: TIMEZONE,
    modeNow: 'day',
    answersAllowed: {},
    booking: null,
  }
}
