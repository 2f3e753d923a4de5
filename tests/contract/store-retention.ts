import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DAY_MS, type Instant } from '#core/values/instant.ts'
import type { TenantTransaction } from '#ports/store.ts'
import {
  addEffects,
  alertOf,
  ALPHA,
  callOf,
  conversationOf,
  CUSTOMER,
  decisionOf,
  inboxRowOf,
  later,
  ledgerEntryOf,
  messageOf,
  NOW,
} from './store-examples.ts'
import { storeFor } from './store-place.ts'
import type { StoreFactory } from './store-place.ts'

const PAGE = { limit: 50, cursor: null }

/** What is older than it may be kept goes, and nothing else. */
export function storeRetentionContract(factory: StoreFactory): void {
  describe('retention', () => {
    const store = storeFor(factory)
    const inAlpha = <Result>(work: (tx: TenantTransaction) => Promise<Result>) => store().transaction(ALPHA, work)

    test('rows from before the day go, oldest first and so many at a time; that day and everything since stays', async () => {
      const days = [3, 1, 2, 5, 4]
      for (const day of days) await inAlpha((tx) => addDay(tx, day))
      const before = later(4 * DAY_MS)
      assert.deepEqual(await inAlpha(idsOf), new Set([1, 2, 3, 4, 5]))
      assert.equal(await inAlpha((tx) => tx.retention.removeOlder(before, 2)), 2 * KINDS)
      assert.deepEqual(await inAlpha(idsOf), new Set([3, 4, 5]))
      assert.equal(await inAlpha((tx) => tx.retention.removeOlder(before, 2)), KINDS)
      assert.equal(await inAlpha((tx) => tx.retention.removeOlder(before, 2)), 0)
      assert.deepEqual(await inAlpha(idsOf), new Set([4, 5]))
      assert.equal((await inAlpha((tx) => tx.ledger.list(PAGE))).items.length, days.length)
    })

    test('a voicemail whose file may still be there keeps its row', async () => {
      await inAlpha(async (tx) => {
        for (const id of ['RE-there', 'RE-gone']) await tx.media.add({ ...VOICEMAIL, id })
        await tx.media.keep('RE-there', { contentType: 'audio/mpeg', bytes: 9 })
        await tx.media.refuse('RE-gone', 'too_large')
      })
      assert.equal(await inAlpha((tx) => tx.retention.removeOlder(later(1), 50)), 1)
      assert.deepEqual(await inAlpha(async (tx) => [(await tx.media.find('RE-there'))?.id, await tx.media.find('RE-gone')]), [
        'RE-there',
        null,
      ])
    })

    test('conversations come page by page with the time of their last change', async () => {
      const keys = ['+12175550131', '+12175550132', '+12175550133']
      for (const [place, key] of keys.entries()) await inAlpha((tx) => tx.conversations.save(conversationOf({ key }), later(place)))
      const first = await inAlpha((tx) => tx.retention.page('+12175550130', 2))
      assert.deepEqual(first, [
        { key: keys[0], updatedAt: NOW },
        { key: keys[1], updatedAt: later(1) },
      ])
      assert.deepEqual(await inAlpha((tx) => tx.retention.page(keys[1] ?? '', 2)), [{ key: keys[2], updatedAt: later(2) }])
    })

    test('effects that ended go with their time, unfinished ones stay however old', async () => {
      await addEffects(store(), ['ended', 'given-up', 'waits', 'young'])
      await inAlpha(async (tx) => {
        await tx.outbox.settle('ended', 'done')
        await tx.outbox.settle('given-up', 'canceled')
      })
      const remove = (before: Instant) => store().acrossTenants.removeEndedEffects({ before, limit: 50 })
      assert.equal(await remove(NOW), 0)
      assert.equal(await remove(later(1)), 2)
      const left = await inAlpha((tx) => Promise.all(['ended', 'given-up', 'waits', 'young'].map((id) => tx.outbox.find(id))))
      assert.deepEqual(
        left.map((row) => row?.state ?? null),
        [null, null, 'waiting', 'waiting'],
      )
    })
  })
}

const KINDS = 6
const VOICEMAIL = { conversationKey: CUSTOMER, subject: 'CA1', kind: 'voicemail' as const, source: 'https://x/RE', at: NOW }

/** One row of each kind, and an entry of the ledger. */
async function addDay(tx: TenantTransaction, day: number): Promise<void> {
  const at = later(day * DAY_MS)
  const id = String(day)
  await tx.inbox.add(inboxRowOf({ id, at }))
  await tx.decisions.add(decisionOf({ id, at }))
  await tx.messages.add(messageOf({ id, createdAt: at }))
  await tx.calls.save(callOf({ callSid: id, startedAt: at }))
  await tx.alerts.add(alertOf({ id, at }))
  await tx.corrections.add({ ...CORRECTION, id, at })
  await tx.ledger.append(ledgerEntryOf({ at }))
}

const CORRECTION = {
  conversationKey: CUSTOMER,
  leadId: 'ld_1',
  field: 'name' as const,
  was: null,
  words: null,
  value: 'Dana',
  body: null,
  byName: 'Sam',
}

/** The days of which every kind has its row; a day of which one kind alone is missing is said as such. */
async function idsOf(tx: TenantTransaction): Promise<Set<number>> {
  const lists = [
    (await tx.inbox.page('', 50)).map(({ id }) => id),
    (await tx.decisions.list(PAGE)).items.map(({ id }) => id),
    (await tx.messages.list(PAGE)).items.map(({ id }) => id),
    (await tx.calls.list(PAGE)).items.map(({ callSid }) => callSid),
    (await tx.alerts.list(PAGE)).items.map(({ id }) => id),
    (await tx.corrections.list(PAGE)).items.map(({ id }) => id),
  ].map((ids) => ids.toSorted().join(' '))
  assert.equal(new Set(lists).size, 1, lists.join(' | '))
  return new Set((lists[0] ?? '').split(' ').map(Number))
}
