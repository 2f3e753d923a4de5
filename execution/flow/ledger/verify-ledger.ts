import { CHAIN_START, type ChainPosition, type ChainVerdict } from '#core/ledger/chain.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { Store } from '#ports/store.ts'

/** Entries checked in one transaction: a few milliseconds, so that webhooks do not wait. */
const ENTRIES_AT_ONCE = 250

/** Checks a business's whole ledger, from its first entry to the stored head. */
export async function verifyLedger(store: Store, tenantId: TenantId): Promise<ChainVerdict> {
  let from: ChainPosition = CHAIN_START
  for (;;) {
    const { verdict, done } = await store.transaction(tenantId, (tx) => tx.ledger.verify(from, ENTRIES_AT_ONCE))
    if (done || !verdict.ok) return verdict
    from = { sequence: verdict.entries, hash: verdict.head }
  }
}
