import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaOf, isServicePlace } from './service-area.ts'
import { instant } from '#core/values/instant.ts'

const given = (value: string | null) => (value === null ? null : { value, words: value, messageSid: 'SM1', at: instant(0) })
const at = (zip: string | null, city: string | null, places: readonly string[] | null) =>
  areaOf({ zip: given(zip), city: given(city) }, places)

test('a business without a service area works everywhere, and nothing is said of a place that is not known', () => {
  assert.equal(at('62704', null, null), null)
  assert.equal(at('62704', null, []), null)
  assert.equal(at(null, null, ['62704']), null)
})

test('a ZIP is compared with ZIPs and beginnings of ZIPs, a Canadian code also by its first half', () => {
  assert.equal(at('62704', null, ['62704', '61*']), 'in')
  assert.equal(at('61820', null, ['62704', '61*']), 'in')
  assert.equal(at('90210', null, ['62704', '61*']), 'out')
  assert.equal(at('k1a 0b1', null, ['K1A']), 'in')
  assert.equal(at('K1A', null, ['K1A 0B1']), 'out')
  assert.equal(at('H2X 1Y4', null, ['K1A', 'H2X*']), 'in')
})

test('a city is compared with cities, however it is written', () => {
  assert.equal(at(null, 'saint louis', ['St. Louis']), 'in')
  assert.equal(at(null, 'Montreal', ['Montréal']), 'in')
  assert.equal(at(null, 'Chicago', ['Springfield']), 'out')
})

test('in doubt nobody is sent away: a ZIP is not held against a list of cities, nor a city against a list of ZIPs', () => {
  assert.equal(at('90210', null, ['Springfield']), null)
  assert.equal(at(null, 'Chicago', ['62704']), null)
  assert.equal(at(null, 'Chicago', ['62704', 'Springfield']), null)
  assert.equal(at('90210', null, ['62704', 'Springfield']), null)
  assert.equal(at('90210', 'Springfield', ['62704', 'Springfield']), 'in')
  assert.equal(at('90210', 'Beverly Hills', ['62704', 'Springfield']), 'out')
})

test('what is neither code nor city is refused', () => {
  for (const place of ['62704', '627*', 'K1A 0B1', 'K1A', 'H2X*', 'Springfield', "Coeur d'Alene", 'St. Louis', 'Trois-Rivières'])
    assert.ok(isServicePlace(place), place)
  for (const place of ['', '6270', '627041', '*', '12 Main St', 'x', 'https://a.example', '25 miles'])
    assert.ok(!isServicePlace(place), place)
})
