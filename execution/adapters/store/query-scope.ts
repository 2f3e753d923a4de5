import type { Kysely } from 'kysely'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { HotQueries, HotQuery } from './hot-query.ts'
import type { Schema } from './schema.ts'

/** What every scope of one store shares. */
export type Engine = { db: Kysely<Schema>; hot: HotQueries }

/** The right to query for the length of one transaction. Repositories hold it; after the transaction every use throws. */
export class QueryScope {
  readonly #engine: Engine
  #over = false

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** For ordinary queries and reports. */
  get db(): Kysely<Schema> {
    this.#assertOpen()
    return this.#engine.db
  }

  async rows<Params extends object, Row>(query: HotQuery<Params, Row>, params: Params): Promise<Row[]> {
    this.#assertOpen()
    return this.#engine.hot.rows(query, params)
  }

  async first<Params extends object, Row>(query: HotQuery<Params, Row>, params: Params): Promise<Row | null> {
    this.#assertOpen()
    return this.#engine.hot.first(query, params)
  }

  /** Answers how many rows were written. */
  async run<Params extends object>(query: HotQuery<Params, unknown>, params: Params): Promise<number> {
    this.#assertOpen()
    return this.#engine.hot.run(query, params)
  }

  end(): void {
    this.#over = true
  }

  #assertOpen(): void {
    if (this.#over) throw new Error('a repository was used after its transaction had ended; await every call inside the transaction')
  }
}

/** A scope that can only see one tenant, by the repositories that hold it. */
export class TenantScope extends QueryScope {
  readonly tenantId: TenantId

  constructor(engine: Engine, tenantId: TenantId) {
    super(engine)
    this.tenantId = tenantId
  }
}
