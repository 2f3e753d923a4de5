import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { GroupCommit } from './group-commit.ts'
import { commitStatements, SqliteConnection } from './sqlite.ts'

/*
 * Goal: a member cannot tell whether it shared its commit with others.
 * Method: members that read, write and perhaps throw arrive over several ticks at a real database; a plain Map, to which the members are
 * applied alone and in the order of arrival, must give the same answers, errors and final rows.
 */

type Step = { kind: 'write' | 'add' | 'read' | 'pause'; key: number; value: number }
type Member = { steps: Step[]; throws: boolean; ticksBefore: number }

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('write', 'add', 'read', 'pause'),
  key: fc.integer({ min: 0, max: 3 }),
  value: fc.integer({ min: 1, max: 99 }),
})
const member: fc.Arbitrary<Member> = fc.record({
  steps: fc.array(step, { maxLength: 6 }),
  throws: fc.boolean(),
  ticksBefore: fc.integer({ min: 0, max: 2 }),
})

test('any mixture of failing and succeeding members in groups equals the same members alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(member, { maxLength: 12 }), async (members) => {
      assert.deepEqual(await inGroups(members), alone(members))
    }),
    { numRuns: 300 },
  )
})

async function inGroups(members: Member[]) {
  const connection = new SqliteConnection(':memory:', 'NORMAL')
  connection.execute('create table facts (key integer primary key, value integer not null) strict')
  const commits = new GroupCommit(commitStatements(connection), {}, () => connection.close())
  const running: Promise<string>[] = []
  for (const one of members) {
    for (let tick = 0; tick < one.ticksBefore; tick += 1) await new Promise((resolve) => setImmediate(resolve))
    running.push(commits.run(() => perform(connection, one)).catch((error: unknown) => String(error)))
  }
  const answers = await Promise.all(running)
  const rows = connection.query<{ key: number; value: number }>('select key, value from facts order by key')
  connection.close()
  return { answers, rows: rows.map(({ key, value }) => [key, value]) }
}

async function perform(connection: SqliteConnection, { steps, throws }: Member): Promise<string> {
  const seen: number[] = []
  const read = (key: number) => connection.query<{ value: number }>('select value from facts where key = ?', [key])[0]?.value ?? 0
  const write = (key: number, value: number) =>
    connection.prepare('insert or replace into facts (key, value) values (?, ?)').run([key, value])
  for (const { kind, key, value } of steps) {
    if (kind === 'write') write(key, value)
    else if (kind === 'add') write(key, read(key) + value)
    else if (kind === 'read') seen.push(read(key))
    else await Promise.resolve()
  }
  if (throws) throw new Error(`failed after ${seen.join()}`)
  return seen.join()
}

function alone(members: Member[]) {
  let facts = new Map<number, number>()
  const answers = members.map(({ steps, throws }) => {
    const draft = new Map(facts)
    const seen: number[] = []
    for (const { kind, key, value } of steps) {
      if (kind === 'write') draft.set(key, value)
      else if (kind === 'add') draft.set(key, (draft.get(key) ?? 0) + value)
      else if (kind === 'read') seen.push(draft.get(key) ?? 0)
    }
    if (throws) return `Error: failed after ${seen.join()}`
    facts = draft
    return seen.join()
  })
  return { answers, rows: [...facts].toSorted(([a], [b]) => a - b) }
}
