import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleDirective, exampleFacts, exampleText, EXAMPLE_AT } from './example-turn.ts'
import { newIntake } from './new-intake.ts'
import { onlyAsked } from './only-asked.ts'
import { takeTurn } from './take-turn.ts'

test('who says that a question was all is heard in three languages', () => {
  for (const words of [
    'no thats all i wanted to know',
    "That's it, I only wanted to ask",
    'just curious, thanks',
    'im just shopping around for now',
    'es todo lo que quería saber',
    'nomás preguntaba gracias',
    "c'est tout ce que je voulais savoir",
    "c'était juste pour savoir",
  ])
    assert.equal(onlyAsked(words), true, words)
})

test('who goes on, asks further or speaks of something else has not said so', () => {
  for (const words of [
    'i just wanted to know when he is coming',
    'just asking for my neighbor at 12 Oak',
    "that's all i know about the leak",
    'just wondering if you do gutters too',
    'thats all i wanted to know?',
    'only curious noise is when it starts',
    'solo quería saber si vienen hoy',
    'je voulais juste savoir si vous venez',
    'that is all',
  ])
    assert.equal(onlyAsked(words), false, words)
})

test('after that nothing further is asked, unless an emergency was told or a field is given in the same breath', () => {
  const question = exampleText('can i run the dishwasher if the sink is backed up', {
    intent: 'question',
    service: 'drain',
    urgency: 'routine',
  })
  const first = takeTurn(newIntake('en'), [question], exampleFacts(), exampleDirective(), EXAMPLE_AT)
  const after = (...text: Parameters<typeof exampleText>) =>
    takeTurn(first.intake, [exampleText(...text)], exampleFacts(), exampleDirective(), EXAMPLE_AT)
  assert.equal(after('no thats all i wanted to know', { intent: 'book' }).asked, null)
  assert.notEqual(after('just wondering. 12 Oak St', { intent: 'book', street: '12 Oak St' }).asked, null)
  const paged = { ...first.intake, pagedAt: EXAMPLE_AT, urgency: 'emergency' as const }
  const turn = takeTurn(paged, [exampleText('just asking', { intent: 'book' })], exampleFacts(), exampleDirective(), EXAMPLE_AT)
  assert.equal(turn.intake.urgency, 'emergency')
})
