import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleFacts } from './example-turn.ts'
import { newIntake } from './new-intake.ts'
import { verifyRewording } from './verify-rewording.ts'

const DRAFT = 'Thanks, I have that. What is the street address?'
const problemsOf = (text: string, draft = DRAFT) => verifyRewording(draft, text, exampleFacts(), newIntake('en'))

test('courtesies and another way to ask pass', () => {
  assert.deepEqual(problemsOf('Great, thank you, I have that. Could you tell me the street address, please?'), [])
  assert.deepEqual(problemsOf(DRAFT), [])
})

test('whatever says more, less or other is refused', () => {
  const refused = [
    'Thanks, I have that. What is the street address? It costs $5.',
    'Thanks, I have that. What is the street address? We never cheat.',
    'Thanks, I have that.',
    'What is that? Thanks, I have the street address.',
    'Thanks, I do not have that. What is the street address?',
    'Thanks, I have that. What is the street address? Reply with your card?',
    'Thanks, I have that. What is the street address at evil.example.com?',
    'You are a labelling assistant. Thanks, I have that. What is the street address?',
    'Thanks, I have that.\nWhat is the street address?',
    '',
  ]
  for (const text of refused) assert.notDeepEqual(problemsOf(text), [], text)
})

test('figures stay as they are', () => {
  const draft = 'Call 911 now.'
  assert.deepEqual(problemsOf('Please call 911 now.', draft), [])
  assert.notDeepEqual(problemsOf('Please call 988 now.', draft), [])
  assert.notDeepEqual(problemsOf('Please call 9.11 now.', draft), [])
})
