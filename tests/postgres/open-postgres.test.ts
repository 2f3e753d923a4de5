import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { migrate } from '#adapters/store/migrate.ts'
import { openPostgresStore } from '#adapters/store/open-postgres-store.ts'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import { SqliteConnection } from '#adapters/store/sqlite.ts'
import type { Store } from '#ports/store.ts'
import {
  addEffects,
  ALPHA,
  BETA,
  CUSTOMER,
  inboxRowOf,
  later,
  ledgerEntryOf,
  messageOf,
  NOW,
  phone,
  policyOf,
} from '../contract/store-examples.ts'
import { startTestServer } from './test-server.ts'

// What only PostgreSQL can get wrong: its schema, its second wall, several processes that write at once, and doors that stay closed.

const secretKey = new Uint8Array(32).fill(1)
const server = await startTestServer()
after(() => server.remove())

/** One database with as many stores on it as there would be processes. */
async function stores(count: number): Promise<{ url: string; opened: Store[] }> {
  const url = await server.newDatabase()
  // At once, as processes do that start together: one of them migrates.
  const opened = await Promise.all(Array.from({ length: count }, () => openPostgresStore({ url, secretKey })))
  after(() => Promise.all(opened.map((store) => store.close())))
  return { url, opened }
}

async function oneStore(): Promise<{ url: string; store: Store }> {
  const { url, opened } = await stores(1)
  return { url, store: turn(opened, 0) }
}

/** Processes take turns. */
function turn(opened: Store[], index: number): Store {
  const store = opened[index % opened.length]
  assert.ok(store)
  return store
}

type Shape = { shape: string }

function shapesOf(rows: Shape[]): string[] {
  return rows.map(({ shape }) => shape).toSorted()
}

