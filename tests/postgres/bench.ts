/**
 * `npm run bench:postgres`: what a webhook's transaction costs on each engine, side by side in one run. The server is on this machine and waits
 * for the disk at every commit; SQLite runs with `synchronous=FULL`, which promises the same.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgresStore } from '#adapters/store/open-postgres-store.ts'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { Store } from '#ports/store.ts'
import { conversationOf, inboxRowOf, later, ledgerEntryOf, messageOf, phone, plannedOf, tenantId } from '../contract/store-examples.ts'
import { startTestServer } from './test-server.ts'

const secretKey = new Uint8Array(32).fill(1)
const TRANSACTIONS = 2_000
/** Transactions of one run, as they come in: so many at a time over so many businesses. */
const LOADS = [
  { name: 'one at a time', atOnce: 1, businesses: 1 },
  { name: '16 at a time, of one business', atOnce: 16, businesses: 1 },
  { name: '16 at a time, of 16 businesses', atOnce: 16, businesses: 16 },
]

let events = 0

/** What a webhook reads and writes: an event that is new, its conversation, a text, an entry, an effect. */
function webhook(store: Store, tenant: TenantId): Promise<unknown> {
  events += 1
  const id = `event-${events}`
  const customer = phone(`+1312555${String(events % 10_000).padStart(4, '0')}`)
  return store.transaction(tenant, async (tx) => {
    await tx.inbox.find(id)
    await tx.conversations.find(customer)
    await tx.inbox.add(inboxRowOf({ id, conversationKey: customer }))
    await tx.conversations.save(conversationOf({ key: customer }), later(events))
    await tx.messages.add(messageOf({ id, conversationKey: customer }))
    await tx.ledger.append(ledgerEntryOf({ person: customer }))
    await tx.outbox.add([{ id, conversationKey: customer, planned: plannedOf(), at: later(events) }])
  })
}

async function measured(
  store: Store,
  { atOnce, businesses }: (typeof LOADS)[number],
): Promise<{ perSecond: number; p50: number; p99: number }> {
  const took: number[] = []
  let left = TRANSACTIONS
  const line = async (place: number) => {
    while (left > 0) {
      left -= 1
      const startedAt = performance.now()
      await webhook(store, tenantId(`business-${place % businesses}`))
      took.push(performance.now() - startedAt)
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: atOnce }, (_, place) => line(place)))
  const seconds = (performance.now() - startedAt) / 1_000
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  return { perSecond: Math.round(took.length / seconds), p50: at(0.5), p99: at(0.99) }
}

const folder = mkdtempSync(join(tmpdir(), 'lead-agent-bench-'))
const server = await startTestServer({ lasting: true })
const stores = [
  ['SQLite', await openSqliteStore({ path: join(folder, 'bench.db'), synchronous: 'FULL', secretKey })],
  ['PostgreSQL', await openPostgresStore({ url: await server.newDatabase(), secretKey })],
] as const
try {
  for (const load of LOADS) {
    for (const [engine, store] of stores) {
      // Once to warm up: compiled queries, plans, pages.
      await measured(store, load)
      const { perSecond, p50, p99 } = await measured(store, load)
      process.stdout.write(`${load.name}, ${engine}: ${perSecond} transactions/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms\n`)
    }
  }
} finally {
  for (const [, store] of stores) await store.close()
  await server.remove()
  rmSync(folder, { recursive: true, force: true })
}
