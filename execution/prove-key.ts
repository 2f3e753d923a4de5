import { ConfigError } from '#config/config.ts'
import { parsePhoneNumber } from '#core/values/phone-number.ts'
import { parseTenantId } from '#core/values/tenant-id.ts'
import type { Store } from '#ports/store.ts'

/** So many businesses are asked at most: a start waits for the answers. One that opens is enough. */
const ASKED_MAX = 20
/** Of the range kept for fiction: whoever is asked about, the ledger's key is opened for it. */
const ANYBODY = parsePhoneNumber('+12175550100')

/**
 * Throws `ConfigError` when none of the ledgers that there are opens with the secret key: every call of these businesses would come to nothing,
 * behind a product that says it is ready. A data folder that was put back without its `secret-key` gets a new one, and this is where it shows.
 */
export async function proveKey(store: Store): Promise<void> {
  const { items } = await store.acrossTenants.tenants({ limit: ASKED_MAX, cursor: null })
  const answers = new Set<KeyAnswer>()
  for (const { policy } of items) answers.add(await askLedger(store, policy.tenantId))
  if (!answers.has('closed') || answers.has('open')) return
  const name = 'LEAD_AGENT_SECRET_KEY'
  const text = `${name} is not the one that the database was sealed with: put secret-key back into DATA_DIR from the backup, or set ${name} to the one used before`
  throw new ConfigError([{ name, text }])
}

/** `none`: this business has no entry yet, so its key was never made. */
type KeyAnswer = 'open' | 'closed' | 'none'

async function askLedger(store: Store, id: string): Promise<KeyAnswer> {
  const tenantId = parseTenantId(id)
  if (tenantId === null || ANYBODY === null) return 'none'
  try {
    return await store.transaction(tenantId, async (tx) => {
      if ((await tx.ledger.head()) === null) return 'none'
      await tx.ledger.newestOfPerson(ANYBODY, 'consent')
      return 'open'
    })
  } catch (error) {
    // The store names the variable when a key does not open; anything else is another trouble.
    if (error instanceof Error && error.message.includes('LEAD_AGENT_SECRET_KEY')) return 'closed'
    throw error
  }
}
