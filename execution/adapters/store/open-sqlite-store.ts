import { Kysely, SqliteDialect } from 'kysely'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { AcrossTenants, Store, TenantTransaction } from '#ports/store.ts'
import { SqlAcrossTenants } from './across-tenants.ts'
import { GroupCommit } from './group-commit.ts'
import type { CommitFaults } from './group-commit.ts'
import { HotQueries } from './hot-query.ts'
import { migrate } from './migrate.ts'
import { PersonVault } from './person-vault.ts'
import { TenantScope } from './query-scope.ts'
import type { Engine } from './query-scope.ts'
import type { Schema } from './schema.ts'
import { SecretBox } from './secret-box.ts'
import { commitStatements, SqliteConnection } from './sqlite.ts'
import type { Synchronous } from './sqlite.ts'
import { tenantTransaction } from './tenant-transaction.ts'

export type SqliteStoreOptions = {
  /** A file, made when it is not there, or `:memory:`. */
  path: string
  /** `NORMAL`: a crash of the process loses nothing, a power failure may lose the last commits. `FULL`: that neither. */
  synchronous: Synchronous
  /** 32 bytes that seal the stored credentials. */
  secretKey: Uint8Array
  /** For the simulation: whoever throws here kills the store at that commit as if the process had died; open the file anew to go on. */
  faults?: CommitFaults
}

/** Opens the store of one file and brings its schema up to date. Throws when the file cannot be used or the key has a wrong length. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const secrets = new SecretBox(options.secretKey)
  const connection = new SqliteConnection(options.path, options.synchronous)
  try {
    migrate(connection)
  } catch (error) {
    connection.close()
    throw error
  }
  return new SqliteStore(connection, secrets, options.faults ?? {})
}

class SqliteStore implements Store {
  readonly acrossTenants: AcrossTenants
  readonly #connection: SqliteConnection
  readonly #secrets: SecretBox
  readonly #vault: PersonVault
  readonly #engine: Engine
  readonly #commits: GroupCommit

  constructor(connection: SqliteConnection, secrets: SecretBox, faults: CommitFaults) {
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: connection }) })
    this.#connection = connection
    this.#secrets = secrets
    this.#vault = new PersonVault(secrets)
    this.#engine = { db, hot: new HotQueries(db, connection) }
    this.#commits = new GroupCommit(commitStatements(connection), faults, () => connection.close())
    this.acrossTenants = new SqlAcrossTenants(this.#engine, this.#commits)
  }

  transaction<Result>(tenantId: TenantId, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    const scope = new TenantScope(this.#engine, tenantId)
    return this.#commits.run(
      () => work(tenantTransaction(scope, this.#secrets, this.#vault)),
      () => scope.end(),
    )
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

  async eraseTraces(): Promise<void> {
    this.#vault.forgetAll()
    // Pages are zeroed where they lie (`secure_delete`); older copies of them are in the log until it is cut to nothing.
    await this.#commits.outside(() => this.#connection.execute('pragma wal_checkpoint(truncate)'))
  }

  async close(): Promise<void> {
    await this.#commits.end(new Error('the store is closed'))
    if (!this.#connection.isOpen) return
    this.#connection.execute('pragma wal_checkpoint(truncate)')
    this.#connection.close()
  }
}
