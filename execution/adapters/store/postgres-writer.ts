import { createHash } from 'node:crypto'
import { GroupCommit } from './group-commit.ts'
import type { CommitFaults, CommitStatements } from './group-commit.ts'
import type { Line } from './postgres.ts'
import type { Lines } from './postgres-pool.ts'
import type { Engine, QueryScope } from './query-scope.ts'
import { openingFor } from './row-walls.ts'

/*
 * The transactions of one business, one group after another. A group takes a connection, begins, and takes the business's lock, so that
 * no other process writes for the same business meanwhile; the lock ends with the transaction:
 *
 *   free -> begun (begin, whose rows, lock) -> commit   -> connection given back
 *                                           -> rollback -> connection given back
 *                                           -> line lost: closed; the server undoes what was begun
 *
 * READ COMMITTED, PostgreSQL's default: the first statement after the lock sees everything that the lock's holder before has committed. Under a
 * stricter level the lock itself would be the first statement, and what was committed while waiting for it would be invisible.
 */
export class PostgresWriter implements CommitStatements {
  readonly #commits: GroupCommit
  readonly #lines: Lines
  readonly #opening: string
  #line: Line | null = null
  /** A single member needs no savepoint: the transaction is its own. */
  #alone = false

  /** `who`: a business, or `*` for what belongs to none. `locks`: what else only one transaction at a time may do. */
  constructor(lines: Lines, who: string, locks: boolean, faults: CommitFaults, onDeath: (reason: Error) => void) {
    this.#lines = lines
    this.#opening = beginningFor(who, locks)
    this.#commits = new GroupCommit(this, faults, onDeath)
  }

  /** `scopeOf` makes the right to query on the connection that the transaction was given; it ends with `work`. */
  async run<Scope extends QueryScope, Result>(
    scopeOf: (engine: Engine) => Scope,
    work: (scope: Scope) => Promise<Result>,
  ): Promise<{ scope: Scope; result: Result }> {
    const scopes: Scope[] = []
    return this.#commits.run(
      async () => {
        const scope = scopeOf(this.#held().engine)
        scopes.push(scope)
        return { scope, result: await work(scope) }
      },
      () => scopes.forEach((scope) => scope.end()),
    )
  }

  get isIdle(): boolean {
    return this.#commits.isIdle
  }

  /** Refuses new work with `reason` and resolves when what was accepted has been answered. */
  end(reason: Error): Promise<void> {
    return this.#commits.end(reason)
  }

  get inTransaction(): boolean {
    return this.#line !== null
  }

  async begin(members: number): Promise<void> {
    const line = await this.#lines.take()
    this.#alone = members === 1
    try {
      await line.connection.query(this.#opening)
      this.#line = line
    } catch (error) {
      this.#lines.giveBack(line, false)
      throw error
    }
  }

  async savepoint(): Promise<void> {
    if (!this.#alone) await this.#run('savepoint member')
  }

  async release(): Promise<void> {
    if (!this.#alone) await this.#run('release member')
  }

  async rollbackToSavepoint(): Promise<void> {
    if (this.#alone) await this.rollback()
    else await this.#run('rollback to member')
  }

  async commit(): Promise<void> {
    // Its only member was undone.
    if (this.#line === null) return
    const { command } = await this.#run('commit')
    this.#giveBack(true)
    // So the server says that a statement had failed although its caller went on: it undid everything.
    if (command === 'ROLLBACK') throw new Error('a statement of the transaction had failed, so nothing of it was kept')
  }

  async rollback(): Promise<void> {
    if (this.#line?.connection.isBroken === false) await this.#run('rollback')
    this.#giveBack(true)
  }

  /** After a fault that left the line in a state that nobody knows: the server undoes what was begun when the line is gone. */
  drop(): void {
    this.#giveBack(false)
  }

  #run(sql: string) {
    return this.#held().connection.query(sql)
  }

  #held(): Line {
    if (this.#line === null) throw new Error('no transaction is under way')
    return this.#line
  }

  #giveBack(isFit: boolean): void {
    const line = this.#line
    this.#line = null
    if (line !== null) this.#lines.giveBack(line, isFit)
  }
}

/** Begins a transaction of a business, or of everybody (`*`), alone with its lock when it `locks`. */
export function beginningFor(who: string, locks: boolean): string {
  return `begin; ${openingFor(quoted(who))}${locks ? `; select pg_advisory_xact_lock('${lockOf(who)}')` : ''}`
}

/** Two businesses whose names meet in 64 bits would wait for each other and do no harm. */
function lockOf(who: string): bigint {
  return createHash('sha256').update(`lead-agent ${who}`).digest().readBigInt64BE()
}

function quoted(text: string): string {
  if (!/^[\w*:.-]+$/.test(text)) throw new Error(`"${text}" is no id of a business`)
  return `'${text}'`
}
