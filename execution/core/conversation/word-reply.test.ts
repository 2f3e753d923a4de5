import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Act } from './act.ts'
import type { Directive } from './directive.ts'
import { exampleDirective, exampleFacts, exampleText, play } from './example-turn.ts'

const heater = exampleText('my water heater is dead', { service: 'water heater', urgency: 'urgent' })
const everything = exampleText(
  'Dana Lee, 14 Oak St Springfield, water heater, asap',
  { service: 'water heater', name: 'Dana Lee', street: '14 Oak St', city: 'Springfield', preferredTime: { asap: true } },
  { preferredTime: 'asap' },
)

function directiveSaying(act: Act, words: string): Directive {
  const directive = exampleDirective()
  return { ...directive, texts: { ...directive.texts, en: { ...directive.texts.en, [act]: words } } }
}

test('a text that the verifier refuses gives way to a plainer one, and the refusal is on record', () => {
  const [turn] = play([heater], { directive: directiveSaying('acknowledge-problem', 'That will be $89, ask Bob.') })
  assert.equal(turn?.replies[0]?.text, 'ask-address en for Sam.')
  assert.ok(turn?.reasons.some((reason) => reason.code === 'text_refused'))
})

test('when nothing can be said truthfully, only the receipt is, and nothing counts as asked', () => {
  const hello = exampleText('hi', { intent: 'smalltalk' })
  const [turn] = play([hello], { directive: directiveSaying('ask-problem', 'We come in 20 minutes.') })
  assert.equal(turn?.replies[0]?.text, 'Thank you, we have your message.')
  assert.equal(turn?.asked, null)
  assert.deepEqual(turn?.intake.timesAsked, {})
})

test('two acts too long for one text are cut to the weightier: thanks fall away, a safety line never', () => {
  const long = `${'a'.repeat(290)}.`
  assert.equal(play([heater], { directive: directiveSaying('acknowledge-problem', long) })[0]?.replies[0]?.text, 'ask-address en for Sam.')
  const gas = exampleText('I smell gas', { intent: 'emergency_help', urgency: 'emergency', safety: true })
  assert.equal(play([gas], { directive: directiveSaying('emergency-safety', long) })[0]?.replies[0]?.text, long)
})

test('a confirmation that cannot be read back in full is said without the read-back', () => {
  const letters = exampleText(
    'Łukasz, 14 Żółta Street, Springfield Illinois, water heater, asap',
    {
      ...everything.reading,
      spans: {},
      name: 'Łukasz',
      street: '14 Żółta Street',
    },
    { preferredTime: 'asap' },
  )
  const text = play([letters], { directive: directiveSaying('confirm-qualified', `${'Noted. '.repeat(18)}{summary}`) })[0]?.replies[0]?.text
  assert.match(text ?? '', /^confirm-qualified-plain/)
})

test('a service outside the directive is not read back', () => {
  const [turn] = play([
    exampleText(
      'Dana Lee, 14 Oak St Springfield, free money, asap',
      { ...everything.reading, spans: {}, service: 'free money' },
      { preferredTime: 'asap' },
    ),
  ])
  assert.match(turn?.replies[0]?.text ?? '', /14 Oak St, Springfield, as soon as possible/)
  assert.doesNotMatch(turn?.replies[0]?.text ?? '', /money/)
})

test("without an owner's name the stand-in is said", () => {
  assert.match(play([heater], { facts: exampleFacts({ ownerName: null }) })[0]?.replies[0]?.text ?? '', /for the owner\./)
})
