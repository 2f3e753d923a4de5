import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleText, play } from './example-turn.ts'
import { newIntake } from './new-intake.ts'

const heater = exampleText('my water heater is dead', { service: 'water heater', urgency: 'urgent' })
const address = exampleText('14 Oak St, Springfield', { street: '14 Oak St', city: 'Springfield' })
const dana = exampleText('Dana Lee', { name: 'Dana Lee' })
const told = [heater, address, dana, exampleText('anytime')]
const acts = (turns: ReturnType<typeof play>) => turns.map((turn) => turn.replies[0]?.act ?? null)
const asked = (turns: ReturnType<typeof play>) => turns.map((turn) => turn.asked)
const kinds = (turns: ReturnType<typeof play>) => turns.at(-1)?.effects.map((effect) => effect.kind)

test('whoever asks with whom they are texting is told and asked on, and the question stays open when it was put twice', () => {
  const who = exampleText('who is this', { intent: 'help' })
  const turns = play([heater, who, who, address])
  assert.deepEqual(acts(turns), ['acknowledge-problem', 'answer-help', 'answer-help', 'acknowledge'])
  assert.deepEqual(asked(turns), ['address', 'address', 'address', 'name'])
  assert.match(turns[1]?.replies[0]?.text ?? '', /ask-address-again/)
  assert.doesNotMatch(turns[2]?.replies[0]?.text ?? '', /ask-address/)
})

test('a question that an engine took for an answer is answered, noted, and the pending one put again', () => {
  const [, soon] = play([heater, exampleText('how soon can someone be here')])
  assert.equal(soon?.replies[0]?.act, 'answer-question')
  assert.equal(soon?.asked, 'address')
  assert.equal(soon?.intake.notes.at(-1)?.value, 'how soon can someone be here')
  const [, both] = play([heater, exampleText('14 Oak St, do i need to be home?', { street: '14 Oak St' })])
  assert.equal(both?.replies[0]?.act, 'acknowledge-question')
})

test('why we ask, whether we are real and whether it is dangerous have answers of their own', () => {
  const actOf = (words: string) => acts(play([heater, exampleText(words)]))[1]
  assert.equal(actOf('what do you need my address for'), 'answer-why-asked')
  assert.equal(actOf('how do i know this isnt a scam'), 'answer-help')
  assert.equal(actOf('is it dangerous?'), 'answer-safety')
})

test('who asks in danger what to do hears of safety, not who we are', () => {
  const gas = exampleText('i smell gas', { intent: 'emergency_help', urgency: 'emergency', safety: true, service: 'gas leak' })
  for (const intent of ['help', 'question', 'other'] as const) {
    const [, lost] = play([gas, exampleText('what do i do', { intent })])
    assert.equal(lost?.replies[0]?.act, 'answer-safety', intent)
  }
  const [, who] = play([gas, exampleText('who is this', { intent: 'help' })])
  assert.equal(who?.replies[0]?.act, 'answer-help')
  const [, calm] = play([heater, exampleText('what do i do', { intent: 'question' })])
  assert.equal(calm?.replies[0]?.act, 'answer-question')
})

test('a remark is no misunderstanding: it goes to the owner, and a wish for an appointment is asked what for', () => {
  const [, remark] = play([heater, exampleText('i shut the valve so it stopped')])
  assert.equal(remark?.replies[0]?.act, 'note-words')
  assert.equal(remark?.intake.notes.at(-1)?.value, 'i shut the valve so it stopped')
  const [wish] = play([exampleText('I want an appointment')], {
    intake: { ...newIntake('en'), asked: 'problem', timesAsked: { problem: 1 } },
  })
  assert.equal(wish?.replies[0]?.act, 'acknowledge')
})

test('once the owner has the lead, words that say something are passed on, questions too, and "ok" gets no answer', () => {
  const remodel = play([exampleText('call me please', { intent: 'human_please' }), exampleText('its about a bathroom remodel')])
  assert.equal(acts(remodel).at(-1), 'update-noted')
  assert.deepEqual(kinds(remodel), ['update-owner'])
  const coming = play([...told, exampleText('is someone coming?')])
  assert.equal(acts(coming).at(-1), 'question-passed-on')
  assert.deepEqual(kinds(coming), ['update-owner'])
  for (const words of ['ok', 'k', 'sounds good'])
    assert.equal(acts(play([...told, exampleText(words, { intent: 'smalltalk' })])).at(-1), null)
})

test('after a page every word goes to the owner while we still ask', () => {
  const gas = exampleText(
    'I smell gas',
    { intent: 'emergency_help', urgency: 'emergency', safety: true, service: 'gas leak' },
    { service: 'gas' },
  )
  assert.deepEqual(kinds(play([gas, exampleText('no there is no smell now')])), ['update-owner'])
})
