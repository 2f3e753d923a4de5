import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { EXIT_BAD_CONFIG } from '#core/supervision/after-end.ts'
import { instant } from '#core/values/instant.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import { openSqliteStore } from './open-sqlite-store.ts'
import { ServingFile } from './serving-file.ts'
import { SqliteConnection } from './sqlite.ts'

const OPTIONS = { synchronous: 'NORMAL', secretKey: new Uint8Array(32).fill(1) } as const
// A well-formed id.
const TENANT = parseTenantId('tenant') as TenantId
let folder = ''

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lead-agent-sqlite-'))
})
after(() => rm(folder, { recursive: true }))

test('two programs that open a new file at the same time both get a store', async () => {
  const path = join(folder, 'together.db')
  const stores = await Promise.all([openSqliteStore({ ...OPTIONS, path }), openSqliteStore({ ...OPTIONS, path })])
  for (const store of stores) assert.equal(await store.check(), true)
  for (const store of stores) await store.close()
})

test('one process serves from a file: a second is refused until the first has ended, and commands are not', async () => {
  const options = { ...OPTIONS, path: join(folder, 'served.db') }
  const first = await openSqliteStore({ ...options, serves: true })
  assert.throws(() => new ServingFile(options.path, 0), /another process serves from the database file .*served\.db; end it first/)
  const command = await openSqliteStore(options)
  assert.deepEqual([await command.check(), await first.check()], [true, true])
  await command.close()
  await first.close()
  await (await openSqliteStore({ ...options, serves: true })).close()
})

test('a file that a newer program made is refused with both versions', async () => {
  const path = join(folder, 'newer.db')
  await (await openSqliteStore({ ...OPTIONS, path })).close()
  const connection = new SqliteConnection(path, 'NORMAL')
  connection.execute(`insert into schema_migrations (number, name) values (999, 'from the future')`)
  connection.close()
  await assert.rejects(openSqliteStore({ ...OPTIONS, path }), /schema version 999 and this program knows \d+/)
})

test('a folder that is not there gives an error that names the file', async () => {
  await assert.rejects(openSqliteStore({ ...OPTIONS, path: join(folder, 'absent', 'store.db') }), /absent\/store\.db cannot be opened/)
})

test('a file that cannot become usable by itself is named with the fix, and nobody starts again for it', async () => {
  const [strange, damaged] = [join(folder, 'strange.db'), join(folder, 'damaged.db')]
  await writeFile(strange, 'a letter to the plumber\n'.repeat(100))
  await (await openSqliteStore({ ...OPTIONS, path: damaged })).close()
  const bytes = await readFile(damaged)
  await writeFile(damaged, bytes.fill(0xee, 100, 4_096))
  for (const [path, words] of [
    [folder, /cannot be opened/],
    [strange, /strange\.db is not a database; name another file/],
    [damaged, /damaged\.db is damaged; put it back from a backup/],
  ] as const) {
    const error = await openSqliteStore({ ...OPTIONS, path }).then(
      () => assert.fail(`${path} was opened`),
      (reason: unknown) => reason,
    )
    assert.match(String(error), words)
    assert.equal(Reflect.get(error as object, 'exitCode'), EXIT_BAD_CONFIG)
  }
})

test('a key of the wrong length is refused at the start', async () => {
  await assert.rejects(openSqliteStore({ ...OPTIONS, path: ':memory:', secretKey: new Uint8Array(31) }), /LEAD_AGENT_SECRET_KEY/)
})

test('closing leaves one file that holds everything', async () => {
  const path = join(folder, 'closed.db')
  const store = await openSqliteStore({ ...OPTIONS, path })
  await store.transaction(TENANT, (tx) => tx.usage.saveRate({ minute: 1, used: 1 }))
  await store.close()
  await assert.rejects(readFile(`${path}-wal`), { code: 'ENOENT' })
  const again = await openSqliteStore({ ...OPTIONS, path })
  assert.deepEqual(await again.transaction(TENANT, (tx) => tx.usage.rate()), { minute: 1, used: 1 })
  await again.close()
})

test('an auth token cannot be read from the file', async () => {
  const path = join(folder, 'sealed.db')
  const store = await openSqliteStore({ ...OPTIONS, path })
  await store.transaction(TENANT, async (tx) => {
    // Only what the store itself looks at: the policy is JSON to it.
    await tx.tenant.save({ tenantId: TENANT, numbers: [] } as unknown as Parameters<typeof tx.tenant.save>[0], instant(0))
    await tx.tenant.saveAccount({ accountSid: 'AC-plain-sid', authToken: 'plain-auth-token' })
  })
  await store.close()
  const bytes = await readFile(path)
  assert.ok(!bytes.includes('plain-auth-token') && !bytes.includes('AC-plain-sid'))
})
