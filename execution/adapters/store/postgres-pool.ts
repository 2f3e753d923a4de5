import type { Pool, PoolClient } from 'pg'
import { lineOf, PostgresTexts } from './postgres.ts'
import type { Line } from './postgres.ts'

/** A hosted server counts its connections; more of them than it has processors do not make it faster. One business needs one at a time. */
export const CONNECTIONS_MAX = 10
/** A webhook must be answered in five seconds, with the safe reply when the server does not answer. */
export const CONNECT_MS_MAX = 4_000
/** A statement of a transaction takes milliseconds; one that takes this long is in trouble and holds others up. */
export const STATEMENT_MS_MAX = 4_000
/** When not even the refusal of a statement comes, the line is dead. */
export const ANSWER_MS_MAX = 6_000
/** A transaction whose process stands still gives its locks back. */
export const IDLE_MS_MAX = 10_000

/** The connections of a store, each with what was made for it. */
export class Lines {
  readonly #pool: Pool
  readonly #texts = new PostgresTexts()
  readonly #lines = new WeakMap<PoolClient, Line>()

  constructor(pool: Pool) {
    this.#pool = pool
    // A connection that breaks while nobody uses it leaves the pool by itself; without a listener its error would end the process.
    pool.on('error', () => undefined)
  }

  /** Waits for a free one. Throws when the server cannot be reached. */
  async take(): Promise<Line> {
    const client = await this.#pool.connect()
    const known = this.#lines.get(client)
    if (known !== undefined) return known
    const line = lineOf(client, this.#texts)
    this.#lines.set(client, line)
    return line
  }

  /** A broken one, or one in a state that nobody knows, is closed. */
  giveBack({ client, connection }: Line, isFit: boolean): void {
    client.release(!isFit || connection.isBroken)
  }

  async end(): Promise<void> {
    await this.#pool.end()
  }
}
