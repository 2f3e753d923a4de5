import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant } from '#core/values/instant.ts'
import { newConversation, type Conversation, type Lead } from './conversation.ts'
import type { Captured } from './intake.ts'
import { newIntake } from './new-intake.ts'
import { withoutWords } from './without-words.ts'

const AT = instant(0)
const said = <Value>(value: Value, words: string): Captured<Value> => ({ value, words: `WORDS ${words}`, messageSid: 'SM1', at: AT })

function spoken(): Conversation {
  const intake = newIntake('en')
  const slots = {
    ...intake.slots,
    problem: said('WORDS the sink leaks', 'the sink leaks'),
    name: said('Dana', 'dana here'),
    zip: said('62701', 'in 62701'),
    preferredTime: said({ asap: true as const }, 'asap please'),
  }
  const lead: Lead = {
    id: 'ld_1',
    status: 'qualified',
    source: 'sms',
    createdAt: AT,
    missedCalls: 1,
    intake: { ...intake, slots, notes: [said('WORDS is it dear?', '')], lastWords: said('WORDS thanks', '') },
  }
  const waiting = { id: 'in_1', label: 'website', receivedAt: AT, refused: null, doubt: null }
  const pending = [{ messageSid: 'SM2', body: 'WORDS hello?', receivedAt: AT }]
  const turn = { at: AT, words: 'WORDS', declares: false, echoes: false, paced: false, news: false }
  const exchange = { turns: [turn], said: [{ at: AT, words: 'WORDS back' }], quarantine: null }
  const talked = newConversation('+12175550111', null)
  return { ...talked, contact: { ...talked.contact, suppressedAt: AT }, lead, pending, exchange, inquiry: { ...waiting, texts: pending } }
}

test('no word of the customer is left, and what the lead is stays', () => {
  const before = spoken()
  const quiet = withoutWords(before)
  assert.ok(JSON.stringify(before).includes('WORDS'))
  assert.ok(!JSON.stringify(quiet).includes('WORDS'), JSON.stringify(quiet))
  const slots = quiet.lead?.intake.slots
  assert.deepEqual([slots?.name?.value, slots?.zip?.value, slots?.preferredTime?.value], ['Dana', '62701', { asap: true }])
  assert.deepEqual(quiet.contact, before.contact)
  assert.equal(quiet.lead?.status, 'qualified')
})

test('where nothing is left to take out, the same object comes back', () => {
  const quiet = withoutWords(spoken())
  assert.equal(withoutWords(quiet), quiet)
  const silent = newConversation('+12175550111', null)
  assert.equal(withoutWords(silent), silent)
})
