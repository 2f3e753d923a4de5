import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { storeCrashContract } from './store-crash.ts'
import { ALPHA, BETA, inboxRowOf, NOW, phone, policyOf } from './store-examples.ts'
import { storeLedgerContract } from './store-ledger.ts'
import { storeIsolationContract } from './store-isolation.ts'
import { storeOutboxContract } from './store-outbox.ts'
import { storeFairnessContract } from './store-fairness.ts'
import { storeFor } from './store-place.ts'
import type { StoreFactory } from './store-place.ts'
import { storeRetentionContract } from './store-retention.ts'
import { storeReplayContract } from './store-replay.ts'
import { storeLeadsContract } from './store-leads.ts'
import { storeRecordsContract } from './store-records.ts'

/** What every implementation of the store must do. `factory` makes a new, empty place each time it is called. */
export function storeContract(name: string, factory: StoreFactory): void {
  describe(`store contract: ${name}`, () => {
    storeTransactionContract(factory)
    storeRecordsContract(factory)
    storeReplayContract(factory)
    storeLeadsContract(factory)
    storeRetentionContract(factory)
    storeOutboxContract(factory)
    storeFairnessContract(factory)
    storeCrashContract(factory)
    storeLedgerContract(factory)
    storeIsolationContract(factory)
  })
}