describe('the schema', () => {
  test('has the tables, columns, keys and indexes that SQLite has', async () => {
    const { url } = await oneStore()
    const sqlite = new SqliteConnection(':memory:', 'NORMAL')
    migrate(sqlite)
    const columns = sqlite.query<Shape>(
      `select m.name || '.' || c.name || ' ' || case lower(c.type) when 'integer' then 'bigint' when 'blob' then 'bytea' else lower(c.type) end
         || case when c."notnull" = 1 or m.name || '.' || c.name = 'outbox.sequence' then ' not null' else '' end as shape
       from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'`,
    )
    const columnsHere = await server.ask<Shape>(
      url,
      `select table_name || '.' || column_name || ' ' || data_type || case is_nullable when 'NO' then ' not null' else '' end as shape
       from information_schema.columns where table_schema = 'public'`,
    )
    assert.deepEqual(shapesOf(columnsHere), shapesOf(columns))
    const keys = sqlite.query<Shape>(
      `select m.name || ' (' || group_concat(c.name, ', ' order by c.pk) || ')' as shape
       from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and c.pk > 0 group by m.name`,
    )
    const keysHere = await server.ask<Shape>(
      url,
      `select table_name || ' (' || string_agg(column_name, ', ' order by ordinal_position) || ')' as shape
       from information_schema.key_column_usage where constraint_name ~ '_pkey$' group by table_name`,
    )
    assert.deepEqual(shapesOf(keysHere), shapesOf(keys))
    const indexes = sqlite.query<Shape>(`select name as shape from sqlite_master where type = 'index' and sql is not null`)
    const indexesHere = await server.ask<Shape>(
      url,
      `select indexname as shape from pg_indexes where schemaname = 'public' and indexname !~ '_pkey$' and indexname !~ '_key$'`,
    )
    assert.deepEqual(shapesOf(indexesHere), shapesOf(indexes))
    sqlite.close()
  })

  test('refuses every change, removal and gap of the ledger, whoever asks', async () => {
    const { url, store } = await oneStore()
    await store.transaction(ALPHA, (tx) => tx.ledger.append(ledgerEntryOf()))
    await assert.rejects(server.ask(url, `update ledger set facts = '{}'`), /entries are never changed/)
    await assert.rejects(server.ask(url, 'delete from ledger'), /entries are never removed/)
    await assert.rejects(server.ask(url, 'truncate ledger'), /entries are never removed/)
    const gap = `insert into ledger select tenant_id, 3, at, kind, person, facts, sealed, prev_hash, hash from ledger`
    await assert.rejects(server.ask(url, gap), /without gaps/)
  })

  test('shows a transaction the rows of its own business only, also to a query that names none', async () => {
    const { url, store } = await oneStore()
    for (const tenant of [ALPHA, BETA]) await store.transaction(tenant, (tx) => tx.messages.add(messageOf()))
    const seen = (opening: string) =>
      server.ask<{ tenant_id: string }>(url, `set role agent; ${opening}; select tenant_id from messages order by 1`)
    assert.deepEqual(await seen(`select 1`), [])
    assert.deepEqual(await seen(`select set_config('lead_agent.tenant', 'alpha', false)`), [{ tenant_id: 'alpha' }])
    const walls = await server.ask<{ name: string }>(
      url,
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relkind = 'r' and a.attname = 'tenant_id' and not (c.relrowsecurity and c.relforcerowsecurity)`,
    )
    assert.deepEqual(walls, [{ name: 'tenant_numbers' }])
  })

  test('a database of a newer version is refused', async () => {
    const { url } = await oneStore()
    await server.ask(url, `insert into schema_migrations (number, name) values (999, 'later')`)
    await assert.rejects(openPostgresStore({ url, secretKey }), /schema version 999/)
  })
})

describe('several processes on one database', () => {
  test('transactions of one business never interleave', async () => {
    const { opened } = await stores(3)
    const counted = Array.from({ length: 60 }, (_, index) =>
      turn(opened, index).transaction(ALPHA, async (tx) => {
        const used = (await tx.usage.rate())?.used ?? 0
        await tx.ledger.append(ledgerEntryOf())
        await tx.usage.saveRate({ minute: 1, used: used + 1 })
        return used + 1
      }),
    )
    const results = await Promise.all(counted)
    assert.deepEqual(
      results.toSorted((a, b) => a - b),
      Array.from({ length: 60 }, (_, index) => index + 1),
    )
  })

  test('an event that two of them receive is decided once', async () => {
    const { opened } = await stores(2)
    const receive = (store: Store) =>
      store.transaction(ALPHA, async (tx) => {
        if ((await tx.inbox.find('CA1')) !== null) return 'repeated'
        await tx.inbox.add(inboxRowOf({ id: 'CA1' }))
        return 'decided'
      })
    const answers = await Promise.all(opened.flatMap((store) => [receive(store), receive(store)]))
    assert.deepEqual(answers.toSorted(), ['decided', 'repeated', 'repeated', 'repeated'])
  })

  test('a row is claimed by one of them, and nobody waits for the other', async () => {
    const { opened } = await stores(3)
    const store = turn(opened, 0)
    const ids = Array.from({ length: 90 }, (_, index) => `e${index}`)
    await addEffects(store, ids)
    const claim = { at: NOW, limit: 10, leaseUntil: later(60_000) }
    const claims = await Promise.all(Array.from({ length: 9 }, (_, index) => turn(opened, index).acrossTenants.claimDue(claim)))
    const claimed = claims.flatMap((rows) => rows.map(({ id }) => id))
    assert.equal(new Set(claimed).size, claimed.length)
    let rest = await store.acrossTenants.claimDue(claim)
    while (rest.length > 0) {
      claimed.push(...rest.map(({ id }) => id))
      rest = await store.acrossTenants.claimDue(claim)
    }
    assert.deepEqual(claimed.toSorted(), ids.toSorted())
  })

  test('what is canceled is not claimed, and what is claimed is not called canceled', async () => {
    const { opened } = await stores(2)
    const [left, right] = [turn(opened, 0), turn(opened, 1)]
    for (let round = 0; round < 20; round += 1) {
      await addEffects(left, [`r${round}`], { cancelKey: 'turn' })
      const canceling: Promise<unknown[]> = left.transaction(ALPHA, (tx) => tx.outbox.cancel(CUSTOMER, ['turn']))
      const claiming: Promise<unknown[]> = right.acrossTenants.claimDue({ at: NOW, limit: 10, leaseUntil: later(60_000) })
      assert.equal((await canceling).length + (await claiming).length, 1, `round ${round}`)
    }
  })

  test('two businesses that claim the same number at once: one has it, the other hears who', async () => {
    const { opened } = await stores(2)
    for (let round = 0; round < 10; round += 1) {
      const numbers = [{ e164: phone(`+1217555${1_000 + round}`), topology: 'dial-first' as const }]
      const save = (store: Store, tenant: typeof ALPHA) =>
        store.transaction(tenant, (tx) => tx.tenant.save(policyOf(tenant, { numbers }), NOW))
      const answers = await Promise.allSettled([save(turn(opened, 0), ALPHA), save(turn(opened, 1), BETA)])
      const refused = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => (reason as Error).name)
      assert.deepEqual(refused, ['NumberTaken'])
    }
  })

  test('only one of them serves; when it has ended, the next one may', async () => {
    const url = await server.newDatabase()
    const first = await openPostgresStore({ url, secretKey, serves: true })
    await assert.rejects(
      openPostgresStore({ url, secretKey, serves: true }),
      /another process serves from the database that DATABASE_URL names/,
    )
    const command = await openPostgresStore({ url, secretKey })
    assert.equal(await command.check(), true)
    await command.close()
    await first.close()
    await (await openPostgresStore({ url, secretKey, serves: true })).close()
  })
})

describe('values and faults', () => {
  test('a text with the character 0 is kept, with another in its place', async () => {
    const { store } = await oneStore()
    await store.transaction(ALPHA, (tx) => tx.messages.add(messageOf({ id: 'm0', body: 'a\0b' })))
    assert.equal((await store.transaction(ALPHA, (tx) => tx.messages.find('m0')))?.body, 'a\u{FFFD}b')
  })

  test('a statement that failed undoes its transaction, also when nobody looked at its error', async () => {
    const { store } = await oneStore()
    const careless = store.transaction(ALPHA, async (tx) => {
      await tx.inbox.add(inboxRowOf({ id: 'one' }))
      await tx.inbox.add(inboxRowOf({ id: 'one' })).catch(() => undefined)
    })
    await assert.rejects(careless, /nothing of it was kept/)
    assert.equal(await store.transaction(ALPHA, (tx) => tx.inbox.find('one')), null)
  })

  test('a connection that the server ended costs its own transaction and no other', async () => {
    const { url, store } = await oneStore()
    const ended = store.transaction(ALPHA, async (tx) => {
      await tx.inbox.add(inboxRowOf({ id: 'lost' }))
      await server.ask(
        url,
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lead-agent' and state like 'idle in%'`,
      )
      await tx.inbox.find('lost')
    })
    await assert.rejects(ended)
    await store.transaction(ALPHA, (tx) => tx.inbox.add(inboxRowOf({ id: 'next' })))
    assert.equal(await store.transaction(ALPHA, (tx) => tx.inbox.find('lost')), null)
    assert.equal(await store.check(), true)
  })

  test('an erasure writes the tables anew', async () => {
    const { store } = await oneStore()
    assert.equal(await store.eraseTraces(), true)
    assert.equal(await store.check(), true)
  })
})

