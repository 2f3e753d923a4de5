import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue, StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import type { CommitStatements } from './group-commit.ts'

export type Synchronous = 'NORMAL' | 'FULL'

/** Another process may hold the file for as long as a backup's checkpoint takes. */
const BUSY_TIMEOUT_MS = 5_000
/**
 * Measured: 1,000 has the lower tail, 8,000 has more throughput (about a fifth less wall time per event than 2,000, because pages that change
 * again and again are copied back once) and stalls of 30 ms, far below the five seconds; 0 let the log grow past 300 MB.
 */
const WAL_AUTOCHECKPOINT_PAGES = 8_000
/** SQLite reads a negative size as KiB. The operating system's own cache holds the rest. */
const CACHE_KIB = 16_384
/** Ad-hoc queries (lists of different lengths) must not grow the cache without end. */
const STATEMENTS_KEPT = 400

/**
 * One connection of node:sqlite in the shape that Kysely's SqliteDialect asks for, with a cache of prepared statements:
 * preparing costs 7 to 9 microseconds, a cached point read 0.9.
 */
export class SqliteConnection implements SqliteDatabase {
  /** Held strongly for as long as this object lives: a collected database object has crashed node before (nodejs/node #63796). */
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, CachedStatement>()

  /** Opens (and makes) the file at `path`; `:memory:` makes a database that ends with this object. Throws when the file cannot be opened. */
  constructor(path: string, synchronous: Synchronous) {
    this.#database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS })
    this.execute('pragma journal_mode = wal')
    this.execute(`pragma synchronous = ${synchronous}`)
    this.execute(`pragma wal_autocheckpoint = ${WAL_AUTOCHECKPOINT_PAGES}`)
    this.execute('pragma foreign_keys = on')
    this.execute(`pragma cache_size = -${CACHE_KIB}`)
    this.execute('pragma temp_store = memory')
    // What is deleted is zeroed where that costs no extra page; an erasure rewrites the whole file besides.
    this.execute('pragma secure_delete = fast')
  }

  prepare(sql: string): CachedStatement {
    const cached = this.#statements.get(sql)
    if (cached) return cached
    const prepared = new CachedStatement(this.#database.prepare(sql))
    if (this.#statements.size >= STATEMENTS_KEPT) this.#forgetOldest()
    this.#statements.set(sql, prepared)
    return prepared
  }

  /** The rows of a query in the shape that its author names: the cast is as true as the reading of the SQL beside it. */
  query<Row>(sql: string, parameters: readonly unknown[] = []): Row[] {
    return this.prepare(sql).all(parameters) as Row[]
  }

  /** Runs SQL that has no parameters and whose rows nobody wants; several statements may stand in one text. */
  execute(sql: string): void {
    this.#database.exec(sql)
  }

  /** True between BEGIN and COMMIT. SQLite ends a transaction by itself after some faults (full disk, lost file). */
  get inTransaction(): boolean {
    return this.#database.isTransaction
  }

  get isOpen(): boolean {
    return this.#database.isOpen
  }

  close(): void {
    if (!this.#database.isOpen) return
    this.#statements.clear()
    this.#database.close()
  }

  #forgetOldest(): void {
    const oldest = this.#statements.keys().next()
    if (!oldest.done) this.#statements.delete(oldest.value)
  }
}

export class CachedStatement implements SqliteStatement {
  readonly reader: boolean
  readonly #statement: StatementSync

  constructor(statement: StatementSync) {
    this.#statement = statement
    this.reader = statement.columns().length > 0
  }

  // The casts: Kysely types parameters as unknown; SQLite itself refuses a value that it cannot bind, with the value's place.
  all(parameters: readonly unknown[]): unknown[] {
    return this.#statement.all(...(parameters as SQLInputValue[]))
  }

  /** The first row, or undefined. */
  get(parameters: readonly unknown[]): unknown {
    return this.#statement.get(...(parameters as SQLInputValue[]))
  }

  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    return this.#statement.run(...(parameters as SQLInputValue[]))
  }

  iterate(parameters: readonly unknown[]): IterableIterator<unknown> {
    return this.#statement.iterate(...(parameters as SQLInputValue[]))
  }
}

/** What the committer needs of a connection. Nobody else may issue these. */
export function commitStatements(connection: SqliteConnection): CommitStatements {
  const run = (sql: string) => () => void connection.prepare(sql).run([])
  return {
    begin: run('begin immediate'),
    savepoint: run('savepoint member'),
    release: run('release member'),
    rollbackToSavepoint: run('rollback to member'),
    commit: run('commit'),
    rollback: run('rollback'),
    get inTransaction() {
      return connection.inTransaction
    },
  }
}
