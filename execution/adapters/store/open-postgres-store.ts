import type { TenantId } from '#core/values/tenant-id.ts'
import type { AccessTransaction } from '#ports/access.ts'
import type { ChangeListener } from '#ports/change.ts'
import type { BusinessMover, Move } from '#ports/moving.ts'
import type { AcrossTenants, Store, TenantTransaction } from '#ports/store.ts'
import { accessTransaction } from './access/access-transaction.ts'
import { SqlAcrossTenants } from './across-tenants.ts'
import { ChangeListeners } from './change-listeners.ts'
import type { CommitFaults } from './group-commit.ts'
import { moveIn, moveOut, proveMovedIn } from './move-business.ts'
import { postgresTables } from './move-tables.ts'
import { PersonVault } from './person-vault.ts'
import { engineOf, PostgresTexts } from './postgres.ts'
import { PostgresServer } from './postgres-server.ts'
import { again } from './postgres-troubles.ts'
import { PostgresWriter } from './postgres-writer.ts'
import { QueryScope, TenantScope } from './query-scope.ts'
import type { Engine } from './query-scope.ts'
import { EVERYBODY } from './row-walls.ts'
import { SecretBox } from './secret-box.ts'
import { tenantTransaction } from './tenant-transaction.ts'

export type PostgresStoreOptions = {
  /** `postgres://user:password@host:port/database`, as in DATABASE_URL. */
  url: string
  /** 32 bytes that seal the stored credentials. */
  secretKey: Uint8Array
  /** The serving process: waits until no other one serves from this database, and throws when one goes on. Commands do not. */
  serves?: boolean
  /** For tests: whoever throws here kills the store at that commit as if the process had died. */
  faults?: CommitFaults
}

/** So many businesses keep their line of transactions in memory; past it those that rest are forgotten. */
const WRITERS_KEPT = 1_000

/** Opens the store of one PostgreSQL database and brings its schema up to date. Throws, naming DATABASE_URL and the fix, when it cannot be used. */
export async function openPostgresStore({ url, secretKey, serves = false, faults = {} }: PostgresStoreOptions): Promise<Store> {
  const secrets = new SecretBox(secretKey)
  const server = await PostgresServer.open(url, serves)
  return new PostgresStore(server, secrets, faults)
}

class PostgresStore implements Store {
  readonly acrossTenants: AcrossTenants
  readonly moving: BusinessMover
  readonly #server: PostgresServer
  readonly #secrets: SecretBox
  readonly #vault: PersonVault
  readonly #faults: CommitFaults
  readonly #listeners = new ChangeListeners()
  readonly #writers = new Map<string, PostgresWriter>()
  /** Questions that belong to no business: they lock the rows that they take, and nothing else. */
  readonly #across: PostgresWriter
  /** Sign-in and the installation itself: one transaction at a time. */
  readonly #access: PostgresWriter
  #ended: Error | null = null

  constructor(server: PostgresServer, secrets: SecretBox, faults: CommitFaults) {
    this.#server = server
    this.#secrets = secrets
    this.#vault = new PersonVault(secrets)
    this.#faults = faults
    this.#across = this.#newWriter(EVERYBODY, false)
    this.#access = this.#newWriter(EVERYBODY, true)
    this.moving = { out: (tenantId, move) => this.#moveOut(tenantId, move), in: (lines, move) => this.#moveIn(lines, move) }
    this.acrossTenants = new SqlAcrossTenants((work) => this.#inScope(this.#across, work))
  }

  async transaction<Result>(tenantId: TenantId, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    const scopeOf = (engine: Engine) => new TenantScope(engine, tenantId)
    const { scope, result } = await again(() =>
      this.#writerOf(tenantId).run(scopeOf, (own) => work(tenantTransaction(own, this.#secrets, this.#vault))),
    )
    this.#listeners.tell(scope)
    return result
  }

  access<Result>(work: (tx: AccessTransaction) => Promise<Result>): Promise<Result> {
    return this.#inScope(this.#access, (scope) => work(accessTransaction(scope)))
  }

  onChange(listener: ChangeListener): () => void {
    return this.#listeners.add(listener)
  }

  async check(): Promise<boolean> {
    try {
      if (!(await this.#server.stillServes())) return false
      await this.#inScope(this.#across, ({ db }) =>
        db
          .updateTable('store_checks')
          .set((eb) => ({ commits: eb('commits', '+', 1) }))
          .execute(),
      )
      return true
    } catch {
      // Whatever stopped the write, the answer to the question is no; the cause shows in the transactions that fail for it.
      return false
    }
  }

  async eraseTraces({ anySize } = { anySize: false }): Promise<boolean> {
    this.#vault.forgetAll()
    return this.#server.rewriteTables(anySize)
  }

  async close(): Promise<void> {
    this.#ended ??= new Error('the store is closed')
    const reason = this.#ended
    await Promise.all(this.#allWriters().map((writer) => writer.end(reason)))
    await this.#server.close()
  }

  #moveOut(tenantId: TenantId, move: Move): Promise<string[]> {
    const keys = { secrets: this.#secrets, vault: this.#vault }
    return this.#server.inLongTransaction(tenantId, true, (connection) => moveOut(postgresTables(connection), keys, tenantId, move))
  }

  #moveIn(lines: readonly string[], move: Move): Promise<TenantId> {
    const keys = { secrets: this.#secrets, vault: this.#vault }
    return this.#server.inLongTransaction(EVERYBODY, false, async (connection) => {
      const { tenantId, about } = await moveIn(postgresTables(connection), keys, lines, move)
      const scope = new TenantScope(engineOf(connection, new PostgresTexts()), tenantId)
      await proveMovedIn(tenantTransaction(scope, this.#secrets, this.#vault).ledger, about)
      return tenantId
    })
  }

  async #inScope<Result>(writer: PostgresWriter, work: (scope: QueryScope) => Promise<Result>): Promise<Result> {
    const { result } = await again(() => writer.run((engine) => new QueryScope(engine), work))
    return result
  }

  #writerOf(tenantId: TenantId): PostgresWriter {
    const known = this.#writers.get(tenantId)
    if (known !== undefined) return known
    if (this.#writers.size >= WRITERS_KEPT) this.#forgetResting()
    const writer = this.#newWriter(tenantId, true)
    this.#writers.set(tenantId, writer)
    return writer
  }

  #newWriter(who: string, locks: boolean): PostgresWriter {
    const writer = new PostgresWriter(this.#server.lines, who, locks, this.#faults, (reason) => this.#die(reason))
    if (this.#ended !== null) void writer.end(this.#ended)
    return writer
  }

  #forgetResting(): void {
    for (const [tenantId, writer] of this.#writers) if (writer.isIdle) this.#writers.delete(tenantId)
  }

  /** As when the process dies: nobody gets anything any more, and the server undoes what was begun. */
  #die(reason: Error): void {
    this.#ended = reason
    for (const writer of this.#allWriters()) {
      void writer.end(reason)
      writer.drop()
    }
  }

  #allWriters(): PostgresWriter[] {
    return [this.#across, this.#access, ...this.#writers.values()]
  }
}
