import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { systemClock } from '#adapters/clock/system-clock.ts'
import { loadConfig, type Config } from '#config/config.ts'
import { loadSecrets } from '#config/secrets.ts'
import { meaningOf, sentenceOf } from '#core/self-test/finding.ts'
import { toIso } from '#core/values/instant.ts'
import { parseTenantId, type TenantId } from '#core/values/tenant-id.ts'
import { buildApp } from '#execution/app.ts'
import { openStore } from '#execution/open-store.ts'
import type { AskedTest } from '#flow/self-test/self-tests.ts'
import type { SelfTestResult } from '#ports/self-test.ts'
import type { Surroundings } from './ledger.ts'

export const SELF_TEST_HELP = `lead-agent self-test: does a missed call of this business reach us now, and would it be answered?

  self-test --tenant ID [--json]   reads the numbers at the carrier, asks PUBLIC_URL as the carrier would, and rehearses one missed call

The server has to be running, since its public address is asked. Nobody is rung or texted. The result is kept as that of the daily test is.
Exit code: 0 fine, 1 something is wrong or wants a look, 2 the command could not run or somebody could not be asked.
`

const OPTIONS = { tenant: { type: 'string' }, json: { type: 'boolean' } } as const

/** Timers of the clock do not keep a process alive; somebody waits for this one. */
const KEEP_ALIVE_MS = 10_000

/** `lead-agent self-test …`. Answers the exit code. */
export async function selfTestCommand(args: readonly string[], { out, err, env }: Surroundings): Promise<number> {
  const awake = setInterval(() => {}, KEEP_ALIVE_MS)
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true })
    const tenantId = parseTenantId(values.tenant)
    if (tenantId === null) throw new Error('--tenant must name a business by its id, such as t_1234')
    const asked = await testOnce(loadConfig(env), env, tenantId)
    if (asked.kind === 'too-soon') throw new Error(`it is being tested, or was a moment ago; ask again after ${toIso(asked.until)}`)
    const { result } = asked
    out.write(values.json === true ? `${JSON.stringify({ ...result, at: toIso(result.at) })}\n` : linesOf(result))
    return EXIT_CODES[result.state]
  } catch (error) {
    err.write(`self-test: ${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  } finally {
    clearInterval(awake)
  }
}

const EXIT_CODES: Readonly<Record<SelfTestResult['state'], number>> = { ok: 0, warn: 1, down: 1, unknown: 2 }

async function testOnce(config: Config, env: Surroundings['env'], tenantId: TenantId): Promise<AskedTest> {
  if (config.mode === 'lab')
    throw new Error('in lab mode the carrier lives inside the server: press "Test now" in Setup, or set the account of a real carrier')
  const { database } = config
  if (database.kind === 'sqlite' && !existsSync(database.path))
    throw new Error(`there is no database at ${database.path}; set DATA_DIR or DATABASE_URL`)
  const secrets = loadSecrets(config.dataDir, env)
  const app = await buildApp(config, secrets, {
    clock: systemClock(),
    // The server is running, and it is the one that serves.
    store: await openStore(database, secrets.encryptionKey, { serves: false }),
    // What failed is a finding, or ends the command with its own words.
    onFault: () => {},
    registers: false,
    selfTests: false,
  })
  try {
    const tenant = await app.parts.tenants.find(tenantId)
    if (tenant === null) throw new Error(`there is no business ${tenantId} in the database`)
    return await app.selfTests.test(tenant)
  } finally {
    await app.stop()
  }
}

/** One line for each finding, and what to do about it below. */
function linesOf({ at, state, findings }: SelfTestResult): string {
  const lines = findings.flatMap((one) => {
    const { state: mark, todo } = meaningOf(one)
    return [`  ${mark.padEnd(8)}${sentenceOf(one)}`, ...(todo === null ? [] : [`          ${todo}`])]
  })
  return `${[`${state}, ${toIso(at)}`, ...lines].join('\n')}\n`
}
