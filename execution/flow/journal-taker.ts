import { SECOND_MS } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { Journal, JournalEntry } from '#ports/journal.ts'
import type { FlowParts } from './parts.ts'
import { receive } from './receive.ts'

/** After an entry was kept, or could not be taken up, it is tried again so soon. */
const AGAIN_AFTER_MS = SECOND_MS

export type JournalTaker = {
  /** Keeps an event that could not be committed, and takes it up soon. Rejects when not even that was possible. */
  keep(entry: JournalEntry): Promise<void>
  /** Gives every entry to the store. Never rejects: what cannot be taken waits, and the fault is counted. */
  takeUp(): Promise<void>
  /** Before an event of this tenant is decided: what happened earlier and is still in the journal is decided first. */
  takeUpBefore(tenantId: TenantId): Promise<void>
}

/**
 * Brings events from the journal into the store in their order. An accepted call that waits in the journal must be known before its end is decided, or
 * the caller who spoke with the owner is texted as missed.
 */
export function createJournalTaker(parts: FlowParts, journal: Journal): JournalTaker {
  let notBefore = 0

  async function takeUp(): Promise<void> {
    await journal
      .drain(async (entry) => {
        const tenant = await parts.tenants.find(entry.tenantId)
        if (tenant !== null) await receive(parts, tenant, { id: entry.id, event: entry.event }, null, entry.at)
      })
      .catch((error: unknown) => parts.measures.effectFailed('journal', error))
  }

  return {
    takeUp,
    async keep(entry) {
      await journal.append(entry)
      parts.clock.after(AGAIN_AFTER_MS, () => void takeUp())
    },
    async takeUpBefore(tenantId) {
      const now = parts.clock.now()
      // A second time, because a round that was already under way had not read the newest entries.
      for (let round = 0; round < 2 && journal.holds(tenantId) && now >= notBefore; round++) await takeUp()
      if (journal.holds(tenantId)) notBefore = Math.max(notBefore, now + AGAIN_AFTER_MS)
    },
  }
}
