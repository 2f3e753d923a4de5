import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { CompiledQuery, DatabaseConnection, Dialect, QueryResult } from 'kysely'
import type { ClientBase, CustomTypesConfig, PoolClient, QueryConfig, QueryResult as PgResult } from 'pg'
import { queryText } from './hot-query.ts'
import type { HotQuery, HotRunner, QueryText } from './hot-query.ts'
import type { Engine } from './query-scope.ts'
import type { Schema } from './schema.ts'

/** Numbers of PostgreSQL's own list of types (pg_type). Counts are int8 and sums numeric: all stay below 2^53, so a number holds them. */
const [BYTEA, INT8, NUMERIC] = [17, 20, 1700]

/** How values come back; everything else of the store is text. */
export const VALUES: CustomTypesConfig = {
  getTypeParser: (type: number) => {
    if (type === INT8 || type === NUMERIC) return Number
    return type === BYTEA ? bytesOf : String
  },
}

/** `\x` and two digits for each byte. */
function bytesOf(text: string): Uint8Array {
  return Buffer.from(text.slice(2), 'hex')
}

/** One connection of `pg` in the shape that Kysely asks for. One query at a time: whoever asks meanwhile waits for their turn. */
export class PostgresConnection implements DatabaseConnection {
  readonly #client: ClientBase
  #turn: Promise<unknown> = Promise.resolve()
  #broken = false

  constructor(client: ClientBase) {
    this.#client = client
    // Without a listener an error of the line (the server was stopped) would end the process. The next query finds out.
    client.on('error', () => (this.#broken = true))
  }

  /** True when the line is lost or in a state that nobody knows: it must not be used for another transaction. */
  get isBroken(): boolean {
    return this.#broken
  }

  /** `name`: of a statement that is worth keeping prepared on this connection. */
  query<Row>(text: string, values: readonly unknown[] = [], name?: string): Promise<PgResult<Row & Record<string, unknown>>> {
    const asked: QueryConfig = { text, ...(values.length > 0 ? { values: values.map(storable) } : {}), ...(name ? { name } : {}) }
    const answer = this.#turn.then(() => this.#client.query<Row & Record<string, unknown>>(asked))
    this.#turn = answer.catch((error: unknown) => {
      if (!isServersWord(error)) this.#broken = true
    })
    return answer
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, rowCount, command } = await this.query<Row>(sql, parameters)
    return command === 'SELECT' ? { rows } : { rows, numAffectedRows: BigInt(rowCount ?? 0) }
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('the store reads its pages whole')
  }
}

/** What one connection needs to serve transactions, made once for as long as it lives. */
export type Line = { client: PoolClient; connection: PostgresConnection; engine: Engine }

/** `texts`: the compiled queries of the store, which all its connections share. */
export function lineOf(client: PoolClient, texts: PostgresTexts): Line {
  const connection = new PostgresConnection(client)
  return { client, connection, engine: engineOf(connection, texts) }
}

export function engineOf(connection: PostgresConnection, texts: PostgresTexts): Engine {
  const db = new Kysely<Schema>({ dialect: dialectOf(connection) })
  return { db, hot: new PostgresHotQueries(connection, db, texts), writers: 'many' }
}

/** The texts of a store's compiled queries, each under the name by which connections keep it prepared. */
export class PostgresTexts {
  readonly #texts = new Map<object, QueryText & { name: string }>()

  of<Params extends object>(query: HotQuery<Params, unknown>, db: Kysely<Schema>): QueryText & { name: string } {
    const known = this.#texts.get(query)
    if (known !== undefined) return known
    const made = { ...queryText(query, db, 'many'), name: `hot_${this.#texts.size}` }
    this.#texts.set(query, made)
    return made
  }
}

class PostgresHotQueries implements HotRunner {
  readonly #connection: PostgresConnection
  readonly #db: Kysely<Schema>
  readonly #texts: PostgresTexts

  constructor(connection: PostgresConnection, db: Kysely<Schema>, texts: PostgresTexts) {
    this.#connection = connection
    this.#db = db
    this.#texts = texts
  }

  async rows<Params extends object, Row>(query: HotQuery<Params, Row>, params: Params): Promise<Row[]> {
    return (await this.#ask(query, params)).rows
  }

  async first<Params extends object, Row>(query: HotQuery<Params, Row>, params: Params): Promise<Row | null> {
    return (await this.#ask(query, params)).rows[0] ?? null
  }

  async run<Params extends object>(query: HotQuery<Params, unknown>, params: Params): Promise<number> {
    return (await this.#ask(query, params)).rowCount ?? 0
  }

  #ask<Params extends object, Row>(query: HotQuery<Params, Row>, params: Params): Promise<PgResult<Row & Record<string, unknown>>> {
    const { sql, names, constants, name } = this.#texts.of(query, this.#db)
    // The cast is true because places only ever get their names from `Params`.
    const values = constants.map((constant, place) => (names[place] === null ? constant : params[names[place] as keyof Params]))
    return this.#connection.query<Row>(sql, values, name)
  }
}

/** Kysely over one connection that somebody else begins and commits on. */
function dialectOf(connection: PostgresConnection): Dialect {
  const nothing = async () => undefined
  const refuse = () => Promise.reject(new Error('only the committer begins and ends transactions'))
  return {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => ({
      init: nothing,
      acquireConnection: async () => connection,
      releaseConnection: nothing,
      beginTransaction: refuse,
      commitTransaction: refuse,
      rollbackTransaction: refuse,
      destroy: nothing,
    }),
  }
}

/** PostgreSQL's texts cannot hold the character 0, which a text message may bring along. */
function storable(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\u{FFFD}') : value
}

/** The server said no and is still there; anything else is a fault of the line. */
export function isServersWord(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && error.severity !== 'FATAL'
}

/** The SQLSTATE of an error that the server answered with; null for any other error. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('severity' in error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
