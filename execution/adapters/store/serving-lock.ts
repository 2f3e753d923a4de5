import type { Client } from 'pg'
import { codeOf } from './postgres.ts'
import type { PostgresConnection } from './postgres.ts'

/** Any number that no other program on the same server is likely to lock. */
const SERVING_LOCK = 7_305_808_869_229_536n
/** The connections of a process that was killed are closed at once; when its machine is gone, the supervisor's later tries find the lock free. */
const TAKE_OVER_MS = 3_000
/** When the machine of the holder is gone without a word, the server finds out by itself: after 10 s of silence it asks three times. */
const NOTICE_DEATH = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3'

/** Opened for one purpose and not shared. */
export type OwnConnection = { client: Client; connection: PostgresConnection }

/**
 * Only one process serves from a database: what it keeps in memory of a business would grow old beside a second one, and at its start it
 * takes for dead whoever has claimed work. The lock belongs to a connection that does nothing else, so it ends with the process.
 */
export class ServingLock {
  readonly #open: () => Promise<OwnConnection>
  #client: Client | null = null
  #connection: PostgresConnection | null = null

  constructor(open: () => Promise<OwnConnection>) {
    this.#open = open
  }

  /** Waits for a process that is being ended. Throws when another one goes on serving. */
  async take(): Promise<void> {
    const connection = await this.#connect()
    await connection.query(`set lock_timeout = ${TAKE_OVER_MS}`)
    try {
      await connection.query(`select pg_advisory_lock(${SERVING_LOCK})`)
    } catch (error) {
      if (codeOf(error) !== LOCK_NOT_AVAILABLE) throw error
      throw new Error('another process serves from the database that DATABASE_URL names; end it first, or give this one its own', {
        cause: error,
      })
    }
  }

  /** After a lost connection (the server was started anew) it takes the lock again, unless somebody else has it. */
  async isHeld(): Promise<boolean> {
    if (this.#connection !== null && !this.#connection.isBroken) return true
    await this.release()
    const connection = await this.#connect()
    const { rows } = await connection.query<{ taken: 't' | 'f' }>(`select pg_try_advisory_lock(${SERVING_LOCK}) as taken`)
    if (rows[0]?.taken !== 't') await this.release()
    return this.#connection !== null
  }

  async release(): Promise<void> {
    const client = this.#client
    this.#client = null
    this.#connection = null
    // It may be broken already, and what it held ended with it.
    await client?.end().catch(() => undefined)
  }

  async #connect(): Promise<PostgresConnection> {
    const { client, connection } = await this.#open()
    this.#client = client
    this.#connection = connection
    await connection.query(NOTICE_DEATH)
    return connection
  }
}

/** PostgreSQL, appendix A. */
const LOCK_NOT_AVAILABLE = '55P03'
