import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readRevocation } from '#core/compliance/revocation/read-revocation.ts'

/*
 * Goal: over every labelled text, nearly no wish to end is missed and nearly nobody is silenced by mistake.
 * Method: `revocation.jsonl` was written before the reader and split 60/40 by the hash of the id; the sealed part was opened only after
 * it had been measured. Each part `fresh-N` of `revocation-fresh.jsonl` was written after the round before it was mended and was
 * measured once before anything was changed. These first figures, not the ones asserted below, say how the reader does on texts
 * nobody has seen (share of wishes found, share of the others silenced):
 *   sealed   87.8 %  1.6 % on the first run of all, 98.9 % 3.2 % when it was opened
 *   fresh-1  86.4 %  7.9 %     fresh-2  87.9 %  6.8 %     fresh-3  91.7 %  4.7 %
 *   fresh-4  92.5 %  5.4 %     fresh-5  88.5 %  none      fresh-6  85.3 % 13.6 %
 *   fresh-7  83.6 %  7.1 %     fresh-8  97.7 %  0.0 %     fresh-9  87.2 %  6.4 %
 *   fresh-10 98.3 %  0.0 %     fresh-11 90.5 % 15.8 %     fresh-12 80.2 %  9.8 %
 * Six texts of these parts proved to have no one right answer and were dropped or labelled anew afterwards.
 * Every second text of fresh-11 was kept shut until the reader had been mended with the others: of those it then silenced 7.6 % instead of 18.5 %,
 * and found 92.3 % instead of 90.4 % of the wishes. Parts 11 and 12 are texts that sound like a wish and are none, and wishes beside such words.
 * Parts 8 and 10 are written as people write; the others, above all 6, 7 and 9, were written to break it.
 */
type Labelled = {
  id: string
  text: string
  expect: 'STOP' | 'START' | 'HELP' | 'NONE'
  language: 'en' | 'es' | 'fr'
  group: string
  part: string
}

const RECALL_MIN = 0.99
const FALSE_STOP_MAX = 0.01
const HARD_NEGATIVES_MIN = 200

function load(name: string): Labelled[] {
  const lines = readFileSync(new URL(name, import.meta.url), 'utf8')
    .trim()
    .split('\n')
  // True by construction: the file is ours and the first test below checks what the others rely on.
  return lines.map((line) => JSON.parse(line) as Labelled)
}

const LABELLED = load('./revocation.jsonl')
const FRESH = load('./revocation-fresh.jsonl')

function wrong(rows: readonly Labelled[], isWrong: (row: Labelled, got: string) => boolean): string[] {
  return rows.flatMap((row) => {
    const got = readRevocation(row.text)
    return isWrong(row, got.revocation) ? [`${row.id} ${got.revocation} by ${got.rule}: ${JSON.stringify(row.text)}`] : []
  })
}

test('the labelled texts are many, in three languages, each with its own id', () => {
  const all = [...LABELLED, ...FRESH]
  assert.equal(new Set(all.map((row) => row.id)).size, all.length)
  assert.deepEqual([...new Set(all.map((row) => row.language))].toSorted(), ['en', 'es', 'fr'])
  assert.ok(LABELLED.filter((row) => row.expect === 'NONE').length >= HARD_NEGATIVES_MIN)
})

for (const [name, rows] of [
  ['the texts written beforehand', LABELLED],
  ['the texts written afterwards', FRESH],
] as const) {
  test(`of ${name} at least 99 % of the wishes to end are found`, () => {
    const wishes = rows.filter((row) => row.expect === 'STOP')
    const missed = wrong(wishes, (_row, got) => got !== 'STOP')
    assert.ok(missed.length <= wishes.length * (1 - RECALL_MIN), missed.join('\n'))
  })

  test(`of ${name} at most 1 % of the others are silenced`, () => {
    const others = rows.filter((row) => row.expect !== 'STOP')
    const silenced = wrong(others, (_row, got) => got === 'STOP')
    assert.ok(silenced.length <= others.length * FALSE_STOP_MAX, silenced.join('\n'))
  })
}

test('no bare keyword is ever missed, in any dressing', () => {
  const bare = LABELLED.filter(
    (row) => row.group.startsWith('keyword') || row.group === 'help' || (row.group === 'start' && !/ /.test(row.text)),
  )
  assert.ok(bare.length > 100)
  assert.deepEqual(
    wrong(bare, (row, got) => got !== row.expect),
    [],
  )
})