describe('moving a business', () => {
  const key = new Uint8Array(32).fill(3)
  const move = (from: Store, to: Store) =>
    from.moving.out(ALPHA, { key, at: later(1_000) }).then((lines) => to.moving.in(lines, { key, at: later(2_000) }))
  const personal = (store: Store) =>
    store.transaction(ALPHA, async (tx) => (await tx.ledger.entriesOfPerson(CUSTOMER)).map((entry) => entry.personal))

  test('out of a SQLite file, into PostgreSQL and back again, with its texts, its secrets and what waits', async () => {
    const files = [21, 22].map((secret) =>
      openSqliteStore({ path: ':memory:', synchronous: 'NORMAL', secretKey: new Uint8Array(32).fill(secret) }),
    )
    const [first, last] = await Promise.all(files)
    const { store } = await oneStore()
    assert.ok(first && last)
    await first.transaction(ALPHA, async (tx) => {
      await tx.tenant.save(policyOf(ALPHA, { numbers: [{ e164: phone('+12175550102'), topology: 'forwarded' }] }), NOW)
      await tx.tenant.saveAccount({ accountSid: 'AC1', authToken: 'hunter2' })
      await tx.messages.add(messageOf({ body: 'm' }))
      await tx.ledger.append(ledgerEntryOf({ person: CUSTOMER, personal: { words: 'my sink leaks' } }))
    })
    await addEffects(first, ['waits'])
    await move(first, store)
    assert.deepEqual(await personal(store), [{ words: 'my sink leaks' }])
    assert.deepEqual(await store.transaction(ALPHA, (tx) => tx.tenant.account()), { accountSid: 'AC1', authToken: 'hunter2' })
    assert.deepEqual([await waitingIn(first), await waitingIn(store)], [0, 1])
    assert.equal(await store.acrossTenants.tenantOfNumber(phone('+12175550102')), ALPHA)
    await assert.rejects(move(first, store), { name: 'MoveRefused', why: 'exists' })
    await store.transaction(ALPHA, (tx) => tx.ledger.append(ledgerEntryOf({ person: CUSTOMER, personal: { words: 'and my tub' } })))
    await move(store, last)
    assert.deepEqual(await personal(last), [{ words: 'my sink leaks' }, { words: 'and my tub' }])
    assert.deepEqual([await waitingIn(store), await waitingIn(last)], [0, 1])
    await Promise.all([first.close(), last.close()])
  })

  test('a file that was cut short leaves nothing behind', async () => {
    const { opened } = await stores(1)
    const from = turn(opened, 0)
    await from.transaction(ALPHA, async (tx) => {
      await tx.tenant.save(policyOf(ALPHA), NOW)
      await tx.ledger.append(ledgerEntryOf())
    })
    const lines = await from.moving.out(ALPHA, { key, at: later(1_000) })
    const { store } = await oneStore()
    await assert.rejects(store.moving.in(lines.slice(0, -1), { key, at: later(2_000) }), { name: 'MoveRefused', why: 'file' })
    assert.equal(await store.acrossTenants.countTenants(), 0)
  })
})

