import type { Compilable, Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import type { CachedStatement, SqliteConnection } from './sqlite.ts'

/**
 * A query that is compiled once per store and then only given parameters. Building SQL costs more than a point read, so everything on the
 * way of a webhook is written in this form: `hot<Params>()((db, param) => db.selectFrom(...).where('id', '=', param.id))`.
 */
export type HotQuery<Params, Row> = { readonly build: (db: Kysely<Schema>, param: Params) => Compilable<Row> }

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

type Compiled = { statement: CachedStatement; parameters: readonly unknown[] }

/**
 * The compiled queries of one store. They are executed straight on the connection: Kysely's own way through its connection pool costs
 * twice as much.
 */
export class HotQueries {
  readonly #db: Kysely<Schema>
  readonly #connection: SqliteConnection
  readonly #compiled = new Map<object, Compiled>()

  constructor(db: Kysely<Schema>, connection: SqliteConnection) {
    this.#db = db
    this.#connection = connection
  }

  rows<Params extends object, Row>(query: HotQuery<Params, Row>, params: Params): Row[] {
    const { statement, parameters } = this.#compiled.get(query) ?? this.#compile(query)
    // The cast is true as far as `schema.ts` is: the query was built from it, and a test compares it with the live schema.
    return statement.all(filled(parameters, params)) as Row[]
  }

  /** Answers how many rows were written. */
  run<Params extends object>(query: HotQuery<Params, unknown>, params: Params): number {
    const { statement, parameters } = this.#compiled.get(query) ?? this.#compile(query)
    return Number(statement.run(filled(parameters, params)).changes)
  }

  #compile<Params extends object, Row>(query: HotQuery<Params, Row>): Compiled {
    const places = new Proxy({}, { get: (_target, name) => new Place(String(name)) })
    // The cast lends each place the type of the value that will stand there; Kysely carries values without looking into them.
    const { sql, parameters } = query.build(this.#db, places as Params).compile()
    const compiled = { statement: this.#connection.prepare(sql), parameters }
    this.#compiled.set(query, compiled)
    return compiled
  }
}

function filled<Params extends object>(parameters: readonly unknown[], params: Params): unknown[] {
  // The cast is true because places only ever get their names from `Params`.
  return parameters.map((parameter) => (parameter instanceof Place ? params[parameter.name as keyof Params] : parameter))
}
