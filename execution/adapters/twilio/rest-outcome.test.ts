import assert from 'node:assert/strict'
import { test } from 'node:test'

import { outcomeOfCreate, outcomeOfRead } from './rest-outcome.ts'
import type { RestAnswer } from './rest.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const chance = { random: () => 0.5, now: () => NOW }
const readSid = (body: unknown) => (typeof body === 'object' && body !== null && 'sid' in body ? String(body.sid) : null)
const created = (answer: RestAnswer) => outcomeOfCreate(answer, readSid, chance)
const answered = (status: number, body: unknown = null, retryAfter: string | null = null): RestAnswer => ({
  kind: 'answered',
  status,
  retryAfter,
  body,
})

test('success with an id is done; success without one is unknown', () => {
  assert.deepEqual(created(answered(201, { sid: 'SM1' })), { kind: 'done', value: 'SM1' })
  assert.equal(created(answered(201, {})).kind, 'unknown')
  assert.equal(created(answered(204)).kind, 'unknown')
})

test('what never left is tried again, what may have arrived is unknown', () => {
  const notSent = created({ kind: 'not-sent', reason: 'ECONNREFUSED' })
  assert.deepEqual(notSent, { kind: 'retry', afterMs: 3_000, reason: 'Twilio could not be reached: ECONNREFUSED', code: null })
  assert.equal(created({ kind: 'lost', reason: 'ECONNRESET' }).kind, 'unknown')
  for (const status of [500, 502, 503, 504, 408]) assert.equal(created(answered(status, { code: 20500 })).kind, 'unknown', String(status))
  assert.equal(created(answered(400, { code: 20500 })).kind, 'unknown')
})

test('a reading request in doubt is asked again', () => {
  const read = (answer: RestAnswer) => outcomeOfRead(answer, readSid, chance).kind
  assert.deepEqual([read({ kind: 'lost', reason: 'x' }), read(answered(500)), read(answered(200, 'x'))], ['retry', 'retry', 'retry'])
  assert.deepEqual([read(answered(404, { code: 20404 })), read(answered(401))], ['refused', 'refused'])
})

test('429 waits as long as Twilio says: in seconds, until a date, never past the limit, and somewhat when it says nonsense', () => {
  const afterMs = (retryAfter: string | null) => {
    const outcome = created(answered(429, { code: 20429 }, retryAfter))
    return outcome.kind === 'retry' ? outcome.afterMs : outcome.kind
  }
  assert.equal(afterMs('7'), 7_000)
  assert.equal(afterMs(new Date(NOW + 20_000).toUTCString()), 20_000)
  assert.equal(afterMs(new Date(NOW - 20_000).toUTCString()), 0)
  assert.equal(afterMs('999999'), 900_000)
  for (const silent of [null, 'soon', '-1x', '']) assert.equal(afterMs(silent), 3_000, String(silent))
})

test('401 is always wrong credentials; other refusals keep their code', () => {
  assert.deepEqual(created(answered(401)), {
    kind: 'refused',
    reason: 'Twilio 20003: the account SID or auth token is wrong or was changed; enter the current one',
    code: 20003,
  })
  const optedOut = created(answered(400, { code: 21610, message: "The message From/To pair violates +12175550199's choice" }))
  assert.equal(optedOut.kind === 'refused' ? optedOut.code : null, 21610)
  assert.doesNotMatch(JSON.stringify(optedOut), /2175550199/)
})

test('a full queue is tried again after a minute, with its code', () => {
  assert.deepEqual(created(answered(400, { code: 21611 })), {
    kind: 'retry',
    afterMs: 62_000,
    reason: 'Twilio 21611: the queue of the sending number is full',
    code: 21611,
  })
})

test('an unknown or unreadable refusal is final', () => {
  for (const body of [{ code: 99_999 }, { code: 'x' }, { code: -1 }, {}, undefined, null, '<html>']) {
    assert.equal(created(answered(400, body)).kind, 'refused')
  }
})

test('a redirect is not followed and names the setting', () => {
  const outcome = created(answered(307))
  assert.ok(outcome.kind === 'refused' && outcome.reason.includes('TWILIO_API_BASE_URL'))
})
