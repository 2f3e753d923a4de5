import type { DatabaseConfig } from '#config/config.ts'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import type { Store } from '#ports/store.ts'

/** The configured store. PostgreSQL's packages are loaded only for it. `serves`: for the serving process, of which there is one. */
export async function openStore(database: DatabaseConfig, secretKey: Uint8Array, { serves }: { serves: boolean }): Promise<Store> {
  if (database.kind === 'sqlite') return openSqliteStore({ path: database.path, synchronous: database.synchronous, secretKey, serves })
  const { openPostgresStore } = await import('#adapters/store/open-postgres-store.ts')
  return openPostgresStore({ url: database.url, secretKey, serves })
}
