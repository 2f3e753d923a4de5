import type { Kysely } from 'kysely'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { Change } from '#ports/change.ts'
import type { HotQuery, HotRunner, Writers } from './hot-query.ts'
import type { Schema } from './schema.ts'

/** What every scope of one store shares. */
export type Engine = { db: Kysely<Schema>; hot: HotRunner; writers: Writers }

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

  get writers(): Writers {
    return this.#engine.writers
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
  /** What this transaction changed that somebody may be looking at. */
  readonly changes: Change[] = []

  constructor(engine: Engine, tenantId: TenantId) {
    super(engine)
    this.tenantId = tenantId
  }
  /** Repositories say what they wrote; listeners hear of it after the commit. */
  changed(kind: Change['kind'], leadId: string | null = null): void {
    if (!this.changes.some((change) => change.kind === kind && change.leadId === leadId)) this.changes.push({ kind, leadId })
  }
}
