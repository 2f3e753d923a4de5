import type { Instant } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'

/** `key`: 32 bytes that seal every secret of the file and prove that it is whole. It travels apart from the file. */
export type Move = { key: Uint8Array; at: Instant }

/** Why a business cannot be moved, with what to do about it. Nothing was changed. */
export type MoveRefused = Error & { name: 'MoveRefused'; why: 'busy' | 'exists' | 'number-taken' | 'file' }

/** Takes a whole business from one installation to another. */
export interface BusinessMover {
  /**
   * Everything of a business as lines of JSON, each with its line end, read in one transaction. What waits to be sent is called off here in the same
   * transaction and travels in the file, so that it can leave from one of the two only. Throws `MoveRefused` while something is being sent.
   */
  out(tenantId: TenantId, move: Move): Promise<string[]>
  /** Takes in such a file, all of it or nothing; the business is paused there. Throws `MoveRefused`. */
  in(lines: readonly string[], move: Move): Promise<TenantId>
}
