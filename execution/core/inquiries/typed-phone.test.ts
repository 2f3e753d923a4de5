import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typedPhone } from './typed-phone.ts'

test('a number is read however people write it', () => {
  for (const text of [
    '(312) 555-0142',
    '312-555-0142',
    '312.555.0142',
    '3125550142',
    '1 312 555 0142',
    '+1 (312) 555-0142',
    '+13125550142',
  ])
    assert.equal(typedPhone(text), '+13125550142', text)
})

test('what is no number is none, and a number of another country is left to the gate', () => {
  for (const text of ['', '555-0142', 'call me', '0125550142', '112555014', '31255501423', '312-555-O142', '++13125550142'])
    assert.equal(typedPhone(text), null, text)
  assert.equal(typedPhone('+442071838750'), '+442071838750')
})
