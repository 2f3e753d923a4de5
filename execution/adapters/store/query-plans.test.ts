import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { mock, test } from 'node:test'
import { instant, plus } from '#core/values/instant.ts'
import type { PhoneNumber } from '#core/values/phone-number.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import { keptWithOf } from '../../../tests/contract/store-examples.ts'
import { migrate } from './migrate.ts'
import { openSqliteStore } from './open-sqlite-store.ts'
import { SqliteConnection } from './sqlite.ts'

/*
 * Goal: a million finished rows slow nothing down.
 * Method: every statement that the store prepares while its methods run is explained by SQLite; none may read a whole table or sort rows,
 * except the few that answer about a whole set by their nature.
 */

// Both are well-formed ids.
const [TENANT, OTHER_TENANT] = [parseTenantId('tenant') as TenantId, parseTenantId('tenant2') as TenantId]
const PLANNED = {
  effect: { kind: 'start-timer', timer: { kind: 'turn-due' } },
  notBefore: null,
  cancelKey: 'k',
  onceKey: 'o',
  lane: 'l',
} as const
const AT = instant(1_700_000_000_000)
const PAGE = { limit: 2, cursor: Buffer.from('1.x').toString('base64url') }

/** What reads everything on purpose, or along a whole primary key: the count of tenants, the operator's few passkeys, the newest of the audit, and the unfinished rows of the outbox, which have their own index. */
const WHOLE_SETS = [
  /count\(\*\).*from "tenants"/,
  /from "outbox" where "state" in .* group by "state"/,
  /from "passkeys" order by/,
  /from "audit"/,
]

test('no query of the store reads a whole table or sorts', async () => {
  const { statements, explain, close } = await preparedStatements()
  assert.ok(statements.length > 40, `only ${statements.length} statements were seen`)
  for (const sql of statements) {
    if (WHOLE_SETS.some((whole) => whole.test(sql))) continue
    const plan = explain(sql)
    assert.ok(
      !/^SCAN|USE TEMP B-TREE/m.test(plan.replace(/^SCAN \S+ USING (COVERING )?INDEX (outbox_due|tenants_newest)\b.*$/gm, '')),
      `${sql}\n${plan}`,
    )
  }
  assert.match(
    explain(find(statements, /select "sequence" from "outbox" where "effect_kind".* order/)),
    /^SEARCH outbox USING INDEX outbox_events /,
  )
  assert.match(explain(find(statements, /select min\("not_before"\)/)), /INDEX outbox_events/)
  assert.match(
    explain(find(statements, /select "sequence", "tenant_id" from "outbox" where "due_at" <= \? order/)),
    /COVERING INDEX outbox_due /,
  )
  assert.match(explain(find(statements, /where "due_at" <= \? and "tenant_id" not in .* order/)), /COVERING INDEX outbox_due /)
  assert.match(explain(find(statements, /from "outbox" where "state" in .* group by/)), /COVERING INDEX outbox_unfinished/)
  assert.match(explain(find(statements, /and "lane" = \? and "state" in .* limit/)), /INDEX outbox_unfinished/)
  assert.match(explain(find(statements, /max\("sequence"\).*"kind" = \?/)), /COVERING INDEX ledger_of_person/)
  assert.match(explain(find(statements, /from "ledger" as "of_person"/)), /of_person USING COVERING INDEX ledger_of_person/)
  close()
})

