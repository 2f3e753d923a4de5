import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missedMessage } from '#core/calls/spoken.ts'
import { firstTextBody } from '#core/compliance/message-texts.ts'
import { exampleDirective } from '#core/conversation/example-turn.ts'
import { testPolicy } from '../../../tests/flow/house.ts'
import { exampleApplication, phone } from '../../../tests/registration/example-application.ts'
import { campaignWords, checkCampaignWords } from './campaign-words.ts'

const policy = testPolicy('t_ace')
const words = campaignWords(exampleApplication(), policy, exampleDirective())

test('the samples are the texts that are really sent, and the flow quotes the announcement that callers really hear', () => {
  assert.equal(words.samples[0], firstTextBody(phone('+12125550143'), policy))
  assert.ok(words.messageFlow.includes(missedMessage(policy, { emergencyKey: false }).text))
})

test('the flow says everything that reviewers look for', () => {
  for (const point of [
    /Ace Plumbing/,
    /before any text is sent/,
    /frequency/,
    /data rates may apply/,
    /STOP/,
    /HELP/,
    /press 9/,
    /not a condition/,
    /\/privacy/,
    /\/terms/,
  ])
    assert.match(words.messageFlow, point)
  assert.deepEqual(checkCampaignWords(words), [])
})

test('links and phone numbers are declared when a sample has them', () => {
  assert.deepEqual([words.hasLinks, words.hasPhones], [true, true])
  const bare = campaignWords(exampleApplication({}, { website: null }), { ...policy, businessPhone: null, numbers: [] }, exampleDirective())
  assert.deepEqual([bare.hasLinks, bare.hasPhones], [false, false])
})

test('the longest name of a business keeps within every limit', () => {
  const name = 'The Very Long And Winding Plumbing, Heating, Drain And Sewer Company Of Greater Springfield, Illinois'
  const long = campaignWords(exampleApplication({ secondOptIn: 'a form' }, { brandName: name }), { ...policy, name }, exampleDirective())
  assert.deepEqual(checkCampaignWords(long), [])
})

test('a website that is too long for the answer to HELP is said', () => {
  const website = `https://aceplumbing.example.com/${'x'.repeat(260)}`
  const taken = campaignWords(exampleApplication({}, { website }), policy, exampleDirective())
  assert.deepEqual(
    checkCampaignWords(taken).map(({ field }) => field),
    ['business.website'],
  )
})

test("a person's own words take the place of ours, and are held to the same limits", () => {
  const own = { description: 'Short.', messageFlow: null, samples: ['See https://bit.ly/ace for our offers, reply STOP to end'] }
  const taken = campaignWords(exampleApplication({ words: own }), policy, exampleDirective())
  assert.equal(taken.description, 'Short.')
  assert.deepEqual(
    checkCampaignWords(taken).map(({ field }) => field),
    ['words.description', 'words.samples', 'words.samples'],
  )
})
