import { entryOfEvent } from '#core/ledger/entry-of-event.ts'
import type { TenantTransaction } from '#ports/store.ts'

/** Writes what an event did to permission into the ledger, in the transaction of its decision. Most events did nothing to it. */
export async function noteEvent(tx: TenantTransaction, decided: Parameters<typeof entryOfEvent>[0]): Promise<void> {
  const entry = entryOfEvent(decided)
  if (entry !== null) await tx.ledger.append(entry)
}
