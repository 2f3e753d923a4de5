import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spansOfQuotes } from './proposal.ts'

test('a quote becomes the place where it stands', () => {
  const text = 'its dana lee at 14 Oak St'
  assert.deepEqual(spansOfQuotes(text, { name: 'Dana Lee', street: ' 14 Oak St ' }), { name: [4, 12], street: [16, 25] })
})

test('words that the customer did not write have no place', () => {
  assert.deepEqual(spansOfQuotes('sink is clogged', { name: 'Bob', street: '99 Elm', zip: null, service: '' }), {})
})

test('a part of a word is no quote, a later whole one is', () => {
  assert.deepEqual(spansOfQuotes('soaked on oak', { street: 'oak' }), { street: [10, 13] })
  assert.deepEqual(spansOfQuotes('soaked', { street: 'oak' }), {})
})

test('a quote of half the conversation points at nothing', () => {
  const long = 'help me '.repeat(40).trim()
  assert.deepEqual(spansOfQuotes(long, { service: long }), {})
})

test('capitals that change their length do not shift a place', () => {
  assert.deepEqual(spansOfQuotes('İ am Dana', { name: 'dana' }), {})
  assert.deepEqual(spansOfQuotes('İ am Dana', { name: 'Dana' }), { name: [5, 9] })
})
