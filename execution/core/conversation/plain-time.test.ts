import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EXAMPLE_AT } from './example-turn.ts'
import { wishForOwner, wishInWords } from './plain-time.ts'

test('a customer reads a wish back as weekday and part of the day, never as a figure', () => {
  const at = (start: string, end: string) => wishInWords({ start: `2026-11-${start}`, end: `2026-11-${end}` }, 'en', EXAMPLE_AT)
  assert.equal(at('24T08:00', '24T12:00'), 'Tuesday morning')
  assert.equal(at('24T12:00', '24T17:00'), 'Tuesday afternoon')
  assert.equal(at('25T17:00', '25T21:00'), 'Wednesday evening')
  assert.equal(at('25T08:00', '25T18:00'), 'Wednesday')
  assert.equal(wishInWords({ asap: true }, 'fr', EXAMPLE_AT), 'dès que possible')
  assert.equal(wishInWords({ start: '2026-11-24T08:00', end: '2026-11-24T12:00' }, 'es', EXAMPLE_AT), 'martes por la mañana')
})

test('a day far ahead, several days, or no time at all is not read back', () => {
  assert.equal(wishInWords({ start: '2026-12-01T08:00', end: '2026-12-01T12:00' }, 'en', EXAMPLE_AT), null)
  assert.equal(wishInWords({ start: '2026-11-23T08:00', end: '2026-11-27T18:00' }, 'en', EXAMPLE_AT), null)
  assert.equal(wishInWords({ start: 'soon', end: 'later' }, 'en', EXAMPLE_AT), null)
})

test('the owner reads it exactly', () => {
  assert.equal(wishForOwner({ start: '2026-11-24T08:00', end: '2026-11-24T12:00' }), 'Tue Nov 24, 8 am-12 pm')
  assert.equal(wishForOwner({ start: '2026-11-28T08:00', end: '2026-11-29T18:00' }), 'Sat Nov 28, 8 am-Sun Nov 29, 6 pm')
  assert.equal(wishForOwner({ start: 'soon', end: 'later' }), 'soon to later')
})
