import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import { loadSecrets } from '#config/secrets.ts'
import { ALPHA, CUSTOMER, ledgerEntryOf, NOW, policyOf } from '../../tests/contract/store-examples.ts'
import { ledgerCommand } from './ledger.ts'

/** Goal: the command does what its help says, on a database that the product made. */

let folder = ''

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-cli-'))
  const path = join(folder, 'lead-agent.db')
  const store = await openSqliteStore({ path, synchronous: 'NORMAL', secretKey: loadSecrets(folder, {}).encryptionKey })
  await store.transaction(ALPHA, async (tx) => {
    await tx.tenant.save(policyOf(ALPHA), NOW)
    for (let place = 0; place < 300; place++) {
      const person = place % 2 === 0 ? CUSTOMER : '+12175550222'
      await tx.ledger.append(
        ledgerEntryOf({ person, facts: { changes: ['wrote'], reasons: [] }, personal: { exactWords: `words ${place}` } }),
      )
    }
  })
  await store.close()
})

after(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  const out = { write: (text: string) => (written.out += text) }
  const err = { write: (text: string) => (written.err += text) }
  return { code: await ledgerCommand(args, { out, err, env: { DATA_DIR: folder } }), ...written }
}

test('the command is reached by its name, with its help', () => {
  const command = join(import.meta.dirname, 'lead-agent.ts')
  const { status, stdout } = spawnSync(process.execPath, [command, 'ledger', '--help'], { encoding: 'utf8' })
  assert.equal(status, 0)
  assert.match(stdout, /ledger verify --file EXPORT\.jsonl/)
})

test('verify, export, verify the export alone, and with a hash that was noted', async () => {
  const stored = await run('verify', '--tenant', ALPHA)
  assert.equal(stored.code, 0, stored.err)
  const verdict = JSON.parse(stored.out) as { ok: boolean; entries: number; head: string }
  assert.deepEqual([verdict.ok, verdict.entries], [true, 300])
  const exported = await run('export', '--tenant', ALPHA)
  const file = join(folder, 'export.jsonl')
  writeFileSync(file, exported.out)
  assert.deepEqual(JSON.parse((await run('verify', '--file', file)).out), verdict)
  assert.equal((await run('verify', '--file', file, '--noted', `300:${verdict.head}`)).code, 0)
  const other = await run('verify', '--file', file, '--noted', `299:${verdict.head}`)
  assert.deepEqual([other.code, (JSON.parse(other.out) as { entry: number }).entry], [1, 299])
})

test('one changed byte of the export ends with 1 and names the entry; a byte that is no UTF-8 as well', async () => {
  const bytes = Buffer.from((await run('export', '--tenant', ALPHA)).out)
  const place = bytes.indexOf('"sequence":123,')
  for (const byte of [0x20, 0xff, 0x0d]) {
    const changed = Buffer.from(bytes)
    changed[place + 3] = byte
    const file = join(folder, 'changed.jsonl')
    writeFileSync(file, changed)
    const { code, out } = await run('verify', '--file', file)
    assert.deepEqual([code, JSON.parse(out)], [1, { ok: false, entry: 123, problem: 'the line is not as it was exported' }])
  }
})

test('evidence about one number comes as JSON and as a page, and an erasure takes its words and leaves the ledger whole', async () => {
  const [json, pdf] = [join(folder, 'pack.json'), join(folder, 'pack.pdf')]
  const made = await run('evidence', '--tenant', ALPHA, '--number', CUSTOMER, '--json', json, '--pdf', pdf)
  assert.equal(made.code, 0, made.err)
  const pack = readFileSync(json, 'utf8')
  assert.ok(pack.includes('words 0') && pack.includes('words 298') && !pack.includes('words 1"'))
  assert.equal(readFileSync(pdf).subarray(0, 5).toString(), '%PDF-')
  const erased = await run('erase', '--tenant', ALPHA, '--number', CUSTOMER)
  assert.equal((JSON.parse(erased.out) as { keyDestroyed: boolean }).keyDestroyed, true, erased.err)
  assert.ok(!(await run('evidence', '--tenant', ALPHA, '--number', CUSTOMER)).out.includes('words 0'))
  assert.deepEqual([(await run('verify', '--tenant', ALPHA)).code, (await run('rewrite')).out], [0, '{"rewritten":true}\n'])
})

test('a command that cannot run says what to do and ends with 2', async () => {
  for (const [args, words] of [
    [['verify'], /--tenant must name a business/],
    [['verify', '--tenant', 'nobody'], /there is no business nobody/],
    [['verify', '--file', join(folder, 'none.jsonl')], /no such file/],
    [['verify', '--file', folder], /is a folder, not a file/],
    [['verify', '--file', join(folder, 'lead-agent.db'), '--noted', 'x'], /--noted "x" must be/],
    [['evidence', '--tenant', ALPHA, '--number', '555'], /must be an E.164 number/],
    [['dance'], /ledger verify --tenant ID/],
  ] as const) {
    const { code, err } = await run(...args)
    assert.equal(code, 2)
    assert.match(err, words)
  }
})
