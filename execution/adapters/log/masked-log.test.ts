import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskedLog } from './masked-log.ts'

function logged(facts: Record<string, unknown>): Record<string, unknown> {
  let line = ''
  maskedLog('info', { write: (text) => (line += text) }).error(facts, 'something failed')
  return JSON.parse(line)
}

test('whatever was thrown, no number of a customer reaches the log', () => {
  const number = '+1 (312) 555-0142'
  for (const err of [
    new Error(`a text to ${number} failed`),
    `a text to ${number} failed`,
    new Error('failed', { cause: new Error(number) }),
  ])
    assert.doesNotMatch(JSON.stringify(logged({ err })), /555/)
  assert.doesNotMatch(JSON.stringify(logged({ err: { message: number, body: 'it leaks' } })), /555|leaks/)
})

test('the cause of an error is told with it', () => {
  const { err } = logged({ err: new Error('fetch failed', { cause: new Error('connect ECONNREFUSED') }) })
  assert.deepEqual([Reflect.get(Object(err), 'message'), Reflect.get(Object(err), 'cause')], ['fetch failed', 'connect ECONNREFUSED'])
})

test('words and numbers of a row are masked by their name', () => {
  assert.deepEqual(Object(logged({ row: { body: 'it leaks', to: '+13125550142', kind: 'reply' } })['row']), {
    body: '[masked]',
    to: '[masked]',
    kind: 'reply',
  })
})
