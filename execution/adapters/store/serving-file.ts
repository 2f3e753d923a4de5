import { DatabaseSync } from 'node:sqlite'

/** A process that is being ended leaves within 1.5 s when its supervisor was killed, and at once when it was killed itself. */
const TAKE_OVER_MS = 3_000
const SQLITE_BUSY = 5

/**
 * Only one process serves from a file, as `ServingLock` says of PostgreSQL. An empty file beside the database carries the lock, because the database
 * itself is also opened by commands. The system frees it with the process, however that ends.
 */
export class ServingFile {
  readonly #lock: DatabaseSync

  /** Waits for a process that is being ended. Throws when another one goes on serving. */
  constructor(path: string, takeOverMs: number = TAKE_OVER_MS) {
    this.#lock = new DatabaseSync(`${path}-serving`, { timeout: takeOverMs })
    try {
      // Nothing is ever written, and on a full disk nothing could be.
      this.#lock.exec('pragma journal_mode = memory; begin exclusive')
    } catch (error) {
      this.#lock.close()
      if (!(error instanceof Error) || Reflect.get(error, 'errcode') !== SQLITE_BUSY) throw error
      throw new Error(`another process serves from the database file ${path}; end it first, or give this one its own DATA_DIR`, {
        cause: error,
      })
    }
  }

  release(): void {
    if (this.#lock.isOpen) this.#lock.close()
  }
}