function storeTransactionContract(factory: StoreFactory): void {
  describe('transactions', () => {
    const store = storeFor(factory)

    test('what work answered comes back, and what it wrote is there for the next one', async () => {
      const answer = await store().transaction(ALPHA, async (tx) => {
        await tx.inbox.add(inboxRowOf({ id: 'kept' }))
        return 'answer'
      })
      assert.equal(answer, 'answer')
      assert.deepEqual(await store().transaction(ALPHA, (tx) => tx.inbox.find('kept')), { reply: { kind: 'nothing' } })
    })

    test('work sees its own writes', async () => {
      await store().transaction(ALPHA, async (tx) => {
        await tx.inbox.add(inboxRowOf({ id: 'own' }))
        assert.notEqual(await tx.inbox.find('own'), null)
      })
    })

    test('work that throws leaves nothing, its caller gets its error, and neighbours of the same tick are not touched', async () => {
      const write = (id: string) => store().transaction(ALPHA, (tx) => tx.inbox.add(inboxRowOf({ id })))
      const failing = store().transaction(ALPHA, async (tx) => {
        await tx.inbox.add(inboxRowOf({ id: 'undone' }))
        throw new Error('mine')
      })
      const answers = await Promise.allSettled([write('left'), failing, write('right')])
      assert.deepEqual(
        answers.map((answer) => (answer.status === 'rejected' ? String(answer.reason) : 'fine')),
        ['fine', 'Error: mine', 'fine'],
      )
      const found = await store().transaction(ALPHA, async (tx) => [
        await tx.inbox.find('left'),
        await tx.inbox.find('undone'),
        await tx.inbox.find('right'),
      ])
      assert.deepEqual(
        found.map((row) => row !== null),
        [true, false, true],
      )
    })

    test('transactions of one tick see what those before them wrote', async () => {
      const results = await Promise.all(
        Array.from({ length: 5 }, () =>
          store().transaction(ALPHA, async (tx) => {
            const used = (await tx.usage.rate())?.used ?? 0
            await tx.usage.saveRate({ minute: 1, used: used + 1 })
            return used + 1
          }),
        ),
      )
      assert.deepEqual(results, [1, 2, 3, 4, 5])
    })

    test('a repository that is used after its transaction throws', async () => {
      const kept = await store().transaction(ALPHA, async (tx) => tx)
      await assert.rejects(async () => kept.inbox.find('kept'), /after its transaction had ended/)
      await assert.rejects(async () => kept.leads.list({ limit: 1, cursor: null }), /after its transaction had ended/)
    })

    test('check answers true while a write commits', async () => {
      assert.equal(await store().check(), true)
    })
  })

  describe('closing', () => {
    test('what was accepted is finished, later work is refused, and closing twice does no harm', async () => {
      const place = await factory({ lasting: true })
      const store = await place.open()
      const accepted = store.transaction(ALPHA, (tx) => tx.tenant.save(policyOf(ALPHA), NOW))
      await Promise.all([store.close(), accepted])
      await store.close()
      await assert.rejects(
        store.transaction(ALPHA, (tx) => tx.tenant.find()),
        /closed/,
      )
      assert.equal(await store.check(), false)
      const again = await place.open()
      assert.equal((await again.transaction(ALPHA, (tx) => tx.tenant.find()))?.policy.name, 'Business alpha')
      await again.close()
      await place.remove()
    })

    test('credentials stored under another key give an error that names LEAD_AGENT_SECRET_KEY', async () => {
      const place = await factory({ lasting: true })
      const store = await place.open()
      await store.transaction(ALPHA, async (tx) => {
        await tx.tenant.save(policyOf(ALPHA), NOW)
        await tx.tenant.saveAccount({ accountSid: 'AC1', authToken: 'secret' })
      })
      await store.close()
      const other = await place.open({ secretKey: new Uint8Array(32).fill(9) })
      await assert.rejects(
        other.transaction(ALPHA, (tx) => tx.tenant.account()),
        /LEAD_AGENT_SECRET_KEY/,
      )
      assert.equal((await other.transaction(ALPHA, (tx) => tx.tenant.find()))?.policy.tenantId, ALPHA)
      await other.close()
      await place.remove()
    })
  })

  describe('tenants', () => {
    const store = storeFor(factory)
    const numbers = [{ e164: phone('+12175550102'), topology: 'dial-first' as const }]
    const save = (tenant: typeof ALPHA, changes = {}, at = NOW) =>
      store().transaction(tenant, (tx) => tx.tenant.save(policyOf(tenant, changes), at))

    test('a number belongs to the tenant that claimed it until it lets it go', async () => {
      await save(ALPHA, { numbers })
      assert.equal(await store().acrossTenants.tenantOfNumber(phone('+12175550102')), ALPHA)
      await assert.rejects(save(BETA, { numbers }), { name: 'NumberTaken', number: '+12175550102' })
      assert.equal(await store().transaction(BETA, (tx) => tx.tenant.find()), null)
      await save(ALPHA, { numbers: [] })
      await save(BETA, { numbers })
      assert.equal(await store().acrossTenants.tenantOfNumber(phone('+12175550102')), BETA)
    })

    test('who catches NumberTaken has written nothing', async () => {
      await save(BETA, { numbers })
      const free = { e164: phone('+12175550199'), topology: 'forwarded' as const }
      await store().transaction(ALPHA, async (tx) => {
        await tx.tenant.save(policyOf(ALPHA, { name: 'new name', numbers: [free, ...numbers] }), NOW).catch(() => undefined)
      })
      assert.equal(await store().acrossTenants.tenantOfNumber(free.e164), null)
      assert.equal((await store().transaction(ALPHA, (tx) => tx.tenant.find()))?.policy.name, 'Business alpha')
    })

    test('replacing a policy keeps the instant of the first one', async () => {
      await save(ALPHA, { name: 'renamed' }, NOW)
      const found = await store().transaction(ALPHA, (tx) => tx.tenant.find())
      assert.deepEqual([found?.policy.name, found?.createdAt], ['renamed', NOW])
    })

    test('a policy of another tenant is refused', async () => {
      await assert.rejects(
        store().transaction(ALPHA, (tx) => tx.tenant.save(policyOf(BETA), NOW)),
        /beta cannot be saved in a transaction of alpha/,
      )
    })

    test('an account is stored, replaced and removed', async () => {
      const account = () => store().transaction(ALPHA, (tx) => tx.tenant.account())
      const saveAccount = (given: { accountSid: string; authToken: string } | null) =>
        store().transaction(ALPHA, (tx) => tx.tenant.saveAccount(given))
      assert.equal(await account(), null)
      await saveAccount({ accountSid: 'AC1', authToken: 'one' })
      await saveAccount({ accountSid: 'AC2', authToken: 'two' })
      assert.deepEqual(await account(), { accountSid: 'AC2', authToken: 'two' })
      await saveAccount(null)
      assert.equal(await account(), null)
    })

    test('all tenants are listed, newest first, and counted', async () => {
      const { items } = await store().acrossTenants.tenants({ limit: 10, cursor: null })
      assert.deepEqual(
        items.map((item) => item.policy.tenantId),
        [BETA, ALPHA],
      )
      assert.equal(await store().acrossTenants.countTenants(), 2)
    })
  })
}
