import assert from 'node:assert/strict'
import { test } from 'node:test'
import { affectedAreaCodes, zoneSelfTest } from './zone-self-test.ts'

test('with honest zone data all four Canadian clocks are right', () => {
  for (const tzdata of ['', '2025c', process.versions['tz'] ?? '']) assert.deepEqual(zoneSelfTest(tzdata), [], tzdata)
})

test('zone data that claims to be newer than it is fails, and names the area codes', () => {
  // The runtime's own data decides which clocks are wrong once no override applies.
  const failures = zoneSelfTest('9999z')
  if ((process.versions['tz'] ?? '') < '2026e')
    assert.ok(failures.some((failure) => failure.zone === 'America/Winnipeg' && failure.expected === '15:00' && failure.got === '14:00'))
  assert.deepEqual([...affectedAreaCodes([{ zone: 'America/Winnipeg', expected: '15:00', got: '14:00' }])], ['204', '431', '584', '807'])
  assert.deepEqual([...affectedAreaCodes([{ zone: 'America/Inuvik', expected: '14:00', got: '13:00' }])], ['867'])
  assert.ok(affectedAreaCodes([{ zone: 'America/Vancouver', expected: '13:00', got: '12:00' }]).has('403'))
  assert.equal(affectedAreaCodes([]).size, 0)
})
