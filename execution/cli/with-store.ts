import { existsSync } from 'node:fs'
import { openSqliteStore } from '#adapters/store/open-sqlite-store.ts'
import { loadConfig } from '#config/config.ts'
import { loadSecrets } from '#config/secrets.ts'
import type { Store } from '#ports/store.ts'

type Environment = Record<string, string | undefined> | undefined

/** Opens the database of DATA_DIR and DATABASE_URL for one command. Throws, naming the setting, when there is none. */
export async function withStore<Result>(env: Environment, work: (store: Store) => Promise<Result>): Promise<Result> {
  const { database, dataDir } = loadConfig(env)
  if (database.kind !== 'sqlite') throw new Error('DATABASE_URL names PostgreSQL, which this version cannot use yet')
  if (!existsSync(database.path)) throw new Error(`there is no database at ${database.path}; set DATA_DIR or DATABASE_URL`)
  const store = await openSqliteStore({ ...database, secretKey: loadSecrets(dataDir, env).encryptionKey })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
