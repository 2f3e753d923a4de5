import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TenantTransaction } from '#ports/store.ts'
import { ALPHA, conversationOf, later, leadOf, NOW } from './store-examples.ts'
import { storeFor } from './store-place.ts'
import type { StoreFactory } from './store-place.ts'

/** What people did about leads, and the counts of a day. */
export function storeLeadsContract(factory: StoreFactory): void {
  describe('what became of leads', () => {
    const store = storeFor(factory)
    const inAlpha = <Result>(work: (tx: TenantTransaction) => Promise<Result>) => store().transaction(ALPHA, work)

    test('what people did about a lead is on its row, and on the row of an older lead without touching who looked after it', async () => {
      const handling = {
        acknowledgedAt: NOW,
        acknowledgedBy: 'Sam',
        outcome: 'booked' as const,
        amountCents: 12_000,
        outcomeAt: NOW,
        bookedFor: 'tue 9',
        calledAt: null,
        snoozedUntil: null,
        escalation: null,
      }
      await inAlpha((tx) => tx.conversations.save(conversationOf({ lead: leadOf({ status: 'booked', handling }) }), later(1)))
      const seen = async () => {
        const row = await inAlpha((tx) => tx.leads.find('ld_1'))
        return [row?.outcome, row?.amountCents, row?.acknowledgedBy, row?.acknowledgedAt]
      }
      assert.deepEqual(await seen(), ['booked', 12_000, 'Sam', NOW])
      await inAlpha((tx) => tx.leads.setOutcome('ld_1', { outcome: 'won', amountCents: null, acknowledgedBy: 'Kim', at: later(2) }))
      assert.deepEqual(await seen(), ['won', 12_000, 'Sam', NOW])
      await inAlpha((tx) => tx.leads.setOutcome('ld_1', { outcome: 'lost', amountCents: 1, acknowledgedBy: 'Kim', at: later(2) }))
      assert.deepEqual(await seen(), ['lost', 1, 'Sam', NOW])
    })

    test('leads are tallied by kind from an instant on', async () => {
      const made = (id: string, status: 'open' | 'qualified', at: typeof NOW) =>
        inAlpha((tx) => tx.conversations.save(conversationOf({ key: `k_${id}`, lead: leadOf({ id, status, createdAt: at }) }), at))
      const since = later(1_000)
      await made('ld_before', 'open', later(999))
      await made('ld_a', 'open', since)
      await made('ld_b', 'open', later(1_001))
      await made('ld_c', 'qualified', later(1_002))
      const tally = await inAlpha((tx) => tx.leads.tally(since))
      assert.deepEqual(
        tally.map((one) => [one.status, one.outcome, one.leads]).toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))),
        [
          ['open', 'open', 2],
          ['qualified', 'open', 1],
        ],
      )
      assert.deepEqual(await inAlpha((tx) => tx.leads.tally(later(5_000))), [])
    })
  })
}
