import { exportLine } from '#core/ledger/export-line.ts'
import type { TenantId } from '#core/values/tenant-id.ts'
import type { Store } from '#ports/store.ts'

const ENTRIES_AT_ONCE = 250

/** Every entry of a business as one line of JSON, oldest first. Personal parts stay sealed: the lines can be given away and checked by anybody. */
export async function* exportLedger(store: Store, tenantId: TenantId): AsyncGenerator<string> {
  let last = 0
  for (;;) {
    const entries = await store.transaction(tenantId, (tx) => tx.ledger.after(last, ENTRIES_AT_ONCE))
    for (const entry of entries) yield exportLine(entry)
    last = entries.at(-1)?.sequence ?? last
    if (entries.length < ENTRIES_AT_ONCE) return
  }
}
