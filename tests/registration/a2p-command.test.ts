import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { createRealClock } from '#adapters/fake-carrier/clock.ts'
import { createFakeCarrier } from '#adapters/fake-carrier/fake-carrier.ts'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import { loadSecrets } from '#config/secrets.ts'
import { instant } from '#core/values/instant.ts'
import { A2P_HELP, a2pCommand } from '#execution/cli/a2p.ts'
import { testPolicy } from '../flow/house.ts'
import { exampleApplication, phone } from './example-application.ts'
import { PARENT, SUBACCOUNT, TENANT } from './bureau.ts'

/** A data folder with one managed business, the built-in carrier whose reviewers are slow, and the command itself. */
async function desk(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'lead-agent-a2p-'))
  const carrier = createFakeCarrier({ clock: createRealClock(), seed: 3, accounts: [PARENT, SUBACCOUNT] })
  carrier.provisionNumber({ accountSid: SUBACCOUNT.accountSid, e164: '+12175550102' })
  const { origin } = await carrier.listen()
  const env = { DATA_DIR: folder, TWILIO_ACCOUNT_SID: PARENT.accountSid, TWILIO_AUTH_TOKEN: PARENT.authToken, TWILIO_API_BASE_URL: origin }
  const store = await openSqliteStore({
    path: join(folder, 'lead-agent.db'),
    synchronous: 'NORMAL',
    secretKey: loadSecrets(folder, env).encryptionKey,
  })
  await store.transaction(TENANT, async (tx) => {
    const registration = { kind: 'managed', status: 'none', campaignSid: null, note: null } as const
    await tx.tenant.save(
      testPolicy(TENANT, { registration, numbers: [{ e164: phone('+12175550102'), topology: 'dial-first' }] }),
      instant(0),
    )
    await tx.tenant.saveAccount({ accountSid: SUBACCOUNT.accountSid, authToken: SUBACCOUNT.authToken })
  })
  await store.close()
  t.after(async () => {
    await carrier.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    carrier,
    file(value: unknown): string {
      const path = join(folder, 'application.json')
      writeFileSync(path, JSON.stringify(value))
      return path
    },
    async run(...args: string[]) {
      let out = ''
      let err = ''
      const write = (text: string) => (out += text)
      const code = await a2pCommand(args, { out: { write }, err: { write: (text) => (err += text) }, env })
      return { code, out, err }
    },
  }
}

test('an application is drafted, submitted, and its rejection told to the person who must mend it', async (t) => {
  const { run, file, carrier } = await desk(t)
  const tenant = ['--tenant', TENANT]
  const draft = await run('draft', ...tenant)
  assert.equal(JSON.parse(draft.out).business.brandName, 'Ace Plumbing')
  const unfinished = await run('submit', ...tenant, '--file', file(JSON.parse(draft.out)))
  assert.equal(unfinished.code, 1)
  assert.match(unfinished.out, /Not submitted.*\n {2}business\.legalName: the legal name, exactly as on the letter of the IRS/)
  const submitted = await run('submit', ...tenant, '--file', file(exampleApplication()))
  assert.equal(submitted.code, 0, submitted.err)
  assert.match(submitted.out, /^pending: The brand is under review/)
  const [brand] = carrier.registration.brands()
  Object.assign(brand ?? {}, { status: 'FAILED', errors: [{ code: 30799, fields: ['business_name'], description: 'Name mismatch.' }] })
  const resumed = await run('resume', ...tenant)
  assert.equal(resumed.code, 1, resumed.err)
  assert.match(resumed.out, /^none: The brand was refused\. Mend what is listed.*\nTo mend:\n {2}\[business\] 30799/)
  assert.match(resumed.out, /change: business\.legalName, business\.ein, business\.address\n {6}the carrier says: Name mismatch\./)
  assert.match((await run('resume', ...tenant)).out, /Nothing was asked: submit the mended application/)
  const mended = await run('submit', ...tenant, '--file', file(exampleApplication({}, { legalName: 'Ace Plumbing & Heating LLC' })))
  assert.match(mended.out, /^pending/)
  assert.deepEqual([carrier.registration.brands().length, brand?.handedIn], [1, 2])
  const status = JSON.parse((await run('status', ...tenant, '--json')).out)
  assert.deepEqual([status.status, status.tier, status.revision], ['pending', 'low-volume-standard', 2])
})

test('what cannot be done is said with the fix', async (t) => {
  const { run, file } = await desk(t)
  for (const [args, words] of [
    [[], /submit --tenant ID --file/],
    [['status'], /--tenant must name a business/],
    [['status', '--tenant', 't_nobody'], /there is no business t_nobody/],
    [['status', '--tenant', TENANT], /has no registration; "a2p draft"/],
    [['submit', '--tenant', TENANT], /--file must name the application/],
    [['submit', '--tenant', TENANT, '--file', file({ ...exampleApplication(), colour: 'red' })], /does not fit:[^]*colour/],
    [['submit', '--tenant', TENANT, '--file', import.meta.filename], /a2p-command\.test\.ts cannot be read as JSON: /],
  ] as const) {
    const answer = await run(...args)
    assert.equal(answer.code, 2)
    assert.match(answer.err, words)
  }
  assert.match(A2P_HELP, /resume/)
})
