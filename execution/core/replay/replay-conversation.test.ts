import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testPolicy } from '../../../tests/flow/house.ts'
import { exampleDirective } from '#core/conversation/example-turn.ts'
import type { ConversationEvent } from '#core/event.ts'
import { NOTHING_READ } from '#core/qualification/nothing-read.ts'
import type { Reading } from '#core/qualification/reading.ts'
import { compareTexts } from '#core/replay/compare-texts.ts'
import type { DecidedWith } from '#core/replay/decide-event.ts'
import { replayConversation, type RecordedEvent } from '#core/replay/replay-conversation.ts'
import { instant, plus } from '#core/values/instant.ts'
import { factsOf } from '#flow/business-facts.ts'

const CALLER = '+13125550142'
const AT = instant(Date.parse('2026-12-07T16:00:00Z'))
const POLICY = testPolicy('t_ace')
const USING: DecidedWith = {
  policy: POLICY,
  directive: exampleDirective(),
  tzdata: '2026a',
  diary: null,
  facts: factsOf(POLICY, exampleDirective(), AT, '2026a'),
}

test('the same events give the same texts, and the words that they answer are shown', () => {
  const events = conversation()
  const answers = replayConversation(CALLER, events)
  assert.deepEqual(replayConversation(CALLER, structuredClone(events)), answers)
  assert.deepEqual(answers.at(-1)?.heard, ['my sink is clogged'])
  assert.match(answers.at(-1)?.texts[0]?.body ?? '', /address/i)
})

test('another engine reads the words in the light of what was asked, and its answer is another one', () => {
  const seen: unknown[] = []
  const answers = replayConversation(CALLER, conversation(), {
    read: (body, context) => {
      seen.push([body, context.asked, context.trade])
      return { ...READING, intent: 'vendor_spam', service: null, urgency: 'none', spans: {} }
    },
  })
  assert.deepEqual(seen, [['my sink is clogged', null, 'plumbing']])
  assert.doesNotMatch(answers.at(-1)?.texts[0]?.body ?? '', /address/i)
})

test('an opt-out that outlived an erasure is there from the first event on: nothing is texted', () => {
  const [first, ...rest] = conversation()
  assert.ok(first)
  const kept = { ...first, circumstances: { ...first.circumstances, keptStop: { since: AT, rule: 'bare' } } }
  const answers = replayConversation(CALLER, [kept, ...rest])
  assert.ok(replayConversation(CALLER, [first, ...rest]).some((answer) => answer.texts.length > 0))
  assert.deepEqual(
    answers.flatMap((answer) => answer.texts.map((text) => text.to)),
    [],
  )
})

test('a text with another body, one too few and one too many are differences; a once-only alert of another conversation is none', () => {
  const text = (id: string, body: string, mayBeElsewhere = false) => ({ id, to: 'owner' as const, body, mayBeElsewhere })
  const event = (id: string, ...texts: ReturnType<typeof text>[]) => ({ id, at: AT, heard: [], texts })
  assert.deepEqual(compareTexts([event('a', text('a#0', 'x'))], [{ id: 'a#0', body: 'x' }]), [])
  assert.deepEqual(compareTexts([event('a', text('a#0', 'x'))], [{ id: 'a#0', body: 'y' }]), [
    { at: AT, heard: [], was: ['y'], now: ['x'] },
  ])
  assert.equal(compareTexts([event('a', text('a#0', 'x'))], []).length, 1)
  assert.equal(compareTexts([event('a')], [{ id: 'a#0', body: 'x' }]).length, 1)
  assert.deepEqual(compareTexts([event('a', text('a#0', 'x', true))], []), [])
  assert.deepEqual(compareTexts([event('a')], [{ id: 'b:limit', body: 'no event of this conversation' }]), [])
})

const READING: Reading = { ...NOTHING_READ, urgency: 'routine', service: 'drain', spans: { service: [3, 7] } }

/** One text of a customer: received, the pause is over, read. */
function conversation(): RecordedEvent[] {
  const body = 'my sink is clogged'
  const texts = [{ messageSid: 'SM1', body, receivedAt: AT, reading: READING }]
  const events: ConversationEvent[] = [
    { kind: 'sms-received', messageSid: 'SM1', from: CALLER, to: '+12175550102', body, media: [], optOutType: null },
    { kind: 'timer-due', timer: { kind: 'turn-due' } },
    { kind: 'texts-read', texts, engine: 'embedded' },
  ]
  return events.map((event, place) => ({
    inbox: { id: `e${place}`, at: plus(AT, place * 1_000), event },
    using: USING,
    circumstances: { place, textSlot: AT, counted: place === 0, delayed: false, keptStop: null },
  }))
}