test('HELP and START are read as labelled', () => {
  const rows = [...LABELLED, ...FRESH].filter((row) => row.expect === 'HELP' || row.expect === 'START')
  assert.deepEqual(
    wrong(rows, (row, got) => got !== row.expect),
    [],
  )
})

/** The commonest way to begin a text, and so the dearest to mistake: names of people, with and without what they need. */
const NAMES = ['Dana', 'Sam', 'Maria', 'John', 'Mike', 'Lisa', 'Ana', 'José', 'Luc', 'Marie', 'Kim', 'Mr Smith', 'Bob from 12 Elm']
const INTRODUCTIONS = [
  'this is NAME',
  'Hi this is NAME',
  "it's NAME",
  'NAME here',
  'my name is NAME',
  'hola soy NAME',
  'es NAME',
  'bonjour ici NAME',
  "c'est NAME",
]
const NEEDS = ['', ', burst pipe at 412 Oak St 62704, water everywhere', '. my heat is out', ' and the toilet overflowed']

test('nobody who says their name is silenced', () => {
  const silenced = INTRODUCTIONS.flatMap((words) =>
    NAMES.flatMap((name) => NEEDS.map((need) => words.replace('NAME', name) + need)),
  ).filter((text) => {
    const read = readRevocation(text)
    return read.revocation !== 'NONE' || !read.certain
  })
  assert.deepEqual(silenced, [])
})

test('a thing that will not stop, a plumber who does not answer and a valve that was closed are no wish', () => {
  for (const text of [
    'the carbon thing on the wall is screaming and wont shut up',
    'the alarm wont shut up',
    "the water's off at the main and the plumber is not answering his phone so i need somebody else today",
    'Is this the company my son called? He said someone would be here between 1 and 3.',
    "le chauffe-eau coule pis j'ai fermé la valve, ça peut attendre à demain",
    'mon grand-père est tout seul sans chauffage pis y répond plus au téléphone',
  ])
    assert.equal(readRevocation(text).revocation, 'NONE', text)
  for (const text of ['shut up', 'will you people shut up', 'fermez-la', 'you need somebody else', 'sorry my son called you by accident'])
    assert.equal(readRevocation(text).revocation, 'STOP', text)
})

test('who is in danger is never silenced, unless they also end the messages', () => {
  for (const text of [
    'my toddler hit the lock button shes in the car keys are on the seat im at the gas station its like 90 out',
    "our cooling unit out back just went off like a shotgun and now there's a bonfire where it used to be",
    "I can't unlock the back gate and there's a fire in the shop behind us, we need out",
    'bus with 22 seniors quit on the railroad crossing, please pull us off',
    'STOP asking me questions and send somebody, the panel is burning',
    'sortez-nous de là, y a du feu dans le panneau',
    'mi niña se encerró en el carro, sáquenla',
  ])
    assert.equal(readRevocation(text).revocation, 'NONE', text)
  for (const text of [
    'the fire is out, stop texting me',
    'STOP, there is a fire',
    'wrong number, no fire here',
    'the fire is out, go away',
  ])
    assert.equal(readRevocation(text).revocation, 'STOP', text)
})

test('a visit that is called off is no wish about texts, "take me off your list" is', () => {
  for (const text of [
    "Don't bother, it's working again",
    'Washer started draining again, so scratch me off the list',
    "You can take us off today's list",
    'drop the oil change from the list, my nephew did it',
  ])
    assert.deepEqual([readRevocation(text).revocation, readRevocation(text).certain], ['NONE', true], text)
  for (const text of [
    'take me off your list',
    'take me off your list, my brother fixed the sink',
    "don't bother me",
    'my dryer works, go away',
  ])
    assert.equal(readRevocation(text).revocation, 'STOP', text)
})

test('a customer who wants to be rung is not silenced; where they forbid us to text we are quiet and the owner is asked', () => {
  for (const text of [
    "need some locks changed, but have a person phone me, I don't do texts",
    "I don't want to text, get someone on the line about the fridge",
  ])
    assert.deepEqual([readRevocation(text).revocation, readRevocation(text).certain], ['NONE', true], text)
  const forbidden = readRevocation("The cooler quit. Call Captain Ruiz, don't text")
  assert.deepEqual([forbidden.revocation, forbidden.certain], ['NONE', false])
  for (const text of [
    "My sink leaks. Don't text me, please call.",
    'stop texting me and call me',
    "don't text me again, have somebody call about the furnace",
    "don't text, call me",
  ])
    assert.equal(readRevocation(text).revocation, 'STOP', text)
})