test('only the store itself asks across tenants', async () => {
  const importers: string[] = []
  const root = new URL('../../', import.meta.url)
  for (const file of await readdir(root, { recursive: true })) {
    if (file.endsWith('.ts') && !file.endsWith('.test.ts') && /across-tenants\.ts'/.test(await readFile(new URL(file, root), 'utf8')))
      importers.push(file)
  }
  assert.deepEqual(importers, ['adapters/store/open-postgres-store.ts', 'adapters/store/open-sqlite-store.ts'])
})

function find(statements: string[], pattern: RegExp): string {
  const found = statements.find((sql) => pattern.test(sql))
  assert.ok(found, `no statement looks like ${pattern}`)
  return found
}

async function preparedStatements() {
  const prepare = mock.method(SqliteConnection.prototype, 'prepare')
  const store = await openSqliteStore({ path: ':memory:', synchronous: 'NORMAL', secretKey: new Uint8Array(32) })
  await useEverything(store)
  await store.close()
  const seen = new Set(prepare.mock.calls.map((call) => call.arguments[0]))
  prepare.mock.restore()
  const statements = [...seen].filter((sql) => /^(select|update|delete|insert)/.test(sql) && !/schema_migrations|store_checks/.test(sql))
  const connection = new SqliteConnection(':memory:', 'NORMAL')
  migrate(connection)
  const explain = (sql: string) => {
    const parameters = Array.from({ length: sql.split('?').length - 1 }, () => null)
    const rows = connection.query<{ detail: string }>(`explain query plan ${sql}`, parameters)
    return rows.map((row) => row.detail).join('\n')
  }
  return { statements, explain, close: () => connection.close() }
}

async function useEverything(store: Awaited<ReturnType<typeof openSqliteStore>>): Promise<void> {
  await store.transaction(TENANT, async (tx) => {
    // Writes that are refused for want of data still prepare their statement; this test looks at statements only.
    const ignoring = async (work: Promise<unknown>) => work.catch(() => undefined)
    for (const list of [tx.leads, tx.calls, tx.messages, tx.decisions, tx.alerts, tx.usage]) await list.list(PAGE)
    await tx.messages.list({ ...PAGE, conversationKey: 'c' })
    await tx.leads.needed('talking', 2, AT)
    await tx.decisions.ofPersons('c', 2)
    await tx.usage.costs(AT, AT)
    await tx.results.add('2026-12-07', { missed: 1, texted: 0, replied: 0, qualified: 0, booked: 0, won: 0, unmarked: 0, moneyCents: 0 })
    await tx.results.addSpeed('2026-12-07', 1)
    await tx.results.days('2026-12-01', '2026-12-31')
    await tx.results.speeds('2026-12-01', '2026-12-31')
    await tx.corrections.list(PAGE)
    await tx.selfTests.find()
    await tx.retention.removeOlder(AT, 2)
    await tx.retention.page('c', 2)
    await tx.selfTests.save({ result: null, doubt: null, fault: null, nextAt: AT, leaseUntil: null })
    await tx.members.list()
    for (const found of [
      tx.tenant.find(),
      tx.tenant.account(),
      tx.inbox.find('x'),
      tx.leads.find('x'),
      tx.leads.count(),
      tx.calls.find('x'),
    ])
      await found
    for (const found of [
      tx.conversations.find('x'),
      tx.conversations.keyOfCall('x'),
      tx.messages.find('x'),
      tx.messages.findByCarrierId('x'),
    ])
      await found
    await tx.inbox.page('x', 2)
    await tx.inbox.recorded('x')
    await tx.snapshots.keep(keptWithOf('any'))
    await tx.snapshots.find('x')
    await tx.directives.list()
    await tx.directives.save('agent', 'x', AT)
    await tx.leads.firstOfHousehold('x', AT, 'y')
    await tx.leads.joinGroup('x', 'y')
    await tx.messages.carrierIdsSince('x', AT)
    await tx.messages.plannedBy('x')
    await tx.messages.change('x', { status: 'sent', carrierId: 'SM' })
    await tx.calls.saveRecording('x', { recordingSid: 'RE', recordingUrl: 'x', recordingSeconds: 1 })
    await tx.alerts.change('x', 'sent')
    await tx.usage.rate()
    await tx.usage.since(AT)
    await tx.tenant.saveAccount(null)
    // Only what the store itself looks at: the policy is JSON to it.
    const policy = { tenantId: TENANT, numbers: [{ e164: '+12175550100', topology: 'forwarded' }] } as unknown as Parameters<
      typeof tx.tenant.save
    >[0]
    await tx.tenant.save(policy, AT)
    const entry = { kind: 'consent', at: AT, person: '+12175550111', facts: {}, personal: {} } as const
    await tx.ledger.append(entry)
    await tx.ledger.list({ limit: 2, cursor: null })
    await tx.ledger.list(PAGE)
    await tx.ledger.verify({ sequence: 0, hash: '' }, 2)
    await tx.ledger.entriesOfPerson('+12175550111')
    await tx.ledger.newestOfPerson('+12175550111', 'consent')
    // A well-formed number.
    const person = '+12175550111' as PhoneNumber
    await tx.people.isBusy(person)
    const stretch = { start: AT, end: plus(AT, 1) }
    await tx.bookings.save({ id: 'b', leadId: 'l', conversationKey: 'c', ...stretch, state: 'held', heldUntil: null }, AT)
    await tx.bookings.find('b')
    await tx.bookings.ofLead('l')
    await tx.bookings.touching(stretch)
    await tx.bookings.closeDay('2026-01-01')
    await tx.bookings.closedDays('2026-01-01')
    await tx.bookings.openDay('2026-01-01')
    await tx.bookings.saveCalendar({ id: 'k', source: { kind: 'ics', url: 'https://x' }, readAt: null, problem: null })
    await tx.bookings.calendars()
    await tx.bookings.saveBusy('k', [stretch])
    await tx.bookings.busy(stretch)
    await tx.bookings.removeCalendar('k')
    await tx.people.suppression(person)
    await tx.people.keepSuppression(person, { since: AT, rule: null })
    await tx.people.blank(person)
    await tx.ledger.erasePerson(person)
    await tx.outbox.add([{ id: 'e1', conversationKey: 'c', planned: PLANNED, at: AT }])
    await tx.outbox.add([{ id: 'e2', conversationKey: 'c', planned: { ...PLANNED, onceKey: null }, at: AT }])
    await tx.outbox.cancelTexts('c')
    await tx.outbox.cancel('c', ['k'])
    await tx.outbox.find('e1')
    await tx.outbox.settle('e1', 'done')
    await tx.outbox.putBack('e1', 'waiting', AT)
    await ignoring(tx.outbox.markTried('e1', AT))
    await tx.outbox.add(
      Array.from({ length: 9 }, (_, index) => ({
        id: `many${index}`,
        conversationKey: 'c',
        planned: { ...PLANNED, onceKey: null, lane: null },
        at: AT,
      })),
    )
  })
  await store.transaction(OTHER_TENANT, (tx) => tx.outbox.add([{ id: 'e', conversationKey: 'c', planned: PLANNED, at: plus(AT, 1) }]))
  await useAccess(store)
  const { acrossTenants } = store
  await acrossTenants.claimDue({ at: plus(AT, 1), limit: 4, leaseUntil: AT })
  await acrossTenants.recoverLeases(AT, false)
  await acrossTenants.nextDueAt()
  await acrossTenants.claimEvents({ at: AT, limit: 2, leaseUntil: AT })
  await acrossTenants.nextEventAt()
  await acrossTenants.tenants(PAGE)
  // A well-formed number.
  await acrossTenants.tenantOfNumber('+12175550100' as PhoneNumber)
  await acrossTenants.countTenants()
  await acrossTenants.outboxDepth()
  await acrossTenants.selfTestsDue(AT, 4)
  await acrossTenants.countUntested(AT)
  await acrossTenants.removeEndedEffects({ before: AT, limit: 2 })
}

async function useAccess(store: Awaited<ReturnType<typeof openSqliteStore>>): Promise<void> {
  await store.access(async (tx) => {
    await tx.sessions.find('x')
    await tx.sessions.remove('x')
    await tx.sessions.removeOperators()
    await tx.sessions.removeExpired(AT)
    await tx.codes.find('x')
    await tx.codes.removeOlderThan(AT)
    await tx.passkeys.find('x')
    await tx.passkeys.used('x', 1, AT)
    await tx.passkeys.remove('x')
    await tx.passkeys.list()
    await tx.operator.password()
    await tx.audit.list(PAGE)
    // A well-formed number.
    await tx.membershipsOf('+12175550111' as PhoneNumber)
  })
}
