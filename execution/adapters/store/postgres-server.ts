import pg from 'pg'
import { migratePostgres } from './migrate-postgres.ts'
import { codeOf, PostgresConnection, VALUES } from './postgres.ts'
import { ANSWER_MS_MAX, CONNECT_MS_MAX, CONNECTIONS_MAX, IDLE_MS_MAX, Lines, STATEMENT_MS_MAX } from './postgres-pool.ts'
import { openingTrouble } from './postgres-troubles.ts'
import { beginningFor } from './postgres-writer.ts'
import { EVERYBODY, openingFor } from './row-walls.ts'
import { ServingLock } from './serving-lock.ts'
import type { OwnConnection } from './serving-lock.ts'

/** More takes longer than callers can wait: the tables are locked one after another while they are written anew. */
const REWRITE_BYTES_MAX = 256 * 1024 * 1024

/** One database on a server: its connections, and what is done to it outside of transactions. */
export class PostgresServer {
  readonly lines: Lines
  readonly #url: string
  readonly #serving: ServingLock | null
  #closed = false

  /** Connects, brings the schema up to date, and answers when nobody else serves from it (`serves`). Throws an error for a person to read. */
  static async open(url: string, serves: boolean): Promise<PostgresServer> {
    const serving = serves ? new ServingLock(() => connect(url)) : null
    try {
      await serving?.take()
      await withConnection(url, migratePostgres)
    } catch (error) {
      await serving?.release()
      throw codeOf(error) === null ? error : openingTrouble(error, url)
    }
    return new PostgresServer(url, serving)
  }

  private constructor(url: string, serving: ServingLock | null) {
    this.#url = url
    this.#serving = serving
    this.lines = new Lines(
      new pg.Pool({
        ...settings(url),
        max: CONNECTIONS_MAX,
        statement_timeout: STATEMENT_MS_MAX,
        lock_timeout: STATEMENT_MS_MAX,
        query_timeout: ANSWER_MS_MAX,
        idle_in_transaction_session_timeout: IDLE_MS_MAX,
      }),
    )
  }

  /** False when another process took over while this one had lost its connection. */
  async stillServes(): Promise<boolean> {
    return this.#serving === null || this.#serving.isHeld()
  }

  /** A transaction on a connection of its own, without limits of time, for work that is too long for a place among the others. */
  inLongTransaction<Result>(who: string, locks: boolean, work: (connection: PostgresConnection) => Promise<Result>): Promise<Result> {
    return withConnection(this.#url, async (connection) => {
      await connection.query(beginningFor(who, locks))
      // Whatever is thrown here ends the connection, and with it the transaction.
      const result = await work(connection)
      await connection.query('commit')
      return result
    })
  }

  /** Writes the tables anew without what was deleted. False: they are too large for that while calls come in. */
  rewriteTables(anySize: boolean): Promise<boolean> {
    return withConnection(this.#url, async (connection) => {
      const { rows } = await connection.query<{ name: string; bytes: number }>(
        `select relname as name, pg_total_relation_size(oid) as bytes from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace`,
      )
      if (!anySize && rows.reduce((sum, { bytes }) => sum + bytes, 0) > REWRITE_BYTES_MAX) return false
      for (const { name } of rows) await connection.query(`vacuum (full) "${name}"`)
      return true
    })
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.lines.end()
    await this.#serving?.release()
  }
}

function settings(url: string): pg.ClientConfig {
  return { connectionString: url, application_name: 'lead-agent', connectionTimeoutMillis: CONNECT_MS_MAX, keepAlive: true, types: VALUES }
}

/** Throws an error for a person to read. */
async function connect(url: string): Promise<OwnConnection> {
  const client = new pg.Client(settings(url))
  const connection = new PostgresConnection(client)
  try {
    await client.connect()
  } catch (error) {
    throw openingTrouble(error, url)
  }
  return { client, connection }
}

/** A connection of its own, without limits of time, for work that takes long and happens rarely. It sees the rows of all businesses. */
async function withConnection<Result>(url: string, work: (connection: PostgresConnection) => Promise<Result>): Promise<Result> {
  const { client, connection } = await connect(url)
  try {
    await connection.query(openingFor(`'${EVERYBODY}'`, 'end of session'))
    return await work(connection)
  } finally {
    await client.end()
  }
}
