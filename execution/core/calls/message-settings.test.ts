import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testPolicy } from '../../../tests/flow/house.ts'
import { openingProblems, STANDARD_OPENING, type TenantMessages } from './message-settings.ts'
import { missedMessage, optedOutMessage, voicemailMessage } from './spoken.ts'

const MESSAGES: TenantMessages = {
  spoken: {
    night: { opening: 'You have reached {business}. {owner} is asleep.', voice: 'matthew', audioUrl: null },
    voicemail: { opening: 'This is {business}.', voice: null, audioUrl: null },
  },
  firstText: null,
}
const policy = testPolicy('t_words', { name: 'Ace & Sons', ownerName: 'Sam', messages: MESSAGES })
const ANNOUNCEMENT =
  /automated assistant will send a text .* Message and data rates may apply.* STOP .* press 9 .* recorded and transcribed/

test('each hour has its own opening and voice, and the announcement follows by itself', () => {
  const day = missedMessage(policy, { emergencyKey: false, mode: 'day' })
  const night = missedMessage(policy, { emergencyKey: true, mode: 'night' })
  assert.match(day.text, /^Thanks for calling Ace & Sons\. We can't take your call right now\. To help/)
  assert.match(night.text, /^You have reached Ace & Sons\. Sam is asleep\. If this is an emergency, press 1 now\. To help/)
  assert.deepEqual([day.voice, night.voice], [undefined, 'matthew'])
  for (const { text } of [day, night]) assert.match(text, ANNOUNCEMENT)
})

test('a recording of the business is not played to whom it would promise a text wrongly', () => {
  const recorded = { ...policy, messageAudioUrl: 'https://ace.example/hello.mp3' }
  assert.equal(missedMessage(recorded, { emergencyKey: false, mode: 'day' }).audioUrl, 'https://ace.example/hello.mp3')
  assert.equal(voicemailMessage(recorded).audioUrl, null)
  assert.equal(optedOutMessage(recorded).audioUrl, null)
  assert.match(voicemailMessage(recorded).text, /^This is Ace & Sons\. Please leave/)
  const own = { opening: null, voice: null, audioUrl: 'https://ace.example/voicemail.mp3' }
  const withOwn = { ...recorded, messages: { ...MESSAGES, spoken: { voicemail: own } } }
  assert.equal(voicemailMessage(withOwn).audioUrl, 'https://ace.example/voicemail.mp3')
})

test('an opening says what it lacks and how to mend it', () => {
  assert.deepEqual(openingProblems(STANDARD_OPENING), [])
  assert.match(openingProblems('We are closed.').join(), /put \{business\} where the name belongs/)
  assert.match(openingProblems('{business}. {company} press 2 for sales').join(), /\{company\} is unknown.*leave keys out/)
  assert.match(openingProblems('{business}, somebody is on the way.').join(), /somebody is coming/)
  assert.match(openingProblems(`{business} ${'x'.repeat(300)}`).join(), /shorten it to 300/)
})
