import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleText } from '#core/conversation/example-turn.ts'
import { mergeReadings } from './merge-readings.ts'
import { emptyProposal, spansOfQuotes, type Proposal, type Quotes } from './proposal.ts'
import type { Reading } from './reading.ts'

const read = (text: string, reading: Partial<Reading> = {}) => exampleText(text, { intent: 'book', ...reading }).reading

function merge(text: string, reading: Partial<Reading>, proposal: Partial<Proposal>, quotes: Quotes = {}): Reading {
  const proposed: Proposal = { ...emptyProposal(), spans: spansOfQuotes(text, quotes), ...proposal }
  return mergeReadings(text, read(text, reading), proposed, {}, null)
}

test('a better label is taken', () => {
  assert.equal(merge('how much is it', { intent: 'question' }, { intent: 'quote' }).intent, 'quote')
})

test('a model that smells gas is believed, one that does not is not', () => {
  const raised = merge('odd smell by the stove', {}, { safety: true, urgency: 'routine' })
  assert.deepEqual([raised.safety, raised.urgency, raised.intent], [true, 'emergency', 'emergency_help'])
  const kept = merge(
    'gas smell',
    { safety: true, urgency: 'emergency', intent: 'emergency_help' },
    { safety: false, urgency: 'none', intent: 'smalltalk' },
  )
  assert.deepEqual([kept.safety, kept.urgency, kept.intent], [true, 'emergency', 'emergency_help'])
})

test('a model says neither STOP nor START', () => {
  assert.equal(merge('sink is clogged', {}, { intent: 'opt_out' }).intent, 'book')
  assert.equal(merge('stop', { intent: 'opt_out' }, { intent: 'book', urgency: 'emergency' }).intent, 'opt_out')
})

test('spam is believed of a text that asks for nothing, and of no other', () => {
  assert.equal(merge('grow your business', { intent: 'question' }, { intent: 'vendor_spam' }).intent, 'vendor_spam')
  assert.equal(merge('sink is clogged', { urgency: 'routine' }, { intent: 'vendor_spam' }).intent, 'book')
})

test('a name and a street are the words that were pointed at, tidied', () => {
  const merged = merge('zyx qwop, over at 9 rue b', {}, {}, { name: 'zyx qwop', street: '9 rue b' })
  assert.deepEqual([merged.name, merged.street], ['Zyx Qwop', '9 Rue B'])
})

test('words that are no plain value are no field', () => {
  const merged = merge('free for $5 guaranteed', {}, {}, { name: 'free for $5', street: 'guaranteed' })
  assert.deepEqual([merged.name, merged.street], [null, null])
})

test('the name of the street is not also the name of the customer', () => {
  const merged = merge('14 Oak St', { street: '14 Oak St' }, {}, { name: 'Oak' })
  assert.equal(merged.name, null)
})

test('a service comes from our own reading of the words, or not at all', () => {
  assert.equal(merge('it drips', {}, {}, { service: 'drips' }).service, null)
  const text = 'the thing that warms water'
  const proposed = { ...emptyProposal(), spans: spansOfQuotes(text, { service: 'warms water' }) }
  const again = { service: read('warms water', { service: 'water heater' }) }
  assert.equal(mergeReadings(text, read(text), proposed, again, null).service, 'water heater')
})

test('a model answers for the customer when a photo was asked for, never when a time was', () => {
  const proposed = { ...emptyProposal(), affirm: true }
  assert.equal(mergeReadings('mhm', read('mhm'), proposed, {}, 'photo').affirm, true)
  assert.equal(mergeReadings('mhm', read('mhm'), proposed, {}, 'name').affirm, null)
  assert.equal(mergeReadings('mhm', read('mhm'), proposed, {}, 'confirm_slot').affirm, null)
  assert.equal(mergeReadings('ok', read('ok', { affirm: true }), proposed, {}, 'confirm_slot').affirm, true)
})
