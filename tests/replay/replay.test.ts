import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { replayCommand, replayed } from '#execution/cli/replay.ts'
import { replayTenant } from '#flow/replay/replay-tenant.ts'
import { erasePerson } from '#flow/ledger/erase-person.ts'
import { at, phone } from '../flow/house.ts'
import { simulate } from '../simulation/simulate.ts'
import { changedDirectives } from './changed-directives.ts'
import { recordConversations, type RecordedWorld } from './recorded-world.ts'

/**
 * Goal: what was decided can be decided again, byte for byte, after policies and procedures have changed; and another procedure shows its diff.
 * Method: conversations through the real flow and store, half-way changed businesses; the 10,000 of the acceptance are `npm run sim:replay -- --conversations 10000`.
 */

let world: RecordedWorld

before(async () => {
  world = await recordConversations({ seed: 7, conversations: 60 })
})

after(() => world.house.close())

const store = () => world.house.app.store
const ids = () => world.shops.map(({ policy }) => policy.tenantId)

async function summaries(change: { folder?: string; rereads?: boolean } = {}) {
  const diffs: string[] = []
  const of = []
  for (const tenantId of ids()) {
    const asked = { tenantId, conversation: null, folder: change.folder ?? null, rereads: change.rereads ?? false }
    of.push(await replayed(store(), asked, (text) => diffs.push(text)))
  }
  return { of, diffs: diffs.join('') }
}

test('every text comes out again as it was sent, and a second replay has the same hash', async () => {
  const { of, diffs } = await summaries()
  assert.equal(diffs, '')
  const sum = (name: 'conversations' | 'texts' | 'notRecorded') => of.reduce((all, one) => all + one[name], 0)
  // Besides the customers, each business has a desk with its owner.
  assert.deepEqual([sum('conversations'), sum('notRecorded')], [60 + ids().length, 0])
  assert.ok(sum('texts') > 200, String(sum('texts')))
  for (const one of of) assert.equal(one.hash, one.sentHash)
  assert.deepEqual((await summaries()).of, of)
})

test('the engine that read the words then reads them the same way now', async () => {
  assert.equal((await summaries({ rereads: true })).diffs, '')
})

test('another sentence in a procedure shows as a diff, and only that sentence', async (t) => {
  // Every business has words of its own for the name in the second half; without them the shared change would not be the only one.
  for (const tenantId of ids()) await store().transaction(tenantId, (tx) => tx.directives.save('agent', null, at(world.house)))
  const changed = changedDirectives('agent.md', "What's the street address for the visit, with city or ZIP?", 'Where is it?')
  t.after(changed.remove)
  const { of, diffs } = await summaries({ folder: changed.folder })
  assert.ok(of.reduce((all, one) => all + one.different, 0) > 5)
  const lines = diffs.split('\n')
  assert.match(diffs, /^@@ \+1312\d{7} 2026-12-07T/)
  assert.ok(lines.some((line) => line.startsWith('  customer: ')))
  const said = (sign: string) => lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(2))
  const asked = said('+ ').filter((line) => line.includes('Where is it?'))
  assert.ok(asked.length > 5)
  const before = new Set(said('- '))
  for (const line of asked)
    assert.ok(before.has(line.replace('Where is it?', "What's the street address for the visit, with city or ZIP?")), line)
})

test('a text that is stored otherwise than it was decided is found, through the command, with exit code 1', async () => {
  const [tenantId] = ids()
  const file = new DatabaseSync(world.databasePath)
  const changed = file
    .prepare(
      "update messages set body = body || '!' where rowid = (select max(rowid) from messages where tenant_id = ? and kind = 'ai_reply') returning body",
    )
    .get(tenantId ?? '')
  const said = { out: '', err: '' }
  const env = {
    DATABASE_URL: `sqlite:${world.databasePath}`,
    LEAD_AGENT_SECRET_KEY: '07'.repeat(32),
    LEAD_AGENT_OPERATOR_TOKEN: 'operator',
  }
  const surroundings = { out: { write: (text: string) => (said.out += text) }, err: { write: (text: string) => (said.err += text) }, env }
  const code = await replayCommand(['--tenant', tenantId ?? ''], surroundings)
  assert.equal(said.err, '')
  assert.equal(code, 1)
  assert.ok(said.out.includes(`- ${String(changed?.['body']).split('\n')[0]}`), said.out)
  assert.equal(JSON.parse(said.out.trim().split('\n').at(-1) ?? '').different, 1)
  file.prepare('update messages set body = substr(body, 1, length(body) - 1) where body = ?').run(String(changed?.['body']))
  file.close()
  assert.equal(await replayCommand(['--tenant', tenantId ?? ''], surroundings), 0)
  assert.equal(await replayCommand(['--tenant', tenantId ?? '', '--conversation', '+13129999999'], surroundings), 2)
  assert.match(said.err, /there is no conversation \+13129999999/)
})

test('what decisions were made with names no customer', () => {
  const file = new DatabaseSync(world.databasePath)
  const contents = file.prepare('select content from snapshots').all()
  file.close()
  assert.ok(contents.length > 20)
  assert.ok(contents.some(({ content }) => String(content).includes('"bookings":[{')))
  assert.equal(/\+1312|Dana|Oak St/.exec(JSON.stringify(contents)), null)
})

test('who was erased is not replayed, and the others still are', async () => {
  const [tenantId] = ids()
  assert.ok(tenantId)
  const first = await replayTenant(store(), tenantId, { conversation: null, whatIf: {} }).next()
  const key = first.done === true ? '' : first.value.key
  await erasePerson({ store: store(), clock: world.house.app.parts.clock }, tenantId, phone(key), 'test')
  const { of, diffs } = await summaries()
  assert.equal(diffs, '')
  // The customer, and the desk to which alerts about them had come.
  assert.deepEqual([of[0]?.erased, of[0]?.notRecorded, of[0]?.different], [2, 0, 0])
})

test('after faults, repeats and deaths of the process every text still comes out as it was planned', async () => {
  const seen = { texts: 0, different: 0, notRecorded: 0, diff: '' }
  const { figures } = await simulate({
    seed: 3,
    calls: 60,
    crashChance: 0.003,
    async inspect(house, shops) {
      for (const { policy } of shops) {
        const asked = { tenantId: policy.tenantId, conversation: null, folder: null, rereads: false }
        const one = await replayed(house.app.store, asked, (text) => (seen.diff += text))
        seen.texts += one.texts
        seen.different += one.different
        seen.notRecorded += one.notRecorded
      }
    },
  })
  assert.ok(figures.crashes > 0)
  assert.ok(seen.texts > 20)
  assert.deepEqual([seen.different, seen.notRecorded, seen.diff], [0, 0, ''])
})
