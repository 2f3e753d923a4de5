import { withoutWords } from '#core/conversation/without-words.ts'
import { DAY_MS, plus, type Instant } from '#core/values/instant.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { TenantTransaction } from '#ports/store.ts'
import type { FlowParts } from '../parts.ts'

/**
 * What customers said, and every row that repeats it, is kept for 18 months: long enough for a season's work, its complaints and its warranty. Chosen; no
 * law names a time (facts 5). What proves consent and sending is in the ledger, and opt-outs, leads, visits and counts are kept apart from this.
 */
export const WORDS_KEPT_MS = 548 * DAY_MS

/** Rows of each kind, and conversations, in one look at one business; the rest goes with the next. */
const AT_ONCE = 200

export type LetGo = {
  /** One look at one business. */
  ofTenant(tenantId: TenantId, at: Instant): Promise<void>
  /** Ended effects of all businesses. */
  effects(at: Instant): Promise<void>
}

/** Lets go of what has been kept for its time. Remembers only how far it has looked through each business's conversations, and begins anew after a start. */
export function createLetGo({ store }: Pick<FlowParts, 'store'>): LetGo {
  const lookedUpTo = new Map<TenantId, string>()

  return {
    async ofTenant(tenantId, at) {
      const before = plus(at, -WORDS_KEPT_MS)
      const last = await store.transaction(tenantId, async (tx) => {
        await tx.retention.removeOlder(before, AT_ONCE)
        return quieten(tx, lookedUpTo.get(tenantId) ?? '', before)
      })
      if (last === null) lookedUpTo.delete(tenantId)
      else lookedUpTo.set(tenantId, last)
    },
    async effects(at) {
      await store.acrossTenants.removeEndedEffects({ before: plus(at, -WORDS_KEPT_MS), limit: AT_ONCE })
    },
  }
}

/** Takes the words out of conversations in which nothing has happened since `before`. Answers the last key that was looked at; null at the end. */
async function quieten(tx: TenantTransaction, afterKey: string, before: Instant): Promise<string | null> {
  const page = await tx.retention.page(afterKey, AT_ONCE)
  for (const { key, updatedAt } of page) {
    if (updatedAt >= before) continue
    const conversation = await tx.conversations.find(key)
    if (conversation === null) continue
    const quiet = withoutWords(conversation)
    // It keeps its time: this was no event of theirs.
    if (quiet !== conversation) await tx.conversations.save(quiet, updatedAt, conversation)
  }
  return page.length < AT_ONCE ? null : (page.at(-1)?.key ?? null)
}
