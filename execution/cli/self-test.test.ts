import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import { loadSecrets } from '#config/secrets.ts'
import { instant } from '#core/values/instant.ts'
import { testPolicy } from '../../tests/flow/house.ts'
import { selfTestCommand } from './self-test.ts'

test('one business is tested over the network, and the exit code says how it went', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'lead-agent-self-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  // Carrier and public address in one: an account that was suspended, and nothing of ours.
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"suspended"}'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => (server.closeAllConnections(), server.close()))
  // A server that listens on a port has an address of this shape.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const env = {
    DATA_DIR: folder,
    PUBLIC_URL: origin,
    TWILIO_API_BASE_URL: origin,
    TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'token',
  }
  assert.deepEqual(await run(['--tenant', 't_ace'], env).then(({ code }) => code), 2, 'no database yet')
  // As the server has it, which is running meanwhile.
  const store = await openSqliteStore({
    path: join(folder, 'lead-agent.db'),
    synchronous: 'NORMAL',
    serves: true,
    secretKey: loadSecrets(folder, env).encryptionKey,
  })
  const policy = testPolicy('t_ace')
  await store.transaction(policy.tenantId, (tx) => tx.tenant.save(policy, instant(Date.now())))
  t.after(() => store.close())
  const tested = await run(['--tenant', 't_ace'], env)
  assert.equal(tested.code, 1, tested.err)
  assert.match(tested.out, /^down, /)
  assert.match(tested.out, /down {4}The account at the carrier is suspended/)
  assert.match(tested.out, /down {4}Something else answers at http/)
  assert.match(tested.out, /ok {6}A missed call at this hour is answered/)
  const again = await run(['--tenant', 't_ace'], env)
  assert.deepEqual([again.code, /a moment ago/.test(again.err)], [2, true])
})

test('what the command cannot do is said in one line', async () => {
  assert.match((await run([], {})).err, /--tenant must name/)
  assert.match((await run(['--tenant', 't_ace'], { LEAD_AGENT_MODE: 'lab' })).err, /in lab mode the carrier lives inside the server/)
})

async function run(args: string[], env: Record<string, string>): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await selfTestCommand(args, {
    out: { write: (text) => (said.out += text) },
    err: { write: (text) => (said.err += text) },
    env,
  })
  return { code, ...said }
}
