import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { EXIT_BAD_CONFIG } from '#core/supervision/after-end.ts'
import { ALPHA, BETA, ledgerEntryOf, NOW, policyOf } from '../tests/contract/store-examples.ts'
import { openStore } from './open-store.ts'

const [RIGHT, WRONG] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]

test('a database that was sealed with another secret key is not served, and commands may still look at it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'lead-agent-key-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const database = { kind: 'sqlite', path: join(folder, 'test.db'), synchronous: 'NORMAL' } as const
  const first = await openStore(database, RIGHT, { serves: true })
  await first.transaction(ALPHA, (tx) => tx.tenant.save(policyOf(ALPHA), NOW))
  await first.close()
  // Nothing is sealed yet: any key will do.
  const unsealed = await openStore(database, WRONG, { serves: true })
  await unsealed.close()
  const sealing = await openStore(database, RIGHT, { serves: true })
  await sealing.transaction(ALPHA, (tx) => tx.ledger.append(ledgerEntryOf({})))
  await sealing.transaction(BETA, (tx) => tx.tenant.save(policyOf(BETA), NOW))
  await sealing.close()
  await assert.rejects(openStore(database, WRONG, { serves: true }), (error: Error) => {
    assert.match(error.message, /^LEAD_AGENT_SECRET_KEY is not the one .*put secret-key back into DATA_DIR/)
    assert.equal(Reflect.get(error, 'exitCode'), EXIT_BAD_CONFIG)
    return true
  })
  await (await openStore(database, WRONG, { serves: false })).close()
  await (await openStore(database, RIGHT, { serves: true })).close()
})
