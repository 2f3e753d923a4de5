import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Turn } from '#core/conversation/take-turn.ts'
import { smsSegments } from '#core/values/sms-segments.ts'
import { dialogues, playDialogue, type DialogueTurn } from './play-dialogue.ts'

// Goal: whole conversations, understood by the embedded engine and answered from the real directives. Method: scripted callers, one
// per line of the *.jsonl files here; a turn states what must follow from it, and some promises are checked on every turn of all.

const CALLERS_MIN = 60
const HOSTILE_SHARE_MIN = 0.25
const MEDIAN_REPLIES_MAX = 5

test('there are enough callers, and a quarter of them are hostile', () => {
  assert.ok(dialogues.length >= CALLERS_MIN)
  assert.ok(dialogues.filter((dialogue) => dialogue.hostile).length / dialogues.length >= HOSTILE_SHARE_MIN)
  assert.equal(new Set(dialogues.map((dialogue) => dialogue.name)).size, dialogues.length)
})

for (const dialogue of dialogues) {
  test(`${dialogue.trade}: ${dialogue.name}`, () => {
    const turns = playDialogue(dialogue)
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
    .map(playDialogue)
    .map((turns) => turns.findIndex((turn) => turn.intake.status === 'qualified'))
    .filter((place) => place >= 0)
    .map((place) => place + 1)
    .toSorted((one, other) => one - other)
  assert.ok(replies.length > 10)
  assert.ok((replies[Math.floor(replies.length / 2)] ?? Infinity) <= MEDIAN_REPLIES_MAX, replies.join(' '))
})

function check(turn: Turn, expected: DialogueTurn, shown: string): void {
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
