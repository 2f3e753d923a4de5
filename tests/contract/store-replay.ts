import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newIntake } from '#core/conversation/new-intake.ts'
import { DAY_MS } from '#core/values/instant.ts'
import type { TenantTransaction } from '#ports/store.ts'
import { ALPHA, conversationOf, CUSTOMER, keptWithOf, inboxRowOf, later, leadOf, NOW, phone } from './store-examples.ts'
import { storeFor } from './store-place.ts'
import type { StoreFactory } from './store-place.ts'

const CONTEXT = { snapshot: 'abc', place: 3, textSlot: null, counted: true, delayed: false, keptStop: { since: NOW, rule: 'bare' } }

/** What a replay reads, the business's own procedures, and the leads of one household. */
export function storeReplayContract(factory: StoreFactory): void {
  describe('recorded events, snapshots, directives, households', () => {
    const store = storeFor(factory)
    const inAlpha = <Result>(work: (tx: TenantTransaction) => Promise<Result>) => store().transaction(ALPHA, work)

    test('an event comes back with what it was decided with, pages follow the ids, and an erased one has no event', async () => {
      for (const id of ['b', 'a', 'c']) await inAlpha((tx) => tx.inbox.add(inboxRowOf({ id, context: id === 'a' ? CONTEXT : null })))
      const found = await inAlpha((tx) => tx.inbox.recorded('a'))
      assert.deepEqual([found?.event?.kind, found?.at, found?.context], ['message-played', NOW, CONTEXT])
      assert.equal((await inAlpha((tx) => tx.inbox.recorded('b')))?.context, null)
      assert.deepEqual(await inAlpha((tx) => tx.inbox.page('', 2)), [
        { id: 'a', conversationKey: CUSTOMER },
        { id: 'b', conversationKey: CUSTOMER },
      ])
      assert.deepEqual(await inAlpha((tx) => tx.inbox.page('b', 2)), [{ id: 'c', conversationKey: CUSTOMER }])
      await inAlpha((tx) => tx.people.blank(CUSTOMER))
      const blanked = await inAlpha((tx) => tx.inbox.recorded('a'))
      assert.deepEqual([blanked?.event, blanked?.conversationKey === CUSTOMER], [null, false])
    })

    test('what decisions were made with is found under its hash, and the same content has the same hash', async () => {
      const one = keptWithOf('one')
      const hash = await inAlpha((tx) => tx.snapshots.keep(one))
      assert.match(hash, /^[0-9a-f]{64}$/)
      assert.equal(await inAlpha((tx) => tx.snapshots.keep(structuredClone(one))), hash)
      assert.notEqual(await inAlpha((tx) => tx.snapshots.keep(keptWithOf('another'))), hash)
      assert.deepEqual(await inAlpha((tx) => tx.snapshots.find(hash)), one)
      assert.equal(await inAlpha((tx) => tx.snapshots.find('unknown')), null)
    })

    test('a transaction that is undone leaves no snapshot, and the next one keeps it again', async () => {
      const using = keptWithOf('undone')
      await assert.rejects(
        inAlpha(async (tx) => {
          await tx.snapshots.keep(using)
          throw new Error('mine')
        }),
        /mine/,
      )
      const hash = await inAlpha((tx) => tx.snapshots.keep(using))
      assert.deepEqual(await inAlpha((tx) => tx.snapshots.find(hash)), using)
    })

    test("a business's own procedure is replaced by the next one and taken back with null", async () => {
      await inAlpha((tx) => tx.directives.save('plumbing', 'first', NOW))
      await inAlpha((tx) => tx.directives.save('agent', 'any', NOW))
      await inAlpha((tx) => tx.directives.save('plumbing', 'second', later(1)))
      assert.deepEqual(await inAlpha((tx) => tx.directives.list()), [
        { name: 'agent', markdown: 'any' },
        { name: 'plumbing', markdown: 'second' },
      ])
      await inAlpha((tx) => tx.directives.save('agent', null, later(2)))
      assert.deepEqual(await inAlpha((tx) => tx.directives.list()), [{ name: 'plumbing', markdown: 'second' }])
    })

    test('the oldest lead of a household is found from another conversation, within the time asked for', async () => {
      const given = (value: string) => ({ value, words: value, messageSid: 'SM1', at: NOW })
      const slots = { ...newIntake('en').slots, street: given('412 Oak Street'), zip: given('62704') }
      const lead = leadOf({ intake: { ...newIntake('en'), slots } })
      await inAlpha((tx) => tx.conversations.save(conversationOf({ lead }), NOW))
      const find = (since: number, except: string) => inAlpha((tx) => tx.leads.firstOfHousehold('412 oak st|62704', later(since), except))
      assert.deepEqual(await find(-DAY_MS, phone('+12175550112')), { id: lead.id, group: null })
      assert.equal(await find(-DAY_MS, CUSTOMER), null)
      assert.equal(await find(1, phone('+12175550112')), null)
      await inAlpha((tx) => tx.leads.joinGroup(lead.id, lead.id))
      assert.equal((await inAlpha((tx) => tx.leads.find(lead.id)))?.leadGroup, lead.id)
    })
  })
}
