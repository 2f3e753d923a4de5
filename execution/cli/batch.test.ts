import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { test } from 'node:test'
import { runBatch } from './batch.ts'
import { converseCommand } from './converse.ts'
import { maySendCommand } from './may-send.ts'
import { quietHoursCommand } from './quiet-hours.ts'
import { readCommand } from './read.ts'
import { routeCallCommand } from './route-call.ts'
import { segmentsCommand } from './segments.ts'

async function run(
  answer: (value: unknown) => unknown,
  ...chunks: string[]
): Promise<{ code: number; answers: Record<string, unknown>[] }> {
  const output = new PassThrough()
  const code = await runBatch(Readable.from(chunks), output, answer)
  output.end()
  const text = (await output.toArray()).join('')
  return {
    code,
    answers: text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  }
}

test('every line is answered in order, a bad one on its own line, and the run says that one was bad', async () => {
  const { code, answers } = await run(
    segmentsCommand.start(),
    '{"text":"a"}\n{"te',
    'xt":',
    '"b"}\nnonsense\n{"nothing":1}\n{"text":"c","extra":true}',
  )
  assert.equal(code, 1)
  assert.deepEqual(
    answers.map((answer) => ('error' in answer ? 'error' : answer['segments'])),
    [1, 1, 'error', 'error', 1],
  )
})

test('an empty line is a line too, so that answers can be counted against lines; the end of the last line is none', async () => {
  const { code, answers } = await run(segmentsCommand.start(), '{"text":"a"}\n\n  \r\n{"text":"b"}\n')
  assert.equal(code, 1)
  assert.deepEqual(
    answers.map((answer) => answer['error'] ?? answer['segments']),
    [1, 'the line is empty', 'the line is empty', 1],
  )
})

test('the business of a conversation may be given by its name alone', async () => {
  const line = { conversation: 'a', text: 'HELP', at: '2026-12-07T16:00:00Z' }
  const { code, answers } = await run(
    converseCommand.start(),
    `${JSON.stringify({ ...line, business: 'Ace Plumbing' })}\n`,
    JSON.stringify({ ...line, conversation: 'b', business: { name: 'Ace Plumbing' } }),
  )
  assert.equal(code, 0)
  assert.match(String(answers[0]?.['replies']), /^Ace Plumbing: /)
  assert.deepEqual(answers[0]?.['replies'], answers[1]?.['replies'])
})

test('a byte order mark before the first line is no part of it', async () => {
  const { code, answers } = await run(segmentsCommand.start(), '\uFEFF{"text":"one"}\n')
  assert.deepEqual([code, answers[0]?.['segments']], [0, 1])
})

test('a text with a line separator of Unicode is one line', async () => {
  const { code, answers } = await run(segmentsCommand.start(), `{"text":"one${String.fromCodePoint(0x2028)}two"}\n`)
  assert.deepEqual([code, answers.length, answers[0]?.['encoding']], [0, 1, 'UCS-2'])
})

test('the mode of a call and its next change', async () => {
  const line = {
    timezone: 'America/Chicago',
    hours: { week: { mon: [{ from: '07:00', to: '17:00', mode: 'day' }] } },
    at: '2026-12-07T16:00:00Z',
  }
  const { answers } = await run(routeCallCommand.start(), JSON.stringify(line), '\n', JSON.stringify({ ...line, hours: {} }))
  assert.deepEqual(answers, [
    { mode: 'day', nextChangeAt: '2026-12-07T23:00:00.000Z' },
    { mode: 'night', nextChangeAt: null },
  ])
})

test('a zone that does not exist is refused by every command that tells the time', async () => {
  for (const [start, line] of [
    [readCommand.start(), { id: 1, text: 'tomorrow 9', timezone: 'X/Y' }],
    [routeCallCommand.start(), { timezone: 'X/Y', at: '2026-12-07T16:00:00Z' }],
  ] as const) {
    const { code, answers } = await run(start, JSON.stringify(line))
    assert.equal(code, 1)
    assert.match(String(answers[0]?.['error']), /timezone: "X\/Y" is not a zone/)
  }
})

test('a text is read with its spans, and STOP is a STOP', async () => {
  const { answers } = await run(
    readCommand.start(),
    '{"id":7,"text":"water heater leaking at 412 Oak St 62704","receivedAt":"2026-12-07T16:00:00Z"}\n{"id":8,"text":"STOP"}',
  )
  const [first, second] = answers
  assert.deepEqual([first?.['id'], first?.['street'], first?.['zip'], first?.['revocation']], [7, '412 Oak St', '62704', 'NONE'])
  assert.deepEqual([second?.['id'], second?.['revocation'], second?.['intent']], [8, 'STOP', 'opt_out'])
})

test('the rules answer about hours and about permission', async () => {
  const hours = await run(quietHoursCommand.start(), '{"to":"+12125550123","at":"2026-12-08T03:30:00Z","kind":"followup"}')
  assert.deepEqual([hours.answers[0]?.['decision'], hours.answers[0]?.['until']], ['defer', '2026-12-08T13:00:00.000Z'])
  const stopped = await run(
    maySendCommand.start(),
    '{"to":"+12125550123","at":"2026-12-07T16:00:00Z","kind":"ai_reply","contact":{"class":"C2","suppressed":true}}',
  )
  assert.deepEqual([stopped.answers[0]?.['decision'], stopped.answers[0]?.['reasons']], ['never', ['suppressed']])
})

test('a text longer than the carrier takes may not be sent, whatever the consent', async () => {
  const asked = { to: '+12125550123', at: '2026-12-07T16:00:00Z', kind: 'ai_reply', contact: { class: 'C2' } }
  const lines = [1_600, 1_601].map((characters) => `${JSON.stringify({ ...asked, body: 'x'.repeat(characters) })}\n`)
  const { answers } = await run(maySendCommand.start(), ...lines)
  assert.deepEqual(
    answers.map(({ decision, reasons }) => [decision, reasons]),
    [
      ['send', ['consent_c2', 'send']],
      ['never', ['content_over_1600']],
    ],
  )
})

test('conversations are kept apart and go on from line to line', async () => {
  const at = '2026-12-07T16:00:00Z'
  const said = (conversation: string, text: string) => `${JSON.stringify({ conversation, text, at })}\n`
  const { code, answers } = await run(
    converseCommand.start(),
    said('a', 'my sink is clogged'),
    said('b', 'please stop texting me'),
    said('a', '412 Oak St Springfield 62704'),
  )
  assert.equal(code, 0)
  assert.deepEqual(
    answers.map((answer) => answer['status']),
    ['open', 'opted_out', 'qualified'],
  )
  assert.deepEqual(
    answers.map((answer) => answer['asked']),
    ['address', null, 'name'],
  )
  const lead = answers[2]?.['lead'] as Record<string, unknown>
  assert.equal(lead['street'], '412 Oak St')
  assert.deepEqual(answers[1]?.['effects'], ['suppress'])
  assert.deepEqual(answers[2]?.['effects'], ['tell-owner'], 'problem and place are known: the owner is told while the name is asked for')
})
