import assert from 'node:assert/strict'
import { test } from 'node:test'

import { findText, sendText } from './messages.ts'
import { instant } from '#core/values/instant.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import type { RestAnswer, RestRequest } from './rest.ts'
import type { TextToSend } from '#ports/carrier.ts'

const NOON = instant(Date.UTC(2026, 10, 22, 12))
const account = { accountSid: 'AC1', authToken: 'token' }
const customer = parsePhoneNumber('+12175550199')
const business = parsePhoneNumber('+12175550102')
assert.ok(customer !== null && business !== null)
const settings = { random: () => 0, now: () => NOON, timeoutMs: 1_000 }
const text: TextToSend = {
  to: customer,
  from: business,
  messagingServiceSid: null,
  body: 'Hi',
  statusCallbackUrl: 'https://e.com/s',
  validitySeconds: 599.6,
}
const sought = { to: customer, body: 'It’s “us” — Ace', since: NOON, knownIds: [] }
const listed = {
  sid: 'SM1',
  status: 'sent',
  direction: 'outbound-api',
  to: customer,
  from: business,
  date_created: 'Sun, 22 Nov 2026 12:00:05 +0000',
}

test('only documented parameters go out, with exactly one sender', async () => {
  const asked: RestRequest[] = []
  const rest = (request: RestRequest) => (
    asked.push(request),
    Promise.resolve(answered(201, { sid: 'SM1', status: 'accepted', num_segments: '0' }))
  )
  assert.deepEqual(await sendText(rest, account, text, settings), {
    kind: 'done',
    value: { carrierId: 'SM1', segments: null, status: 'accepted' },
  })
  await sendText(rest, account, { ...text, from: null, messagingServiceSid: 'MG1', validitySeconds: 99_999 }, settings)
  await sendText(rest, account, { ...text, validitySeconds: 0 }, settings)
  const form = { To: customer, From: business, Body: 'Hi', StatusCallback: 'https://e.com/s', ValidityPeriod: '600' }
  assert.deepEqual(asked[0]?.form, form)
  assert.deepEqual(asked[1]?.form, {
    To: customer,
    MessagingServiceSid: 'MG1',
    Body: 'Hi',
    StatusCallback: 'https://e.com/s',
    ValidityPeriod: '36000',
  })
  assert.equal(asked[2]?.form?.['ValidityPeriod'], '1')
  await assert.rejects(sendText(rest, account, { ...text, messagingServiceSid: 'MG1' }, settings), RangeError)
  await assert.rejects(sendText(rest, account, { ...text, from: null }, settings), RangeError)
})

test('what no phone shows and what turns the reading around never leaves, and the text is known again without it', async () => {
  const body = 'Hi\u0007 Dana\u202e,\u0085 it\u2066 is\u2069 1\u202a2\u202c\u001b[0m\nAce 👨‍👩‍👧'
  const sent: unknown[] = []
  const rest = (request: RestRequest) => (
    sent.push(request.form?.['Body']),
    Promise.resolve(answered(201, { sid: 'SM1', status: 'queued' }))
  )
  await sendText(rest, account, { ...text, body }, settings)
  assert.deepEqual(sent, ['Hi Dana, it is 12[0m\nAce 👨‍👩‍👧'])
  const list = () => Promise.resolve(answered(200, { messages: [{ ...listed, body: sent[0] }], next_page_uri: null }))
  assert.equal((await findText(list, account, { ...sought, body }, settings)).kind, 'found')
})

test('a text is known again when Twilio straightened its quotes or wrote the trial sentence before it', async () => {
  for (const body of ['It\'s "us" - Ace', 'Sent from your Twilio trial account - It’s “us” — Ace', 'It’s “us” — Ace ']) {
    // oxlint-disable-next-line no-await-in-loop
    assert.equal((await find([{ ...listed, body }])).kind, 'found', body)
  }
})

test('a text whose words the account hides cannot be told apart: unknown', async () => {
  assert.equal((await find([{ ...listed, body: '' }])).kind, 'unknown')
  assert.equal((await find([{ ...listed, body: null }])).kind, 'unknown')
  assert.equal((await find([{ ...listed, body: '', date_created: 'Sun, 22 Nov 2026 10:00:00 +0000' }])).kind, 'absent')
})

test('a list that ignores the receiver misleads nobody', async () => {
  assert.equal((await find([{ ...listed, to: '+12175550198', body: sought.body }])).kind, 'absent')
})

test('one older text on a page does not end the search', async () => {
  const older = { ...listed, body: 'x', date_created: 'Sun, 22 Nov 2026 10:00:00 +0000' }
  const next = '/2010-04-01/Accounts/AC1/Messages.json?Page=1'
  const pages = [
    { messages: [older, { ...listed, body: 'y' }], next_page_uri: next },
    { messages: [{ ...listed, body: sought.body }], next_page_uri: null },
  ]
  const rest = () => Promise.resolve(answered(200, pages.shift()))
  assert.equal((await findText(rest, account, sought, settings)).kind, 'found')
})

test('a text without a date counts as new, because a waiting text may have none', async () => {
  assert.equal((await find([{ ...listed, body: sought.body, date_created: null }])).kind, 'found')
})

test('a clock that differs by less than a minute hides no text', async () => {
  assert.equal((await find([{ ...listed, body: sought.body, date_created: 'Sun, 22 Nov 2026 11:59:01 +0000' }])).kind, 'found')
  assert.equal((await find([{ ...listed, body: sought.body, date_created: 'Sun, 22 Nov 2026 11:58:59 +0000' }])).kind, 'absent')
})

test('a next page outside the list of the account is never asked for', async () => {
  const elsewhere = [
    '/2010-04-01/Accounts/AC2/Messages.json?Page=1',
    'https://evil.example/x',
    '//evil.example/x',
    '/2010-04-01/Accounts/AC1/Calls.json',
    'http://[',
  ]
  for (const next of elsewhere) {
    const asked: RestRequest[] = []
    const rest = (request: RestRequest) => (asked.push(request), Promise.resolve(answered(200, { messages: [], next_page_uri: next })))
    // oxlint-disable-next-line no-await-in-loop
    assert.equal((await findText(rest, account, sought, settings)).kind, 'unknown', next)
    assert.equal(asked.length, 1)
  }
})

test('a list without end is unknown after ten pages', async () => {
  let pages = 0
  const next = '/2010-04-01/Accounts/AC1/Messages.json?Page=1'
  const rest = () => ((pages += 1), Promise.resolve(answered(200, { messages: [{ ...listed, body: 'x' }], next_page_uri: next })))
  assert.equal((await findText(rest, account, sought, settings)).kind, 'unknown')
  assert.equal(pages, 50)
})

test('a page that holds only older texts is the last one that is read', async () => {
  let pages = 0
  const messages = [{ ...listed, body: 'x', date_created: 'Sun, 22 Nov 2026 10:00:00 +0000' }]
  const next = '/2010-04-01/Accounts/AC1/Messages.json?Page=1'
  const rest = () => ((pages += 1), Promise.resolve(answered(200, { messages, next_page_uri: next })))
  assert.deepEqual(await findText(rest, account, sought, settings), { kind: 'absent' })
  assert.equal(pages, 1)
})

function find(messages: unknown[]) {
  return findText(() => Promise.resolve(answered(200, { messages, next_page_uri: null })), account, sought, settings)
}

function answered(status: number, body: unknown): RestAnswer {
  return { kind: 'answered', status, retryAfter: null, body }
}
