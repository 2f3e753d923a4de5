import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EXAMPLE_AT, exampleAnswers, exampleFacts } from './example-turn.ts'
import type { Intake } from './intake.ts'
import { newIntake } from './new-intake.ts'
import { verifyText } from './verify-text.ts'

const given = (value: string) => ({ value, words: null, messageSid: null, at: EXAMPLE_AT })

function knowing(slots: Partial<Record<'name' | 'street' | 'city' | 'zip', string>>): Intake {
  const intake = newIntake('en')
  const captured = Object.fromEntries(Object.entries(slots).map(([field, value]) => [field, given(value)]))
  return { ...intake, slots: { ...intake.slots, ...captured } }
}

test('a text made of facts and captured fields passes', () => {
  const intake = knowing({ name: 'Dana Lee', street: '14 Oak St', city: 'Springfield', zip: '62701' })
  const text =
    'Thanks, Dana Lee. I have: 14 Oak St, Springfield, 62701. Sam of Ace Plumbing (+12175550100) will contact you. In danger, call 911 or 988.'
  assert.deepEqual(verifyText(text, exampleFacts(), intake), [])
})

test('figures, money, percentages, links, names, placeholders and promises that nobody gave us are refused', () => {
  const refused = [
    'We can do that for 50.',
    'That costs $ fifty.',
    'About fifty dollars.',
    'Son cien pesos.',
    'Ten percent less.',
    'A discount is possible.',
    'The visit is free.',
    'It is guaranteed.',
    'We promise to help.',
    'Wait twenty minutes.',
    'Give us an hour or two hours.',
    'See www.example.org please.',
    'Go to acme.com now.',
    'Hello {name}.',
    'Our plumber Bob has it.',
    'Somebody is coming.',
    'The tech is on the way.',
    'Ya va en camino.',
    'Le plombier arrivera.',
    'We will be there.',
    'Reduced by 20%.',
  ]
  for (const text of refused) assert.notDeepEqual(verifyText(text, exampleFacts(), newIntake('en')), [], text)
})

test('a known value accounts only for itself, not for a figure that contains it', () => {
  const intake = knowing({ street: '1 Main St', zip: '62701' })
  assert.deepEqual(verifyText('Noted: 1 Main St, 62701.', exampleFacts(), intake), [])
  assert.notDeepEqual(verifyText('Noted: 11 Main St.', exampleFacts(), intake), [])
  assert.notDeepEqual(verifyText('That is 627010.', exampleFacts(), intake), [])
  assert.notDeepEqual(verifyText('That is $911.', exampleFacts(), intake), [])
})

test('a captured value that is no plain value accounts for nothing', () => {
  const intake = knowing({ name: 'free for $1', street: '5 dollars discount' })
  assert.notDeepEqual(verifyText('Thanks, free for $1.', exampleFacts(), intake), [])
  assert.notDeepEqual(verifyText('Noted: 5 dollars discount.', exampleFacts(), intake), [])
})

test('approved words pass whole and only whole', () => {
  const facts = exampleFacts({ answersAllowed: exampleAnswers([{ topic: 'visit-price', cents: 8_900 }]) })
  const approved = 'A service visit is $89; Sam gives the price of the work itself.'
  assert.deepEqual(verifyText(`${approved} What is the address?`, facts, newIntake('en')), [])
  assert.notDeepEqual(verifyText('A visit is $89.', facts, newIntake('en')), [])
  assert.notDeepEqual(verifyText(approved.replace('89', '8'), facts, newIntake('en')), [])
  assert.notDeepEqual(verifyText(approved, facts, newIntake('es')), [], 'a sentence of another language was not approved in this one')
})

test('that somebody is on the way may be said once a person has accepted', () => {
  assert.deepEqual(verifyText('Sam is on the way.', exampleFacts(), { ...newIntake('en'), acceptedBy: 'Sam' }), [])
})
