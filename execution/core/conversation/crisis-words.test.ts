import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCrisis } from './crisis-words.ts'

test('words of a person in crisis are found in three languages and odd spellings', () => {
  for (const text of [
    'I want to die',
    'going to kill myself',
    'feeling SUICIDAL',
    'I don’t want to live anymore',
    'quiero morirme',
    'voy a matarme',
    'je veux mourir',
    'envie de mourir',
  ]) {
    assert.ok(isCrisis(text), text)
  }
})

test('a dying heater, a killed breaker and a dead battery are no crisis', () => {
  for (const text of [
    'my water heater is dying',
    'kill the breaker myself?',
    'battery died',
    'this leak is killing me',
    'la batterie est morte',
    'se murió el motor',
  ]) {
    assert.equal(isCrisis(text), false, text)
  }
})