async function waitingIn(store: Store): Promise<number> {
  return (await store.acrossTenants.outboxDepth()).waiting
}

describe('a database that cannot be opened', () => {
  const doors = [
    [
      'no server',
      (url: string) => url.replace(/:\d+\//, ':1/'),
      /DATABASE_URL: no PostgreSQL server answers at 127\.0\.0\.1:1 \(ECONNREFUSED\); start it/,
    ],
    [
      'a wrong password',
      (url: string) => url.replace(/:[^:@]+@/, ':hunter2@'),
      /does not let the user "agent" in; check user and password/,
    ],
    ['no password', (url: string) => url.replace(/:[^:@]+@/, '@'), /wants a password/],
    ['another name', (url: string) => url.replace(/\/[^/]+$/, '/nowhere'), /there is no database "nowhere" at .*createdb nowhere/],
    ['a database of somebody else', (url: string) => url.replace(/\/[^/]+$/, '/postgres'), /may not make tables in "postgres"/],
  ] as const
  for (const [name, spoil, words] of doors) {
    test(`${name}: the words name the setting and the way out, and no password`, async () => {
      const url = spoil(await server.newDatabase())
      await assert.rejects(openPostgresStore({ url, secretKey }), (error: Error) => {
        assert.match(error.message, words)
        assert.doesNotMatch(error.message, /hunter2/)
        return true
      })
    })
  }
})
