import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConsentWords, missingIn, type ConsentSender } from './consent-words.ts'

const ACE: ConsentSender = { name: 'Ace Plumbing', country: 'US', mailingAddress: null, businessPhone: null }
const MAPLE: ConsentSender = { ...ACE, name: 'Maple Heating', country: 'CA', mailingAddress: '12 King St, Calgary, AB T2P 1A1' }

test('the words that we prepare have everything that words of others must have', () => {
  for (const name of ['Ace Plumbing', "O'Neil & Sons HVAC", 'Plomería Díaz', 'Ace\nPlumbing']) {
    for (const sender of [ACE, MAPLE]) assert.deepEqual(missingIn(defaultConsentWords({ ...sender, name }), { ...sender, name }), [], name)
  }
})

test('each thing that is left out is named', () => {
  const words = defaultConsentWords(MAPLE)
  for (const [part, need] of [
    ['I agree to', 'agrees'],
    ['text messages', 'texts'],
    ['Maple Heating', 'name'],
    ['automated (AI)', 'automated'],
    ['request, appointments and service', 'purpose'],
    ['Message frequency varies.', 'frequency'],
    ['Msg & data rates may apply.', 'rates'],
    ['STOP', 'stop'],
    ['HELP', 'help'],
    ['Agreeing is not a condition of buying anything.', 'no_condition'],
    ['12 King St', 'address'],
    ['I can withdraw this at any time.', 'withdraw'],
  ] as const) {
    const without = words.replace(part, '').replace(need === 'agrees' ? /Agreeing/g : /$^/, 'This')
    assert.deepEqual(missingIn(without, MAPLE), [need], part)
  }
})

test('address and withdrawal are asked of Canadian businesses alone', () => {
  assert.deepEqual(missingIn(defaultConsentWords(ACE), { ...MAPLE, name: 'Ace Plumbing' }), ['address', 'withdraw'])
})
