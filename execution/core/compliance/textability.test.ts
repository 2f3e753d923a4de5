import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWithheld, textability } from './textability.ts'

const OWN = ['+12175550102']

function reason(from: string): string {
  const answer = textability(from, OWN)
  return answer.textable ? 'textable' : answer.reason
}

test('a number of the United States or Canada can be texted', () => {
  assert.deepEqual(textability('+13125550143', OWN), { textable: true, number: '+13125550143' })
  assert.deepEqual(textability(' +15145550143 ', OWN), { textable: true, number: '+15145550143' })
})

test('every spelling of a withheld number is known', () => {
  const words = [
    'anonymous',
    'Anonymous',
    'unknown',
    'restricted',
    'RESTRICTED',
    'blocked',
    'unavailable',
    'private',
    'sip:anonymous@anonymous.invalid',
    '',
    '  ',
  ]
  const keypad = ['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', '266696687', '7378742833']
  for (const from of [...words, ...keypad]) assert.equal(reason(from), 'withheld', JSON.stringify(from))
})

test('a real foreign number that only begins like a keypad spelling is not withheld', () => {
  assert.equal(isWithheld('+2666966870'), false)
  assert.equal(reason('+2666966870'), 'not_nanp')
})

test('the other numbers that get no text are told apart', () => {
  const expected: Record<string, string> = {
    '+18005550143': 'toll_free',
    '+18335550143': 'toll_free',
    '+18885550143': 'toll_free',
    '+12175550102': 'own_number',
    '+442071838750': 'not_nanp',
    '+18765550143': 'not_nanp',
    '+12425550143': 'not_nanp',
    '+19005550143': 'premium',
    '+19115550143': 'invalid',
    '+11235550143': 'invalid',
    '+13121550143': 'invalid',
    '+131255501433': 'invalid',
    '3125550143': 'invalid',
    '+1312555014': 'invalid',
  }
  for (const [from, why] of Object.entries(expected)) assert.equal(reason(from), why, from)
})
