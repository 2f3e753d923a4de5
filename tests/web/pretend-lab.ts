import type { Lab, LabView } from '#ports/lab.ts'
import { TENANT_ID } from './pretend-data.ts'

/** A lab that shows one call after it was missed and does nothing. */
export function pretendLab(): Lab {
  const nothing = async () => {}
  return {
    view: async (since) => ({ ...VIEW, steps: since > 0 ? [] : VIEW.steps }),
    ring: async () => ({ callSid: 'CA1' }),
    testCall: async () => ({ callSid: 'CA1' }),
    freeNumber: async () => '+13125550100',
    press: nothing,
    hangUp: nothing,
    text: nothing,
    nextCustomer: nothing,
    jump: nothing,
    inject: nothing,
  }
}

const at = '2026-12-07T16:00:00.000Z'
const SPOKEN = "Thanks for calling Ace Plumbing. We can't take your call right now."

const VIEW: LabView = {
  business: {
    id: TENANT_ID,
    name: 'Ace Plumbing',
    number: '+12175550102',
    customer: '+12175550110',
    ownerPhone: '+12175550101',
    timezone: 'America/Chicago',
  },
  clock: { now: at, isAhead: true, mode: 'day' },
  choices: {
    callers: [{ id: 'waits', words: 'a mobile, listens' }],
    owners: [{ id: 'declines', words: 'declines the call' }],
    jumps: [
      { id: 'day', words: 'Day' },
      { id: 'night', words: 'Night' },
    ],
    faults: [{ id: 'lost-answer', words: 'The next text is sent, but its answer is lost' }],
  },
  faults: [{ id: 'lost-answer', words: 'The next text is sent, but its answer is lost' }],
  call: { callSid: 'CA1', isLive: true, heard: [{ order: 3, text: SPOKEN }] },
  steps: [
    {
      order: 1,
      at,
      source: 'carrier',
      words: 'Webhook: POST voice/dial',
      detail: {
        kind: 'request',
        method: 'POST',
        path: '/twilio/t_demo/voice/dial',
        params: [
          { name: 'CallSid', value: 'CA1' },
          { name: 'DialCallStatus', value: 'busy' },
        ],
      },
    },
    {
      order: 2,
      at,
      source: 'product',
      words: 'Decision on “the owner’s phone has stopped ringing”',
      detail: {
        kind: 'decision',
        reasons: [{ code: 'first_text', sentence: 'The call was missed, so the caller got the first text.' }],
        effects: ['Text to the customer (instant_reply): “Hi, this is the automated assistant of Ace Plumbing.”'],
      },
    },
    {
      order: 3,
      at,
      source: 'product',
      words: 'Answer: Say, after 4 ms',
      detail: { kind: 'answer', status: 200, tookMs: 4, body: `<Response><Say>${SPOKEN}</Say></Response>` },
    },
    { order: 4, at, source: 'fault', words: 'Fault on request: the answer is lost on the way', detail: null },
    { order: 5, at, source: 'phones', words: 'A text leaves for +12175550110', detail: null },
  ],
  texts: [
    {
      at,
      phone: 'customer',
      isMine: false,
      body: 'Hi, this is the automated assistant of Ace Plumbing. What is going on?',
      status: 'delivered',
    },
    { at, phone: 'customer', isMine: true, body: 'My water heater is leaking', status: 'received' },
    { at, phone: 'owner', isMine: false, body: 'NEW LEAD - Ace Plumbing\n+12175550110\n"My water heater is leaking"', status: 'delivered' },
    { at, phone: 'owner', isMine: true, body: '3', status: 'received' },
  ],
  lead: { service: 'water heater', urgency: 'urgent', name: null },
  textsAfterSeconds: 0.21,
}
