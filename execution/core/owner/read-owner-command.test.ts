import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readOwnerCommand, type OwnerCommand } from './read-owner-command.ts'

const PLAIN: Record<string, OwnerCommand['verb']> = {
  '1': 'call',
  '2.': 'book',
  ' 3 ': 'take-over',
  '4': 'not-a-lead',
  '5!': 'later',
  Call: 'call',
  'Book it': 'book',
  'I take over': 'take-over',
  "I'll take over": 'take-over',
  'NOT A LEAD': 'not-a-lead',
  later: 'later',
  'got it': 'acknowledge',
  "I'm on it": 'acknowledge',
  'on my way': 'acknowledge',
  resume: 'resume',
  y: 'yes',
  Sí: 'yes',
  oui: 'yes',
  ok: 'yes',
  no: 'no',
  list: 'list',
  '?': 'help',
  menu: 'help',
  llamar: 'call',
  'más tarde': 'later',
  'me encargo': 'take-over',
  'no es cliente': 'not-a-lead',
  appelle: 'call',
  'plus tard': 'later',
  "je m'en occupe": 'take-over',
  réserver: 'book',
  "j'y vais": 'acknowledge',
}

test('digits and words in three languages', () => {
  for (const [text, verb] of Object.entries(PLAIN)) assert.deepEqual(readOwnerCommand(text), { verb, target: null, when: null }, text)
})

test('a letter or a name says which lead is meant, before or after', () => {
  const cases: [string, OwnerCommand['verb'], string][] = [
    ['B1', 'call', 'b'],
    ['1b', 'call', 'b'],
    ['b 4', 'not-a-lead', 'b'],
    ['1 Dana', 'call', 'dana'],
    ['call Dana Lee', 'call', 'dana lee'],
    ['3 José', 'take-over', 'jose'],
    ['C later', 'later', 'c'],
    ['resume a', 'resume', 'a'],
  ]
  for (const [text, verb, target] of cases) assert.deepEqual(readOwnerCommand(text), { verb, target, when: null }, text)
})

test('after "book" stands a name, a time, or both', () => {
  assert.deepEqual(readOwnerCommand('book tue 9'), { verb: 'book', target: null, when: 'tue 9' })
  assert.deepEqual(readOwnerCommand('2 tomorrow 9:30'), { verb: 'book', target: null, when: 'tomorrow 9:30' })
  assert.deepEqual(readOwnerCommand('book dana fri 8-10'), { verb: 'book', target: 'dana', when: 'fri 8-10' })
  assert.deepEqual(readOwnerCommand('B2 mañana 9'), { verb: 'book', target: 'b', when: 'manana 9' })
  assert.deepEqual(readOwnerCommand('b book'), { verb: 'book', target: 'b', when: null })
})

test('talk is no command', () => {
  for (const text of [
    '',
    'call me when you are done with the other job please',
    'is this the one from yesterday',
    'dana',
    'yes I think so too',
    'no idea who that is',
    '10',
    '12',
    'help me with this one',
    '1 2 3 4',
    'thanks',
  ])
    assert.equal(readOwnerCommand(text).verb, 'other', text)
})

test('law: any text is read without a fault, and long talk is never a command', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => void readOwnerCommand(text)))
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('1', 'call', 'book', 'dana', 'b', 'later', 'not', 'a', 'lead'), { minLength: 9, maxLength: 20 }),
      (words) => assert.equal(readOwnerCommand(words.join(' ')).verb, 'other'),
    ),
  )
})
