/*
 * One writer, many callers. A member is one caller's transaction:
 *
 *   waiting -> running (inside its own savepoint) -> kept    -> answered after the COMMIT of its group
 *                                                 -> undone  -> its caller gets the error, the neighbours do not notice
 *
 * A group is what arrived in one turn of the event loop. One group runs at a time, its members one after another, never interleaved.
 * A store that died (a planted fault) or was closed answers every member with the same error.
 */

/** The statements that only the committer may issue. An engine at the other end of a network answers later; one in this process at once. */
export type CommitStatements = {
  /** `members`: how many will run in this transaction. */
  begin(members: number): void | Promise<void>
  savepoint(): void | Promise<void>
  release(): void | Promise<void>
  rollbackToSavepoint(): void | Promise<void>
  commit(): void | Promise<void>
  rollback(): void | Promise<void>
  /** False when the engine ended the transaction by itself. */
  readonly inTransaction: boolean
}

/** Called around every COMMIT by the simulation; throwing means that the process died there. */
export type CommitFaults = { beforeCommit?: () => void; afterCommit?: () => void }

/** More members would make the first of them wait too long for their answer. */
export const GROUP_SIZE_MAX = 64
/** A member that still runs after this time awaits something other than the store, and would hold up everyone. */
export const MEMBER_MS_MAX = 2_000

type Member = {
  work: () => Promise<unknown>
  /** Ends the member's right to query. */
  over: () => void
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

type Attempt = { kept: true; value: unknown } | { kept: false; error: unknown }

export class GroupCommit {
  readonly #statements: CommitStatements
  readonly #faults: CommitFaults
  readonly #onDeath: (reason: Error) => void
  #waiting: Member[] = []
  #busy = false
  #ended: Error | null = null
  #whenIdle: (() => void)[] = []
  #giveUp: (error: Error) => void = () => undefined

  constructor(statements: CommitStatements, faults: CommitFaults, onDeath: (reason: Error) => void) {
    this.#statements = statements
    this.#faults = faults
    this.#onDeath = onDeath
  }

  /**
   * Runs `work` in a transaction and resolves after its COMMIT. Rejects with what `work` threw (everything it wrote is undone), or with
   * the COMMIT's own error. `over` is called as soon as `work` has ended, before the COMMIT.
   */
  run<Result>(work: () => Promise<Result>, over: () => void = () => undefined): Promise<Result> {
    if (this.#ended) return Promise.reject(this.#ended)
    return new Promise<Result>((resolve, reject) => {
      // The cast is true because `resolve` is only ever called with what this member's own `work` answered.
      this.#waiting.push({ work, over, resolve: resolve as (value: unknown) => void, reject })
      this.#wake()
    })
  }

  /** Runs `work`, which must not await, while no transaction is open. Waits for the group that is under way. */
  async outside(work: () => void): Promise<void> {
    while (this.#statements.inTransaction) await new Promise((resolve) => setImmediate(resolve))
    work()
  }

  /** Refuses new members with `reason` and resolves when the members already accepted have been answered. */
  async end(reason: Error): Promise<void> {
    this.#ended ??= reason
    if (!this.#busy) return
    await new Promise<void>((resolve) => this.#whenIdle.push(resolve))
  }

  /** True while nobody waits and nothing runs. */
  get isIdle(): boolean {
    return !this.#busy
  }

  #wake(): void {
    if (this.#busy) return
    this.#busy = true
    // After the I/O of this turn, so that all requests that the turn brought share one COMMIT.
    setImmediate(() => void this.#runGroup())
  }

  async #runGroup(): Promise<void> {
    const members = this.#waiting.splice(0, GROUP_SIZE_MAX)
    await this.#commitTogether(members)
    this.#busy = false
    if (this.#waiting.length > 0) return this.#wake()
    for (const resolve of this.#whenIdle.splice(0)) resolve()
  }

  async #commitTogether(members: Member[]): Promise<void> {
    const watchdog = setTimeout(() => this.#giveUp(new Error(STUCK_MESSAGE)), MEMBER_MS_MAX)
    try {
      await this.#statements.begin(members.length)
      const attempts: Attempt[] = []
      for (const member of members) {
        watchdog.refresh()
        attempts.push(await this.#attempt(member))
      }
      this.#passFault(this.#faults.beforeCommit)
      await this.#statements.commit()
      this.#passFault(this.#faults.afterCommit)
      members.forEach((member, index) => answer(member, attempts[index]))
    } catch (error) {
      await this.#failAll(members, error)
    } finally {
      clearTimeout(watchdog)
    }
  }

  /** Throws only when the whole group is lost. */
  async #attempt(member: Member): Promise<Attempt> {
    await this.#statements.savepoint()
    const attempt = await this.#watched(member)
    member.over()
    if (!attempt.kept) {
      if (!this.#statements.inTransaction) throw attempt.error
      await this.#statements.rollbackToSavepoint()
    }
    await this.#statements.release()
    return attempt
  }

  #watched(member: Member): Promise<Attempt> {
    return new Promise((settle) => {
      this.#giveUp = (error) => settle({ kept: false, error })
      started(member.work).then(
        (value) => settle({ kept: true, value }),
        (error: unknown) => settle({ kept: false, error }),
      )
    })
  }

  #passFault(fault: (() => void) | undefined): void {
    try {
      fault?.()
    } catch (error) {
      this.#ended = new Error('the store died at a commit, as the planted fault asked', { cause: error })
      throw this.#ended
    }
  }

  async #failAll(members: Member[], error: unknown): Promise<void> {
    const death = error === this.#ended ? this.#ended : null
    const unanswered = death === null ? members : [...members, ...this.#waiting.splice(0)]
    if (death !== null) this.#onDeath(death)
    else if (this.#statements.inTransaction) await this.#statements.rollback()
    for (const member of unanswered) member.reject(error)
  }
}

const STUCK_MESSAGE = `a transaction was still running after ${MEMBER_MS_MAX} ms and was undone; work inside it may await nothing but the repositories it was given`

async function started(work: () => Promise<unknown>): Promise<unknown> {
  return work()
}

function answer(member: Member, attempt: Attempt | undefined): void {
  if (attempt?.kept) member.resolve(attempt.value)
  else member.reject(attempt?.error)
}
