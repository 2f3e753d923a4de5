import type { Instant } from '#core/values/instant.ts'

/** The only source of time. `after` is a prompt, never a promise: whatever must happen is a row as well. */
export interface Clock {
  now(): Instant
  /** Calls `run` about `delayMs` from now; the returned function cancels. Does not keep the process alive. */
  after(delayMs: number, run: () => void): () => void
  /** The release of the runtime's time-zone data, such as `2026c`. */
  readonly tzdata: string
}
