import type { Compilable, Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import type { CachedStatement, SqliteConnection } from './sqlite.ts'

/**
 * A query that is compiled once per store and then only given parameters. Building SQL costs more than a point read, so everything on the
 * way of a webhook is written in this form: `hot<Params>()((db, param) => db.selectFrom(...).where('id', '=', param.id))`.
 */
export type HotQuery<Params, Row> = { readonly build: (db: Kysely<Schema>, param: Params, writers: Writers) => Compilable<Row> }

/** Whether others may write while a transaction runs: then what is read in order to be changed is locked as it is read. */
export type Writers = 'one' | 'many'

/** Runs queries that were compiled once, on the connection of one transaction. */
export interface HotRunner {
  rows<Params extends object, Row>(query: HotQuery<Params, Row>, params: Params): Row[] | Promise<Row[]>
  /** The first row alone; what the query writes, it writes whole. */
  first<Params extends object, Row>(query: HotQuery<Params, Row>, params: Params): Row | null | Promise<Row | null>
  /** Answers how many rows were written. */
  run<Params extends object>(query: HotQuery<Params, unknown>, params: Params): number | Promise<number>
}

export function hot<Params extends object>(): <Row>(build: HotQuery<Params, Row>['build']) => HotQuery<Params, Row> {
  return (build) => ({ build })
}

/** The parameter's place, standing where the value will be. */
class Place {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** The text of a query, its constants, and at their places the names of its parameters. */
export type QueryText = { sql: string; names: readonly (string | null)[]; constants: readonly unknown[] }

export function queryText<Params extends object>(query: HotQuery<Params, unknown>, db: Kysely<Schema>, writers: Writers): QueryText {
  const places = new Proxy({}, { get: (_target, name) => new Place(String(name)) })
  // The cast lends each place the type of the value that will stand there; Kysely carries values without looking into them.
  const { sql, parameters } = query.build(db, places as Params, writers).compile()
  return { sql, names: parameters.map((parameter) => (parameter instanceof Place ? parameter.name : null)), constants: parameters }
}

/** `values` has the constants of the query, and at the place of each name the value that was given last. */
type Compiled = { statement: CachedStatement; names: readonly (string | null)[]; values: unknown[] }

/**
 * The compiled queries of one SQLite store. They are executed straight on the connection: Kysely's own way through its connection pool costs
 * twice as much.
 */
export class HotQueries implements HotRunner {
  readonly #db: Kysely<Schema>
  readonly #connection: SqliteConnection
  readonly #compiled = new Map<object, Compiled>()

  constructor(db: Kysely<Schema>, connection: SqliteConnection) {
    this.#db = db
    this.#connection = connection
  }

  rows<Params extends object, Row>(query: HotQuery<Params, Row>, params: Params): Row[] {
    const compiled = this.#compiled.get(query) ?? this.#compile(query)
    // The cast is true as far as `schema.ts` is: the query was built from it, and a test compares it with the live schema.
    return compiled.statement.all(filled(compiled, params)) as Row[]
  }

  first<Params extends object, Row>(query: HotQuery<Params, Row>, params: Params): Row | null {
    const compiled = this.#compiled.get(query) ?? this.#compile(query)
    // The same cast.
    return (compiled.statement.get(filled(compiled, params)) as Row | undefined) ?? null
  }

  run<Params extends object>(query: HotQuery<Params, unknown>, params: Params): number {
    const compiled = this.#compiled.get(query) ?? this.#compile(query)
    return Number(compiled.statement.run(filled(compiled, params)).changes)
  }

  #compile<Params extends object, Row>(query: HotQuery<Params, Row>): Compiled {
    const { sql, names, constants } = queryText(query, this.#db, 'one')
    const compiled = { statement: this.#connection.prepare(sql), names, values: [...constants] }
    this.#compiled.set(query, compiled)
    return compiled
  }
}

/** The same list every time: the engine has copied the values when the statement has run. */
function filled<Params extends object>({ names, values }: Compiled, params: Params): unknown[] {
  for (let place = 0; place < names.length; place += 1) {
    const name = names[place]
    // The cast is true because places only ever get their names from `Params`.
    if (typeof name === 'string') values[place] = params[name as keyof Params]
  }
  return values
}
