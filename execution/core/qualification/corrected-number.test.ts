import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EXAMPLE_AT, exampleText } from '#core/conversation/example-turn.ts'
import { newIntake } from '#core/conversation/new-intake.ts'
import { MINUTE_MS, plus } from '#core/values/instant.ts'
import { capture } from './capture.ts'

const said = <Value>(value: Value, minute: number) => ({
  value,
  words: 'x',
  messageSid: 'SM1',
  at: plus(EXAMPLE_AT, minute * MINUTE_MS),
})
const STREET = said('523 Oak St', 0)
const NINE = said({ start: '2026-11-23T09:00', end: '2026-11-23T10:00' }, 1)

function known(slots: Partial<ReturnType<typeof newIntake>['slots']>) {
  const intake = newIntake('en')
  return { ...intake, slots: { ...intake.slots, ...slots } }
}

test('a number alone corrects the house that was named before', () => {
  for (const words of [
    'perdon es 532',
    'sorry 532',
    '*532',
    '532*',
    '532 not 523',
    'oops its 532',
    'je voulais dire 532',
    'no es 523, 532, perdon',
  ]) {
    const { slots, changed } = capture(known({ street: STREET }), exampleText(words))
    assert.equal(slots.street?.value, '532 Oak St', words)
    assert.deepEqual(changed, ['street'], words)
  }
})

test('a number that is an hour, a price, a unit or no correction leaves the house alone', () => {
  for (const words of [
    'sorry, at 5pm',
    'no more than $532',
    'sorry apt 532',
    '532',
    'there are 3 of them',
    'sorry, wait 15 min',
    'no, 2 or 3',
  ])
    assert.equal(capture(known({ street: STREET }), exampleText(words)).slots.street?.value, '523 Oak St', words)
})

test('a number alone moves the hour of the day that was agreed', () => {
  const hours: [string, string, string][] = [
    ['no wait make it 11', '11:00', '12:00'],
    ['actually 4', '16:00', '17:00'],
    ['sorry 8:30', '08:30', '09:30'],
    ['make that 2pm', '14:00', '15:00'],
    ['no, mejor 12', '12:00', '13:00'],
    ['plutot 15h', '15:00', '16:00'],
  ]
  for (const [words, start, end] of hours) {
    const { slots } = capture(known({ street: STREET, preferredTime: NINE }), exampleText(words))
    assert.deepEqual(slots.preferredTime?.value, { start: `2026-11-23T${start}`, end: `2026-11-23T${end}` }, words)
    assert.equal(slots.street?.value, '523 Oak St')
  }
})

test('what cannot be an hour corrects the house although a time is known', () => {
  const { slots } = capture(known({ street: STREET, preferredTime: NINE }), exampleText('sorry its 532'))
  assert.equal(slots.street?.value, '532 Oak St')
  assert.deepEqual(slots.preferredTime, NINE)
})
