import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { householdOf } from './household.ts'
import { instant } from '#core/values/instant.ts'

const given = (value: string) => ({ value, words: value, messageSid: 'SM1', at: instant(0) })
const of = (street: string, zip: string) => householdOf({ street: given(street), zip: given(zip) })

test('spellings of one address are one household', () => {
  const one = of('412 Oak Street', '62704')
  for (const street of ['412 oak st', '412 Oak St.', '412  OAK street']) assert.equal(of(street, '62704'), one, street)
  assert.equal(of('9 North Elm Avenue Apt 3', '62704'), of('9 n elm ave #3', '62704'))
  assert.equal(of('12 rue de l’Église', 'H2X 1Y4'), of("12 Rue de l'Eglise", 'h2x1y4'))
})

test('another house, unit, ZIP or kind of street is another household', () => {
  const one = of('412 Oak St Apt 3', '62704')
  for (const [street, zip] of [
    ['413 Oak St Apt 3', '62704'],
    ['412 Oak St Apt 4', '62704'],
    ['412 Oak St', '62704'],
    ['412 Oak Ave Apt 3', '62704'],
    ['412 Oak St Apt 3', '62703'],
  ] as const)
    assert.notEqual(of(street, zip), one, `${street} ${zip}`)
})

test('without a house number or a ZIP there is no household', () => {
  assert.equal(of('Oak and Main', '62704'), null)
  assert.equal(of('412', '62704'), null)
  assert.equal(householdOf({ street: given('412 Oak St'), zip: null }), null)
  assert.equal(householdOf({ street: null, zip: given('62704') }), null)
})

type Home = { house: number; street: string; kind: readonly [long: string, short: string]; unit: number | null; zip: string }

const home: fc.Arbitrary<Home> = fc.record({
  house: fc.integer({ min: 1, max: 60 }),
  street: fc.constantFrom('Oak', 'Elm', 'Main', 'Lake Shore', 'Saint Clair', 'North Oak', '5th'),
  kind: fc.constantFrom(['Street', 'St'] as const, ['Avenue', 'Ave.'] as const, ['Drive', 'dr'] as const, ['Court', 'Ct'] as const),
  unit: fc.option(fc.integer({ min: 1, max: 4 })),
  zip: fc.constantFrom('62701', '62702', '62703'),
})

/** As different people of one home write it. */
function written({ house, street, kind, unit }: Home, style: number): string {
  const name = style % 2 === 0 ? street : street.toUpperCase().replace('NORTH', 'N').replace('SAINT', 'St')
  const unitWords = unit === null ? '' : [` Apt ${unit}`, ` #${unit}`, `, unit ${unit}`, ` apartment ${unit}`][style % 4]
  return `${house} ${name} ${kind[style % 2 === 0 ? 0 : 1]}${unitWords}`
}

test('over generated households nobody is put with strangers, and everybody with their own', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(home, fc.nat(7)), { minLength: 2, maxLength: 60 }), (people) => {
      for (const [first, style] of people) {
        for (const [second, other] of people) {
          const isOne = JSON.stringify(first) === JSON.stringify(second)
          assert.equal(of(written(first, style), first.zip) === of(written(second, other), second.zip), isOne)
        }
      }
    }),
  )
})
