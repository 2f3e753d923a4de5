import { Kysely, SqliteDialect } from 'kysely'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { AccessTransaction } from '#ports/access.ts'
import type { ChangeListener } from '#ports/change.ts'
import type { BusinessMover, Move } from '#ports/moving.ts'
import type { AcrossTenants, Store, TenantTransaction } from '#ports/store.ts'
import { accessTransaction } from './access/access-transaction.ts'
import { SqlAcrossTenants } from './across-tenants.ts'
import { ChangeListeners } from './change-listeners.ts'
import { GroupCommit } from './group-commit.ts'
import type { CommitFaults } from './group-commit.ts'
import { HotQueries } from './hot-query.ts'
import { migrate } from './migrate.ts'
import { moveIn, moveOut, proveMovedIn } from './move-business.ts'
import { sqliteTables } from './move-tables.ts'
import { PersonVault } from './person-vault.ts'
import { QueryScope, TenantScope } from './query-scope.ts'
import type { Engine } from './query-scope.ts'
import type { Schema } from './schema.ts'
import { SecretBox } from './secret-box.ts'
import { ServingFile } from './serving-file.ts'
import { commitStatements, SqliteConnection } from './sqlite.ts'
import type { Synchronous } from './sqlite.ts'
import { tenantTransaction } from './tenant-transaction.ts'
import { ofFile } from './unusable-database.ts'

export type SqliteStoreOptions = {
  /** A file, made when it is not there, or `:memory:`. */
  path: string
  /** `NORMAL`: a crash of the process loses nothing, a power failure may lose the last commits. `FULL`: that neither. */
  synchronous: Synchronous
  /** 32 bytes that seal the stored credentials. */
  secretKey: Uint8Array
  /** The serving process: waits until no other one serves from this file, and throws when one goes on. Commands do not. */
  serves?: boolean
  /** For the simulation: whoever throws here kills the store at that commit as if the process had died; open the file anew to go on. */
  faults?: CommitFaults
}

/** A larger file is not rewritten while calls come in: everybody waits about 1.3 s per 100 MB, and a caller's webhook not longer than 5 s. */
const REWRITE_BYTES_MAX = 256 * 1024 * 1024

/** Opens the store of one file and brings its schema up to date. Throws when the file cannot be used or the key has a wrong length. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const secrets = new SecretBox(options.secretKey)
  let serving: ServingFile | null = null
  try {
    serving = options.serves === true ? new ServingFile(options.path) : null
    return new SqliteStore(openMigrated(options), secrets, serving, options.faults ?? {})
  } catch (error) {
    serving?.release()
    throw ofFile(options.path, error)
  }
}

function openMigrated({ path, synchronous }: SqliteStoreOptions): SqliteConnection {
  const connection = new SqliteConnection(path, synchronous)
  try {
    migrate(connection)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

class SqliteStore implements Store {
  readonly acrossTenants: AcrossTenants
  readonly moving: BusinessMover
  readonly #connection: SqliteConnection
  readonly #secrets: SecretBox
  readonly #vault: PersonVault
  readonly #engine: Engine
  readonly #commits: GroupCommit
  readonly #listeners = new ChangeListeners()
  readonly #serving: ServingFile | null

  constructor(connection: SqliteConnection, secrets: SecretBox, serving: ServingFile | null, faults: CommitFaults) {
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: connection }) })
    this.#connection = connection
    this.#serving = serving
    this.#secrets = secrets
    this.#vault = new PersonVault(secrets)
    this.#engine = { db, hot: new HotQueries(db, connection), writers: 'one' }
    this.#commits = new GroupCommit(commitStatements(connection), faults, () => connection.close())
    this.acrossTenants = new SqlAcrossTenants((work) => this.#inScope(work))
    this.moving = { out: (tenantId, move) => this.#moveOut(tenantId, move), in: (lines, move) => this.#moveIn(lines, move) }
  }

  transaction<Result>(tenantId: TenantId, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    const scope = new TenantScope(this.#engine, tenantId)
    const committed = this.#commits.run(
      () => work(tenantTransaction(scope, this.#secrets, this.#vault)),
      () => scope.end(),
    )
    return this.#listeners.isEmpty ? committed : this.#tellAfter(committed, scope)
  }

  access<Result>(work: (tx: AccessTransaction) => Promise<Result>): Promise<Result> {
    return this.#inScope((scope) => work(accessTransaction(scope)))
  }

  #inScope<Result>(work: (scope: QueryScope) => Promise<Result>): Promise<Result> {
    const scope = new QueryScope(this.#engine)
    return this.#commits.run(
      () => work(scope),
      () => scope.end(),
    )
  }

  #moveOut(tenantId: TenantId, move: Move): Promise<string[]> {
    const keys = { secrets: this.#secrets, vault: this.#vault }
    return this.#commits.run(() => moveOut(sqliteTables(this.#connection), keys, tenantId, move))
  }

  #moveIn(lines: readonly string[], move: Move): Promise<TenantId> {
    const keys = { secrets: this.#secrets, vault: this.#vault }
    return this.#commits.run(async () => {
      const { tenantId, about } = await moveIn(sqliteTables(this.#connection), keys, lines, move)
      const scope = new TenantScope(this.#engine, tenantId)
      await proveMovedIn(tenantTransaction(scope, this.#secrets, this.#vault).ledger, about)
      scope.end()
      return tenantId
    })
  }

  onChange(listener: ChangeListener): () => void {
    return this.#listeners.add(listener)
  }

  async #tellAfter<Result>(committed: Promise<Result>, scope: TenantScope): Promise<Result> {
    const result = await committed
    this.#listeners.tell(scope)
    return result
  }

  async check(): Promise<boolean> {
    try {
      await this.#commits.run(async () => this.#connection.prepare('update store_checks set commits = commits + 1').run([]))
      return true
    } catch {
      // Whatever stopped the write, the answer to the question is no; the cause shows in the transactions that fail for it.
      return false
    }
  }

  async eraseTraces({ anySize } = { anySize: false }): Promise<boolean> {
    this.#vault.forgetAll()
    let rewritten = false
    await this.#commits.outside(() => {
      const [size] = this.#connection.query<{ bytes: number }>(
        'select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()',
      )
      rewritten = anySize || (size?.bytes ?? 0) <= REWRITE_BYTES_MAX
      // Zeroing what is deleted is not enough: a page that was split keeps copies of rows in its free space (1 in 100 after much churn).
      if (rewritten) this.#connection.execute('vacuum')
      // Older copies of pages are in the log until it is cut to nothing.
      this.#connection.execute('pragma wal_checkpoint(truncate)')
    })
    return rewritten
  }

  async close(): Promise<void> {
    await this.#commits.end(new Error('the store is closed'))
    if (this.#connection.isOpen) {
      this.#connection.execute('pragma wal_checkpoint(truncate)')
      this.#connection.close()
    }
    this.#serving?.release()
  }
}
