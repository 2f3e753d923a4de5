import type { ConversationEvent } from '#core/event.ts'
import type { Instant } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'

export type JournalEntry = { tenantId: TenantId; id: string; at: Instant; event: ConversationEvent }

/** The place of last resort: verified events that could not be committed to the store. Append-only until they have been taken up. */
export interface Journal {
  /** Resolves when the entry is safe on disk; rejects when even that failed. */
  append(entry: JournalEntry): Promise<void>
  /**
   * Gives every entry to `take`, oldest first, and forgets those that it took; answers how many. An entry whose `take` rejects stays, and all
   * later ones of its tenant with it, so that no event overtakes another. An entry may be given again after a death: `take` must not mind.
   */
  drain(take: (entry: JournalEntry) => Promise<void>): Promise<number>
  /** Whether entries of this tenant wait, as far as this process has written or read them. */
  holds(tenantId: TenantId): boolean
}
