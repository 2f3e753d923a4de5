import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { instant } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import type { JournalEntry } from '#ports/journal.ts'
import { fileJournal } from './file-journal.ts'

const folder = mkdtempSync(join(tmpdir(), 'journal-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function place(): string {
  return mkdtempSync(join(folder, 'one-'))
}

function tenant(id: string): TenantId {
  const parsed = parseTenantId(id)
  if (parsed === null) throw new Error(`${id} is no tenant id`)
  return parsed
}

const ACE = tenant('t_ace')
const BEE = tenant('t_bee')

function entry(id: string, tenantId = ACE): JournalEntry {
  return { tenantId, id, at: instant(1_000), event: { kind: 'call-ended', callSid: id, status: 'completed', isOver: true } as never }
  // The journal never looks into an event.
}

/** Takes all but those named, and tells what it was given. */
function taker(refused: readonly string[] = []) {
  const given: string[] = []
  const take = async ({ id }: JournalEntry): Promise<void> => {
    given.push(id)
    if (refused.includes(id)) throw new Error('the store is not there')
  }
  return { given, take }
}

test('entries are given in their order, once', async () => {
  const journal = fileJournal(place())
  for (const id of ['a', 'b', 'c']) await journal.append(entry(id))
  const { given, take } = taker()
  assert.equal(await journal.drain(take), 3)
  assert.equal(await journal.drain(take), 0)
  assert.deepEqual(given, ['a', 'b', 'c'])
})

test('an entry that is refused stays, and all later ones of its tenant behind it; those of others do not wait', async () => {
  const journal = fileJournal(place())
  for (const each of [entry('a'), entry('x', BEE), entry('b'), entry('y', BEE)]) await journal.append(each)
  const first = taker(['a'])
  assert.equal(await journal.drain(first.take), 2)
  assert.deepEqual(first.given, ['a', 'x', 'y'])
  assert.deepEqual([journal.holds(ACE), journal.holds(BEE)], [true, false])
  const second = taker()
  assert.equal(await journal.drain(second.take), 2)
  assert.deepEqual(second.given, ['a', 'b'])
  assert.equal(journal.holds(ACE), false)
})

test('a process that dies while it takes loses nothing: the next one is given every entry that was not taken for good', async () => {
  const at = place()
  const dying = fileJournal(at)
  for (const id of ['a', 'b']) await dying.append(entry(id))
  let reached = () => {}
  const inTheMiddle = new Promise<void>((resolve) => {
    reached = resolve
  })
  void dying.drain(({ id }) => (id === 'a' ? Promise.resolve() : new Promise(() => reached())))
  await inTheMiddle
  const { given, take } = taker()
  await fileJournal(at).drain(take)
  assert.deepEqual(given, ['a', 'b'])
})

test('what is appended while others are taken waits for nobody and is kept', async () => {
  const journal = fileJournal(place())
  await journal.append(entry('a'))
  const { given, take } = taker()
  await journal.drain(async (one) => {
    await journal.append(entry('later'))
    await take(one)
  })
  assert.equal(journal.holds(ACE), true)
  await journal.drain(take)
  assert.deepEqual(given, ['a', 'later'])
})

test('a line that a death cut short takes no other with it', async () => {
  const at = place()
  const journal = fileJournal(at)
  await journal.append(entry('a'))
  appendFileSync(join(at, 'journal.jsonl'), '{"tenantId":"t_a')
  await journal.append(entry('b'))
  const { given, take } = taker()
  await journal.drain(take)
  assert.deepEqual(given, ['a', 'b'])
  assert.equal(readFileSync(join(at, 'journal.jsonl'), 'utf8'), '')
})

test('two who drain at once share one round', async () => {
  const journal = fileJournal(place())
  await journal.append(entry('a'))
  const { given, take } = taker()
  await Promise.all([journal.drain(take), journal.drain(take)])
  assert.deepEqual(given, ['a'])
})
