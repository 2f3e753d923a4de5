import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asked } from '#core/qualification/reading.ts'
import { findByRules, readText } from './read-text.ts'

const context = (asked: Asked | null) =>
  ({ trade: 'plumbing', receivedAt: Date.parse('2026-11-22T18:00:00Z'), timezone: 'America/Chicago', asked }) as const

function placeOf(text: string, asked: Asked | null = 'address') {
  const { street, city, zip, name } = readText(text, context(asked))
  return { street, city, zip, name }
}

test('a town is found behind its street, its code, its saint and its preposition', () => {
  const towns: [string, string][] = [
    ['3 River Bend Rd, St. Charles', 'St. Charles'],
    ['14 Cedar Ct Lake Zurich. Anna', 'Lake Zurich'],
    ['4N215 Ridge Rd St Charles', 'St Charles'],
    ['60804 Cicero', 'Cicero'],
    ['calle Roble 412 Waukegan', 'Waukegan'],
    ['RR 2 box 88, Mt Vernon', 'Mt Vernon'],
    ['430 Upland Ave, Big Lake 55309', 'Big Lake'],
    ['1812 Harrow St, Columbia Heights 55421', 'Columbia Heights'],
    ['36 Saddle Horn Ln in Elko New Market', 'Elko New Market'],
    ['60120 i said elgin', 'elgin'],
    ['Chicago 60623 apúrele', 'Chicago'],
    ['estoy en 1209 Grand Avenue en Waukegan me llamo Socorro', 'Waukegan'],
    ['vivo en aurora en la 921 liberty st', 'aurora'],
    ['27 chemin des Patriotes Saint-Hilaire', 'Saint-Hilaire'],
    ['im at the jewel on randall, batavia', 'batavia'],
  ]
  for (const [text, town] of towns) assert.equal(placeOf(text).city, town, text)
})

test('a street is found with the unit before it, among other words and by its kind of number', () => {
  const streets: [string, string | null][] = [
    ['Unit 4, 560 Lake St', 'Unit 4, 560 Lake St'],
    ['calle Roble 412 Waukegan', 'calle Roble 412'],
    ['RR 2 box 88, Mt Vernon', 'RR 2 box 88'],
    ['apt 3b 1420 Grove Ave, Berwyn', 'apt 3b 1420 Grove Ave'],
    ['fine whatever 23 Dogwood. Pete', '23 Dogwood'],
    ['16W240 83rd St', '16W240 83rd St'],
    ['4N215 Ridge Rd St Charles', '4N215 Ridge Rd'],
    ['Shell on Rt 59 and 75th Naperville', 'Rt 59 and 75th'],
    ['its at 59 and 95th', '59 and 95th'],
    ['clark & division', 'clark and division'],
    ['oak and main', 'oak and main'],
    ['door wont lock, it is raining and cold. Delancey and 9th, blue door', 'Delancey and 9th'],
    ['Filled up this morning and ever since it reeks. We pulled over at Lowell and 3rd in Yakima', 'Lowell and 3rd'],
    ['52 hemlock spur 18444', '52 hemlock spur'],
    ['tune up on 2 heat pumps plz', null],
    ['leaking and loud', null],
    ['it makes noise at night', null],
    ['agua y lodo', null],
    ['60804 Cicero', null],
    ['Chicago 60623 apúrele', null],
    ['dime que son 100 dólares', null],
    ['2 Tuesday', null],
  ]
  for (const [text, street] of streets) assert.equal(placeOf(text).street, street, text)
})

test('a unit behind town and code belongs to the street, and a street that has one keeps it', () => {
  const streets: [string, string][] = [
    ['450 W Oak Street Chicago IL 60610 unit 3B', '450 W Oak Street unit 3B'],
    ['12 Elm St, 60614, apt 4', '12 Elm St apt 4'],
    ['77 Pine Ave, Aurora, #12', '77 Pine Ave #12'],
    ['412 Larkin Ave, Joliet, IL, apt 2', '412 Larkin Ave apt 2'],
    ['88 rue Cartier, Laval H7N 2B5, app 4', '88 rue Cartier app 4'],
    ['90 Main St apt 3, Joliet 60435 unit b', '90 Main St apt 3'],
    ['90 Main St, Joliet 60435. the fan in room 4 rattles', '90 Main St'],
    ['90 Main St 60614 Bob Unitas', '90 Main St'],
  ]
  for (const [text, street] of streets) assert.equal(placeOf(text).street, street, text)
  const { spans, ...read } = readText('12 Elm St, 60614, apt 4', context('address'))
  assert.deepEqual([read.zip, spans.street, spans.zip], ['60614', [0, 23], [11, 16]])
})

test('a town with its state is nobody, whatever was asked', () => {
  for (const text of ['its concord nh', 'Camden nj', 'Mt Vernon']) assert.equal(placeOf(text, 'name').name, null, text)
  assert.equal(placeOf('austin ok', 'name').name, 'austin')
})

