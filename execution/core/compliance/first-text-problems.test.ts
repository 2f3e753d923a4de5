import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstTextProblems } from './first-text-problems.ts'
import { firstTextBody } from './message-texts.ts'

const GOOD =
  "{business}: Hi, sorry we missed your call! I'm the shop's automated assistant, what's going on? Msg & data rates may apply. Reply HELP for help, STOP to opt out."
const SENDER = { name: 'Ace Plumbing', mailingAddress: '12 Main St', businessPhone: '+12175550100', website: null }

test('a first text of its own goes out with the name, and to Canada the one that the law asks for', () => {
  assert.deepEqual(firstTextProblems(GOOD, SENDER.name), [])
  const sender = { ...SENDER, messages: { firstText: GOOD } }
  assert.match(firstTextBody('+13125550142', sender), /^Ace Plumbing: Hi, sorry we missed your call! I'm the shop's automated assistant/)
  assert.match(firstTextBody('+15145550142', sender), /^Ace Plumbing, 12 Main St, \+12175550100: Désolé/)
})

test('whatever is left out or may not be said is named with the words that mend it', () => {
  const without = (words: string) => firstTextProblems(GOOD.replace(words, ''), SENDER.name).join('; ')
  assert.match(without('{business}: '), /put \{business\} in it/)
  assert.match(without('sorry we missed your call'), /say why they get it/)
  assert.match(without('automated assistant'), /a machine writes/)
  assert.match(without('Msg & data rates may apply. '), /rates may apply/)
  assert.match(without('HELP'), /Reply HELP/)
  assert.match(without('STOP'), /STOP to opt out/)
  assert.match(firstTextProblems(`${GOOD} See https://ace.example`, SENDER.name).join(), /leave the link out/)
  assert.match(firstTextProblems(`${GOOD} Only $49!`, SENDER.name).join(), /leave the price out/)
  assert.match(firstTextProblems(`${GOOD} 10% off today`, SENDER.name).join(), /leave the offer out/)
  assert.match(firstTextProblems(`${GOOD} 👍`, SENDER.name).join(), /picture signs/)
  assert.match(firstTextProblems(`${GOOD} ${'word '.repeat(60)}`, SENDER.name).join(), /shorten it to 2/)
  assert.match(firstTextProblems(`${GOOD} {owner}`, SENDER.name).join(), /only \{business\} is filled in/)
})
