import assert from 'node:assert/strict'
import { test } from 'node:test'

import { UNLISTED_FAULT, meaningOf } from './errors.ts'
import type { FaultAction } from './errors.ts'

/** The table of the product's rules, written down a second time by hand. */
const rules: [FaultAction, number[]][] = [
  ['retry-later', [20429, 21611, 30001, 30003, 30008, 30022, 30450, 30453, 30454, 30610]],
  ['reconcile', [20500, 30410, 30500]],
  ['suppress', [21211, 21217, 21610, 21614, 30005, 30640]],
  ['suppress-until-they-write', [30004, 30039]],
  ['mark-landline', [30006]],
  ['stop-tenant', [20003, 30002, 30032, 30033, 30034]],
  ['hold', [30023, 30027, 30035]],
  ['alert', [21408, 21606, 21612, 21617, 21620, 21623, 21703, 21704, 21705, 30026]],
  ['never', [30007, 30009, 30036]],
]

for (const [action, codes] of rules) {
  test(`these codes oblige us to ${action}: ${codes.join(', ')}`, () => {
    for (const code of codes) assert.equal(meaningOf(code).action, action, String(code))
  })
}

test('only what may be tried again has a time', () => {
  for (const [action, codes] of rules) {
    for (const code of codes) assert.equal(meaningOf(code).afterMs !== null, action === 'retry-later' || action === 'hold', String(code))
  }
})

test('an unknown code fails closed: a person is told, nothing is tried again', () => {
  for (const code of [null, 0, 1, 99_999, NaN]) assert.deepEqual(meaningOf(code), UNLISTED_FAULT)
  assert.deepEqual([UNLISTED_FAULT.action, UNLISTED_FAULT.afterMs], ['alert', null])
})