test('a code before a unit is a code', () => {
  assert.equal(placeOf('3350 N Southport Chicago 60657 unit 3R').zip, '60657')
  assert.equal(placeOf('we have 60657 units in stock', null).zip, null)
})

test('a state and the town once more are nobody; a given name alone is no town; the title of a gentleman stays', () => {
  assert.notEqual(placeOf('It is 226 South Lincoln Street, Batavia, Illinois. The white house.').name, 'Illinois')
  assert.equal(placeOf('919 Elm St Warrenville. Actually mailing is Naperville but its Warrenville').city, 'Warrenville')
  assert.equal(
    findByRules('Rosa', context('address'))
      .namesAs('book')
      .candidates.find(({ findings }) => findings.includes('rules same'))?.value,
    'Rosa',
  )
  assert.equal(placeOf('M. Tremblay', 'name').name, 'M. Tremblay')
})

test('a state beside its town says nothing of the language', () => {
  assert.equal(readText('60120 Elgin IL', context('address')).language, 'en')
})

test('a weekday beside a holiday, a working day and the hour after work are found', () => {
  const wishOf = (text: string) => {
    const found = findByRules(text, context('time'))
    return found.timesAs('book').byRules?.value
  }
  const day = (date: string, from = '08:00', to = '18:00') => ({ start: `${date}T${from}`, end: `${date}T${to}` })
  assert.deepEqual(wishOf('the monday after thanksgiving'), day('2026-11-30'))
  assert.deepEqual(wishOf('monday before christmas'), day('2026-12-21'))
  assert.deepEqual(wishOf('lundi après Noël'), day('2026-12-28'))
  assert.deepEqual(wishOf('weekdays after 3'), day('2026-11-23', '15:00'))
  assert.deepEqual(wishOf('tomorrow after work, 6pm'), day('2026-11-23', '18:00', '19:00'))
  assert.equal(wishOf('ur the 4th damn place ive called'), undefined)
})

test('a house number in words is one in the answer where it is, and nowhere else', () => {
  const street = (text: string) => placeOf(text).street
  for (const [text, value] of [
    ['two oh four Juniper, Wheaton 60187', '204 Juniper'],
    ['its twelve oh eight Main St', '1208 Main St'],
    ['fourteen hundred N Lake Shore Dr, 60610', '1400 N Lake Shore Dr'],
    ['one thirteen Elm Court', '113 Elm Court'],
    ['twenty two Juniper', '22 Juniper'],
  ] as const)
    assert.equal(street(text), value, text)
  for (const text of [
    'two story house',
    'twenty minutes from Oak St',
    'on thirty third street',
    'nine eleven',
    'eleven thirty works',
    'two doors down',
  ])
    assert.equal(street(text), null, text)
  assert.equal(placeOf('one hundred dollar street food', null).street, null)
})

test('the place of the trouble goes before the place where they live, in three languages', () => {
  for (const [text, value] of [
    ['i live at 12 Oak St but the leak is at 40 Pine Ave', '40 Pine Ave'],
    ['vivo en 3100 S Harding pero el problema es en 3216 S Ridgeway, 60623', '3216 S Ridgeway'],
    ["j'habite au 55 rue Cartier mais le problème est au 80 rue Laval", '80 rue Laval'],
    ['12 Oak St, the house is blue, 14 steps up', '12 Oak St'],
  ] as const)
    assert.equal(placeOf(text).street, value, text)
})

test('five digits before a town are a house where the code follows', () => {
  const { street, zip } = placeOf('ok 11420 Hickory, 60442')
  assert.deepEqual([street, zip], ['11420 Hickory', '60442'])
  assert.equal(placeOf('60804 Cicero').zip, '60804')
})

test('the words of a street are no name beside it', () => {
  assert.deepEqual(placeOf('50 Country Club 62704'), { street: '50 Country Club', city: null, zip: '62704', name: null })
})

test('roads of a grid keep their direction, and small letters do after words that announce an address', () => {
  const place = (text: string) => placeOf(text, null)
  for (const [text, street] of [
    ['we are at 1450 County Road 900 E, Mahomet', '1450 County Road 900 E'],
    ['1450 E County Road 900 N', '1450 E County Road 900 N'],
    ['812 CR 1200 N Champaign 61822', '812 CR 1200 N'],
    ['4400 State Route 59', '4400 State Route 59'],
    ['345 Sur Calle 8, 62703', '345 Sur Calle 8'],
    ['im at 1420 ashland, toilet clogged', '1420 ashland'],
    ['im at 350 degrees and the oven wont go higher', null],
    ['I am at 900 psi on the gauge', null],
  ] as const)
    assert.equal(place(text).street, street, text)
  assert.equal(place('345 Sur Calle 8, 62703').zip, '62703')
})
