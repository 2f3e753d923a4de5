import type { DatabaseConfig } from '#config/config.ts'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import type { Store } from '#ports/store.ts'
import { proveKey } from './prove-key.ts'

/** The configured store. `serves`: for the serving process, of which there is one; it is refused with the wrong secret key. */
export async function openStore(database: DatabaseConfig, secretKey: Uint8Array, { serves }: { serves: boolean }): Promise<Store> {
  const store = await openEngine(database, secretKey, serves)
  try {
    if (serves) await proveKey(store)
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

/** PostgreSQL's packages are loaded only for it. */
async function openEngine(database: DatabaseConfig, secretKey: Uint8Array, serves: boolean): Promise<Store> {
  if (database.kind === 'sqlite') return openSqliteStore({ path: database.path, synchronous: database.synchronous, secretKey, serves })
  const { openPostgresStore } = await import('#adapters/store/open-postgres-store.ts')
  return openPostgresStore({ url: database.url, secretKey, serves })
}
