import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
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

test('a full disk under the log does not end the process', { skip: !existsSync('/dev/full') }, () => {
  const full = openSync('/dev/full', 'w')
  const code = `
    import { maskedLog } from '${new URL('masked-log.ts', import.meta.url).href}'
    import { outliveReaders } from '${new URL('../../outlive-readers.ts', import.meta.url).href}'
    outliveReaders()
    maskedLog('info').error('one')
    process.on('exit', () => process.stderr.write('reached the end'))`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
    timeout: 10_000,
  })
  closeSync(full)
  assert.deepEqual([status, stderr], [0, 'reached the end'])
})

test('words and numbers of a row are masked by their name', () => {
  assert.deepEqual(Object(logged({ row: { body: 'it leaks', to: '+13125550142', kind: 'reply' } })['row']), {
    body: '[masked]',
    to: '[masked]',
    kind: 'reply',
  })
})
