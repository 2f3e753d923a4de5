import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import { loadSecrets } from '#config/secrets.ts'
import { verifyLedger } from '#flow/ledger/verify-ledger.ts'
import { ALPHA, ledgerEntryOf, NOW, policyOf } from './contract/store-examples.ts'

/** Goal: the commands of docs/howto-back-up.md, as printed there, make a backup that restores, while the product has the database open. */

const ROOT = join(import.meta.dirname, '..')
const ENTRIES = 300

test('the printed commands copy everything that was committed, the key included', async (t) => {
  const home = mkdtempSync(join(tmpdir(), 'lead-agent-backup-'))
  t.after(() => rmSync(home, { recursive: true, force: true }))
  const data = join(home, 'data')
  mkdirSync(data)
  symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'))
  const options = { synchronous: 'NORMAL', secretKey: loadSecrets(data, {}).encryptionKey } as const
  const running = await openSqliteStore({ ...options, path: join(data, 'lead-agent.db'), serves: true })
  t.after(() => running.close())
  await running.transaction(ALPHA, async (tx) => {
    await tx.tenant.save(policyOf(ALPHA), NOW)
    for (let place = 0; place < ENTRIES; place++) await tx.ledger.append(ledgerEntryOf({}))
  })
  for (const command of printedCommands()) {
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: home, encoding: 'utf8' })
    assert.equal(status, 0, stderr)
  }
  const backup = join(home, 'backup')
  assert.deepEqual(loadSecrets(backup, {}), loadSecrets(data, {}))
  const restored = await openSqliteStore({ ...options, path: join(backup, 'lead-agent.db') })
  t.after(() => restored.close())
  const verdict = await verifyLedger(restored, ALPHA)
  assert.deepEqual([verdict.ok, verdict.ok && verdict.entries], [true, ENTRIES])
  assert.deepEqual(verdict, await verifyLedger(running, ALPHA))
})

/** The blocks of code below "Back up". */
function printedCommands(): string[] {
  const page = readFileSync(join(ROOT, 'docs', 'howto-back-up.md'), 'utf8')
  const [, backUp = ''] = /^## Back up\n([^]*?)^## /m.exec(page) ?? []
  const blocks = [...backUp.matchAll(/^ {3}```\n([^]*?)^ {3}```$/gm)].map(([, block]) => block ?? '')
  assert.equal(blocks.length, 2)
  return blocks
}
