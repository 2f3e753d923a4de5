import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { argon2idPasswords } from '#adapters/passwords/argon2id.ts'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import { newConversation } from '#core/conversation/conversation.ts'
import { instant } from '#core/values/instant.ts'
import { testPolicy } from '../../tests/flow/house.ts'
import { casesCommand } from './cases.ts'
import { operatorCommand } from './operator.ts'
import { withStore } from './with-store.ts'

const AT = instant(Date.parse('2026-12-07T16:00:00Z'))
let folder: string
let env: Record<string, string>

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lead-agent-operator-'))
  env = { DATA_DIR: folder, LEAD_AGENT_SECRET_KEY: 'a secret of sufficient length', LEAD_AGENT_OPERATOR_TOKEN: 'token' }
  const store = await openSqliteStore({ path: join(folder, 'lead-agent.db'), synchronous: 'NORMAL', secretKey: new Uint8Array(32) })
  const policy = testPolicy('t_ace')
  await store.transaction(policy.tenantId, async (tx) => {
    await tx.tenant.save(policy, AT)
    const { key } = newConversation('+13125550111', null)
    const row = {
      id: 'c1',
      at: AT,
      conversationKey: key,
      leadId: 'ld_1',
      field: 'name',
      was: 'Dan',
      words: 'Dan',
      value: 'Dana',
      body: "It's Dan",
      byName: 'Sam',
    }
    await tx.corrections.add(row)
  })
  await store.close()
})

after(() => rmSync(folder, { recursive: true, force: true }))

function surroundings() {
  const written = { out: '', err: '' }
  return { written, out: { write: (text: string) => (written.out += text) }, err: { write: (text: string) => (written.err += text) }, env }
}

async function* typed(text: string) {
  yield text
}

test('the password is read from the input and kept as a hash; a short one is refused', async () => {
  const short = surroundings()
  assert.equal(await operatorCommand(['password'], typed('too short\n'), short), 2)
  assert.match(short.written.err, /at least 15 characters/)
  const fine = surroundings()
  assert.equal(await operatorCommand(['password'], typed('correct horse battery staple\n'), fine), 0)
  const phc = await withStore(env, (store) => store.access((tx) => tx.operator.password()))
  assert.ok(phc !== null && !phc.includes('horse'))
  assert.equal(await argon2idPasswords.check('correct horse battery staple', phc), true)
  assert.equal(await operatorCommand(['pasword'], typed(''), surroundings()), 2)
})

test('corrections come out as one labelled case a line', async () => {
  const asked = surroundings()
  assert.equal(await casesCommand(['--tenant', 't_ace'], asked), 0)
  assert.deepEqual(JSON.parse(asked.written.out), {
    id: 'c1',
    text: "It's Dan",
    trade: 'plumbing',
    timezone: 'America/Chicago',
    correctedAt: '2026-12-07T16:00:00.000Z',
    field: 'name',
    was: 'Dan',
    words: 'Dan',
    expected: 'Dana',
  })
  assert.equal(await casesCommand(['--tenant', 't_none'], surroundings()), 2)
})
